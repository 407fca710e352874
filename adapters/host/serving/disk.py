"""How much is left of the disk on which the database stands."""

import shutil
from collections.abc import Callable
from pathlib import Path

from storage.addresses import database_address, database_file

LOW_SHARE, LOW_BYTES = 0.05, 1_000_000_000
"""A disk is nearly full with less than this of it, and with less than so many bytes however large it is."""

WELL = 1.5
"""It is well again with so many times as much: else it would be said at each file that comes and goes."""

Usage = tuple[int, int]
"""Bytes that are free for the bot, and all."""


def usage(url: str) -> Usage | None:
    """How full the disk of a database is; nothing where that is on a server, or can't be told."""
    path = database_file(database_address(url))
    try:
        found = shutil.disk_usage((path or Path()).resolve().parent) if path else None
    except OSError:
        return None
    return (found.free, found.total) if found else None


def low(size: int) -> float:
    """With how many bytes free a disk of a size is nearly full."""
    return min(size * LOW_SHARE, LOW_BYTES)


class Disk:
    """Tells when a disk is nearly full."""

    def __init__(self, look: Callable[[], Usage | None]) -> None:
        self._look = look
        self._full = False

    @property
    def usage(self) -> Usage | None:
        """How full it is now."""
        return self._look()

    @property
    def nearly_full(self) -> bool:
        """Whether it is nearly full."""
        found = self._look()
        if found:
            free, size = found
            self._full = free < low(size) * (WELL if self._full else 1.0)
        return self._full
