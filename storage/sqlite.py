"""The store on SQLite: one writer commits together what waits; reads go beside it."""

import asyncio
import functools
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.util import LRUCache

from bot.ports.store import Store, Unit
from storage.cipher import Cipher
from storage.keys import with_index
from storage.migrate import upgrade
from storage.unit import ConnectionUnit

Result = TypeVar("Result")

BATCH = 64
"""So many units at the most share a commit."""

WAITING = 10_000
"""So many units at the most wait for the writer; who comes after waits to be let in."""

READERS = 4
BUSY_SECONDS = 10.0

_COMPILED = LRUCache[Any, Any](2000)
"""What statements are as SQL, for all connections of the process: by default each would compile them for itself."""


@dataclass
class _Waiting:
    """A unit in the writer's queue, and where its result goes."""

    unit: Callable[[Unit], Any]
    done: "asyncio.Future[Any]"


class _Worker(aiosqlite.Connection):
    """aiosqlite's connection and its thread, on which whole units run: a hop to it and back for each statement would
    take several times as long as the statement."""

    def __init__(self, path: str, begin: str, *pragmas: str) -> None:
        super().__init__(lambda: _connect(path, *pragmas), 64)
        self._engine = engine_on(lambda: self._conn)
        event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql(begin))

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """What some work gives in a transaction of its own."""
        result: Result = await self._execute(self._in_transaction, work)  # type: ignore[no-untyped-call]
        return result

    def _in_transaction(self, work: Callable[[Connection], Result]) -> Result:
        with self._engine.begin() as connection:
            return work(connection)


def engine_on(connect: Callable[[], Any]) -> Engine:
    """An engine on one connection to SQLite, which shares with all others what statements are as SQL."""
    like = _like()
    pool = StaticPool(connect, dialect=like.dialect)
    return Engine(pool, like.dialect, like.url, execution_options={"compiled_cache": _COMPILED})


@cache
def _like() -> Engine:
    """An engine whose dialect has seen which SQLite is here: what is compiled for a dialect serves no other one."""
    engine = create_engine("sqlite://")
    engine.connect().close()
    engine.dispose()
    return engine


def _connect(path: str, *pragmas: str) -> sqlite3.Connection:
    """A connection in which nothing begins a transaction unasked."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, uri=path.startswith("file:"))
    for pragma in ("foreign_keys=ON", *pragmas):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _probe(path: str) -> None:
    """Raise where no database opens at a path; aiosqlite's thread, where it does not, outlives the event loop."""
    with closing(_connect(path)) as connection:
        connection.execute("PRAGMA schema_version")


class SqliteStore(Store):
    """SQLite through aiosqlite: one writing connection fed by a queue, reads on others."""

    def __init__(self, url: str, cipher: Cipher, now: Callable[[], datetime]) -> None:
        self._path = make_url(url).database or ""
        self._cipher = cipher
        self._now = now
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue(WAITING)
        self._readers: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._open: list[_Worker] = []
        self._writer: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Bring the tables up to date and start the writer."""
        _probe(self._path)
        writing = await self._opened("BEGIN IMMEDIATE", "journal_mode=WAL", "synchronous=FULL")
        await writing.run(upgrade)
        self._cipher = await writing.run(lambda connection: with_index(connection, self._cipher))
        for _ in range(READERS):
            self._readers.put_nowait(await self._opened("BEGIN", "query_only=ON"))
        self._writer = asyncio.create_task(self._write_all(writing), name="sqlite writer")

    async def _opened(self, begin: str, *pragmas: str) -> _Worker:
        worker = _Worker(self._path, begin, *pragmas)
        await worker
        self._open.append(worker)
        return worker

    async def close(self) -> None:
        """Finish what waits and close the connections."""
        writer, self._writer = self._writer, None
        if writer:
            await self._queue.join()
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer
        while self._open:
            await self._open.pop().close()

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        if self._writer is None:
            raise RuntimeError("the store is closed")
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        await self._queue.put(_Waiting(unit, done))
        return await done

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        reader = await self._readers.get()
        try:
            return await reader.run(lambda connection: unit(self._unit(connection)))
        finally:
            self._readers.put_nowait(reader)

    def _unit(self, connection: Connection) -> ConnectionUnit:
        return ConnectionUnit(connection, self._now(), secrets.randbelow, self._cipher)

    async def _write_all(self, writing: _Worker) -> None:
        while True:
            batch = [await self._queue.get()]
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            try:
                results = await writing.run(functools.partial(self._run, batch=batch))
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
