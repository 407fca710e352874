"""Units that share a commit on SQLite: each gets its own result, or all are told that nothing of theirs is on disk."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import NoReturn, TypeVar, cast

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import PendingRollbackError

from bot.errors import StorageFault, TransactionLost
from bot.model.people.person import Account
from bot.ports.store import Store, Unit
from storage.cipher import Cipher
from storage.database import open_store
from storage.sqlite.execution import SqliteConnection
from storage.sqlite.group_commit import BATCH, GroupCommit
from storage.sqlite.transactions import Transactions
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.memory import SECRET
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import person

Result = TypeVar("Result")

Work = Callable[[Unit], object]


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """PostgreSQL commits each unit for itself."""
    return str(request.param)


@asynccontextmanager
async def held(store: Store) -> AsyncIterator[None]:
    """What is written meanwhile waits."""
    begun, go = threading.Event(), threading.Event()

    def hold(unit: Unit) -> None:
        begun.set()
        assert go.wait(10)

    holding = asyncio.create_task(store.write(hold))
    await asyncio.to_thread(begun.wait)
    yield
    go.set()
    await holding


async def handed_over(store: Store, works: Sequence[Callable[[Unit], Result]]) -> list[asyncio.Task[Result]]:
    """Tasks that write, each of which waits for its result."""

    async def write(work: Callable[[Unit], Result]) -> Result:
        return await store.write(work)

    tasks = [asyncio.create_task(write(work)) for work in works]
    await asyncio.sleep(0)
    return tasks


async def results(store: Store, works: Sequence[Work]) -> list[object]:
    """What came of units that share a commit."""
    async with held(store):
        waiting = await handed_over(store, works)
    return await asyncio.gather(*waiting, return_exceptions=True)


async def there(store: Store, name: str) -> bool:
    return await store.read(lambda unit: unit.people.find(Account("console", name)) is not None)


def on(unit: Unit) -> Connection:
    assert isinstance(unit, ConnectionUnit)
    return unit.connection


def fill(unit: Unit) -> None:
    """Write more than there is room for."""
    on(unit).exec_driver_sql("PRAGMA max_page_count = 1")  # as many as there are, that is
    on(unit).exec_driver_sql("INSERT INTO keys VALUES ('more', zeroblob(1000000))")


def fill_and_go_on(unit: Unit) -> None:
    with pytest.raises(TransactionLost, match="full"):
        fill(unit)
    with pytest.raises(PendingRollbackError):
        person(unit, "grace")


def undo_everything(unit: Unit) -> None:
    on(unit).exec_driver_sql("ROLLBACK")


def fail_at_commit(unit: Unit) -> None:
    """Let the commit that is about to happen on the connection fail."""

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("commit failed")

    event.listen(on(unit), "commit", fail)


def fail_at_release(unit: Unit) -> None:
    """Let the savepoint that is about to be released stay."""
    connection = on(unit)
    assert isinstance(connection, SqliteConnection)
    perform = connection.perform

    def fail(sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        if sql.startswith("RELEASE"):
            raise sqlite3.OperationalError("release failed")
        return perform(sql, values)

    connection.perform = fail  # type: ignore[method-assign]


async def test_each_gets_exactly_its_own_result(store: Store) -> None:
    class Own(Exception):
        pass

    def give(unit: Unit, number: int) -> object:
        person(unit, f"person{number}")
        if number % 3 == 0:
            raise Own(number)
        return Own(number) if number % 3 == 1 else number

    came = await results(store, [partial(give, number=number) for number in range(2 * BATCH)])
    for number, result in enumerate(came):
        if number % 3 == 2:
            assert result == number
        else:
            assert isinstance(result, Own)
            assert result.args == (number,)
        assert await there(store, f"person{number}") is (number % 3 != 0)


@pytest.mark.parametrize(
    ("end", "cause"),
    [
        (fill, "is full"),
        (fill_and_go_on, "invalid transaction"),
        (undo_everything, "no such savepoint"),
        (fail_at_release, "release failed"),
        (fail_at_commit, "commit failed"),
    ],
    ids=["no room", "no room, unnoticed", "undone", "a savepoint is not released", "nothing is committed"],
)
async def test_where_the_transaction_is_lost_all_who_share_it_are_told_so(store: Store, end: Work, cause: str) -> None:
    before, after = partial(person, name="before"), partial(person, name="after")
    came = await results(store, [before, end, after])
    for result in came:
        assert isinstance(result, TransactionLost)
        assert cause in str(root(result))
    assert len({id(result) for result in came}) == 3
    assert not await there(store, "before")
    assert not await there(store, "after")
    assert not await there(store, "grace")

    await store.write(before)
    assert await there(store, "before")
    assert await store.write(lambda unit: on(unit).exec_driver_sql("PRAGMA synchronous").scalar()) == 2


async def test_no_room_for_one_statement_is_a_matter_of_its_unit_where_sqlite_undoes_no_more(store: Store) -> None:
    def fill_otherwise(unit: Unit) -> None:
        person(unit, "grace")
        on(unit).exec_driver_sql("PRAGMA max_page_count = 1")
        for number in range(on(unit).exec_driver_sql("PRAGMA freelist_count").scalar_one() + 1):
            on(unit).exec_driver_sql(f"CREATE TABLE more{number} (text)")

    came = await results(store, [partial(person, name="before"), fill_otherwise])
    assert isinstance(came[1], TransactionLost)
    assert came[1].fault is StorageFault.FULL
    assert await there(store, "before")
    assert not await there(store, "grace")


async def test_the_next_batch_is_none_of_a_lost_one(store: Store) -> None:
    persons = [partial(person, name=f"person{number}") for number in range(BATCH)]
    came = await results(store, [*persons[1:], fill, *persons])
    assert {type(result) for result in came[:BATCH]} == {TransactionLost}
    assert [await there(store, f"person{number}") for number in range(BATCH)] == [True] * BATCH


def root(error: BaseException) -> BaseException:
    """What an error came from in the first place."""
    while error.__cause__:
        error = error.__cause__
    return error


class End(BaseException):
    """Meant to end the process, as `SystemExit` is, which would end these tests."""


async def test_what_ends_the_process_in_a_unit_comes_out_where_the_unit_was_written(store: Store) -> None:
    def end(unit: Unit) -> None:
        person(unit, "ada")
        raise End

    came = await results(store, [partial(person, name="before"), end])
    assert isinstance(came[1], End)
    assert await there(store, "before")
    assert not await there(store, "ada")


def test_a_unit_can_end_the_process_though_nobody_looks_at_what_it_raises(database_url: str, clock: Clock) -> None:
    def end(unit: Unit) -> None:
        raise SystemExit("the end")

    async def serve() -> None:
        store = await open_store(database_url, Cipher(SECRET), clock)
        try:
            writing = asyncio.create_task(store.write(end))
            await asyncio.Event().wait()
            await writing
        finally:
            await store.close()

    with pytest.raises(SystemExit, match="the end"):
        asyncio.run(serve())


class Broken(Transactions):
    """Transactions that do something else than what they are told."""

    def __init__(self, instead: Callable[[], object]) -> None:
        super().__init__(lambda: None, "BEGIN", 1)
        self._instead = instead

    def here(self, work: Callable[[Connection], Result]) -> Result:
        return cast(Result, self._instead())


async def written(transactions: Transactions) -> list[object]:
    """What becomes of three who write."""
    together = GroupCommit(transactions)
    return await asyncio.gather(*[together.write(lambda connection: None) for _ in range(3)], return_exceptions=True)


@pytest.mark.parametrize("error", [End(), MemoryError()], ids=["the process ends", "an error"])
async def test_a_writer_that_dies_leaves_nobody_waiting(error: BaseException) -> None:
    def die() -> NoReturn:
        raise error

    came = await written(Broken(die))
    others = [result for result in came if result is not error]
    assert (error in came) is isinstance(error, End)
    assert others
    assert all(isinstance(result, TransactionLost) and root(result) is error for result in others)


async def test_whoever_finds_no_result_is_told_so() -> None:
    came = await written(Broken(list))
    assert {type(result) for result in came} <= {ValueError, TransactionLost}


async def test_what_waits_when_the_store_closes_is_written_and_what_comes_later_is_not_taken(
    open_database: OpenDatabase,
) -> None:
    store = await open_database()
    names = [f"person{number}" for number in range(3 * BATCH)]
    async with held(store):
        waiting = await handed_over(store, [partial(person, name=name) for name in names])
        closing = asyncio.create_task(store.close())
        await asyncio.sleep(0)
    assert len(set(await asyncio.gather(*waiting))) == len(names)
    await closing
    with pytest.raises(RuntimeError, match="closed"):
        await store.write(person)
    with pytest.raises(RuntimeError, match="closed"):
        await store.read(lambda unit: None)

    reopened = await open_database()
    assert all([await there(reopened, name) for name in names])


async def test_what_was_handed_over_is_written_though_nobody_waits_for_it_any_more(
    open_database: OpenDatabase,
) -> None:
    store = await open_database()
    async with held(store):
        waiting = await handed_over(store, [partial(person, name=name) for name in ("ada", "grace")])
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
    await store.close()
    reopened = await open_database()
    assert await there(reopened, "ada")
    assert await there(reopened, "grace")


async def test_a_reader_is_told_what_no_future_can_carry(store: Store) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await store.read(lambda unit: next(iter(())))
