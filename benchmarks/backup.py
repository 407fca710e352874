"""A backup while 500 are written a second: what writers wait meanwhile, beside what they wait without one.

Then the database is lost, and restored from the last backup with the log of what was taken back since: how long that
takes is told too, and that the restored one is written to. Times are of one run on one machine, whose disk others may
use too: with TMPDIR=/dev/shm it is the processor and the locks alone. What it costs is the CPU, of this process and of
those that copy.
"""

import argparse
import asyncio
import itertools
import os
import resource
import tempfile
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import TypeVar

from sqlalchemy import insert

from benchmarks.ours import SECRET, prepare
from bot.model.people.person import Account, Role
from bot.ports.store import Unit
from storage import tables
from storage.backups import making
from storage.backups.folder import retire
from storage.backups.restoring import Source, restore
from storage.cipher import Cipher
from storage.sqlite.store import SqliteStore
from storage.unit import ConnectionUnit

Result = TypeVar("Result")

RATE = 500
"""Writes a second."""

FILES, FILE_BYTES = 170, 1024 * 1024
"""What makes the database large."""

CALM_SECONDS = 5.0
BACKUPS = 6
"""So many are made, each after as much time without one: what else the machine does meets both alike."""

ROLES_EACH = 50
"""One write in so many takes a role from somebody, which is in the log before it is told."""

NUMBERS = itertools.count(1)


def a_write(unit: Unit, number: int) -> None:
    """Somebody who is new; now and then one loses a role."""
    person = unit.people.ensure(Account("telegram", str(number)))
    if number % ROLES_EACH == 0:
        unit.people.grant(person.id, 1, Role.EDITOR)
        unit.people.revoke(person.id, 1)


def fill(unit: Unit) -> None:
    """Files of all kinds of bytes."""
    assert isinstance(unit, ConnectionUnit)
    row = {"letter_id": 1, "name": "x.pdf", "mime": "application/pdf", "size": FILE_BYTES, "sha256": "0" * 64}
    for _ in range(FILES):
        unit.connection.execute(insert(tables.files).values(**row, content=os.urandom(FILE_BYTES)))


def cpu() -> tuple[float, float]:
    """Seconds of CPU so far, of this process and of those that it started and that ended."""
    mine, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime, others.ru_utime + others.ru_stime


@dataclass
class Phase:
    """All windows of one kind: how long writes took, how long the windows were, and what they cost, in seconds."""

    name: str
    taken: list[float] = field(default_factory=list)
    seconds: float = 0.0
    mine: float = 0.0
    others: float = 0.0

    async def window(self, store: SqliteStore, meanwhile: Awaitable[Result]) -> Result:
        """Write at a steady rate while something is awaited, whatever earlier writes wait for: what that gives."""
        ended, since, began = asyncio.Event(), cpu(), time.perf_counter()
        writing = asyncio.create_task(self._write(store, ended))
        result = await meanwhile
        ended.set()
        await writing
        self.seconds += time.perf_counter() - began
        mine, others = cpu()
        self.mine, self.others = self.mine + mine - since[0], self.others + others - since[1]
        return result

    async def _write(self, store: SqliteStore, ended: asyncio.Event) -> None:
        loop, tasks = asyncio.get_running_loop(), set[asyncio.Task[None]]()
        due = loop.time()
        while not ended.is_set():
            await asyncio.sleep(max(0.0, due - loop.time()))
            task = asyncio.create_task(self._one(store, next(NUMBERS)))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            due += 1 / RATE
        await asyncio.gather(*tasks)

    async def _one(self, store: SqliteStore, number: int) -> None:
        began = time.perf_counter()
        await store.write(partial(a_write, number=number))
        self.taken.append(time.perf_counter() - began)

    def tell(self) -> float:
        """Print it; the 99th percentile in milliseconds."""
        count, hundredths = len(self.taken), quantiles(self.taken, n=100)
        print(
            f"{self.name:<15} {count:>6} writes, {count / self.seconds:>4.0f} a second; median"
            f" {hundredths[49] * 1000:5.1f} ms, 99th percentile {hundredths[98] * 1000:6.1f} ms, longest"
            f" {max(self.taken) * 1000:6.1f} ms; CPU {self.mine / count * 1000:.2f} ms a write,"
            f" {self.others:.1f} s beside"
        )
        return hundredths[98] * 1000


def lose(path: Path) -> None:
    """Remove a database."""
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


async def run(folder: Path) -> None:
    """The whole benchmark in a folder."""
    path, log = folder / "countersign.db", folder / "countersign.removals"
    url, now = f"sqlite:///{path}", partial(datetime.now, UTC)
    await prepare(url, (), ())
    store = SqliteStore(url, Cipher(SECRET), now, log)
    await store.open()
    await store.write(fill)
    print(f"A database of {FILES * FILE_BYTES / 1e6:.0f} MB")
    calm, busy = Phase("without"), Phase("during backups")
    for _ in range(BACKUPS):
        await calm.window(store, asyncio.sleep(CALM_SECONDS))
        made = await busy.window(store, making.make(url, SECRET, folder / "backups", now()))
        await asyncio.to_thread(retire, folder / "backups", 1, now())
    usual, meanwhile = calm.tell(), busy.tell()
    print(f"99th percentile during backups: {meanwhile / usual:.2f} times what it is without (aim: 2)")
    await store.close()
    await asyncio.to_thread(lose, path)
    began, since = time.perf_counter(), sum(cpu())
    report = await restore(url, SECRET, Source(made.path, None, [log]), now)
    print(
        f"restored in {time.perf_counter() - began:.1f} s (CPU {sum(cpu()) - since:.1f} s): whole:"
        f" {report.restored.whole}, {report.restored.again} removals done again, {report.entries} entries of journals"
        " hold"
    )
    again, on = SqliteStore(url, Cipher(SECRET), now, log), Phase("going on")
    await again.open()
    await on.window(again, asyncio.sleep(CALM_SECONDS))
    on.tell()
    await again.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="countersign-") as folder:
        asyncio.run(run(Path(folder)))


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    main()
