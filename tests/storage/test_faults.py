"""Whatever fails, and wherever: whoever was told that something is recorded finds it on disk, and nobody else does."""

import asyncio
import errno
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.errors import CommitUncertain, StorageError, StorageFault, TransactionLost
from bot.model.people.person import Account
from bot.ports.store import Store, Unit
from storage.cipher import Cipher
from storage.database import PostgresStore, open_store
from storage.faults import fault_of
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.memory import SECRET, empty
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import person
from tests.storage.postgres import OTHERS, Postgres
from tests.storage.test_group_commit import held

UNITS = 4
STATEMENTS = ("BEGIN", "SAVEPOINT", "SELECT", "INSERT", "RELEASE", "ROLLBACK TO", "COMMIT", "ROLLBACK", "")
"""How statements begin, those of a transaction among them; any does with nothing."""

CODES = {
    StorageFault.FULL: sqlite3.SQLITE_FULL,
    StorageFault.READ_ONLY: sqlite3.SQLITE_READONLY,
    StorageFault.BROKEN: sqlite3.SQLITE_IOERR_FSYNC,
    StorageFault.DAMAGED: sqlite3.SQLITE_CORRUPT,
    StorageFault.BUSY: sqlite3.SQLITE_BUSY,
    StorageFault.LOST: 0,
}


@dataclass
class Plan:
    """The statement that fails, of those that begin like this: with what, whether it was executed all the same, and the
    whole transaction undone."""

    what: str
    at: int
    fault: StorageFault
    executed: bool
    undone: bool
    armed: bool = False
    seen: int = 0

    def meets(self, sql: str) -> bool:
        """Whether it is this statement's turn."""
        if not (self.armed and sql.startswith(self.what)):
            return False
        self.seen += 1
        return self.seen == self.at

    def error(self) -> sqlite3.OperationalError:
        """The error of SQLite."""
        found = sqlite3.OperationalError(f"the storage is {self.fault}")
        if CODES[self.fault]:
            found.sqlite_errorcode = CODES[self.fault]
        return found


