"""Events and the closing of which a letter reminds by itself."""

from dataclasses import replace
from datetime import datetime

from bot.model.announcements.announcement import Stage
from bot.model.letters.letter import Event, Letter
from bot.model.letters.localized import Localized
from bot.model.people.person import Account, Role
from bot.ports.store import Store, Unit
from bot.service.announcements import news
from bot.service.letters import publishing
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
    await room.advances()
    assert await room.made() == [("event:2026-03-14:7:dropped", Stage.CANCELLED)]


async def test_an_event_that_was_moved_is_told_anew(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.at("2026-03-07 10:00")
    await room.leave()
    await room.publishes(replace(letter(), events=(replace(VIGIL, at=datetime(2026, 3, 21, 18, 30, tzinfo=TORONTO)),)))
    await room.at("2026-03-13 10:00")
    assert await room.origins() == ["event:2026-03-14:7", "change:2"]
    await room.at("2026-03-14 10:00")
    assert await room.origins() == ["event:2026-03-14:7", "change:2", "event:2026-03-21:7"]


async def test_what_was_told_says_what_has_changed_and_a_message_of_its_own_does(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.at("2026-03-07 10:00")
    await room.leave()
    moved = replace(VIGIL, at=datetime(2026, 3, 21, 18, 30, tzinfo=TORONTO))
    await room.publishes(replace(letter(), events=(moved,)))
    await room.advances()
    await room.advances()
    told, change = await room.every()
    assert (told.version, change.origin, change.stage) == (2, "change:2", Stage.WAITING)
    assert "Not as it was told: Vigil, 21 March 2026, 18:30 EDT" in (await room.says()).replace("\n", " ")
    first = await room.says(told)
    assert "and not as before on 14 March 2026, 18:30 EDT" in first
    assert "In 7 days" not in first


async def test_what_is_called_off_is_told_once_where_it_was_told_and_reminded_of_no_more(
    store: Store, clock: Clock
) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.at("2026-03-07 10:00")
    await room.leave()
    await room.publishes(replace(letter(), events=(replace(VIGIL, called_off=True),)))
    await room.advances()
    await room.leave()
    for day in (13, 14):
        await room.at(f"2026-03-{day} 10:00")
    assert await room.made() == [("event:2026-03-14:7", Stage.DONE), ("change:2", Stage.DONE)]
    for each in await room.every():
        assert "Called off: Vigil" in await room.says(each)


async def test_what_was_never_told_is_changed_without_a_word(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.advances()
    await room.publishes(letter())
    await room.advances()
    assert await room.made() == []


async def test_a_change_that_is_taken_back_before_it_leaves_is_not_told(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.at("2026-03-07 10:00")
    await room.leave()
    for events in ((replace(VIGIL, called_off=True),), (VIGIL,)):
        await room.publishes(replace(letter(), events=events))
        await room.advances()
    assert (await room.made())[1:] == [("change:2:dropped", Stage.CANCELLED)]


async def test_with_events_switched_off_what_stands_is_corrected_and_nothing_new_is_told(
    store: Store, clock: Clock
) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    await room.at("2026-03-07 10:00")
    await room.leave()
    await room.switches("events", on=False)
    await room.publishes(replace(letter(), events=(replace(VIGIL, called_off=True),)))
    await room.advances()
    assert [each.version for each in await room.every()] == [2]


async def test_one_organizer_alone_does_not_change_what_stands_in_many_chats(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")
    for number in range(12):
        await room.follow(place=f"-3{number}")
    await room.at("2026-03-07 10:00")
    await room.leave()
    await room.switches("events", on=False)
    clock.forward(days=2)

    def needs(unit: Unit, changed: Letter) -> bool:
        edda, other = (unit.people.ensure(Account("test", each)) for each in ("edda", "otto"))
        for each in (edda, other):
            unit.people.grant(each.id, room.letter_id, Role.EDITOR)
        revision = unit.letters.current(room.letter_id)
        assert revision
        return publishing.needs_second(
            unit, edda.id, revision=revision, letter=changed, material=False, confirm_by=None
        )

    off = replace(WITH_EVENT, events=(replace(VIGIL, called_off=True),))
    more = replace(WITH_EVENT, events=(VIGIL, replace(VIGIL, title=Localized({"en": "Talk"}))))
    assert await store.write(lambda unit: needs(unit, off))
    assert not await store.write(lambda unit: needs(unit, more))


async def test_events_are_told_on_the_days_that_owners_choose(store: Store, clock: Clock) -> None:
    room = await Newsroom(store, clock).opens(WITH_EVENT)
    await room.switches("events")

    def unit(unit: Unit) -> None:
        news.choose_days(unit, unit.people.ensure(Account("test", "olga")), room.letter_id, {3, 1})

    await store.write(unit)
    for day in (7, 11, 13, 14):
        await room.at(f"2026-03-{day:02} 10:00")
    assert await room.origins() == ["event:2026-03-14:3", "event:2026-03-14:1"]


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
