"""What hinders the storage is told once and what to do, however many people meet it, and once when it works again."""

import pytest

from bot.delivery.watched_store import AGAIN_SECONDS, CALM_SECONDS, SENTENCES, WatchedStore, in_words
from bot.errors import StorageFault, TransactionLost
from bot.ports.store import Store
from tests.failing import FailingStore

PLACE = "/srv/countersign/letter.db"


class Watched:
    """A store that is watched, and the time."""

    def __init__(self, store: Store) -> None:
        self.now = 1000.0
        self.failing = FailingStore(store)
        self.store = WatchedStore(self.failing, PLACE, lambda: self.now)

    async def meet(self, fault: StorageFault | None, reading: bool = False) -> None:
        """Somebody writes, or reads."""
        self.failing.writing = self.failing.reading = TransactionLost(fault) if fault else None
        work = self.store.read if reading else self.store.write
        if not fault:
            await work(lambda unit: None)
            return
        with pytest.raises(TransactionLost):
            await work(lambda unit: None)


def events(told: pytest.LogCaptureFixture) -> list[str]:
    return [getattr(record, "event", "") for record in told.records]


async def test_a_fault_is_told_once_to_the_host_and_again_while_it_lasts(
    store: Store, told: pytest.LogCaptureFixture
) -> None:
    watched = Watched(store)
    for _ in range(100):
        await watched.meet(StorageFault.FULL)
    assert told.messages == [
        f"nothing can be recorded: no room is left at {PLACE}: make room; nothing has to be started anew"
    ]
    watched.now += AGAIN_SECONDS
    await watched.meet(StorageFault.FULL)
    await watched.meet(StorageFault.BUSY)
    assert events(told) == ["store.full", "store.full", "store.busy"]


async def test_that_it_works_again_is_told_once_it_has_worked_for_a_while(
    store: Store, told: pytest.LogCaptureFixture
) -> None:
    watched = Watched(store)
    for _ in range(20):
        await watched.meet(StorageFault.FULL)
        await watched.meet(None)
        await watched.meet(None, reading=True)
        watched.now += CALM_SECONDS / 2
    assert events(told) == ["store.full"]
    watched.now += CALM_SECONDS
    for _ in range(20):
        await watched.meet(None, reading=True)
    assert events(told) == ["store.full"]
    for _ in range(20):
        await watched.meet(None)
    assert events(told) == ["store.full", "store.works"]
    await watched.meet(StorageFault.FULL)
    assert events(told)[-1] == "store.full"


async def test_a_unit_that_raises_something_of_its_own_is_no_fault(
    store: Store, told: pytest.LogCaptureFixture
) -> None:
    def fail(unit: object) -> None:
        raise ValueError("its own")

    watched = Watched(store)
    for work in (watched.store.write, watched.store.read):
        with pytest.raises(ValueError, match="its own"):
            await work(fail)
    assert events(told) == []


@pytest.mark.parametrize("fault", list(StorageFault))
def test_every_fault_has_a_sentence_that_says_what_to_do(fault: StorageFault) -> None:
    assert PLACE in in_words(fault, PLACE)
    assert set(SENTENCES) == set(StorageFault)
