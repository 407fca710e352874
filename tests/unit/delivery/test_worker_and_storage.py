"""While the storage fails the queue waits: nothing is given up, and nothing is made of what is known."""

import asyncio

import pytest

from bot.delivery.backoff import Backoff
from bot.delivery.worker import TOGETHER
from bot.errors import CommitUncertain, StorageFault, TransactionLost
from bot.model.deliveries import Delivery
from bot.ports.messenger import Message
from bot.ports.store import Store
from tests.conftest import Clock
from tests.failing import FailingStore
from tests.unit.delivery.delivering import Scripted, Stage
from tests.waiting import until

FULL, UNCERTAIN = TransactionLost(StorageFault.FULL), CommitUncertain(StorageFault.BROKEN)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for long."""
    monkeypatch.setattr("bot.delivery.worker.PAUSES", Backoff(0.001, 0.001))


@pytest.fixture
def failing(store: Store) -> FailingStore:
    """A store that can be made to fail."""
    return FailingStore(store)


async def test_what_can_not_be_read_while_it_is_put_into_words_stays_in_the_queue(
    failing: FailingStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(failing, clock, Scripted())
    await stage.announce("one")

    def fail(delivery: Delivery) -> Message:
        raise FULL

    with monkeypatch.context() as patch:
        patch.setattr(stage.worker, "_compose", lambda unit: fail)
        with pytest.raises(TransactionLost):
            await stage.worker.step()
    assert await stage.states() == {"one": ("queued", "")}
    await stage.work()
    assert await stage.states() == {"one": ("sent", "")}


async def test_what_came_of_messages_is_recorded_as_it_was_however_long_the_storage_fails(
    failing: FailingStore, clock: Clock
) -> None:
    class Filling(Scripted):
        async def send(self, *given: object) -> object:  # type: ignore[override]
            failing.writing, failing.failures, failing.most = FULL, 0, 10 * TOGETHER
            return await super().send(*given)  # type: ignore[arg-type]

    stage = Stage(failing, clock, Filling())
    await stage.announce("one", "two")
    await stage.worker.step()
    await stage.worker.settle()
    assert failing.failures == failing.most
    assert await stage.states() == {"one": ("sent", ""), "two": ("sent", "")}
    assert len(stage.messenger.sent) == 2


@pytest.mark.parametrize("commits", [True, False])
async def test_what_is_perhaps_marked_as_leaving_and_has_not_left_leaves_later_and_once(
    failing: FailingStore, clock: Clock, commits: bool
) -> None:
    stage = Stage(failing, clock, Scripted())
    await stage.announce("one")
    failing.writing, failing.commits, failing.most = UNCERTAIN, commits, 1
    await stage.worker.step()
    await stage.worker.settle()
    assert stage.messenger.sent == []
    failing.writing = None
    for _ in range(2):
        await stage.work()
        clock.forward(minutes=10)
    assert len(stage.messenger.sent) == 1
    assert await stage.states() == {"one": ("sent", "")}


async def test_a_worker_begins_when_the_storage_lets_it(failing: FailingStore, clock: Clock) -> None:
    stage = Stage(failing, clock, Scripted())
    await stage.announce("one")
    failing.writing, failing.most = FULL, 5
    ended = asyncio.Event()
    running = asyncio.create_task(stage.worker.run(ended))
    await until(lambda: bool(stage.messenger.sent))
    ended.set()
    await running
    assert failing.failures == 5
    assert await stage.states() == {"one": ("sent", "")}
