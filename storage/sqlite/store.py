"""The store on SQLite: aiosqlite brings the tables up to date, and whole units run on threads beside it."""

import logging
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import Connection, NullPool, event, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import SetupError
from bot.log_events import log_event
from bot.ports.store import Store, Unit
from storage.addresses import database_file
from storage.backups.marking import MARK
from storage.cipher import Cipher
from storage.migrate import is_current, keyed, upgrade
from storage.private_files import close_to_others, make_private, open_to_others
from storage.removals.keeping import NotedTransactions, Removals
from storage.removals.log import RemovalLog
from storage.sqlite.group_commit import GroupCommit
from storage.sqlite.transactions import Transactions
from storage.sqlite.write_ahead_log import WriteAheadLog
from storage.unit import ConnectionUnit

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

READERS = 4
BESIDE = ("", "-wal", "-shm", ".lock")
"""How the names of the files end that are the database: SQLite's own, and our lock."""

BUSY_SECONDS = 10.0
STATEMENTS = 500
"""So many statements at the most a connection keeps parsed: more than people make it execute in turn."""

BEGIN_WRITING = "BEGIN IMMEDIATE"
DURABLE = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")
"""What was deleted is overwritten, whatever is usual where SQLite was built."""

WRITING = ("foreign_keys=ON", *DURABLE)
MIGRATING = ("foreign_keys=OFF", *DURABLE)
"""A table to which others refer can be made anew only while SQLite does not look; `upgrade` does when all is done."""
READING = ("foreign_keys=ON", "query_only=ON")


class SqliteStore(Store):
    """One connection writes, and commits together what waits; reads go beside it on others."""

    def __init__(self, url: str, cipher: Cipher, now: Callable[[], datetime], removals: Path | None = None) -> None:
        """`removals` is the log of what is taken back; without one that is noted in the database alone."""
        self._path = make_url(url).database or ""
        self._file = database_file(make_url(url))
        self._cipher = cipher
        self._now = now
        self._removals = removals
        self._writing = NotedTransactions(partial(_connect, self._path, WRITING), BEGIN_WRITING, 1)
        self._reading = Transactions(partial(_connect, self._path, READING), "BEGIN", READERS, reads=True)
        self._together = GroupCommit(self._writing)
        self._log = WriteAheadLog(self._path)

    async def open(self) -> None:
        """Bring the tables up to date, in a file that nobody else may read."""
        self._close_to_others()
        # Raises where the file can't be used; aiosqlite's thread, where it opens nothing, outlives the event loop.
        await self._writing.run(_refuse_backups)
        if not await self._writing.run(is_current):
            await self._bring_up_to_date()
        self._cipher = await self._writing.run(partial(keyed, cipher=self._cipher))
        if self._removals:
            removals = Removals(RemovalLog(self._removals, self._cipher))
            await self._writing.run(removals.take_up)
            self._writing.removals = removals
        await self._reading.run(lambda connection: None)  # what can't be opened on a full disk stands from now on
        self._log.empty_soon()

    async def _bring_up_to_date(self) -> None:
        """Run the migrations that are new."""
        async_creator = partial(_connect_by_aiosqlite, self._path, MIGRATING)
        engine = create_async_engine("sqlite+aiosqlite://", async_creator=async_creator, poolclass=NullPool)
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(BEGIN_WRITING))
        async with engine.begin() as connection:
            await connection.run_sync(upgrade)

    def _close_to_others(self) -> None:
        """Where others may read a file of the database, tell the host, and mend it if it is ours."""
        if self._file is None:
            return
        make_private(self._file)
        names = [*(f"{self._file.name}{end}" for end in BESIDE), f"{self._file.stem}.key"]
        for each in map(self._file.with_name, names):
            if open_to_others(each):
                mended = close_to_others(each)
                log_event(
                    logger,
                    logging.WARNING,
                    "store.open_to_others",
                    "others on this machine could read %(file)s; it is its owner's alone now"
                    if mended
                    else "others on this machine can read %(file)s: let its owner alone read it (chmod 600)",
                    file=each.name,
                )

    async def close(self) -> None:
        """Finish what waits and close the connections."""
        await self._log.close()
        await self._writing.close()
        await self._reading.close()

    @property
    def cipher(self) -> Cipher:
        """The cipher with the key for digests that this database keeps, once it is open."""
        return self._cipher

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        result, erased = await self._together.write(partial(self._write, unit))
        if erased:
            self._log.empty_soon()
        else:
            self._log.empty_later()
        return result

    def _write(self, unit: Callable[[Unit], Result], connection: Connection) -> tuple[Result, bool]:
        this = self._unit(connection)
        return unit(this), this.erases

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        return await self._reading.run(lambda connection: unit(self._unit(connection)))

    def _unit(self, connection: Connection) -> ConnectionUnit:
        return ConnectionUnit(connection, self._now(), secrets.randbelow, self._cipher)


def _refuse_backups(connection: Connection) -> None:
    """A backup is restored, and not served: what was erased since then would be there again."""
    if connection.dialect.has_table(connection, MARK):
        raise SetupError(
            "DATABASE_URL names a backup, in which what was taken back since then may be there again. Move it away, "
            "and restore it: countersign restore FILE"
        )


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
    """How long a connection waits for others, that nothing in it begins a transaction unasked, what a path is, and how
    many statements it keeps."""
    return {
        "timeout": BUSY_SECONDS,
        "isolation_level": None,
        "uri": path.startswith("file:"),
        "cached_statements": STATEMENTS,
    }
