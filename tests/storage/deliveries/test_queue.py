"""The queue: in which order messages leave, and what becomes of one that did or did not."""

from datetime import timedelta
from functools import partial

import pytest

from bot.model.announcements.announcement import Announcement
from bot.model.chats import ChatKind
from bot.model.deliveries import Delivery, DeliveryState, Subject, Tally
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import announce, chat, publish

QUEUED = DeliveryState.QUEUED
FAILED, UNCERTAIN, CANCELLED = DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED

FORGETS = dict.fromkeys(ChatKind, timedelta())
MEMORY = {**dict.fromkeys(ChatKind, timedelta(minutes=2)), ChatKind.FORUM: timedelta()}


def due(unit: Unit, platform: str = "telegram") -> list[Delivery]:
    return list(unit.outbox.due(platform, 10))


def put(unit: Unit, chat_id: int, subject: Subject, number: int) -> None:
    unit.queue.put(chat_id, subject, number)


def queue_one(unit: Unit) -> Delivery:
    """A message to one person, about the endorsement 7."""
    unit.queue.put(chat(unit).id, Subject.OUTCOME, 7)
    return due(unit)[0]


def begin(unit: Unit) -> None:
    unit.outbox.begin([each.id for each in due(unit)])


def again(unit: Unit, delivery: Delivery, perhaps: bool) -> None:
    unit.outbox.again(delivery, 1, perhaps, "no answer")


async def leaving(store: Store) -> Delivery:
    """A message that is on disk as leaving."""
    delivery = await store.write(queue_one)
    await store.write(lambda unit: unit.outbox.begin([delivery.id]))
    return delivery


async def test_a_message_waits_with_all_that_is_needed_to_send_it(store: Store) -> None:
    there = await store.write(chat)
    await store.write(lambda unit: unit.queue.put(there.id, Subject.QUESTION, 7))
    (delivery,) = await store.read(due)
    assert delivery == Delivery(delivery.id, there, Subject.QUESTION, 7, QUEUED, delivery.key)
    assert await store.read(lambda unit: due(unit, "discord")) == []


async def test_a_word_to_one_person_goes_ahead_of_a_card_and_a_card_ahead_of_an_announcement(
    store: Store, clock: Clock
) -> None:
    night = (await store.write(publish)).letter_id
    news = (await store.write(lambda unit: announce(unit, night))).id
    there = (await store.write(chat)).id
    for subject, number in (
        (Subject.ANNOUNCEMENT, news),
        (Subject.CARD, 7),
        (Subject.OUTCOME, 7),
        (Subject.OUTCOME, 8),
    ):
        await store.write(partial(put, chat_id=there, subject=subject, number=number))
        clock.forward(seconds=1)
    order = [(each.subject, each.subject_id) for each in await store.read(due)]
    assert order == [(Subject.OUTCOME, 7), (Subject.OUTCOME, 8), (Subject.CARD, 7), (Subject.ANNOUNCEMENT, news)]


async def test_what_is_leaving_is_not_taken_a_second_time(store: Store, clock: Clock) -> None:
    await leaving(store)
    clock.forward(days=1)
    assert await store.read(due) == []


async def test_what_was_sent_does_not_leave_again(store: Store, clock: Clock) -> None:
    delivery = await leaving(store)

    def end(unit: Unit) -> None:
        unit.outbox.sent([(delivery, "m1", delivery.wanted)])

    await store.write(end)
    clock.forward(days=1)
    assert await store.read(due) == []


@pytest.mark.parametrize("state", [FAILED, UNCERTAIN, CANCELLED])
async def test_what_failed_or_is_uncertain_or_cancelled_does_not_leave_by_itself(
    store: Store, clock: Clock, state: DeliveryState
) -> None:
    delivery = await leaving(store)
    await store.write(lambda unit: unit.outbox.end(delivery.id, state))
    clock.forward(days=1)
    assert await store.read(due) == []


async def test_what_was_surely_not_delivered_leaves_again_when_it_may_under_the_same_key(
    store: Store, clock: Clock
) -> None:
    delivery, began = await leaving(store), clock.now
    await store.write(lambda unit: unit.outbox.again(delivery, 30, perhaps=False, reason="too fast"))
    clock.forward(seconds=29)
    assert await store.read(due) == []
    clock.forward(seconds=1)
    (again,) = await store.read(due)
    assert (again.id, again.key, again.attempt, again.reason) == (delivery.id, delivery.key, 1, "too fast")
    assert (again.started_at, again.unsure_since) == (began, None)


