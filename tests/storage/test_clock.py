"""What is on disk of the time."""

from datetime import timedelta

from bot.model.clock import Kept
from bot.ports.store import Store
from tests.conftest import Clock
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import publish


async def kept(store: Store) -> Kept:
    """What is on disk of it."""
    return await store.read(lambda unit: unit.clock.kept())


async def test_the_time_that_was_seen_outlives_the_process(open_database: OpenDatabase, clock: Clock) -> None:
    store = await open_database()
    assert await kept(store) == Kept()
    for _ in range(2):
        clock.forward(minutes=5)
        await store.write(lambda unit: unit.clock.see())
    await store.close()
    assert await kept(await open_database()) == Kept(clock.now)


async def test_a_database_that_an_earlier_version_has_left_tells_its_newest_time(store: Store, clock: Clock) -> None:
    await store.write(publish)
    recorded = clock.now
    clock.forward(days=40)
    assert await kept(store) == Kept(recorded)
    await store.write(lambda unit: unit.clock.accept(clock.now + timedelta(days=400)))
    assert await kept(store) == Kept(recorded, clock.now + timedelta(days=400))


async def test_the_host_s_word_is_gone_once_a_process_has_followed(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.clock.see())
    await store.write(lambda unit: unit.clock.accept(clock.now))
    assert await store.read(lambda unit: unit.clock.accepted_at()) == clock.now
    await store.write(lambda unit: unit.clock.see())
    assert await kept(store) == Kept(clock.now)
