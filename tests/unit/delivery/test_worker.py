"""The queue's worker: each end that sending can have, and what stands on disk after it."""

import pytest

from bot.model.chats import Address, Unreachable
from bot.model.deliveries import Subject
from bot.ports.messenger import Gone, Moved, Outcome, Refused, RetryAfter, Unknown
from bot.ports.store import Store
from tests.conftest import Clock
from tests.unit.delivery.delivering import MEMORY, PLATFORM, UNREACHED, staged


async def test_a_message_is_sent_once_to_every_chat(store: Store, clock: Clock) -> None:
    stage = staged(store, clock)
    await stage.announce("one", "two", "three")
    await stage.work()
    clock.forward(hours=1)
    await stage.work()
    assert sorted(stage.messenger.places) == ["one", "three", "two"]
    assert set((await stage.states()).values()) == {("sent", "")}
    assert len(set(stage.messenger.keys)) == 3
    assert all(len(key) <= 25 for key in stage.messenger.keys)


async def test_a_wait_that_was_asked_for_is_kept_on_disk(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, RetryAfter(30, "slow down"))
    await stage.announce("one")
    await stage.work()
    assert await stage.states() == {"one": ("queued", "slow down")}
    stage.worker = stage.started_again()
    clock.forward(seconds=29)
    await stage.work()
    assert len(stage.messenger.sent) == 1
    clock.forward(seconds=2)
    await stage.work()
    assert await stage.states() == {"one": ("sent", "")}
    assert len(set(stage.messenger.keys)) == 1


async def test_an_outage_of_some_hours_costs_no_message_and_few_tries(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, *[UNREACHED] * 9999)
    await stage.announce(*map(str, range(200)))
    for _ in range(60):
        await stage.work()
        clock.forward(minutes=5)
    tries = len(stage.messenger.sent)
    stage.messenger.ends.clear()
    await stage.work()
    assert set((await stage.states()).values()) == {("sent", "")}
    assert tries <= 200 + 60
    assert len(stage.messenger.sent) - tries == 200


async def test_an_outage_is_asked_after_by_one_message_at_a_time_less_and_less_often(
    store: Store, clock: Clock
) -> None:
    stage = staged(store, clock, *[UNREACHED] * 999)
    await stage.announce(*map(str, range(9)))
    await stage.work()
    tries, asked = len(stage.messenger.sent), list[float]()
    for second in range(1, 1000):
        clock.forward(seconds=1)
        await stage.work()
        asked += [second] * (len(stage.messenger.sent) - tries)
        tries = len(stage.messenger.sent)
    assert asked == [3, 9, 21, 45, 93, 189, 381, 681, 981]


async def test_what_could_not_be_delivered_for_a_day_has_failed(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, *[UNREACHED] * 9999)
    await stage.announce("one")
    for _ in range(23):
        await stage.work()
        clock.forward(hours=1)
    assert await stage.states() == {"one": ("queued", UNREACHED.reason)}
    await stage.work()
    clock.forward(hours=1)
    await stage.work()
    assert await stage.states() == {"one": ("failed", UNREACHED.reason)}


async def test_what_perhaps_arrived_keeps_its_key_through_whatever_comes_after(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, Unknown("reset"), UNREACHED, RetryAfter(5, "slow down"), memory=MEMORY)
    await stage.announce("one")
    for _ in range(40):
        await stage.work()
        clock.forward(seconds=1)
    assert len(stage.messenger.sent) == 4
    assert len(set(stage.messenger.keys)) == 1
    assert await stage.states() == {"one": ("sent", "")}


async def test_what_perhaps_arrived_is_not_sent_again_after_a_long_wait(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, Unknown("reset"), UNREACHED, RetryAfter(115, "slow down"), memory=MEMORY)
    await stage.announce("one")
    for _ in range(150):
        await stage.work()
        clock.forward(seconds=1)
    assert len(stage.messenger.sent) == 3
    assert await stage.states() == {"one": ("uncertain", "slow down")}


async def test_what_perhaps_arrived_is_not_sent_again_when_its_turn_comes_late(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, Unknown("reset"), memory=MEMORY)
    await stage.announce("one")
    await stage.work()
    stage.worker = stage.started_again()
    clock.forward(seconds=120)
    await stage.work()
    assert len(stage.messenger.sent) == 1
    assert await stage.states() == {"one": ("uncertain", "reset")}


