"""Restore a backup where no database is: what was taken back since is so again before anybody is served."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import SetupError
from bot.ports.store import Unit
from bot.service.journal import verification
from bot.service.restores import restoring
from bot.service.restores.restoring import Restored
from storage.addresses import asyncpg_address, database_address, database_file
from storage.backups import postgres, sealing
from storage.backups.folder import named_at
from storage.backups.marking import unmark
from storage.cipher import Cipher
from storage.database import open_store
from storage.locks import resealing
from storage.private_files import make_private
from storage.removals.log import RemovalLog
from storage.removals.reading import since
from storage.sqlite.store import SqliteStore


@dataclass(frozen=True, slots=True)
class Source:
    """What is restored: a backup, the key that opens it where it is encrypted, and the logs of what was taken back."""

    backup: Path
    key: Path | None
    logs: Sequence[Path]


@dataclass(frozen=True, slots=True)
class Report:
    """A backup of a moment was restored, and verified afterwards: so many entries of journals hold."""

    taken_at: datetime
    restored: Restored
    entries: int


async def restore(url: str, secret: str, source: Source, now: Callable[[], datetime]) -> Report:
    """Restore a backup as the database that a URL names. Raises `SetupError` where there is one already, or the backup,
    its key or a log is not the right one: then nothing was done."""
    target = database_file(database_address(url))
    if not source.backup.is_file():
        raise SetupError(f"{source.backup} is no file.")
    missing = [str(each) for each in source.logs if not each.is_file()]
    if missing:
        raise SetupError(f"{missing[0]} is no file. It is the log of what was taken back.")
    if target is None:
        await _refuse_tables(url)
        with TemporaryDirectory(prefix="countersign-") as work:
            plain = await asyncio.to_thread(_plain, source, Path(work))
            await postgres.load(url, plain)
        taken_at = named_at(source.backup) or datetime.fromtimestamp(source.backup.stat().st_mtime, UTC)
        return await _settle(url, secret, source, taken_at, now)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        async with resealing(url):
            _refuse_file(target)
            with TemporaryDirectory(prefix=".restoring-", dir=target.parent) as work:
                plain = await asyncio.to_thread(_plain, source, Path(work))
                taken_at = await asyncio.to_thread(_unmarked, plain)
                report = await _settle(f"sqlite:///{plain}", secret, source, taken_at, now)
                await asyncio.to_thread(_put, plain, target)
    except OSError as error:
        raise SetupError(f"The backup can't be restored to {target}: {error.strerror}.") from error
    return report


async def _settle(url: str, secret: str, source: Source, taken_at: datetime, now: Callable[[], datetime]) -> Report:
    """Bring the tables up to date, do again what was done since, and verify."""
    store = await open_store(url, Cipher(secret), now)
    try:
        logs = [RemovalLog(path, store.cipher) for path in source.logs]
        held = await store.read(lambda unit: unit.restores.noted())
        known = since(logs, held, taken_at, counted=isinstance(store, SqliteStore))
        settle = partial(restoring.restore, taken_at=taken_at, removals=known.removals, whole=known.whole)
        before = await store.read(_fault)
        restored = await store.write(settle)
        fault, entries = await store.read(_verdict)
    finally:
        await store.close()
    if fault:
        raise SetupError(f"The backup does not hold: {before or fault}.")
    for log in logs:
        log.restored(now(), held[-1] if held else 0)
    return Report(taken_at, restored, entries)


def _fault(unit: Unit) -> str:
    return _verdict(unit)[0]


def _verdict(unit: Unit) -> tuple[str, int]:
    """What of the journals does not hold, and how many entries do."""
    verdicts = [(each, verification.verify(unit, each.letter_id)) for each in unit.letters.all()]
    faults = [f"{revision.letter.slug}: {verdict.fault}" for revision, verdict in verdicts if verdict.fault]
    return next(iter(faults), ""), sum(verdict.entries for _, verdict in verdicts)


def _refuse_file(target: Path) -> None:
    for each in (target, *(target.with_name(f"{target.name}{end}") for end in ("-wal", "-shm", "-journal"))):
        if each.exists():
            raise SetupError(f"{each} is there. Nothing is overwritten: move it away first, and keep it.")


async def _refuse_tables(url: str) -> None:
    engine = create_async_engine(asyncpg_address(url))
    try:
        async with engine.connect() as connection:
            there = await connection.run_sync(lambda plain: inspect(plain).get_table_names())
    except (OSError, DBAPIError) as error:
        raise SetupError(f"The database behind DATABASE_URL does not open: {error}") from error
    finally:
        await engine.dispose()
    if there:
        raise SetupError("The database behind DATABASE_URL has tables. Nothing is overwritten: name an empty one.")


def _plain(source: Source, work: Path) -> Path:
    """The backup as it was before it was encrypted, in a folder of its own."""
    plain = work / "restored.db"
    if source.backup.name.endswith(sealing.SUFFIX):
        sealing.unseal(source.backup, plain, source.key)
    else:
        make_private(plain)
        shutil.copyfile(source.backup, plain)
    return plain


def _unmarked(plain: Path) -> datetime:
    try:
        with closing(sqlite3.connect(plain, isolation_level=None)) as connection:
            taken_at = unmark(connection)
    except sqlite3.Error as error:
        raise SetupError(f"This is no backup of a SQLite database, or it is damaged: {error}.") from error
    if taken_at is None:
        raise SetupError("This is no backup that `countersign backup` has made.")
    return taken_at


def _put(plain: Path, target: Path) -> None:
    """Give what was restored its name, which nothing else has."""
    with plain.open("rb+") as file:
        os.fsync(file.fileno())
    target.hardlink_to(plain)
