"""A draft's desk: what will be sent is seen and changed there before it leaves."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model.announcements.announcement import Stage
from bot.model.chats import ChatKind
from tests.conversations.announcements.announcements import NEWS, TEXT, announce, followers, found, speaks
from tests.conversations.stories import acts
from tests.drivers import Attached, Driver
from tests.waiting import until

FRENCH = "Les ministres ont répondu."
PDF = Attached("report.pdf", b"%PDF-1.7 a report")


async def test_an_announcement_in_two_languages_comes_to_each_chat_in_its_own(bot: Driver) -> None:
    town, quartier = await followers(bot, "Town", "Quartier")
    await speaks(bot, quartier, "fr")
    assert "Written in English" in await announce(bot, NEWS)
    asked = await bot.owner.press("Write it in French")
    assert "The text in French:" in asked
    shown = await bot.owner.fill({TEXT: FRENCH})
    assert FRENCH in shown
    assert "Shown in French; written in English and French" in shown
    again = await bot.owner.press("Show it in English")
    assert NEWS in again
    assert FRENCH not in again
    await bot.owner.press("Send it now")
    assert NEWS in await town.shows("The ministers have answered")
    assert "Mettez fin au génocide ou démissionnez" in await quartier.shows(FRENCH)
    assert town.standing(FRENCH) == quartier.standing("The ministers have answered") == []


async def test_how_it_is_sent_is_switched_on_the_desk(bot: Driver) -> None:
    (channel,) = await followers(bot, "Town", kind=max(bot.kinds, key=lambda kind: kind is ChatKind.CHANNEL))
    await announce(bot, NEWS)
    await bot.owner.press("More")
    for switch in ("Silent: no", "Pinned: no", "Buttons: on", "Link previews: off"):
        await bot.owner.press(switch)
    assert {"Silent: yes", "Pinned: yes", "Buttons: off", "Link previews: on"} <= set(bot.owner.last.labels)
    desk = await bot.owner.press("Back")
    assert "It will be pinned" in desk
    assert "It arrives without a sound" in desk
    await bot.owner.press("Send it now")
    post = await channel.shows("The ministers have answered")
    assert (post.silent, post.labels, post.previews) == (True, (), None if post.previews is None else True)
    await until(lambda: channel.standing("The ministers have answered")[0].pinned)


async def test_without_switches_it_makes_a_sound_and_shows_no_previews(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    post = await town.shows("The ministers have answered")
    assert (post.silent, post.pinned, post.previews or False) == (False, False, False)


async def test_everything_can_be_said_in_one_go(bot: Driver) -> None:
    town, quartier = await followers(bot, "Town", "Quartier")
    await speaks(bot, quartier, "fr")
    day = datetime.now(UTC) + timedelta(days=3)
    await bot.owner.give("announce", text=NEWS, audience="French", at=f"{day:%Y-%m-%d} 17:00 America/Toronto", file=PDF)
    desk = await bot.owner.sees("Recipients: French")
    assert "This will be sent to 1 chat, exactly as shown:" in desk
    assert "Leaves on" in desk
    assert "File: report.pdf (1 kB)" in desk
    assert "Schedule it" in desk.labels
    assert "Send it now" not in desk.labels
    draft = await found(bot)
    assert draft.at
    there = draft.at.astimezone(ZoneInfo("America/Toronto"))
    assert (draft.stage, draft.audience.languages) == (Stage.DRAFT, ("fr",))
    assert f"{there:%Y-%m-%d %H:%M}" == f"{day:%Y-%m-%d} 17:00"
    assert town.standing("The ministers have answered") == quartier.standing("The ministers have answered") == []


async def test_a_discarded_draft_is_not_sent_by_the_button_of_an_older_look_at_it(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    await announce(bot, NEWS)
    await bot.owner.give("announcements", announcement=1)
    before = bot.owner.last
    await bot.owner.give("announcements", announcement=1)
    await bot.owner.press("Discard")
    await bot.owner.press("Yes, discard it")
    if bot.owner.account.platform != "console":  # which has numbers for the last message's buttons alone
        assert "Announcement 1 was released already." in await bot.owner.press("Send it now", on=before)
    assert town.standing("The ministers have answered") == []
    assert await acts(bot) == []