async def test_what_surely_did_not_arrive_for_long_is_still_sent_twice_where_the_platform_remembers(
    store: Store, clock: Clock
) -> None:
    stage = staged(store, clock, RetryAfter(600, "slow down"), Unknown("reset"), memory=MEMORY)
    await stage.announce("one")
    for _ in range(3):
        await stage.work()
        clock.forward(seconds=600)
        await stage.work()
        clock.forward(seconds=6)
    assert len(stage.messenger.sent) == 3
    assert await stage.states() == {"one": ("sent", "")}


async def test_a_chat_that_is_gone_is_closed_with_all_that_waits_for_it(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, Gone(Unreachable.BLOCKED))
    await stage.announce("one")
    await stage.put("one", Subject.OUTCOME, 7)
    await stage.work()
    assert (await stage.chat("one")).closed == "blocked"
    clock.forward(hours=1)
    await stage.work()
    assert len(stage.messenger.sent) == 1
    assert await stage.states() == {"one": ("failed", "blocked")}


async def test_a_chat_that_moved_gets_it_at_its_new_address(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, Moved(Address(PLATFORM, "two")))
    await stage.announce("one")
    await stage.work()
    assert stage.messenger.places == ["one", "two"]
    assert await stage.states() == {"two": ("sent", "")}


async def test_a_chat_that_moved_where_one_is_known_is_that_one(store: Store, clock: Clock) -> None:
    stage = staged(store, clock)
    await stage.announce("two")
    await stage.work()
    stage.messenger.ends = [Moved(Address(PLATFORM, "two"))]
    await stage.put("one", Subject.OUTCOME, 7)
    await stage.work()
    assert stage.messenger.places == ["two", "one", "two"]
    assert (await stage.chat("one")).closed


async def test_what_is_refused_is_not_tried_again_and_says_why(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, Refused("too many links"))
    await stage.announce("one", "two")
    await stage.work()
    clock.forward(hours=1)
    await stage.work()
    assert len(stage.messenger.sent) == 2
    assert sorted((await stage.states()).values()) == [("failed", "too many links"), ("sent", "")]


async def test_what_perhaps_arrived_is_not_sent_again_where_the_platform_forgets(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, Unknown("timed out"))
    await stage.announce("one")
    await stage.work()
    clock.forward(hours=1)
    await stage.work()
    assert len(stage.messenger.sent) == 1
    assert await stage.states() == {"one": ("uncertain", "timed out")}


async def test_what_perhaps_arrived_is_sent_again_under_the_same_key_while_the_platform_remembers(
    store: Store, clock: Clock
) -> None:
    stage = staged(store, clock, *[Unknown("timed out")] * 3, memory=MEMORY)
    await stage.announce("one")
    for _ in range(30):
        await stage.work()
        clock.forward(seconds=1)
    assert len(stage.messenger.sent) == 4
    assert len(set(stage.messenger.keys)) == 1
    assert await stage.states() == {"one": ("sent", "")}


async def test_what_perhaps_arrived_is_uncertain_once_the_platform_has_forgotten_it(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, *[Unknown("timed out")] * 99, memory=MEMORY)
    await stage.announce("one")
    for _ in range(9):
        await stage.work()
        clock.forward(seconds=30)
    assert await stage.states() == {"one": ("uncertain", "timed out")}
    assert len(set(stage.messenger.keys)) == 1
    assert len(stage.messenger.sent) == 4


@pytest.mark.parametrize("end", [Gone(Unreachable.BLOCKED), Refused("odd"), RetryAfter(1), Unknown("x")])
async def test_whatever_becomes_of_an_announcement_its_report_is_brought_up_to_date(
    store: Store, clock: Clock, end: Outcome
) -> None:
    stage = staged(store, clock)
    await stage.put("desk", Subject.PROGRESS, 1)
    await stage.work()
    stage.messenger.ends = [end]
    await stage.announce("one")
    await stage.work()
    clock.forward(seconds=6)
    await stage.work()
    assert stage.messenger.edited[-1][0] == "m1"
