"""Living messages, which are edited in place whenever what they say is not so any more."""

import pytest

from bot.model.chats import Unreachable
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import announce, chat, publish

SENT = DeliveryState.SENT


def due(unit: Unit) -> list[Delivery]:
    return list(unit.outbox.due("telegram", 10))


def put(unit: Unit, place: str = "1") -> None:
    unit.queue.put(chat(unit, place).id, Subject.CARD, 7)


async def send(store: Store) -> Delivery:
    """The card of the endorsement 7, sent and up to date."""
    await store.write(put)
    (delivery,) = await store.read(due)

    def leave(unit: Unit) -> None:
        unit.outbox.begin([delivery.id])
        unit.outbox.sent([(delivery, "m1", delivery.wanted)])

    await store.write(leave)
    return delivery


@pytest.mark.parametrize("subject", sorted(Subject))
async def test_only_a_living_message_stands_once_in_a_chat(store: Store, subject: Subject) -> None:
    night = (await store.write(publish)).letter_id
    number = (await store.write(lambda unit: announce(unit, night))).id
    there = (await store.write(chat)).id
    for _ in range(2):
        await store.write(lambda unit: unit.queue.put(there, subject, number))
    assert len(await store.read(due)) == (1 if subject.edited_in_place else 2)


async def test_a_card_stands_in_each_chat_and_for_each_subject(store: Store) -> None:
    def put_all(unit: Unit) -> None:
        put(unit, "1")
        put(unit, "2")
        unit.queue.put(chat(unit, "1").id, Subject.CARD, 8)
        unit.queue.put(chat(unit, "1").id, Subject.PROGRESS, 7)

    await store.write(put_all)
    assert len(await store.read(due)) == 4


async def test_a_card_that_is_behind_is_due_as_what_it_is_until_it_shows_what_is_wanted(store: Store) -> None:
    sent = await send(store)
    assert await store.read(due) == []
    await store.write(lambda unit: unit.queue.refresh(Subject.CARD, 7))
    (behind,) = await store.read(due)
    assert (behind.id, behind.state, behind.message) == (sent.id, SENT, "m1")
    assert (behind.wanted, behind.shown) == (2, 1)
    await store.write(lambda unit: unit.outbox.showing(sent.id, 2))
    assert await store.read(due) == []


async def test_putting_a_card_again_brings_the_one_that_stands_up_to_date(store: Store) -> None:
    sent = await send(store)
    await store.write(put)
    (behind,) = await store.read(due)
    assert (behind.id, behind.state, behind.wanted) == (sent.id, SENT, 2)


async def test_a_change_while_an_edit_leaves_is_not_lost(store: Store) -> None:
    sent = await send(store)
    await store.write(lambda unit: unit.queue.refresh(Subject.CARD, 7))
    await store.write(lambda unit: unit.queue.refresh(Subject.CARD, 7))
    await store.write(lambda unit: unit.outbox.showing(sent.id, 2))
    (behind,) = await store.read(due)
    assert (behind.wanted, behind.shown) == (3, 2)


async def test_what_is_about_something_else_is_not_refreshed(store: Store) -> None:
    await send(store)
    await store.write(lambda unit: unit.queue.refresh(Subject.CARD, 8))
    await store.write(lambda unit: unit.queue.refresh(Subject.PROGRESS, 7))
    assert await store.read(due) == []


async def test_an_edit_that_could_not_leave_is_tried_again_when_it_may(store: Store, clock: Clock) -> None:
    sent = await send(store)
    await store.write(lambda unit: unit.queue.refresh(Subject.CARD, 7))
    await store.write(lambda unit: unit.outbox.again(sent, 30, perhaps=False, reason="too fast"))
    assert await store.read(due) == []
    clock.forward(seconds=30)
    (behind,) = await store.read(due)
    assert (behind.id, behind.state) == (sent.id, SENT)


async def test_a_change_does_not_shorten_the_time_for_which_the_platform_told_us_to_wait(
    store: Store, clock: Clock
) -> None:
    await store.write(put)
    (delivery,) = await store.read(due)
    await store.write(lambda unit: unit.outbox.begin([delivery.id]))
    await store.write(lambda unit: unit.outbox.again(delivery, 30, perhaps=False))
    await store.write(lambda unit: unit.queue.refresh(Subject.CARD, 7))
    assert await store.read(due) == []
    clock.forward(seconds=30)
    assert [each.id for each in await store.read(due)] == [delivery.id]


async def test_what_becomes_of_an_announcement_does_not_shorten_that_time_for_its_report_either(
    store: Store, clock: Clock
) -> None:
    def report(unit: Unit) -> tuple[int, int]:
        night = publish(unit).letter_id
        there = chat(unit, "2", "discord", follows=night)
        announcement = announce(unit, night)
        unit.queue.put_to_audience(announcement, 100)
        unit.queue.put(chat(unit).id, Subject.PROGRESS, announcement.id)
        (delivery,) = due(unit)
        unit.outbox.begin([delivery.id])
        unit.outbox.again(delivery, 30, perhaps=False)
        return there.id, delivery.id

    there, delivery = await store.write(report)
    await store.write(lambda unit: unit.chats.close(there, Unreachable.REMOVED))
    assert await store.read(due) == []
    clock.forward(seconds=30)
    (late,) = await store.read(due)
    assert (late.id, late.wanted) == (delivery, 2)


async def test_a_card_that_is_not_there_any_more_waits_as_a_new_message(store: Store, clock: Clock) -> None:
    sent = await send(store)
    await store.write(lambda unit: unit.queue.refresh(Subject.CARD, 7))
    await store.write(lambda unit: unit.outbox.again(sent, 0, perhaps=False))
    await store.write(lambda unit: unit.outbox.afresh(sent.id))
    (anew,) = await store.read(due)
    assert (anew.id, anew.state, anew.message, anew.attempt) == (sent.id, DeliveryState.QUEUED, "", 0)
    assert (anew.started_at, anew.unsure_since, anew.wanted) == (None, None, 2)
    assert anew.key != sent.key


@pytest.mark.parametrize("end", [DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.CANCELLED])
async def test_a_card_that_never_arrived_is_put_anew(store: Store, end: DeliveryState) -> None:
    await store.write(put)
    (lost,) = await store.read(due)
    await store.write(lambda unit: unit.outbox.end(lost.id, end))
    await store.write(put)
    (anew,) = await store.read(due)
    assert anew.id != lost.id


async def test_nothing_is_edited_in_a_chat_that_closed(store: Store) -> None:
    sent = await send(store)
    await store.write(lambda unit: unit.chats.close(sent.chat.id, Unreachable.REMOVED))
    await store.write(lambda unit: unit.queue.refresh(Subject.CARD, 7))
    assert await store.read(due) == []
