"""The folder in which backups are: how they are named, and how many are kept, and for how long."""

import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model.restores import BACKUPS_KEPT

MAKING = ".making-"
"""What the folders begin with in which a backup is made that has no name yet."""

LEFT_BEHIND = timedelta(days=1)
"""After so long one of them is of a process that died."""

_NAME = re.compile(r"countersign-(\d{8}T\d{6})Z\.(?:db|dump)(?:\.age)?")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup, made at a moment."""

    path: Path
    taken_at: datetime


def name(taken_at: datetime, suffix: str) -> str:
    """What a backup of a moment is called."""
    return f"countersign-{taken_at.astimezone(UTC):%Y%m%dT%H%M%SZ}{suffix}"


def named_at(path: Path) -> datetime | None:
    """The moment that a backup's name tells; nothing where it was named otherwise."""
    found = _NAME.fullmatch(path.name)
    return datetime.strptime(f"{found[1]}+0000", "%Y%m%dT%H%M%S%z") if found else None


def backups(folder: Path) -> Sequence[Backup]:
    """The backups in a folder, the newest first; other files are nobody's business."""
    try:
        found = [Backup(each, at) for each in folder.iterdir() if (at := named_at(each))]
    except FileNotFoundError:
        return ()
    return sorted(found, key=lambda each: each.taken_at, reverse=True)


def retire(folder: Path, keep: int, now: datetime) -> Sequence[Backup]:
    """Delete what is more than are kept, and what is older than is promised to those whose data are erased: these; and
    what a process that died has left of one. Raises `OSError`."""
    there = backups(folder)
    gone = [each for number, each in enumerate(there, 1) if number > keep or each.taken_at < now - BACKUPS_KEPT]
    for each in gone:
        with suppress(FileNotFoundError):
            each.path.unlink()
    for left in folder.glob(f"{MAKING}*"):
        if left.stat().st_mtime < (now - LEFT_BEHIND).timestamp():
            shutil.rmtree(left, ignore_errors=True)
    return gone
