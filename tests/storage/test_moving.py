"""From SQLite to PostgreSQL nothing is lost, whatever table it is in, and numbers go on."""

import asyncio
from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from adapters.host.settings import Settings
from adapters.host.terminal import moving
from bot.errors import SetupError
from bot.model.endorsements.endorsement import State
from bot.model.people.person import Account
from bot.ports.store import Unit
from bot.service.journal.verification import verify
from storage import tables
from storage.cipher import Cipher
from storage.database import open_store
from storage.moving import is_empty, move, opened
from storage.postgres.store import PostgresStore
from storage.tables.base import Moment, Sealed
from storage.unit import ConnectionUnit
from tests.memory import SECRET, empty
from tests.storage import examples
from tests.storage.conftest import OpenDatabase

MOMENT = datetime(2026, 5, 1, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture(params=["postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """That is where it goes."""
    return str(request.param)


def value(connection: Connection, column: Column[Any], number: int) -> object:
    """Something that a column can hold, other than in the row before."""
    for key in column.foreign_keys:
        return connection.execute(select(key.column).order_by(key.column).limit(1)).scalar()
    match column.type:
        case Moment():
            return MOMENT
        case Sealed() | LargeBinary():
            return b"\x00\xff sealed"
        case Integer():
            return number + 1
    return number == 0 if column.type.python_type is bool else f"É {number}"[: getattr(column.type, "length", None)]


def fill(unit: Unit) -> None:
    """A row in every table that has none yet, and a second one where that can be."""
    assert isinstance(unit, ConnectionUnit)
    connection = unit.connection
    for table in tables.metadata.sorted_tables:
        if connection.execute(select(table).limit(1)).first() is None:
            for number in range(2):
                row = {column.name: value(connection, column, number) for column in table.columns}
                with suppress(IntegrityError) if number else nullcontext(), connection.begin_nested():
                    connection.execute(insert(table).values(row))


def everything(connection: Connection, metadata: MetaData = tables.metadata) -> dict[str, list[dict[str, Any]]]:
    """Every row there is."""

    def rows(table: Table) -> list[dict[str, Any]]:
        found = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        return [dict(row) for row in found]

    return {table.name: rows(table) for table in metadata.sorted_tables}


async def signed(path: Path, then: Callable[[Unit], object] = lambda unit: None) -> str:
    """A SQLite database with a letter that somebody has signed, and what is done to it then."""
    await asyncio.to_thread(path.write_bytes, empty())
    await asyncio.to_thread(path.chmod, 0o600)
    url = f"sqlite:///{path}"
    store = await open_store(url, Cipher(SECRET), lambda: MOMENT)
    try:
        revision = await store.write(examples.publish)
        await store.write(lambda unit: examples.sign(unit, revision.letter_id, "Example Bakers", State.LISTED))
        await store.write(then)
    finally:
        await store.close()
    return url


async def test_every_row_of_every_table_is_there_as_it_was_and_numbers_go_on(
    open_database: OpenDatabase, tmp_path: Path
) -> None:
    path = tmp_path / "from.db"
    await signed(path, fill)
    store = await open_database()
    assert isinstance(store, PostgresStore)
    with opened(str(path)) as source:
        moved = await store.write(lambda unit: move(unit, source))
        before = everything(source)
    after = await store.read(lambda unit: everything(connection_of(unit)))
    assert after == before
    assert moved == {name: len(rows) for name, rows in before.items()}
    assert min(moved.values()) > 0
    newest = max(row["id"] for row in before["persons"])
    assert await store.write(lambda unit: unit.people.ensure(Account("test", "somebody new")).id) == newest + 1


def connection_of(unit: Unit) -> Connection:
    """What a unit works on."""
    assert isinstance(unit, ConnectionUnit)
    return unit.connection


async def test_on_the_terminal_the_journals_prove_it_and_nothing_is_written_over(
    open_database: OpenDatabase, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, given = (
        Settings(secret_key=SECRET),
        Namespace(source=await signed(tmp_path / "from.db"), target=database_url),
    )
    await moving.move(settings, given)
    store = await open_database()
    verdict = await store.read(lambda unit: verify(unit, 1))
    assert not verdict.fault
    assert f"{verdict.entries} entries hold, the last is {verdict.head}" in capsys.readouterr().out
    await store.close()
    with pytest.raises(SetupError, match="is not empty"):
        await moving.move(settings, given)
    with pytest.raises(SetupError, match="Write first the SQLite database"):
        await moving.move(settings, Namespace(source=database_url, target=given.source))


async def test_a_journal_that_does_not_hold_is_not_moved(
    open_database: OpenDatabase, database_url: str, tmp_path: Path
) -> None:
    source = await signed(
        tmp_path / "from.db", lambda unit: connection_of(unit).execute(update(tables.journal).values(body="{}"))
    )
    with pytest.raises(SetupError, match="does not hold"):
        await moving.move(Settings(secret_key=SECRET), Namespace(source=source, target=database_url))
    store = await open_database()
    assert await store.read(is_empty)
