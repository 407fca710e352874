"""Copy a SQLite database while others write to it, and verify the copy: a process of its own, so that nobody waits.

It reads what to do from its standard input, for a secret has no place among arguments, and writes what it found.
"""

import os
import secrets
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.fernet import InvalidToken

from bot.service.journal import verification
from storage.backups.marking import mark
from storage.cipher import Cipher
from storage.keys import with_index
from storage.private_files import make_private
from storage.sqlite.transactions import engine_on
from storage.unit import ConnectionUnit

NICE = 10
"""Whoever answers people goes first."""

PIECE = 1024 * 1024
"""So many bytes are on disk before the next are written: who commits meanwhile waits for a piece, and not for all."""

BYTES_A_SECOND = 30e6
"""So fast at the most: a disk that is always busy would hold up every commit."""

STEPS = 10
"""After so many steps of SQLite's it is looked how much was written: two or three rows, which can be files."""


class Copying(msgspec.Struct, frozen=True):
    """What is to be copied where, and the secret by which the copy is read."""

    source: str
    target: str
    secret: str


class Copied(msgspec.Struct, frozen=True):
    """What was copied: so many letters with so many entries in their journals; or what is wrong with it."""

    letters: int = 0
    entries: int = 0
    fault: str = ""


def copy(source: Path, target: Path, taken_at: datetime) -> None:
    """Write the database as it is at one moment to a new file, marked as a backup. Raises `sqlite3.Error`."""
    make_private(target)
    with target.open("rb+", buffering=0) as written:
        with closing(sqlite3.connect(source, timeout=60.0, isolation_level=None)) as connection:
            connection.set_progress_handler(Paced(written.fileno()), STEPS)
            connection.execute("VACUUM INTO ?", (str(target),))
        with closing(sqlite3.connect(target, isolation_level=None)) as made:
            mark(made, taken_at)
        os.fsync(written)


class Paced:
    """Keeps a file that is written to the pace, and has it on disk piece by piece."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._flushed = 0
        self._began = time.monotonic()

    def __call__(self) -> int:
        """Wait where it is ahead. SQLite goes on."""
        size = os.fstat(self._file).st_size
        if size - self._flushed >= PIECE:
            os.fsync(self._file)
            self._flushed = size
            time.sleep(max(0.0, size / BYTES_A_SECOND - (time.monotonic() - self._began)))
        return 0


def verified(path: Path, cipher: Cipher) -> Copied:
    """Whether a database is whole, and each of its journals holds, with what stands beside it."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    with closing(connection):
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            return Copied(fault=f"the file is damaged: {found}")
        astray = connection.execute("PRAGMA foreign_key_check").fetchone()
        if astray:
            return Copied(fault=f"a row of {astray[0]} refers to none of {astray[2]}")
        engine = engine_on(lambda: connection)
        with engine.connect() as reading:
            unit = ConnectionUnit(reading, datetime.now(UTC), secrets.randbelow, with_index(reading, cipher))
            verdicts = [(each, verification.verify(unit, each.letter_id)) for each in unit.letters.all()]
    for revision, verdict in verdicts:
        if verdict.fault:
            return Copied(fault=f"the journal of {revision.letter.slug} is not as it was: {verdict.fault}")
    return Copied(len(verdicts), sum(verdict.entries for _, verdict in verdicts))


def main() -> None:
    """Do what standard input says."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    told = msgspec.json.decode(sys.stdin.buffer.read(), type=Copying)
    target = Path(told.target)
    try:
        copy(Path(told.source), target, datetime.now(UTC))
        done = verified(target, Cipher(told.secret))
    except sqlite3.Error as error:
        done = Copied(fault=str(error))
    except InvalidToken:
        done = Copied(fault="SECRET_KEY does not open it")
    sys.stdout.buffer.write(msgspec.json.encode(done))


if __name__ == "__main__":
    main()
