"""Every test of this folder that uses a store runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import make_url

from tests.storage.postgres import Postgres, postgres_server

OnDisk = Callable[[], Awaitable[bytes]]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL, started once."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine in turn."""
    return str(request.param)


@pytest.fixture
async def database_url(
    engine: str, request: pytest.FixtureRequest, migrated: Path, tmp_path: Path
) -> AsyncIterator[str]:
    """The test's database, in which nothing was written; it may have its tables already."""
    if engine == "sqlite":
        yield f"sqlite:///{copyfile(migrated, tmp_path / 'countersign.db')}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    await server.clear()
    yield server.url


@pytest.fixture
def on_disk(engine: str, database_url: str, request: pytest.FixtureRequest) -> OnDisk:
    """Every byte of the files in which the test's database stands."""

    async def read() -> bytes:
        if engine == "sqlite":
            path = Path(make_url(database_url).database or "")
            files = list(path.parent.glob(f"{path.name}*"))
        else:
            files = await request.getfixturevalue("postgres").files()
        return b"".join(file.read_bytes() for file in files)

    return read
