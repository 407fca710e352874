"""Announcements on their way: one after the other, paused, resumed, stopped."""

from datetime import timedelta

import pytest

from bot.model.announcements.announcement import Stage
from bot.ports.store import Unit
from bot.service.announcements import halts
from tests.conversations.announcements.announcements import NEWS, announce, begins_slowly, followers, found, look
from tests.conversations.stories import acts
from tests.drivers import Driver, Shown

pytestmark = pytest.mark.core_rule


async def leaving(bot: Driver) -> Shown:
    """An announcement that leaves slowly; what its author is told."""
    await bot.owner.give("settings")
    await bot.owner.press("Time to undo: 15 minutes")
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    await bot.owner.told("Announcement 1 is released and has not begun to leave.")
    await begins_slowly(bot)
    await bot.owner.give("settings")
    await bot.owner.press("Time to undo: automatic")
    return await bot.owner.give("announcements", announcement=1)


async def test_an_announcement_is_paused_and_goes_on_and_the_next_waits_for_it(bot: Driver) -> None:
    town, harbour = await followers(bot, "Town", "Harbour")
    shown = await leaving(bot)
    assert "Announcement 1: 0 of 2 delivered." in shown
    assert "2 still to go" in shown
    await bot.owner.press("Pause")
    await look(bot, "Announcement 1 is paused: 0 of 2 delivered.")
    await announce(bot, "And the next.")
    await bot.owner.press("Send it now")
    await bot.owner.told("It leaves in a moment, or after the announcement before it.")
    assert town.standing("And the next.") == []
    await look(bot, "Announcement 1 is paused: 0 of 2 delivered.")
    await bot.owner.press("Stop it")
    await bot.owner.told("Announcement 1 was stopped: 0 of 2 delivered.")
    await bot.owner.told("Announcement 2 is done: 2 of 2 delivered.")
    assert [len(place.standing("And the next.")) for place in (town, harbour)] == [1, 1]
    assert town.standing(NEWS) == harbour.standing(NEWS) == []


async def test_what_was_paused_goes_on_where_it_was(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    await leaving(bot)
    await bot.owner.press("Pause")
    await look(bot, "Announcement 1 is paused: 0 of 1 delivered.")
    await bot.owner.press("Go on")
    await look(bot, "Announcement 1: 0 of 1 delivered.")
    assert (await found(bot)).stage is Stage.RUNNING
    assert town.standing(NEWS) == []
    assert await acts(bot) == ["announcement.released", "announcement.paused", "announcement.resumed"]


async def test_what_platforms_ask_for_stands_above_every_announcement_until_it_is_cleared(bot: Driver) -> None:
    def asked(unit: Unit) -> None:
        for place in ("elsewhere", "-1", "-2"):
            unit.outbox.cool_down("elsewhere", place, unit.now + timedelta(hours=3))

    await bot.store.write(asked)
    nothing = await bot.owner.give("announcements")
    assert "Nothing has been announced yet." in nothing
    assert "Elsewhere asks to wait until" in nothing
    await followers(bot, "Town")
    await announce(bot, NEWS)
    shown = await bot.owner.give("announcements")
    assert "Elsewhere asks to wait until" in shown
    assert "Elsewhere asks to wait with 2 chats, until" in shown
    await bot.store.write(lambda unit: halts.clear(unit))
    assert "asks to wait" not in await bot.owner.give("announcements")
