"""The queue's worker and living messages, which are edited in place, and put anew where they are gone."""

import asyncio

import pytest

from bot.delivery.worker import LOOK
from bot.model.chats import Address
from bot.model.deliveries import Subject
from bot.ports.messenger import Missing, Moved, Refused, RetryAfter, Unknown
from bot.ports.store import Store
from tests.conftest import Clock
from tests.unit.delivery.delivering import MEMORY, PLATFORM, staged


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
    stage.messenger.ends = [Unknown("timed out"), RetryAfter(3), Refused("too long")]
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


async def test_an_edit_that_is_never_sure_is_made_less_and_less_often(store: Store, clock: Clock) -> None:
    stage = staged(store, clock)
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    await stage.put("desk", Subject.CARD, 7)
    stage.messenger.ends = [Unknown("timed out")] * 9999
    for _ in range(1000):
        await stage.work()
        clock.forward(seconds=1)
    assert len(stage.messenger.edited) == 10


async def test_an_edit_that_is_under_way_is_not_made_again_meanwhile(store: Store, clock: Clock) -> None:
    stage = staged(store, clock)
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    await stage.put("desk", Subject.CARD, 7)
    stage.messenger.answers.clear()
    for _ in range(5):
        assert await stage.worker.step() == 1
        await asyncio.sleep(0)
        clock.forward(seconds=1)
    stage.messenger.answers.set()
    await stage.worker.settle()
    await stage.work()
    assert stage.messenger.edited == [("m1", "card 7 v2")]


async def test_a_card_that_somebody_deleted_is_sent_once_more_when_it_changes(store: Store, clock: Clock) -> None:
    stage = staged(store, clock, memory=MEMORY)
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    await stage.put("desk", Subject.CARD, 7)
    stage.messenger.ends = [Missing("the message was deleted")]
    await stage.work()
    assert [text for _, _, text in stage.messenger.sent] == ["card 7 v1", "card 7 v2"]
    assert len(set(stage.messenger.keys)) == 2
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    assert stage.messenger.edited == [("m1", "card 7 v2"), ("m2", "card 7 v3")]


@pytest.mark.parametrize("known", [False, True])
async def test_a_card_in_a_chat_that_moved_is_sent_once_more_where_it_moved(
    store: Store, clock: Clock, known: bool
) -> None:
    stage = staged(store, clock)
    if known:
        await stage.announce("new desk")
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    await stage.put("desk", Subject.CARD, 7)
    stage.messenger.ends = [Moved(Address(PLATFORM, "new desk"))]
    await stage.work()
    assert stage.messenger.sent[-1][1:] == ("new desk", "card 7 v2")
    assert len(stage.messenger.edited) == 1


async def test_only_what_may_leave_now_is_put_into_words(store: Store, clock: Clock) -> None:
    stage = staged(store, clock)
    for number in range(LOOK):
        await stage.put("desk", Subject.CARD, number)
    await stage.put("elsewhere", Subject.CARD, 1)
    assert await stage.worker.step() == 2
    await stage.worker.settle()
    assert sorted(stage.messenger.places) == ["desk", "elsewhere"]
    assert len(stage.composed) == 2


async def test_a_report_is_not_edited_with_every_delivery(store: Store, clock: Clock) -> None:
    stage = staged(store, clock)
    announcement = await stage.announce(*map(str, range(20)))
    await stage.put("desk", Subject.PROGRESS, announcement.id)
    for _ in range(20):
        await stage.work()
        await stage.store.write(lambda unit: unit.queue.refresh(Subject.PROGRESS, announcement.id))
        clock.forward(seconds=1)
    assert 3 <= len(stage.messenger.edited) <= 4
