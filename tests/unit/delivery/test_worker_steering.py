"""What people decide while the queue is on its way: pause, resume and stop, as the worker obeys them; and its halts."""

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.pace import Pace
from bot.delivery.windows import Limits, Window
from bot.delivery.worker import Worker
from bot.model.chats import Address, ChatKind
from bot.model.deliveries import Lane, Subject
from bot.ports.messenger import Destination, Message, Outcome
from bot.ports.store import Store
from bot.service.announcements import corrections, running
from tests.conftest import Clock
from tests.unit.delivery.delivering import PLATFORM, Scripted, Stage, Steer, says
from tests.waiting import PATIENCE


class Watching(Scripted):
    """A platform that looks up what is on disk about a message in the moment in which it is told to send it."""

    def __init__(self, store: Store, memory: timedelta = timedelta(0)) -> None:
        super().__init__(memory)
        self._store = store
        self.stage: Stage | None = None
        self.seen: list[str] = []

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        assert self.stage
        self.seen.append((await self.stage.states())[to.address.place][0])
        return await super().send(key, to, message)


async def held(stage: Stage, *places: str) -> None:
    """The step in which messages to these places wait for their turn, for the platform has asked to wait."""
    stage.pace.close("", False, 0.3)
    await stage.worker.step()
    await asyncio.sleep(0.02)
    assert set((await stage.states()).values()) == {("queued", "")}


async def test_a_message_is_on_disk_as_leaving_when_it_leaves(store: Store, clock: Clock) -> None:
    messenger = Watching(store)
    messenger.stage = stage = Stage(store, clock, messenger)
    await stage.announce("one", "two")
    await stage.work()
    assert messenger.seen == ["sending", "sending"]


