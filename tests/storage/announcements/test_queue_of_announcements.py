"""Which messages of announcements may leave, and in which order: paused and stopped ones, cards, and many at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.model.announcements.announcement import Announcement, Stage
from bot.model.chats import ChatKind
from bot.model.deliveries import Delivery, DeliveryState, Subject, Tally
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import announce, announced, chat

MOVED = {
    Stage.RUNNING: (),
    Stage.PAUSED: (Stage.PAUSED,),
    Stage.DONE: (Stage.DONE,),
    Stage.CANCELLED: (Stage.CANCELLED,),
    Stage.RECALLED: (Stage.RECALLED,),
}


def move(unit: Unit, announcement: Announcement, stage: Stage) -> None:
    for each in MOVED[stage]:
        unit.announcements.save(replace(announcement, stage=each))


def put(unit: Unit, place: str, subject: Subject) -> None:
    unit.queue.put(chat(unit, place).id, subject, 7)


def due(unit: Unit) -> Sequence[Delivery]:
    return unit.outbox.due("telegram", 10)


@pytest.mark.parametrize("stage", MOVED)
async def test_only_what_runs_or_ran_may_begin_to_leave(store: Store, stage: Stage) -> None:
    announcement = await store.write(announced)
    ids = [each.id for each in await store.read(due)]
    await store.write(partial(move, announcement=announcement, stage=stage))
    begun = await store.write(lambda unit: unit.outbox.begin([*ids, 999]))
    assert begun == (frozenset(ids) if stage in (Stage.RUNNING, Stage.DONE) else frozenset())
    assert await store.write(lambda unit: unit.outbox.begin(ids)) == frozenset()
    tally = await store.read(lambda unit: unit.results.tally(announcement))
    assert (tally.sending, tally.queued) == ((3, 0) if begun else (0, 3))


async def test_a_notice_begins_to_leave_whatever_becomes_of_announcements(store: Store) -> None:
    announcement = await store.write(announced)
    await store.write(lambda unit: unit.queue.put(chat(unit).id, Subject.PROGRESS, announcement.id))
    await store.write(partial(move, announcement=announcement, stage=Stage.CANCELLED))
    notice = (await store.read(due))[0]
    assert notice.subject is Subject.PROGRESS
    assert await store.write(lambda unit: unit.outbox.begin([notice.id])) == {notice.id}


async def test_what_is_paused_is_not_due_and_what_was_resumed_is(store: Store) -> None:
    announcement = await store.write(announced)
    await store.write(partial(move, announcement=announcement, stage=Stage.PAUSED))
    assert await store.read(due) == []
    await store.write(lambda unit: unit.announcements.save(announcement))
    assert len(await store.read(due)) == 3


async def test_what_is_not_live_is_not_due(store: Store) -> None:
    announcement = await store.write(announced)
    await store.write(lambda unit: unit.announcements.mark_active(announcement.id, False))
    assert await store.read(due) == []


async def test_what_is_stopped_is_cancelled_in_chunks_and_due_no_more(store: Store) -> None:
    announcement = await store.write(announced)
    cancelled = [await store.write(lambda unit: unit.queue.cancel(announcement.id, 2)) for _ in range(3)]
    assert cancelled == [2, 1, 0]
    assert await store.read(due) == []
    assert await store.read(lambda unit: unit.results.tally(announcement)) == Tally(cancelled=3)


async def test_what_stops_one_announcement_leaves_files_and_chats_of_others_alone(store: Store) -> None:
    def put(unit: Unit) -> tuple[Announcement, Announcement]:
        first = announced(unit)
        second = announce(unit, first.letter_id)
        unit.queue.put_to_audience(second, 100)
        for each in (first, second):
            unit.queue.put(chat(unit).id, Subject.FILES, each.id)
        unit.queue.put(chat(unit).id, Subject.CARD, first.id)
        return first, second

    first, second = await store.write(put)
    assert await store.write(lambda unit: unit.queue.cancel(first.id, 100)) == 4
    left = await store.read(lambda unit: unit.outbox.due("telegram", 99))
    assert [each.subject_id for each in left if each.subject is not Subject.CARD] == [second.id] * 4
    assert [each.subject for each in left if each.subject is Subject.CARD] == [Subject.CARD]


async def test_announcements_are_due_one_after_the_other_after_every_notice(store: Store, clock: Clock) -> None:
    first = await store.write(announced)
    clock.forward(seconds=1)
    second = await store.write(lambda unit: announce(unit, first.letter_id))
    await store.write(lambda unit: unit.queue.put_to_audience(second, 100))
    clock.forward(seconds=1)
    for subject in (Subject.CARD, Subject.QUESTION, Subject.OUTCOME):
        await store.write(partial(put, place="-100", subject=subject))
    order = [(each.subject, each.subject_id) for each in await store.read(due)]
    notices = [(Subject.QUESTION, 7), (Subject.OUTCOME, 7), (Subject.CARD, 7)]
    news = [(Subject.ANNOUNCEMENT, each.id) for each in (first, second) for _ in range(3)]
    assert order == notices + news


async def test_so_many_are_looked_at_of_notices_and_of_each_announcement(store: Store) -> None:
    first = await store.write(announced)
    second = await store.write(lambda unit: announce(unit, first.letter_id))
    await store.write(lambda unit: unit.queue.put_to_audience(second, 100))
    for place in "123":
        await store.write(partial(put, place=place, subject=Subject.OUTCOME))
    found = await store.read(lambda unit: unit.outbox.due("telegram", 2))
    assert [each.subject_id for each in found] == [7, 7, first.id, first.id, second.id, second.id]


async def test_within_an_announcement_what_was_put_off_longest_ago_is_due_first(store: Store, clock: Clock) -> None:
    await store.write(announced)
    first = (await store.read(due))[0]
    await store.write(lambda unit: unit.outbox.postpone(first.chat.id, 5))
    assert [each.address.place for each in await store.read(due)] == ["2", "3"]
    clock.forward(seconds=5)
    assert [each.address.place for each in await store.read(due)] == ["2", "3", "1"]


async def test_what_is_queued_when_it_is_corrected_keeps_the_time_for_which_it_waits(
    store: Store, clock: Clock
) -> None:
    announcement = await store.write(announced)
    first = (await store.read(due))[0]
    await store.write(lambda unit: unit.outbox.begin([first.id]))
    await store.write(lambda unit: unit.outbox.again(first, 30, perhaps=False, reason="slow down"))
    await store.write(lambda unit: unit.queue.request_update(replace(announcement, version=2), 100))
    assert first.id not in {each.id for each in await store.read(due)}
    clock.forward(seconds=30)
    again = next(each for each in await store.read(due) if each.id == first.id)
    assert (again.wanted, again.attempt, again.reason) == (2, 1, "slow down")


async def test_what_was_leaving_in_a_forum_is_uncertain_and_pins_are_done_again(store: Store) -> None:
    def leave(unit: Unit) -> Announcement:
        announcement = announced(unit, "1")
        forum = unit.chats.ensure(replace(chat(unit).address, place="-7"), ChatKind.FORUM, "")
        unit.queue.put(forum.id, Subject.ANNOUNCEMENT, announcement.id)
        unit.queue.put(forum.id, Subject.PIN, announcement.id, "m1")
        unit.outbox.begin([each.id for each in unit.outbox.due("telegram", 10)])
        return announcement

    announcement = await store.write(leave)
    memory = {kind: (timedelta(minutes=2) if kind is not ChatKind.FORUM else timedelta()) for kind in ChatKind}
    await store.write(lambda unit: unit.outbox.interrupted("telegram", memory))
    tally = await store.read(lambda unit: unit.results.tally(announcement))
    assert (tally.queued, tally.uncertain, tally.sending) == (1, 1, 0)
    assert sorted(each.subject for each in await store.read(due)) == [Subject.ANNOUNCEMENT, Subject.PIN]


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED])
async def test_what_has_not_arrived_is_neither_corrected_nor_recalled(store: Store, state: DeliveryState) -> None:
    announcement = await store.write(announced)
    ids = [each.id for each in await store.read(due)]

    def end(unit: Unit) -> None:
        for number in ids:
            unit.outbox.end(number, state)

    await store.write(end)
    assert await store.write(lambda unit: unit.queue.request_update(replace(announcement, version=2), 100)) == 0
