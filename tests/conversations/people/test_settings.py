"""What owners set: what a letter announces by itself, and what happens then."""

import pytest

from bot.model.announcements.announcement import Stage
from bot.model.endorsements.endorsement import State
from bot.ports.store import Unit
from bot.service.announcements import news
from tests.conversations.announcements.announcements import followers, found, its_moment_comes
from tests.drivers import Driver
from tests.letters import LETTER
from tests.storage.examples import sign


@pytest.mark.core_rule
async def test_a_milestone_is_announced_once_that_was_switched_on(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    await bot.owner.give("settings")
    said = await bot.owner.press("Announce milestones")
    assert "On. When 10 organizations are listed, every chat that follows is told, if it is still so" in said
    assert "Milestones: on" in said

    def listed(unit: Unit) -> None:
        for number in range(10):
            sign(unit, LETTER, f"Example Union {number}", State.LISTED)
        news.make_news(unit)

    await bot.store.write(listed)
    assert (await found(bot)).stage is Stage.WAITING
    assert town.standing("have signed on") == []
    await its_moment_comes(bot)
    post = await town.shows("10 organizations have signed on")
    assert post.labels == ("Read the letter", "Ask about it", "Sign on for an organization")


async def test_each_switch_says_what_will_happen_and_is_off_at_first(bot: Driver) -> None:
    shown = await bot.owner.give("settings")
    for name in ("Milestones", "New organizations, once a day", "Events", "Closing"):
        assert f"{name}: off" in shown
    digest = await bot.owner.press("Announce new organizations")
    assert "On. Every day at 18:00 (America/Toronto)" in digest
    assert "New organizations, once a day: on" in digest
    assert "On." in await bot.owner.press("Announce events")
    assert "On." in await bot.owner.press("Announce the closing")
    off = await bot.owner.press("Don't announce new organizations")
    assert "Off: nothing more of this is announced." in off
    assert "New organizations, once a day: off" in off
