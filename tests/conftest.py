"""What tests of several folders need: a clock that is set, and a store on a database of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from storage.cipher import Cipher
from storage.database import PostgresStore, SqliteStore, open_store

SECRET = "a secret of the tests"

OpenDatabase = Callable[[], Awaitable[SqliteStore | PostgresStore]]
"""Opens the test's database, once more each time; the test's end closes what is still open."""


class Clock:
    """The time, which stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **duration: float) -> None:
        """Let time pass: `forward(days=14)`."""
        self.now += timedelta(**duration)


@pytest.fixture
def clock() -> Clock:
    """The clock of the store."""
    return Clock()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite with all tables and nothing in them: made once, and copied."""
    path = tmp_path_factory.mktemp("migrated") / "countersign.db"

    async def make() -> None:
        await (await open_store(f"sqlite:///{path}", Cipher(SECRET), Clock())).close()

    asyncio.run(make())
    return path


@pytest.fixture
def database_url(migrated: Path, tmp_path: Path) -> str:
    """The test's database, in which nothing was written. A folder whose tests run on more engines overrides it."""
    return f"sqlite:///{copyfile(migrated, tmp_path / 'countersign.db')}"


@pytest.fixture
async def open_database(database_url: str, clock: Clock) -> AsyncIterator[OpenDatabase]:
    """A way to open the test's database."""
    opened = list[SqliteStore | PostgresStore]()

    async def once_more() -> SqliteStore | PostgresStore:
        opened.append(await open_store(database_url, Cipher(SECRET), clock))
        return opened[-1]

    yield once_more
    for store in opened:
        await store.close()


@pytest.fixture
async def store(open_database: OpenDatabase) -> SqliteStore | PostgresStore:
    """A store on the test's database."""
    return await open_database()
