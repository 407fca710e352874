"""Events and the closing of which a letter reminds by itself."""

from dataclasses import replace
from datetime import datetime

from bot.model.announcements.announcement import Stage
from bot.model.letters.letter import Event
from bot.model.letters.localized import Localized
from bot.ports.store import Store
from tests.conftest import Clock
from tests.interface.announcements.test_news_helpers import TORONTO, Newsroom
from tests.storage.examples import letter

VIGIL = Event(
    Localized({"en": "Vigil"}),
    datetime(2026, 3, 14, 18, 30, tzinfo=TORONTO),
    place=Localized({"en": "Example Square"}),
    link="https://night.example/vigil",
)
WITH_EVENT = replace(letter(), events=(VIGIL,))
CLOSING = replace(letter(), closes=datetime(2026, 3, 20, 23, 59, tzinfo=TORONTO))


async def test_an_event_is_told_three_times_and_each_time_once(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    said = list[str]()
    for day in (6, 7, 8, 12, 13, 14):
        await room.at(f"2026-03-{day:02} 10:00")
        await room.leave()
        await room.advances()
        said.append(await room.says() if await room.made() else "")
    assert await room.made() == [
        ("event:2026-03-14:7", Stage.DONE), ("event:2026-03-14:1", Stage.DONE), ("event:2026-03-14:0", Stage.DONE),
    ]  # fmt: skip
    assert said[0] == ""
    assert said[1].startswith("In 7 days:")
    assert "Vigil" in said[1]
    assert "14 March 2026, 18:30 EDT" in said[1]
    assert "Example Square" in said[1]
    assert said[4].startswith("Tomorrow:")
    assert said[5].startswith("Today:")


async def test_a_whole_day_is_told_without_a_time(store: Store, clock: Clock) -> None:
    whole = replace(VIGIL, at=datetime(2026, 3, 14, tzinfo=TORONTO), all_day=True)
    room = await Newsroom(store, clock).opens(replace(letter(), events=(whole,)))
    await room.switches("events")
    await room.at("2026-03-14 10:00")
    assert await room.origins() == ["event:2026-03-14:0"]
    assert "Vigil, 14 March 2026, Example Square" in await room.says()


async def test_what_was_missed_for_long_or_lies_before_the_switch_is_not_told(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.at("2026-03-08 10:00")
    assert await room.made() == []
    await room.switches("events", on=False)
    await room.at("2026-03-13 10:01")
    await room.switches("events")
    await room.advances()
    assert await room.made() == []


async def test_an_event_that_is_not_in_the_letter_any_more_is_not_told(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.at("2026-03-07 10:00")
    await room.publishes(letter())
    assert await room.says() == ""
    await room.advances()
    assert await room.made() == [("event:2026-03-14:7:dropped", Stage.CANCELLED)]


async def test_an_event_that_was_moved_is_told_anew(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.at("2026-03-07 10:00")
    await room.leave()
    await room.publishes(replace(letter(), events=(replace(VIGIL, at=datetime(2026, 3, 21, 18, 30, tzinfo=TORONTO)),)))
    await room.at("2026-03-13 10:00")
    assert await room.origins() == ["event:2026-03-14:7"]
    await room.at("2026-03-14 10:00")
    assert await room.origins() == ["event:2026-03-14:7", "event:2026-03-21:7"]


async def test_what_has_waited_beyond_the_event_is_not_told(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.at("2026-03-14 10:00")
    await room.at("2026-03-14 18:31")
    assert await room.says() == ""
    assert await room.made() == [("event:2026-03-14:0:dropped", Stage.CANCELLED)]


async def test_the_closing_is_told_before_and_when_it_has_come(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(CLOSING)
    await room.switches("closing")
    await room.lists(count=3)
    said = list[str]()
    for moment in ("13 10:00", "19 10:00", "20 23:58", "21 00:00"):
        await room.at(f"2026-03-{moment}")
        await room.leave()
        said.append(await room.says())
    assert await room.origins() == ["closing:2026-03-20:7", "closing:2026-03-20:1", "closing:2026-03-20:0"]
    assert "Sign-ons close in 7 days, on 20 March 2026, 23:59 EDT." in said[0]
    assert "3 organizations have signed on. " not in said[0]
    assert "3 organizations have signed on." in said[0]
    assert "The goal is 100." in said[0]
    assert "Sign-ons close tomorrow" in said[1]
    assert "Sign-ons have closed. 3 organizations have signed on to Night buses for all." in said[3]


async def test_a_closing_that_is_put_off_is_not_told_and_then_told_anew(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(CLOSING)
    await room.switches("closing")
    await room.at("2026-03-13 10:00")
    await room.publishes(replace(CLOSING, closes=datetime(2026, 4, 20, 23, 59, tzinfo=TORONTO)))
    await room.at("2026-03-13 10:01")
    await room.at("2026-04-13 10:00")
    assert await room.origins() == ["closing:2026-03-20:7:dropped", "closing:2026-04-20:7"]


async def test_without_a_closing_date_or_a_follower_or_the_switch_nothing_is_told(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(replace(CLOSING, events=(VIGIL,)), followed=False)
    await room.at("2026-03-13 10:00")
    await room.switches("closing")
    await room.switches("events")
    await room.at("2026-03-14 10:00")
    await room.at("2026-03-19 10:00")
    assert await room.made() == []
    other = await Newsroom(store, clock).opens(letter("no-closing"))
    await other.switches("closing")
    await other.later(days=30)
    assert await other.made() == []
