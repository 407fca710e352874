"""Opening a database: its tables are brought up to date, and where it does not open the host is told why."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import SetupError
from storage import tables
from storage.cipher import Cipher
from storage.database import open_store
from tests.conftest import Clock
from tests.memory import SECRET
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import publish

Result = TypeVar("Result")

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}

INDEXES = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename != 'alembic_version'",
}


@pytest.fixture
async def database_url(engine: str, database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """A database that has no tables yet; what these tests do to it stays with them."""
    if engine == "sqlite":
        yield f"{database_url}.new"
        return
    server = request.getfixturevalue("postgres")
    await server.empty()
    yield database_url
    await server.empty()


async def raw(url: str, work: Callable[[Connection], Result]) -> Result:
    """What some work on a connection past the store gives."""
    address = make_url(url)
    engine = create_async_engine(
        address.set(drivername=DRIVERS[address.get_backend_name()]), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    async with engine.connect() as connection:
        return await connection.run_sync(work)


def indexes(connection: Connection) -> set[str]:
    """The definitions of all indexes, those conditions included which Alembic does not compare."""
    return {str(row[0]) for row in connection.execute(text(INDEXES[connection.dialect.name]))}


async def test_the_migrations_make_the_tables_that_are_declared(database_url: str, open_database: OpenDatabase) -> None:
    await open_database()

    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), tables.metadata)

    assert await raw(database_url, differences) == []


async def test_the_migrations_make_the_indexes_that_are_declared(
    database_url: str, open_database: OpenDatabase
) -> None:
    await (await open_database()).close()

    def declare(connection: Connection) -> set[str]:
        tables.metadata.drop_all(connection)
        assert indexes(connection) == set()
        tables.metadata.create_all(connection)
        return indexes(connection)

    migrated = await raw(database_url, indexes)
    assert len(migrated) > 10
    assert migrated == await raw(database_url, declare)


async def test_opening_again_changes_nothing(open_database: OpenDatabase) -> None:
    first = await open_database()
    revision = await first.write(publish)
    await first.close()
    for _ in range(2):
        again = await open_database()
        assert await again.read(lambda unit: unit.letters.all()) == [revision]


async def test_a_database_of_a_later_version_is_left_alone(database_url: str, open_database: OpenDatabase) -> None:
    await (await open_database()).close()
    await raw(
        database_url, lambda connection: connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    )
    with pytest.raises(SetupError, match="later version"):
        await open_database()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "Write sqlite:///countersign.db, or postgresql://"),
        ("countersign.db", "Write sqlite:///countersign.db, or postgresql://"),
        ("mysql://host/countersign", "Write sqlite:///countersign.db, or postgresql://"),
        ("postgresql://host:port/countersign", "Write sqlite:///countersign.db, or postgresql://"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///{folder}/missing/countersign.db", "unable to open database file"),
        ("sqlite:///{folder}", "unable to open database file"),
        ("sqlite:///{folder}/letter.pdf", "not a database"),
        ("postgresql://me:secret@127.0.0.1:1/countersign", "127.0.0.1"),
        ("postgresql://me:secret@127.0.0.1:1/countersign?colour=red", "colour"),
    ],
)
async def test_a_host_is_told_what_is_wrong_with_a_database_url(
    tmp_path: Path, clock: Clock, url: str, told: str
) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 " * 500)
    with pytest.raises(SetupError) as error:
        await open_store(url.format(folder=tmp_path), Cipher(SECRET), clock)
    assert told in str(error.value)
    assert "DATABASE_URL" in str(error.value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize(
    ("part", "instead", "told"),
    [("/postgres?", "/missing?", 'database "missing" does not exist'), ("//postgres:", "//me:", 'role "me" does not')],
)
async def test_a_host_is_told_what_postgresql_objects_to(
    database_url: str, clock: Clock, part: str, instead: str, told: str
) -> None:
    with pytest.raises(SetupError, match=told):
        await open_store(database_url.replace(part, instead), Cipher(SECRET), clock)


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_the_option_with_which_hosted_databases_are_offered_is_understood(
    database_url: str, clock: Clock
) -> None:
    store = await open_store(f"{database_url}&sslmode=disable", Cipher(SECRET), clock)
    assert await store.read(lambda unit: unit.letters.all()) == []
    await store.close()
