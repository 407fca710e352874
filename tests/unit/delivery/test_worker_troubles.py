"""The queue's worker in trouble: killed at any moment, or with messages that can't be put into words."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.delivery.backoff import Backoff
from bot.delivery.leaving import Record, Result
from bot.model.deliveries import Subject
from bot.ports.messenger import Destination, Message, Outcome
from bot.ports.store import Store, Unit
from storage.repositories.deliveries.outbox import OutboxRepository
from tests.conftest import Clock
from tests.unit.delivery.delivering import Scripted, Stage

MEMORY = timedelta(minutes=2)


class Hanging(Scripted):
    """A platform that takes a message and never answers."""

    def __init__(self, memory: timedelta = timedelta(0)) -> None:
        super().__init__(memory)
        self.reached = asyncio.Event()

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        await super().send(key, to, message)
        self.reached.set()
        return await asyncio.Future()


async def killed(store: Store, clock: Clock, messenger: Hanging) -> Stage:
    """A stage on which the process ended while a message was leaving."""
    stage = Stage(store, clock, messenger)
    await stage.put("desk", Subject.PROGRESS, 1)
    await stage.announce("one")
    began = set(asyncio.all_tasks())
    assert await stage.worker.step() == 2
    await messenger.reached.wait()
    for task in asyncio.all_tasks() - began:
        task.cancel()
    return stage


async def restarted(stage: Stage, memory: timedelta) -> Stage:
    """The stage with a new worker, which has settled what was leaving."""
    again = Stage(stage.store, stage.clock, Scripted(memory))
    ended = asyncio.Event()
    ended.set()
    await again.worker.run(ended)
    return again


async def test_what_was_leaving_is_never_sent_again_where_the_platform_forgets(store: Store, clock: Clock) -> None:
    stage = await restarted(await killed(store, clock, Hanging()), timedelta(0))
    for _ in range(3):
        await stage.work()
        clock.forward(hours=1)
    assert stage.messenger.sent == []
    assert await stage.states() == {"one": ("uncertain", "interrupted")}


async def test_what_was_leaving_is_sent_again_under_its_key_while_the_platform_remembers(
    store: Store, clock: Clock
) -> None:
    before = await killed(store, clock, Hanging(MEMORY))
    clock.forward(seconds=60)
    stage = await restarted(before, MEMORY)
    await stage.work()
    assert sorted(stage.messenger.keys) == sorted(before.messenger.keys)
    assert await stage.states() == {"one": ("sent", "")}


async def test_what_was_leaving_too_long_ago_is_uncertain_also_where_the_platform_remembers(
    store: Store, clock: Clock
) -> None:
    before = await killed(store, clock, Hanging(MEMORY))
    clock.forward(seconds=121)
    stage = await restarted(before, MEMORY)
    await stage.work()
    assert stage.messenger.sent == []
    assert (await stage.states())["one"][0] == "uncertain"


async def test_a_report_learns_of_what_became_uncertain(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Hanging())
    await stage.put("desk", Subject.PROGRESS, 1)
    stage.messenger = Scripted()
    stage.worker = stage.started_again()
    await stage.work()
    stage.messenger = Hanging()
    stage.worker = stage.started_again()
    began = set(asyncio.all_tasks())
    await stage.announce("one")
    await stage.worker.step()
    await stage.messenger.reached.wait()
    for task in asyncio.all_tasks() - began:
        task.cancel()
    again = await restarted(stage, timedelta(0))
    clock.forward(seconds=6)
    await again.work()
    assert [message for message, _ in again.messenger.edited] == ["m1"]


@pytest.mark.parametrize("title", ["broken", "gone"])
async def test_a_message_without_words_stops_no_other(
    store: Store, clock: Clock, title: str, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.announce("odd", title=title)
    await stage.announce("one", "two")
    await stage.work()
    assert sorted(stage.messenger.places) == ["one", "two"]
    clock.forward(seconds=1)
    await stage.work()
    states = await stage.states()
    assert (
        states["odd"]
        == {
            "broken": ("failed", "it could not be composed: ValueError"),
            "gone": ("cancelled", "nothing"),
        }[title]
    )
    assert states["one"] == states["two"] == ("sent", "")
    assert ("could not be composed" in caplog.text) == (title == "broken")


async def test_a_message_that_can_no_longer_be_put_into_words_stays_as_it_stands(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    await stage.announce("desk", title="broken")
    await stage.put("desk", Subject.CARD, 7)
    await stage.work()
    clock.forward(hours=1)
    await stage.work()
    assert stage.messenger.edited == []


async def test_what_is_over_a_limit_is_found_before_anything_is_sent(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Scripted())
    stage.messenger.refused = "announcement"
    await stage.put("desk", Subject.PROGRESS, 1)
    await stage.announce("one")
    await stage.work()
    assert stage.messenger.places == ["desk"]
    assert await stage.states() == {"one": ("failed", "too long")}
    clock.forward(seconds=6)
    await stage.work()
    assert stage.messenger.edited


async def test_a_worker_goes_on_after_the_store_failed(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.announce("one")
    steps = stage.worker.step
    failures = [OSError("the disk is full")]

    async def step() -> int:
        if failures:
            raise failures.pop()
        return await steps()

    monkeypatch.setattr(stage.worker, "step", step)
    monkeypatch.setattr("bot.delivery.worker.IDLE_SECONDS", 0)
    ended = asyncio.Event()
    running = asyncio.create_task(stage.worker.run(ended))
    while not stage.messenger.sent:
        await asyncio.sleep(0)
    ended.set()
    await running
    assert "could not be worked" in caplog.text


async def test_a_recording_that_fails_is_made_again_and_nothing_is_sent_twice(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.announce("one", "two")
    failures = [OSError("the disk is full")] * 3
    record = stage.worker._record.all

    def all_of(unit: Unit, came: Sequence[Result]) -> None:
        record(unit, came)
        if failures:
            raise failures.pop()

    monkeypatch.setattr(Record, "all", lambda self, unit, came: all_of(unit, came))
    monkeypatch.setattr("bot.delivery.worker.PAUSES", Backoff(0.001, 0.001))
    for _ in range(3):
        await stage.work()
        clock.forward(hours=1)
    assert sorted(stage.messenger.places) == ["one", "two"]
    assert await stage.states() == {"one": ("sent", ""), "two": ("sent", "")}
    assert "could not be recorded" in caplog.text


async def test_what_can_t_be_marked_as_leaving_does_not_leave(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(store, clock, Scripted())
    await stage.announce("one")
    with monkeypatch.context() as patch:
        patch.setattr(OutboxRepository, "begin", lambda self, ids: 1 / 0)
        await stage.worker.step()
        await stage.worker.settle()
    assert stage.messenger.sent == []
    assert await stage.states() == {"one": ("queued", "")}
    await stage.work()
    assert stage.messenger.places == ["one"]
    assert "could not be marked" in caplog.text


class Raising(Scripted):
    """A messenger with a defect."""

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        await super().send(key, to, message)
        raise LookupError("a defect")


async def test_a_messenger_that_raises_leaves_nothing_as_leaving_for_ever(store: Store, clock: Clock) -> None:
    stage = Stage(store, clock, Raising())
    await stage.announce("one")
    with suppress(LookupError):
        await stage.work()
    assert (await stage.states())["one"][0] == "uncertain"
    assert stage.pace._overall.on_their_way == 0