@contextmanager
def failing(plan: Plan) -> Iterator[None]:
    """Every connection to SQLite fails as is planned."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, *given: Any) -> Any:
            if not plan.meets(sql):
                return super().execute(sql, *given)
            if plan.executed:
                super().execute(sql, *given)
            if plan.undone and self.connection.in_transaction:
                super().execute("ROLLBACK")
            raise plan.error()

    class Connection(sqlite3.Connection):
        def cursor(self, *given: Any) -> Any:
            return super().cursor(Cursor)

        def commit(self) -> None:
            if not plan.meets("COMMIT"):
                super().commit()
                return
            # What refuses a commit does so before it is on disk (SQLite's manual, result codes).
            if plan.executed and plan.fault in (StorageFault.BROKEN, StorageFault.DAMAGED, StorageFault.LOST):
                super().commit()
            elif plan.undone:
                super().rollback()
            raise plan.error()

        def rollback(self) -> None:
            if plan.meets("ROLLBACK"):
                raise plan.error()
            super().rollback()

    connect = sqlite3.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", partial(connect, factory=Connection))
        yield


class Own(Exception):
    """What a unit itself raises."""


def one(unit: Unit, name: str, raises: bool, goes_on: bool) -> str:
    """Write somebody; perhaps pass over what fails, and perhaps raise something in the end."""
    person(unit, name)
    try:
        with unit.savepoint():
            person(unit, f"{name} once more")
    except StorageError:
        if not goes_on:
            raise
    if raises:
        raise Own(name)
    return name


async def told(store: Store, works: Sequence[Callable[[Unit], str]]) -> list[Any]:
    """What came of units that share a commit."""
    async with held(store):
        tasks = [asyncio.create_task(store.write(work)) for work in works]
        await asyncio.sleep(0)
    return await asyncio.gather(*tasks, return_exceptions=True)


async def check(store: Store, names: Sequence[str], came: Sequence[object]) -> None:
    """Everybody has their own result, and it is true."""
    for name, result in zip(names, came, strict=True):
        there = await store.read(partial(lambda unit, name: unit.people.find(Account("console", name)), name=name))
        if isinstance(result, CommitUncertain):
            continue
        if isinstance(result, Own):
            assert result.args == (name,)
        elif not isinstance(result, TransactionLost | OperationalError):
            assert result == name
        assert (there is not None) is (result == name)
    assert len({id(result) for result in came}) == len(came)


PLANS = st.builds(
    Plan,
    st.sampled_from(STATEMENTS),
    st.integers(1, UNITS + 1),
    st.sampled_from(list(CODES)),
    executed=st.booleans(),
    undone=st.booleans(),
)
HABITS = [(False, False), (True, False), (False, True), (True, True)]


@settings(max_examples=60, deadline=None)
@given(
    plan=PLANS,
    habits=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=UNITS, max_size=UNITS),
)
@example(Plan("COMMIT", 1, StorageFault.BROKEN, executed=True, undone=False), HABITS)
@example(Plan("COMMIT", 1, StorageFault.BROKEN, executed=False, undone=True), HABITS)
@example(Plan("COMMIT", 1, StorageFault.FULL, executed=False, undone=True), HABITS)
@example(Plan("COMMIT", 1, StorageFault.BUSY, executed=False, undone=False), HABITS)
@example(Plan("RELEASE", 1, StorageFault.FULL, executed=False, undone=True), HABITS)
@example(Plan("ROLLBACK TO", 1, StorageFault.BROKEN, executed=False, undone=False), HABITS)
@example(Plan("INSERT", 2, StorageFault.FULL, executed=False, undone=True), HABITS)
def test_whoever_is_told_that_it_is_recorded_finds_it_on_disk_whichever_statement_fails(
    plan: Plan, habits: list[tuple[bool, bool]]
) -> None:
    plan = replace(plan)
    names = [f"person {number}" for number in range(len(habits))]
    works = [
        partial(one, name=name, raises=raises, goes_on=goes_on)
        for name, (raises, goes_on) in zip(names, habits, strict=True)
    ]

    async def main(folder: Path) -> None:
        (folder / "letter.db").touch(0o600)
        (folder / "letter.db").write_bytes(empty())
        store = await open_store(f"sqlite:///{folder / 'letter.db'}", Cipher(SECRET), Clock())

        def arm(unit: Unit) -> str:
            plan.armed = True
            return "armed"

        armed, *came = await told(store, [arm, *works])
        plan.armed = False
        assert armed == "armed" or isinstance(armed, StorageError)
        await check(store, names, came)
        await store.write(lambda unit: person(unit, "next"))
        await check(store, ["next"], ["next"])
        await store.close()

    with TemporaryDirectory() as folder, failing(plan):
        asyncio.run(main(Path(folder)))


class Refused(Exception):
    """What PostgreSQL's driver raises, with a code."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__()
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (Refused("53100"), StorageFault.FULL),
        (Refused("53300"), StorageFault.BUSY),
        (Refused("25006"), StorageFault.READ_ONLY),
        (Refused("57P01"), StorageFault.UNREACHABLE),
        (Refused("57P03"), StorageFault.UNREACHABLE),
        (Refused("08006"), StorageFault.UNREACHABLE),
        (Refused("58030"), StorageFault.BROKEN),
        (Refused("XX001"), StorageFault.DAMAGED),
        (Refused("40001"), None),
        (Refused("23505"), None),
        (ConnectionRefusedError(), StorageFault.UNREACHABLE),
        (TimeoutError(), StorageFault.UNREACHABLE),
        (OSError(errno.ENOSPC, ""), StorageFault.FULL),
        (OSError(errno.EROFS, ""), StorageFault.READ_ONLY),
        (sqlite3.IntegrityError(), None),
        (ValueError(), None),
    ],
    ids=repr,
)
def test_what_an_error_means_for_the_host(error: Exception, fault: StorageFault | None) -> None:
    assert fault_of(error) is fault


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize("at", range(1, 9))
async def test_on_postgresql_too_whichever_statement_its_connection_is_lost_at(store: PostgresStore, at: int) -> None:
    seen = 0

    def end(connection: Any, cursor: Any, *_: object) -> None:
        nonlocal seen
        seen += 1
        if seen % at == 0 and seen // at < 4:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    engine = store._engine.sync_engine
    event.listen(engine, "before_cursor_execute", end)
    names = [f"person {number}" for number in range(UNITS)]
    works = [partial(one, name=name, raises=False, goes_on=False) for name in names]
    came = await asyncio.gather(*[store.write(work) for work in works], return_exceptions=True)
    event.remove(engine, "before_cursor_execute", end)
    await check(store, names, came)
    assert await store.write(lambda unit: one(unit, "next", False, False)) == "next"


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize("committed", [True, False])
async def test_a_connection_that_is_lost_while_it_commits_leaves_it_open_whether_that_is_on_disk(
    store: PostgresStore, committed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialect = store._engine.sync_engine.dialect
    commit = dialect.do_commit

    def lose(connection: Any) -> None:
        if committed:
            commit(connection)
        raise ConnectionResetError

    monkeypatch.setattr(dialect, "do_commit", lose)
    with pytest.raises(CommitUncertain) as raised:
        await store.write(person)
    assert raised.value.fault is StorageFault.UNREACHABLE
    monkeypatch.undo()
    found = await store.read(lambda unit: unit.people.find(Account("console", "ada")))
    assert (found is not None) is committed
    await store.write(person)


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_a_unit_that_passes_over_a_failed_statement_is_not_told_that_it_is_recorded(store: Store) -> None:
    def pass_over(unit: Unit) -> str:
        person(unit, "grace")
        assert isinstance(unit, ConnectionUnit)
        with pytest.raises(Exception, match="no_such_table"):
            unit.connection.exec_driver_sql("SELECT * FROM no_such_table")
        return "grace"

    with pytest.raises(TransactionLost):
        await store.write(pass_over)
    assert await store.read(lambda unit: unit.people.find(Account("console", "grace"))) is None


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_a_server_that_has_ended_every_connection_is_asked_again_and_nobody_notices(
    open_database: OpenDatabase, postgres: Postgres
) -> None:
    store = await open_database()
    await asyncio.gather(*[store.write(partial(person, name=f"before {number}")) for number in range(5)])
    await postgres._execute(OTHERS)
    assert await store.read(lambda unit: unit.people.find(Account("console", "before 1")))
    await postgres._execute(OTHERS)
    assert await store.write(person)


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_a_server_that_may_only_be_read_is_said_to_be_that(
    open_database: OpenDatabase, postgres: Postgres
) -> None:
    store = await open_database()
    await postgres._execute("ALTER DATABASE postgres SET default_transaction_read_only = on", OTHERS)
    try:
        with pytest.raises(TransactionLost) as raised:
            await store.write(person)
        assert raised.value.fault is StorageFault.READ_ONLY
    finally:
        writing = "SET default_transaction_read_only = off"
        await postgres._execute(writing, "ALTER DATABASE postgres RESET default_transaction_read_only", OTHERS)
    assert await store.write(person)
