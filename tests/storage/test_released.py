"""A database that a released version has filled is brought up to date with all that is in it, also in a broadcast."""

import gzip
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, create_engine, func, insert, select, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.model.chats import ChatKind
from bot.ports.store import Unit
from bot.service import advancing
from bot.service.journal import verification
from storage import tables
from storage.addresses import asyncpg_address
from storage.migrate import configuration
from storage.unit import ConnectionUnit
from tests.storage.conftest import OpenDatabase

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql.gz"))

GONE: Mapping[str, frozenset[str]] = {}
"""The tables of a version whose rows a migration has moved elsewhere, by the version."""

Counts = Mapping[str, int]


@pytest.fixture(params=RELEASED, ids=lambda path: path.name.removesuffix(".sql.gz"))
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database of a released version."""
    path = tmp_path / "released.db"
    path.touch(0o600)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(gzip.decompress(request.param.read_bytes()).decode())
    return path


@pytest.fixture
async def database_url(engine: str, released: Path, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The same rows on each engine, in the tables that the version made there."""
    if engine == "sqlite":
        yield f"sqlite:///{released}"
        return
    server = request.getfixturevalue("postgres")
    await server.empty()
    rows, revision = found(released)
    engine_ = create_async_engine(asyncpg_address(server.url), poolclass=NullPool)
    async with engine_.begin() as connection:
        await connection.run_sync(lambda plain: to_version(plain, revision))
        await connection.run_sync(lambda plain: fill(plain, rows))
    await engine_.dispose()
    yield server.url
    await server.empty()


def found(path: Path) -> tuple[Mapping[str, list[dict[str, Any]]], str]:
    """The rows of each table, and the migration up to which the version had come."""
    made = create_engine(f"sqlite:///{path}")
    known = MetaData()
    known.reflect(made)
    with made.connect() as connection:
        rows = {
            name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for name, table in known.tables.items()
        }
    made.dispose()
    return rows, str(rows.pop("alembic_version")[0]["version_num"])


def to_version(connection: Connection, revision: str) -> None:
    """Make the tables that a version had."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def fill(connection: Connection, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Put rows into tables, in any order, and let numbers go on behind them."""
    known = MetaData()
    known.reflect(connection)
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    for name, each in rows.items():
        table = known.tables[name]
        if each:
            connection.execute(insert(table), [as_kept(table.columns, row) for row in each])
        if "id" in table.columns and table.columns["id"].type.python_type is int and name != "clock" and each:
            last = max(row["id"] for row in each)
            connection.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
                               {"name": name, "last": last})  # fmt: skip


def as_kept(columns: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of SQLite's, whose truth values are numbers."""
    return {
        name: bool(value) if columns[name].type.python_type is bool and value is not None else value
        for name, value in row.items()
    }


def counted(path: Path) -> Counts:
    """How many rows each table has."""
    return {name: len(rows) for name, rows in found(path)[0].items()}


async def test_nothing_of_it_is_lost_and_its_journals_hold(
    open_database: OpenDatabase, released: Path, request: pytest.FixtureRequest
) -> None:
    before = counted(released)
    assert min(before.values()) > 0, "a released database has rows in every table"
    store = await open_database()

    def after(unit: Unit) -> Counts:
        assert isinstance(unit, ConnectionUnit)
        rows = [
            (each.name, unit.connection.execute(select(func.count()).select_from(each)).scalar_one())
            for each in tables.metadata.sorted_tables
        ]
        return dict(rows)

    now = await store.read(after)
    gone = next((GONE[each] for each in GONE if each in request.node.name), frozenset())
    assert {name: count for name, count in before.items() if now.get(name, 0) < count and name not in gone} == {}
    verdicts = await store.read(lambda unit: [verification.verify(unit, each.letter_id) for each in unit.letters.all()])
    assert [each.fault for each in verdicts] == ["", ""]
    signed = await store.read(lambda unit: unit.endorsements.representative(1))
    assert "@" in signed.email


async def test_a_broadcast_in_the_middle_of_which_it_was_upgraded_goes_on(open_database: OpenDatabase) -> None:
    store = await open_database()
    memory = dict.fromkeys(ChatKind, timedelta(0))
    assert await store.write(lambda unit: unit.outbox.interrupted("telegram", memory)) == (0, 1)
    while await store.write(advancing.advance):
        pass
    (running,) = await store.read(lambda unit: [each for each in unit.announcements.live() if each.letter_id == 1])
    tally = await store.read(lambda unit: unit.results.tally(running))
    assert (tally.sent, tally.uncertain) == (1, 1)
    waiting = await store.read(lambda unit: unit.outbox.due("telegram", 9))
    assert sorted(each.address.place for each in waiting if each.subject_id == running.id) == ["-3", "-4"]
