"""A store in memory: the real repositories on SQLite without a file, without threads, and in no time.

What a store has to keep is tried in `tests/storage`; whatever only needs one is quick on this.
"""

import asyncio
import secrets
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import Connection

from bot.ports.store import Store, Unit
from storage.cipher import Cipher
from storage.counting import keep_counts
from storage.migrate import upgrade
from storage.removals.watching import REMOVALS
from storage.sqlite.execution import SqliteConnection
from storage.sqlite.transactions import engine_on
from storage.unit import ConnectionUnit

SECRET = "a secret of the tests as long as one has to be"
_CIPHER = Cipher(SECRET)

Result = TypeVar("Result")
Work = Callable[[Unit], Result]


class MemoryStore(Store):
    """A store with all tables, and with nothing in them but what a copy of another brought along."""

    def __init__(self, now: Callable[[], datetime], content: bytes = b"") -> None:
        self._now = now
        self._connection = _memory(content or empty())
        self.engine = engine_on(lambda: self._connection)

    async def write(self, unit: Work[Result]) -> Result:
        await asyncio.sleep(0)  # as in any store, others may come in between
        return self.do(unit)

    async def read(self, unit: Work[Result]) -> Result:
        await asyncio.sleep(0)
        self._connection.execute("PRAGMA query_only=ON")
        try:
            return self.do(unit)
        finally:
            self._connection.execute("PRAGMA query_only=OFF")

    def do(self, unit: Work[Result]) -> Result:
        """Do a unit of work before anything else happens."""
        with SqliteConnection(self.engine) as connection, connection.begin():
            connection.exec_driver_sql("BEGIN")
            return unit(ConnectionUnit(connection, self._now(), secrets.randbelow, _CIPHER))

    def content(self) -> bytes:
        """All that is in it, for another to begin with."""
        return self._connection.serialize()

    def close(self) -> None:
        """Forget everything."""
        self.engine.dispose()


def _memory(content: bytes = b"") -> sqlite3.Connection:
    """A database in memory."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    if content:
        connection.deserialize(content)
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


@cache
def empty() -> bytes:
    """A database that the migrations have made."""
    return _with(_with(b"", upgrade), keep_counts)


@cache
def watched(content: bytes = b"") -> bytes:
    """A database in which what is taken back is noted, as in any that is on disk: opening it makes no triggers."""
    return _with(content or empty(), REMOVALS.keep)


def _with(content: bytes, work: Callable[[Connection], object]) -> bytes:
    """A database in which some work was done."""
    made = _memory(content)
    engine = engine_on(lambda: made)
    with engine.begin() as connection:
        work(connection)
    content = made.serialize()
    engine.dispose()
    return content