async def test_what_perhaps_arrived_stays_so_since_it_first_left_also_if_a_later_try_surely_did_not_arrive(
    store: Store, clock: Clock
) -> None:
    delivery, began = await leaving(store), clock.now
    for tries, perhaps in enumerate((True, False, True), 1):
        await store.write(partial(again, delivery=delivery, perhaps=perhaps))
        clock.forward(seconds=1)
        (delivery,) = await store.read(due)
        assert (delivery.attempt, delivery.started_at, delivery.unsure_since) == (tries, began, began)
        await store.write(begin)


async def test_what_ended_in_the_meantime_does_not_leave_again(store: Store, clock: Clock) -> None:
    delivery = await leaving(store)
    await store.write(lambda unit: unit.outbox.end(delivery.id, CANCELLED))
    await store.write(lambda unit: unit.outbox.again(delivery, 0, perhaps=False))
    clock.forward(seconds=1)
    assert await store.read(due) == []


async def test_a_turn_can_be_put_off(store: Store, clock: Clock) -> None:
    delivery = await store.write(queue_one)
    await store.write(lambda unit: unit.outbox.postpone(delivery.chat.id, 3))
    assert await store.read(due) == []
    clock.forward(seconds=3)
    assert await store.read(due) == [delivery]


async def test_what_was_leaving_when_the_process_ended_is_uncertain_on_a_platform_without_memory(
    store: Store, clock: Clock
) -> None:
    night = (await store.write(publish)).letter_id

    def begin(unit: Unit) -> Announcement:
        chat(unit, follows=night)
        announcement = announce(unit, night)
        unit.queue.put_to_audience(announcement, 100)
        unit.outbox.begin([each.id for each in due(unit)])
        return announcement

    announcement = await store.write(begin)
    await store.write(lambda unit: unit.outbox.interrupted("discord", FORGETS))
    assert await store.read(lambda unit: unit.results.tally(announcement)) == Tally(sending=1)
    await store.write(lambda unit: unit.outbox.interrupted("telegram", FORGETS))
    clock.forward(days=1)
    assert await store.read(due) == []
    assert await store.read(lambda unit: unit.results.tally(announcement)) == Tally(uncertain=1)


async def test_what_was_leaving_when_the_process_ended_leaves_again_while_the_platform_would_know_it(
    store: Store, clock: Clock
) -> None:
    delivery, began = await leaving(store), clock.now
    clock.forward(seconds=119)
    await store.write(lambda unit: unit.outbox.interrupted("telegram", MEMORY))
    (again,) = await store.read(due)
    assert (again.id, again.key, again.unsure_since) == (delivery.id, delivery.key, began)
    await store.write(lambda unit: unit.outbox.begin([delivery.id]))
    clock.forward(seconds=1)
    await store.write(lambda unit: unit.outbox.interrupted("telegram", MEMORY))
    assert await store.read(due) == []


async def test_what_only_waited_when_the_process_ended_still_waits(store: Store) -> None:
    delivery = await store.write(queue_one)
    await store.write(lambda unit: unit.outbox.interrupted("telegram", FORGETS))
    assert await store.read(due) == [delivery]


async def test_beginning_with_nothing_is_nothing(store: Store) -> None:
    delivery = await store.write(queue_one)
    await store.write(lambda unit: unit.outbox.begin([]))
    assert await store.read(due) == [delivery]


async def test_every_message_has_a_key_of_its_own_that_no_other_database_has(store: Store) -> None:
    def queue(unit: Unit) -> list[str]:
        night = publish(unit).letter_id
        for place in "123":
            unit.queue.put(chat(unit, place, follows=night).id, Subject.OUTCOME, 7)
        for _ in range(2):
            unit.queue.put_to_audience(announce(unit, night), 100)
        return [each.key for each in due(unit)]

    keys = await store.write(queue)
    assert len(set(keys)) == 9
    assert all(len(key) > 14 and len(key) + 9 <= 25 for key in keys)
    assert len({key[:14] for key in keys}) == 5