async def test_a_message_is_not_marked_before_its_turn(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.announce("one", "two")
    await held(stage)
    assert stage.messenger.sent == []
    await stage.worker.settle()
    assert sorted(stage.messenger.places) == ["one", "two"]


@pytest.mark.parametrize("act", [running.pause, running.stop], ids=["pause", "stop"])
async def test_what_waits_for_its_turn_obeys_at_once(store: Store, clock: Clock, act: Steer) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one", "two")
    await held(stage)
    await stage.steer(act, announcement)
    await stage.worker.settle()
    await stage.work()
    assert stage.messenger.sent == []
    assert stage.pace._overall.on_their_way == 0


async def test_what_was_paused_goes_on_where_it_stood(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one", "two", "three")
    await stage.steer(running.pause, announcement)
    await stage.work()
    clock.forward(hours=30)
    await stage.work()
    assert stage.messenger.sent == []
    await stage.steer(running.resume, announcement)
    await stage.work()
    assert sorted(stage.messenger.places) == ["one", "three", "two"]
    assert set((await stage.states()).values()) == {("sent", "")}


async def test_a_paused_announcement_holds_up_neither_another_nor_a_word_to_somebody(
    store: Store, clock: Clock
) -> None:
    stage = Stage(store, clock, Scripted())
    first = await stage.announce("one")
    await stage.steer(running.pause, first)
    await stage.announce("one")
    await stage.put("one", Subject.OUTCOME, 7)
    for _ in range(3):
        await stage.work()
        clock.forward(seconds=1)
    assert [text.split()[0] for _, _, text in stage.messenger.sent] == ["outcome", "announcement"]


async def test_what_was_stopped_leaves_nowhere_more_and_stays_where_it_is(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    first = await stage.announce("one")
    await stage.work()
    second = await stage.announce("one", "two")
    await stage.steer(running.stop, second)
    await stage.work()
    tallies = [await stage.tally(first), await stage.tally(second)]
    assert [(tally.sent, tally.cancelled) for tally in tallies] == [(1, 0), (0, 2)]
    assert len(stage.messenger.sent) == 1
    assert stage.messenger.deleted == []


@pytest.mark.parametrize("act", [running.stop, corrections.recall], ids=["stop", "recall"])
async def test_a_pin_that_waits_when_its_announcement_is_stopped_keeps_nothing_busy(
    store: Store, clock: Clock, act: Steer
) -> None:
    stage = Stage(store, clock, Scripted())
    announcement = await stage.announce("one")
    await stage.work()

    there = await stage.chat("one")
    await store.write(lambda unit: unit.queue.put(there.id, Subject.PIN, announcement.id, "m1"))
    await stage.steer(act, announcement)
    for _ in range(5):
        await asyncio.wait_for(stage.work(), PATIENCE)
        await stage.advance()
        clock.forward(minutes=1)
    assert stage.messenger.pinned == []
    assert not await store.read(lambda unit: unit.announcements.live())


async def test_a_wait_that_the_platform_asked_for_outlives_the_process(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    stage.pace.cool_down("-1", True, 100.0)
    stage.pace.cool_down("@2", False, 200.0)
    stage.pace.cool_down("", False, 0.5)
    await stage.worker._cooldowns.keep()
    clock.forward(seconds=40)
    stage.worker = stage.started_again()
    await stage.worker.take_up()
    free_in = [stage.pace.free_in("-1", True), stage.pace.free_in("@2", False), stage.pace.free_in("-3", True)]
    assert free_in == pytest.approx([60.0, 160.0, 0.0], abs=1.0)
    assert stage.pace.too_many == 0


async def test_a_wait_that_is_asked_for_by_what_leaves_last_outlives_the_process(store: Store, clock: Clock) -> None:
    stage, ended = Stage(store, clock, Scripted()), asyncio.Event()
    settle = stage.worker.settle

    async def settles() -> None:
        await settle()
        stage.pace.cool_down("one", True, 100.0)

    stage.worker.settle = settles  # type: ignore[method-assign]
    ended.set()
    await stage.worker.run(ended)
    assert [place for place, _ in await store.read(lambda unit: unit.outbox.cooldowns(PLATFORM))] == ["one"]


async def test_a_halted_platform_is_left_alone_by_a_new_worker(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    stage.pace.cool_down("", False, 30.0)
    await stage.worker._cooldowns.keep()
    stage.worker = stage.started_again()
    await stage.announce("one")
    await stage.worker.take_up()
    await stage.worker.step()
    await asyncio.sleep(0.3)
    assert stage.messenger.sent == []
    for task in stage.worker._tasks:
        task.cancel()
    await asyncio.gather(*stage.worker._tasks, return_exceptions=True)


async def test_halts_that_could_not_be_kept_are_kept_later(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(store, clock, Scripted())
    stage.pace.cool_down("-1", True, 100.0)
    with monkeypatch.context() as patch:
        patch.setattr("storage.repositories.deliveries.outbox.OutboxRepository.cool_down", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await stage.worker._cooldowns.keep()
    await stage.worker._cooldowns.keep()
    assert [place for place, _ in await store.read(lambda unit: unit.outbox.cooldowns(PLATFORM))] == ["-1"]


async def test_a_notice_to_a_chat_that_is_being_answered_leaves_soon_and_not_a_minute_later(
    store: Store, clock: Clock
) -> None:
    stage = Stage(store, clock, Scripted())
    limits = Limits(Window(30, 1.0), Window(1, 1.0))
    pace = Pace(limits, asyncio.get_running_loop().time)
    stage.worker = Worker(store, stage.messenger, pace, lambda unit: lambda delivery: says(unit, delivery))

    chat = await store.write(lambda unit: unit.chats.ensure(Address(PLATFORM, "@1"), ChatKind.PRIVATE, ""))
    await store.write(lambda unit: unit.queue.put(chat.id, Subject.OUTCOME, 7))
    async with pace.turn("@1", False, Lane.ANSWER):
        await stage.worker.step()
    clock.forward(seconds=2)
    await asyncio.sleep(1.1)
    await stage.worker.step()
    await stage.worker.settle()
    assert stage.messenger.places == ["@1"]
