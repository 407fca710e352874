"""The store: units on SQLite, whose one writer commits together what waits, or on PostgreSQL."""

import asyncio
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from alembic.util import CommandError
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.errors import SetupError
from bot.ports.store import Store, Unit
from storage.cipher import Cipher
from storage.migrate import migrate
from storage.unit import ConnectionUnit

Result = TypeVar("Result")
Now = Callable[[], datetime]

BATCH = 256
"""So many units at the most share a commit."""

WAITING = 10_000
"""So many units at the most wait for the writer; who comes after waits to be let in."""

ATTEMPTS = 60
"""How often a unit is tried again on PostgreSQL after a serialization failure."""

SERIALIZATION = {"40001", "40P01"}
"""PostgreSQL's codes for a serialization failure and a deadlock (its manual, appendix A)."""


def database_address(text: str) -> URL:
    """A database URL as its parts; raises `SetupError` where it is none that can be served."""
    example = "Write sqlite:///countersign.db, or postgresql://user:password@host/name."
    try:
        address = make_url(text)
    except (ArgumentError, ValueError):
        raise SetupError(f"DATABASE_URL is no database URL. {example}") from None
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise SetupError(f"DATABASE_URL names no database that is served. {example}")
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise SetupError(f"DATABASE_URL names no file. {example}")
    return address


async def open_store(url: str, cipher: Cipher, now: Now) -> "SqliteStore | PostgresStore":
    """The store behind a database URL (`sqlite:///path` or `postgresql://…`), its tables brought up to date.

    Raises `SetupError` where the URL is none that can be served, or the database does not answer.
    """
    address = database_address(url)
    kind = SqliteStore if address.get_backend_name() == "sqlite" else PostgresStore
    store = kind(address.render_as_string(hide_password=False), cipher, now)
    try:
        await store.open()
    except CommandError as error:
        await store.close()
        raise SetupError(
            "The database behind DATABASE_URL was written by a later version of Countersign. Install that one."
        ) from error
    except (OSError, DBAPIError, sqlite3.Error, TypeError) as error:
        await store.close()
        reason = error.orig if isinstance(error, DBAPIError) else error
        raise SetupError(f"The database behind DATABASE_URL does not open: {reason}") from error
    return store


@dataclass
class _Waiting:
    """A unit in the writer's queue, and where its result goes."""

    unit: Callable[[Unit], Any]
    done: "asyncio.Future[Any]"


class SqliteStore(Store):
    """SQLite through aiosqlite: one writing connection fed by a queue, reads on others."""

    def __init__(self, url: str, cipher: Cipher, now: Now) -> None:
        address = make_url(url).set(drivername="sqlite+aiosqlite")
        self._cipher = cipher
        self._now = now
        self._writing = create_async_engine(
            address, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0, hide_parameters=True
        )
        self._reading = create_async_engine(
            address, poolclass=AsyncAdaptedQueuePool, pool_size=4, max_overflow=0, hide_parameters=True
        )
        _prepare(self._writing, "BEGIN IMMEDIATE", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
        _prepare(self._reading, "BEGIN", "PRAGMA query_only=ON")
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue(WAITING)
        self._writer: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Bring the tables up to date and start the writer."""
        _probe(self._writing.url.database or "")
        await migrate(self._writing)
        self._writer = asyncio.create_task(self._write_all(), name="sqlite writer")

    async def close(self) -> None:
        """Finish what waits and close the connections."""
        writer, self._writer = self._writer, None
        if writer:
            await self._queue.join()
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer
        await self._writing.dispose()
        await self._reading.dispose()

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        if self._writer is None:
            raise RuntimeError("the store is closed")
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        await self._queue.put(_Waiting(unit, done))
        return await done

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        async with self._reading.connect() as connection:
            return await connection.run_sync(lambda plain: unit(self._unit(plain)))

    def _unit(self, connection: Connection) -> ConnectionUnit:
        return ConnectionUnit(connection, self._now(), secrets.randbelow, self._cipher)

    async def _write_all(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            try:
                async with self._writing.begin() as connection:
                    results = await connection.run_sync(self._run, batch)
            except Exception as error:  # noqa: BLE001 - whoever waits for a unit gets what became of its commit
                results = [error] * len(batch)
            for waiting, result in zip(batch, results, strict=True):
                self._queue.task_done()
                if waiting.done.cancelled():
                    continue
                if isinstance(result, BaseException):
                    waiting.done.set_exception(result)
                else:
                    waiting.done.set_result(result)

    def _run(self, connection: Connection, batch: list[_Waiting]) -> list[Any]:
        results: list[Any] = []
        for waiting in batch:
            try:
                with connection.begin_nested():
                    results.append(waiting.unit(self._unit(connection)))
            except StopIteration:
                results.append(RuntimeError("a unit raised StopIteration, which no future can carry"))
            except Exception as error:  # noqa: BLE001 - one unit's failure is its own, not its neighbours'
                results.append(error)
        return results


def _probe(path: str) -> None:
    """Raise where no database opens at a path; aiosqlite's thread, where it does not, outlives the event loop."""
    with closing(sqlite3.connect(path, uri=path.startswith("file:"))) as connection:
        connection.execute("PRAGMA schema_version")


def _prepare(engine: AsyncEngine, begin: str, *pragmas: str) -> None:
    """Let SQLAlchemy and not the driver begin transactions, with `begin`; set each new connection up."""

    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("PRAGMA foreign_keys=ON", "PRAGMA busy_timeout=10000", *pragmas):
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


class PostgresStore(Store):
    """PostgreSQL through asyncpg: serializable units, tried again where they met another."""

    def __init__(self, url: str, cipher: Cipher, now: Now) -> None:
        address = make_url(url)
        options = {"ssl" if name == "sslmode" else name: value for name, value in address.query.items()}
        address = address.set(drivername="postgresql+asyncpg", query=options)
        self._cipher = cipher
        self._now = now
        self._engine = create_async_engine(
            address, pool_size=5, max_overflow=0, isolation_level="SERIALIZABLE", hide_parameters=True
        )
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def open(self) -> None:
        """Bring the tables up to date; of several processes that begin together, one does."""
        await migrate(self._engine.execution_options(isolation_level="READ COMMITTED"))

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        for attempt in range(ATTEMPTS):
            try:
                async with self._engine.begin() as connection:
                    return await connection.run_sync(lambda plain: unit(self._unit(plain)))
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in SERIALIZATION:
                    raise
            await asyncio.sleep(secrets.randbelow(1000) / 1000 * min(0.01 * 1.5**attempt, 0.5))
        raise SetupError("The database is too busy: a change met others sixty times.")

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        async with self._reading.connect() as connection:
            return await connection.run_sync(lambda plain: unit(self._unit(plain)))

    def _unit(self, connection: Connection) -> ConnectionUnit:
        return ConnectionUnit(connection, self._now(), secrets.randbelow, self._cipher)
