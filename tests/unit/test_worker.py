"""The queue's worker: each end that sending can have, and what stands on disk after it."""

from datetime import timedelta

import pytest

from bot.delivery.worker import ATTEMPTS
from bot.model.announcements import Subject
from bot.model.chats import Address
from bot.ports.messenger import Gone, Moved, Refused, RetryAfter, Unknown
from bot.ports.store import Store
from tests.conftest import Clock
from tests.unit.delivering import PLATFORM, Scripted, Stage

MEMORY = timedelta(minutes=2)


def staged(store: Store, clock: Clock, *ends: object, memory: timedelta = timedelta(0)) -> Stage:
    return Stage(store, clock, Scripted(memory, *ends))  # type: ignore[arg-type]


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
    first, second = stage.messenger.keys
    assert first != second


async def test_definite_failures_end_some_day(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, *[RetryAfter(1, "not now")] * 50)
    await stage.announce("one")
    for _ in range(50):
        await stage.work()
        clock.forward(seconds=2)
    assert len(stage.messenger.sent) == ATTEMPTS
    assert await stage.states() == {"one": ("failed", "not now")}


async def test_a_chat_that_is_gone_is_closed_with_all_that_waits_for_it(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, Gone("blocked"))
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
    for _ in range(6):
        await stage.work()
        clock.forward(seconds=2)
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
    assert len(stage.messenger.sent) == 5


@pytest.mark.parametrize("end", [Gone("blocked"), Refused("odd"), RetryAfter(1), Unknown("x")])
async def test_whatever_becomes_of_an_announcement_its_report_is_brought_up_to_date(
    store: Store, clock: Clock, end: object
) -> None:
    stage = staged(store, clock)
    await stage.put("desk", Subject.PROGRESS, 1)
    await stage.work()
    stage.messenger.ends = [end]  # type: ignore[list-item]
    await stage.announce("one")
    await stage.work()
    assert stage.messenger.edited[-1][0] == "m1"


async def test_a_message_that_is_behind_is_edited_in_its_place(store: Store, clock: Clock) -> None:
    stage = staged(store, clock)
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    await stage.work()
    assert [text for _, _, text in stage.messenger.sent] == ["card 7 v1"]
    assert stage.messenger.edited == [("m1", "card 7 v2")]


async def test_an_edit_that_is_not_sure_is_made_again_and_one_that_is_refused_is_not(
    store: Store, clock: Clock
) -> None:
    stage = staged(store, clock)
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    await stage.put("desk", Subject.CARD, 7)
    stage.messenger.ends = [Unknown("timed out"), RetryAfter(3), Refused("deleted")]
    for _ in range(9):
        await stage.work()
        clock.forward(seconds=4)
    assert stage.messenger.edited == [("m1", "card 7 v2")] * 3
    assert not (await stage.chat("desk")).closed


async def test_a_chat_gets_one_message_at_a_time_and_words_to_a_person_go_first(store: Store, clock: Clock) -> None:
    stage = staged(store, clock)
    await stage.announce("one")
    await stage.put("one", Subject.CARD, 7)
    await stage.put("one", Subject.OUTCOME, 8)
    for _ in range(3):
        assert await stage.worker.step() == 1
        await stage.worker.settle()
        clock.forward(seconds=1)
    assert [text.split()[0] for _, _, text in stage.messenger.sent] == ["outcome", "card", "announcement"]
