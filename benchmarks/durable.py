"""How many endorsements a second are on disk, beside raw aiosqlite.

This project's writer, where as many endorsements as wait share a commit, beside raw aiosqlite that executes the very
same statements with the same parameters, recorded before, and a commit for each endorsement: on the same disk, one
after the other.
"""

import asyncio
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Self
from unittest.mock import patch

import aiosqlite

from benchmarks.ours import SECRET, prepare
from bot.model.chats import Address, ChatKind, Topic
from bot.model.endorsements.endorsement import PublicEntry, Representative
from bot.model.people.person import Account, Person
from bot.ports.store import Unit
from bot.service.endorsements import signing
from storage.cipher import Cipher
from storage.sqlite.store import SqliteStore


class Statement(NamedTuple):
    """What SQLite is given: a statement, and the values of each row."""

    sql: str
    rows: Sequence[Sequence[Any]]
    several: bool


def unit_of(person: Person, number: int) -> Callable[[Unit], object]:
    """One endorsement."""
    line = PublicEntry(f"Example Organization {number}", f"https://organization-{number}.example.org", "Exampleton")
    who = Representative("Ada Example", "Chair", f"ada@organization-{number}.example.org")

    def unit(unit: Unit) -> object:
        return signing.sign(
            unit,
            person,
            revision=unit.letters.all()[0],
            entry=line,
            representative=who,
            language="en",
            board_decides=False,
        )

    return unit


async def opened(url: str) -> SqliteStore:
    """The database, opened."""
    store = SqliteStore(url, Cipher(SECRET), lambda: datetime.now(UTC))
    await store.open()
    return store


async def signers(store: SqliteStore, count: int) -> Sequence[Person]:
    """People who have an account, and a chat in which their endorsements are reviewed."""

    def unit(unit: Unit) -> Sequence[Person]:
        chat = unit.chats.ensure(Address("telegram", "-1001"), ChatKind.GROUP, "Desk")
        unit.chats.follow(chat.id, unit.letters.all()[0].letter_id, Topic.REVIEWS)
        return [unit.people.ensure(Account("telegram", str(number))) for number in range(1, count + 1)]

    return await store.write(unit)


NOTED = list[Statement]()
"""What SQLite was given, by whichever way it came."""


class Noting(sqlite3.Cursor):
    """Notes what SQLAlchemy executes."""

    def execute(self, statement: str, parameters: Any = (), /) -> Self:
        """Note it, and execute it."""
        NOTED.append(Statement(statement, [tuple(parameters)], several=False))
        return super().execute(statement, parameters)

    def executemany(self, statement: str, rows: Iterable[Any], /) -> Self:
        """Note it, and execute it."""
        NOTED.append(Statement(statement, [tuple(each) for each in rows], several=True))
        return super().executemany(statement, NOTED[-1].rows)


class Noted(sqlite3.Connection):
    """Notes what goes past SQLAlchemy."""

    def cursor(self, factory: Any = Noting) -> Any:
        """A cursor that notes."""
        return super().cursor(factory)

    def execute(self, statement: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Note it, and execute it."""
        NOTED.append(Statement(statement, [tuple(parameters)], several=False))
        return super().execute(statement, parameters)

    def executemany(self, statement: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
        """Note it, and execute it."""
        NOTED.append(Statement(statement, [tuple(each) for each in rows], several=True))
        return super().executemany(statement, NOTED[-1].rows)


async def recorded(url: str, units: Sequence[Callable[[Unit], object]]) -> list[list[Statement]]:
    """The statements of each endorsement, one after the other, but for the beginning and the end of its transaction."""
    found = list[list[Statement]]()
    with patch.object(sqlite3, "connect", partial(sqlite3.connect, factory=Noted)):
        store = await opened(url)
    for unit in units:
        NOTED.clear()
        await store.write(unit)
        found.append([each for each in NOTED if not each.sql.startswith(("BEGIN", "COMMIT"))])
    await store.close()
    return found


@dataclass(frozen=True)
class Rate:
    """So many endorsements a second, and what each took of the processor."""

    a_second: float
    milliseconds: float


class Stopwatch:
    """Measures from when it was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def rate(self, count: int) -> Rate:
        """The rate at which so many endorsements were made since then."""
        took, busy = time.perf_counter() - self._began[0], time.process_time() - self._began[1]
        return Rate(count / took, 1000 * busy / count)


async def ours(url: str, units: Sequence[Callable[[Unit], object]]) -> Rate:
    """The rate where all are asked for at once."""
    store, watch = await opened(url), Stopwatch()
    await asyncio.gather(*(store.write(each) for each in units))
    rate = watch.rate(len(units))
    await store.close()
    return rate


async def raw(path: Path, recorded: Sequence[Sequence[Statement]]) -> Rate:
    """The rate of the same statements through aiosqlite alone, with a commit for each endorsement."""
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
            await connection.execute(f"PRAGMA {pragma}")
        watch = Stopwatch()
        for statements in recorded:
            await connection.execute("BEGIN IMMEDIATE")
            for each in statements:
                if each.several:
                    await connection.executemany(each.sql, each.rows)
                else:
                    await connection.execute_fetchall(each.sql, each.rows[0])
            await connection.execute("COMMIT")
        return watch.rate(len(recorded))


async def rates(count: int) -> None:
    """Print both rates, and what an endorsement costs in statements."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = folder / "base.db"
        await prepare(f"sqlite:///{base}", (), ())
        store = await opened(f"sqlite:///{base}")
        people = await signers(store, count)
        await store.close()
        units = [unit_of(person, number) for number, person in enumerate(people)]
        for each in ("recorded", "ours", "raw"):
            shutil.copy(base, folder / f"{each}.db")
        statements = await recorded(f"sqlite:///{folder / 'recorded.db'}", units)
        here = await ours(f"sqlite:///{folder / 'ours.db'}", units)
        there = await raw(folder / "raw.db", statements)
    print(f"| {count} endorsements | a second | processor, each |\n| --- | --- | --- |")
    for what, rate in (
        ("Countersign, all at once", here),
        ("aiosqlite, the same statements, a commit each", there),
    ):
        print(f"| {what} | {rate.a_second:.0f} | {rate.milliseconds:.2f} ms |")
    print(f"| ratio | {here.a_second / there.a_second:.2f} | {here.milliseconds / there.milliseconds:.2f} |\n")
    print(f"An endorsement is {len(statements[-1])} statements:\n")
    for number, statement in enumerate(statements[-1], 1):
        print(f"{number}. {' '.join(statement.sql.split())[:110]}")
    print(flush=True)
