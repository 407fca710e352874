"""Make a backup: a copy that was opened and verified before it has its name."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from bot.errors import SetupError
from storage.addresses import database_address, database_file
from storage.backups import folder, postgres, sealing
from storage.backups.copying import Copied, Copying

FOLDER_MODE = 0o700

_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG")
"""What of the environment the process that copies is given: it holds secrets besides."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and verified: so many bytes; so many letters, with so many entries in their journals."""

    path: Path
    size: int
    letters: int
    entries: int


async def make(url: str, secret: str, into: Path, taken_at: datetime, to: str = "") -> Made:
    """Make a backup of a database in a folder, encrypted where `to` says for whom. On PostgreSQL, whose journals are
    verified where they are, that is `pg_dump`. Raises `SetupError` where it can't be made, or does not hold."""
    source = database_file(database_address(url))
    try:
        await asyncio.to_thread(into.mkdir, FOLDER_MODE, parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=folder.MAKING, dir=into) as work:
            plain = Path(work) / ("copy.db" if source else "copy.dump")
            if source:
                copied = await _copy(Copying(str(source.absolute()), str(plain), secret))
            else:
                copied = await postgres.dump(url, plain)
            if copied.fault:
                raise SetupError(f"The backup was not made: {copied.fault}.")
            made, suffix = plain, plain.suffix
            if to:
                made, suffix = plain.with_name("copy.age"), f"{plain.suffix}{sealing.SUFFIX}"
                await asyncio.to_thread(sealing.seal, plain, made, to)
            path = into / folder.name(taken_at, suffix)
            size = await asyncio.to_thread(_name, made, path)
    except FileExistsError as error:
        raise SetupError("A backup of this second is there already.") from error
    except OSError as error:
        raise SetupError(f"The backup can't be written into {into}: {error.strerror}.") from error
    return Made(path, size, copied.letters, copied.entries)


def _name(made: Path, path: Path) -> int:
    """Give a file that is whole its name, which no other file has: its size."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    path.hardlink_to(made)
    return path.stat().st_size


async def _copy(copying: Copying) -> Copied:
    given = {name: os.environ[name] for name in _KEPT if name in os.environ}
    given["PYTHONPATH"] = str(Path(__file__).parents[2])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "storage.backups.copying", env=given,
        stdin=PIPE, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip
    try:
        said, complained = await process.communicate(msgspec.json.encode(copying))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    try:
        return msgspec.json.decode(said, type=Copied)
    except msgspec.MsgspecError:
        last = complained.decode(errors="replace").strip().rpartition("\n")[2]
        return Copied(fault=f"its process ended with status {process.returncode}: {last.partition(':')[0]}")
