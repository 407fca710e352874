"""The store on SQLite: aiosqlite brings the tables up to date, and whole units run on threads beside it."""

import secrets
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, ExitStack
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import Connection, NullPool, event, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.ports.store import Store, Unit
from storage.cipher import Cipher
from storage.group_commit import GroupCommit
from storage.migrate import prepare
from storage.transactions import Transactions
from storage.unit import ConnectionUnit

Result = TypeVar("Result")

READERS = 4
BUSY_SECONDS = 10.0

BEGIN_WRITING = "BEGIN IMMEDIATE"
DURABLE = ("journal_mode=WAL", "synchronous=FULL")
WRITING = ("foreign_keys=ON", *DURABLE)
MIGRATING = ("foreign_keys=OFF", *DURABLE)
"""A table to which others refer can be made anew only while SQLite does not look; `upgrade` does when all is done."""
READING = ("foreign_keys=ON", "query_only=ON")


class SqliteStore(Store):
    """One connection writes, and commits together what waits; reads go beside it on others."""

    def __init__(self, url: str, cipher: Cipher, now: Callable[[], datetime]) -> None:
        self._path = make_url(url).database or ""
        self._cipher = cipher
        self._now = now
        self._writing = Transactions(partial(_connect, self._path, WRITING), BEGIN_WRITING, 1)
        self._reading = Transactions(partial(_connect, self._path, READING), "BEGIN", READERS, reads=True)
        self._together = GroupCommit(self._writing)

    async def open(self) -> None:
        """Bring the tables up to date."""
        # Raises where the file can't be used; aiosqlite's thread, where it opens nothing, outlives the event loop.
        await self._writing.run(lambda connection: None)
        async_creator = partial(_connect_by_aiosqlite, self._path, MIGRATING)
        engine = create_async_engine("sqlite+aiosqlite://", async_creator=async_creator, poolclass=NullPool)
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(BEGIN_WRITING))
        async with engine.begin() as connection:
            self._cipher = await prepare(connection, self._cipher)

    async def close(self) -> None:
        """Finish what waits and close the connections."""
        await self._writing.close()
        await self._reading.close()

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        return await self._together.write(lambda connection: unit(self._unit(connection)))

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        return await self._reading.run(lambda connection: unit(self._unit(connection)))

    def _unit(self, connection: Connection) -> ConnectionUnit:
        return ConnectionUnit(connection, self._now(), secrets.randbelow, self._cipher)


def _connect(path: str, pragmas: Sequence[str]) -> sqlite3.Connection:
    """A connection that threads may use in turn."""
    with ExitStack() as failing:
        connection: sqlite3.Connection = sqlite3.connect(path, check_same_thread=False, **_options(path))
        failing.callback(connection.close)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        failing.pop_all()
    return connection


async def _connect_by_aiosqlite(path: str, pragmas: Sequence[str]) -> aiosqlite.Connection:
    async with AsyncExitStack() as failing:
        connection = await failing.enter_async_context(aiosqlite.connect(path, **_options(path)))
        for pragma in pragmas:
            await connection.execute_fetchall(f"PRAGMA {pragma}")
        failing.pop_all()
    return connection


def _options(path: str) -> dict[str, Any]:
    """How long a connection waits for others, that nothing in it begins a transaction unasked, and what a path is."""
    return {"timeout": BUSY_SECONDS, "isolation_level": None, "uri": path.startswith("file:")}
