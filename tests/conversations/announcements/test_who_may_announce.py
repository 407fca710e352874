"""Announcements are for those who may announce, and for nobody else."""

import pytest

from bot.model.people.person import Role
from tests.conversations.announcements.announcements import NEWS, announce, editor, followers, sent
from tests.conversations.stories import acts, invite, name_of
from tests.drivers import Driver

REFUSED = "This is for the letter's organizers. Nothing was done."
SHOWN = ("announce", "announcements", "chats", "settings")
HIDDEN = (
    "draft", "wording", "schedule", "at_once", "attach", "options", "recipients", "release", "agree", "steer",
    "correct", "recall", "repeat", "followup", "report", "groups", "regroup", "drop_chat", "new_group", "disband",
)  # fmt: skip


@pytest.mark.core_rule
@pytest.mark.parametrize("role", [None, Role.REVIEWER], ids=["outsider", "reviewer"])
async def test_every_command_about_announcements_is_refused(bot: Driver, role: Role | None) -> None:
    await followers(bot, "Town")
    await announce(bot, NEWS)
    eve = bot.somebody("Eve")
    if role:
        await invite(bot, eve, role)
    typed = bot.owner.account.platform != "discord"  # where nobody can type what is not offered
    for command in (*SHOWN, *(HIDDEN if typed else ())):
        assert REFUSED in await eve.give(command)
    assert await acts(bot) == []


@pytest.mark.core_rule
async def test_who_may_announce_no_more_can_do_nothing_by_their_old_buttons(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    grace = await editor(bot, "Grace")
    await sent(bot, NEWS, 1)
    looked = await grace.give("announcements", announcement=1)
    await bot.owner.give("organizers")
    await bot.owner.press(f"Remove {await name_of(bot, grace)}")
    await bot.owner.press(f"Yes, remove {await name_of(bot, grace)}")
    for label in ("Correct it everywhere", "Recall it everywhere", "Chat by chat"):
        assert label in looked.labels
    assert REFUSED in await grace.press("Recall it everywhere")
    assert len(town.standing("The ministers have answered")) == 1
    assert await acts(bot) == ["announcement.released"]


@pytest.mark.core_rule
async def test_an_editor_may_announce_and_not_set_anything(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    grace = await editor(bot, "Grace")
    assert REFUSED in await grace.give("settings")
    await announce(bot, NEWS, by=grace)
    await grace.press("Send it now")
    await town.shows("The ministers have answered")
    await grace.told("Announcement 1 is done: 1 of 1 delivered.")
