"""An announcement that is corrected, recalled or repeated while and after it leaves."""

import asyncio
from datetime import timedelta

import pytest

from bot.model.chats import ChatKind, Unreachable
from bot.model.deliveries import DeliveryState
from bot.ports.messenger import Destination, Message, Missing, Outcome, Refused, RetryAfter, Sent, Unknown
from bot.ports.store import Store
from bot.service.announcements import corrections, running
from tests.conftest import Clock
from tests.unit.delivery.delivering import Scripted, Stage

OLD, NEW = "announcement News", "announcement Other news"
UNREACHED = RetryAfter(3, "it could not be reached", everything=True)
MEMORY = timedelta(minutes=2)


class Slow(Scripted):
    """A platform that lets what is sent wait until it may arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.arrives = asyncio.Event()

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        outcome = await super().send(key, to, message)
        await self.arrives.wait()
        return outcome


async def leaving(stage: Stage) -> None:
    """The step in which what is due leaves, and has not arrived."""
    await stage.worker.step()
    while not stage.messenger.sent:
        await asyncio.sleep(0.005)


async def test_what_was_sent_is_edited_and_what_is_queued_says_it_at_once(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    stage.messenger.ends = [Sent("m1"), RetryAfter(30)]
    announcement = await stage.announce("one", "two")
    await stage.worker.step()
    await stage.worker.settle()
    await stage.correct(announcement, "Other news")
    await stage.work()
    clock.forward(minutes=1)
    await stage.work()
    assert [text for _, _, text in stage.messenger.sent] == [OLD, OLD, NEW]
    assert stage.messenger.edited == [("m1", NEW)]
    tally = await stage.tally(announcement)
    assert (tally.sent, tally.behind, tally.stale) == (2, 0, 0)


async def test_what_is_leaving_when_it_is_corrected_is_edited_after_it_arrived(store: Store, clock: Clock) -> None:
    messenger = Slow()
    stage = Stage(store, clock, messenger)
    announcement = await stage.announce("one")
    await leaving(stage)
    await stage.correct(announcement, "Other news")
    assert messenger.edited == []
    messenger.arrives.set()
    await stage.worker.settle()
    await stage.work()
    assert [text for _, _, text in messenger.sent] == [OLD]
    assert messenger.edited == [("m1", NEW)]


async def test_what_is_leaving_when_it_is_recalled_is_deleted_after_it_arrived(store: Store, clock: Clock) -> None:
    messenger = Slow()
    stage = Stage(store, clock, messenger)
    announcement = await stage.announce("one")
    await leaving(stage)
    await stage.steer(corrections.recall, announcement)
    messenger.arrives.set()
    await stage.worker.settle()
    await stage.work()
    assert messenger.deleted == ["m1"]
    assert await stage.states() == {"one": ("recalled", "")}


async def test_what_is_queued_when_it_is_recalled_is_cancelled(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    stage.messenger.ends = [Sent("m1"), RetryAfter(30)]
    announcement = await stage.announce("one", "two")
    await stage.worker.step()
    await stage.worker.settle()
    await stage.steer(corrections.recall, announcement)
    clock.forward(minutes=1)
    await stage.work()
    await stage.advance()
    assert sorted(state for state, _ in (await stage.states()).values()) == ["cancelled", "recalled"]
    assert len(stage.messenger.sent) == 2


async def test_what_is_too_old_to_be_deleted_says_so_in_its_place_and_is_counted(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one", "two")
    await stage.work()
    await stage.steer(corrections.recall, announcement)
    stage.messenger.ends = [Refused("message can't be deleted"), Missing("it is not there")]
    await stage.work()
    assert [text for _, text in stage.messenger.edited] == ["announcement recalled"]
    tally = await stage.tally(announcement)
    assert (tally.recalled, tally.sent, tally.stale) == (1, 1, 1)
    assert ("sent", "replaced") in (await stage.states()).values()


async def test_what_was_too_old_to_be_deleted_and_is_gone_after_all_is_recalled(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one")
    await stage.work()
    await stage.steer(corrections.recall, announcement)
    stage.messenger.ends = [Refused("message can't be deleted"), Missing("it is not there")]
    await stage.work()
    assert await stage.states() == {"one": ("recalled", "")}


async def test_a_correction_of_what_was_deleted_there_is_no_new_post(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one")
    await stage.work()
    for text in ("Other news", "Still other news"):
        await stage.correct(announcement, text)
        stage.messenger.ends = [Missing("it was deleted")]
        await stage.work()
    assert len(stage.messenger.sent) == 1
    assert await stage.states() == {"one": ("sent", "missing")}
    assert (await stage.tally(announcement)).stale == 1


async def test_files_that_left_by_themselves_are_deleted_too_but_do_not_turn_into_the_corrected_text(
    store: Store, clock: Clock
) -> None:
    stage = Stage(store, clock, Scripted())
    stage.messenger.ends = [Sent("m1", rest=True), Sent("f1")]
    announcement = await stage.announce("one")
    await stage.work()
    await stage.correct(announcement, "Other news")
    for _ in range(3):
        await stage.work()
        clock.forward(seconds=1)
    assert stage.messenger.edited == [("m1", NEW)]
    await stage.steer(corrections.recall, announcement)
    for _ in range(3):
        await stage.work()
        clock.forward(seconds=1)
    assert sorted(stage.messenger.deleted) == ["f1", "m1"]


async def test_an_outage_of_some_hours_costs_no_correction(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one")
    await stage.work()
    await stage.correct(announcement, "Other news")
    stage.messenger.ends = [UNREACHED] * 999
    for _ in range(60):
        await stage.work()
        clock.forward(minutes=5)
    stage.messenger.ends = []
    await stage.work()
    assert stage.messenger.edited[-1] == ("m1", NEW)
    assert (await stage.tally(announcement)).stale == 0


async def test_what_can_t_be_corrected_since_its_chat_has_closed_is_stale_and_holds_nothing_up(
    store: Store, clock: Clock
) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one", "two")
    await stage.work()
    there = await stage.chat("one")
    await store.write(lambda unit: unit.chats.close(there.id, Unreachable.REMOVED))
    await stage.advance()
    await stage.correct(announcement, "Other news")
    for _ in range(3):
        await stage.work()
        await stage.advance()
        clock.forward(hours=1)
    tally = await stage.tally(announcement)
    assert (tally.sent, tally.behind, tally.stale) == (2, 0, 1)
    assert not await store.read(lambda unit: unit.announcements.live())


async def test_where_a_chat_closes_before_its_correction_left_it_is_stale_too(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one")
    await stage.work()
    await stage.correct(announcement, "Other news")
    there = await stage.chat("one")
    await store.write(lambda unit: unit.chats.close(there.id, Unreachable.REMOVED))
    for _ in range(3):
        await stage.work()
        await stage.advance()
    assert not await store.read(lambda unit: unit.announcements.live())
    assert (await stage.tally(announcement)).behind == 0


@pytest.mark.parametrize(
    ("end", "state"),
    [(Refused("odd"), DeliveryState.FAILED), (Unknown("timed out"), DeliveryState.UNCERTAIN)],
    ids=["failed", "uncertain"],
)
async def test_what_is_repeated_is_a_new_message_with_a_key_of_its_own(
    store: Store, clock: Clock, end: Outcome, state: DeliveryState
) -> None:
    stage = Stage(store, clock, Scripted())
    stage.messenger.ends = [end]
    announcement = await stage.announce("one", "two")
    await stage.work()
    clock.forward(hours=1)
    person, letter = await stage.person(), announcement.letter_id
    number = await store.write(lambda unit: running.repeat(unit, person, letter, announcement.id, state))
    await stage.work()
    assert number == 1
    assert len(stage.messenger.sent) == 3
    assert len(set(stage.messenger.keys)) == 3
    assert set((await stage.states()).values()) == {("sent", "")}


async def test_a_forum_remembers_nothing_of_what_it_perhaps_got(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted(MEMORY))
    await stage.announce("one", kind=ChatKind.FORUM)
    stage.messenger.ends = [Unknown("timed out")]
    for _ in range(9):
        await stage.work()
        clock.forward(seconds=5)
    assert await stage.states() == {"one": ("uncertain", "timed out")}
    assert len(stage.messenger.sent) == 1
