"""The numbered updates of a platform that delivers each one again until it is acknowledged."""

import pytest

from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.conftest import OnDisk, OpenDatabase
from tests.storage.examples import person

FAR = 2**40
"""A number beyond 32 bits, as they come after years."""


async def test_a_number_is_handled_once(store: Store, open_database: OpenDatabase) -> None:
    assert await store.write(lambda unit: unit.updates.take("telegram", FAR))
    assert not await store.write(lambda unit: unit.updates.take("telegram", FAR))
    reopened = await open_database()
    assert not await reopened.write(lambda unit: unit.updates.take("telegram", FAR))
    assert await reopened.write(lambda unit: unit.updates.take("telegram", FAR + 1))
    assert await reopened.write(lambda unit: unit.updates.take("console", FAR))


async def test_an_update_that_could_not_be_handled_comes_again_as_if_new(store: Store) -> None:
    def fail(unit: Unit) -> None:
        assert unit.updates.take("telegram", 1)
        person(unit)
        raise ValueError("the handler failed")

    with pytest.raises(ValueError, match="the handler failed"):
        await store.write(fail)
    assert await store.write(lambda unit: unit.updates.take("telegram", 1))


async def test_an_answer_that_did_not_begin_to_leave_is_still_there_after_a_restart(
    store: Store, open_database: OpenDatabase
) -> None:
    def handle(unit: Unit) -> None:
        for number in (2, 1, 3):
            unit.updates.take("telegram", number)
        unit.updates.keep_answer("telegram", 2, "Second — très bien")
        unit.updates.keep_answer("telegram", 1, "First")
        unit.updates.take("console", 1)
        unit.updates.keep_answer("console", 1, "Elsewhere")

    await store.write(handle)
    reopened = await open_database()
    unanswered = await reopened.read(lambda unit: unit.updates.unanswered("telegram"))
    assert unanswered == [(1, "First"), (2, "Second — très bien")]


async def test_an_answer_that_began_to_leave_is_never_sent_again(store: Store) -> None:
    def handle(unit: Unit) -> None:
        unit.updates.take("telegram", 1)
        unit.updates.keep_answer("telegram", 1, "First")

    await store.write(handle)
    await store.write(lambda unit: unit.updates.leaving("telegram", 1))
    assert await store.read(lambda unit: unit.updates.unanswered("telegram")) == []
    assert not await store.write(lambda unit: unit.updates.take("telegram", 1))


async def test_an_answer_begins_to_leave_once_until_it_is_kept_again(store: Store) -> None:
    def handle(unit: Unit) -> None:
        unit.updates.take("telegram", 1)
        unit.updates.keep_answer("telegram", 1, "First")

    await store.write(handle)
    assert await store.write(lambda unit: unit.updates.leaving("telegram", 1))
    assert not await store.write(lambda unit: unit.updates.leaving("telegram", 1))
    await store.write(lambda unit: unit.updates.keep_answer("telegram", 1, "The rest"))
    assert await store.read(lambda unit: unit.updates.unanswered("telegram")) == [(1, "The rest")]
    assert await store.write(lambda unit: unit.updates.leaving("telegram", 1))


async def test_a_number_is_known_again_for_three_days(store: Store, clock: Clock) -> None:
    await store.write(lambda unit: unit.updates.take("telegram", 1))
    clock.forward(days=3)
    await store.write(lambda unit: unit.updates.forget())
    assert not await store.write(lambda unit: unit.updates.take("telegram", 1))
    clock.forward(microseconds=1)
    await store.write(lambda unit: unit.updates.forget())
    assert await store.write(lambda unit: unit.updates.take("telegram", 1))


async def test_an_answer_can_not_be_read_off_the_disk(store: Store, on_disk: OnDisk) -> None:
    def handle(unit: Unit) -> None:
        unit.updates.take("telegram", 1)
        unit.updates.keep_answer("telegram", 1, "You signed as Ada Lovelace")

    await store.write(handle)
    files = await on_disk()
    assert b"telegram" in files
    assert b"Lovelace" not in files
