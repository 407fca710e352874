"""A disk that can be filled and emptied: a real small one where the machine lets one be mounted, else a limit."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

MEGABYTES = 16
PIECE = 4096


class Disk(Protocol):
    """Where a process keeps its database."""

    folder: Path

    def fill(self, process: int, room: int) -> None:
        """Leave so many bytes at the most to a process."""

    def empty(self, process: int) -> None:
        """Make room again."""


class Mounted:
    """A file system in memory, of its own and of few megabytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, process: int, room: int) -> None:
        with (self.folder / "others").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(PIECE))
            except OSError:
                file.truncate(file.tell() // PIECE * PIECE - room // PIECE * PIECE)

    def empty(self, process: int) -> None:
        (self.folder / "others").unlink()


class Limited:
    """No file of the process may grow beyond what the largest of the database has, and some room."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, process: int, room: int) -> None:
        largest = max(path.stat().st_size for path in self.folder.iterdir())
        self._limit(process, largest + room)

    def empty(self, process: int) -> None:
        self._limit(process, resource.getrlimit(resource.RLIMIT_FSIZE)[0])

    def _limit(self, process: int, size: int) -> None:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.prlimit(process, resource.RLIMIT_FSIZE, (size, most))


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """A disk in a folder; a limit where nothing can be mounted."""
    folder.mkdir()
    options = ("mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder))
    if not _done(*options):
        yield Limited(folder)
        return
    try:
        yield Mounted(folder)
    finally:
        _done("umount", "-l", str(folder))


def _done(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
