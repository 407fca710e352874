"""Every test of this folder that uses a store runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.cipher import Cipher
from storage.database import PostgresStore, SqliteStore, open_store
from tests.conftest import Clock
from tests.memory import SECRET, watched
from tests.storage.postgres import Postgres, engine_like_the_first, postgres_server

OpenDatabase = Callable[[], Awaitable[SqliteStore | PostgresStore]]
"""Opens the test's database, once more each time; the test's end closes what is still open."""

OnDisk = Callable[[], Awaitable[bytes]]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL, started once."""
    with postgres_server() as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.postgres.store.create_async_engine", engine_like_the_first)
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine in turn."""
    return str(request.param)


@pytest.fixture
async def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The test's database, in which nothing was written; it may have its tables already."""
    if engine == "sqlite":
        file = tmp_path / "countersign.db"
        file.touch(0o600)
        file.write_bytes(watched())
        yield f"sqlite:///{tmp_path / 'countersign.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    await server.clear()
    yield server.url


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


@pytest.fixture
async def on_disk(engine: str, database_url: str, request: pytest.FixtureRequest) -> OnDisk:
    """Every byte of the files in which the test's database stands, without what earlier tests have left there."""
    if engine == "postgresql":
        await request.getfixturevalue("postgres").renew_files()

    async def read() -> bytes:
        if engine == "sqlite":
            path = Path(make_url(database_url).database or "")
            files = list(path.parent.glob(f"{path.name}*"))
        else:
            files = await request.getfixturevalue("postgres").files()
        return b"".join(file.read_bytes() for file in files)

    return read
