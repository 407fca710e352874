"""Files that nobody but their owner may read or write."""

import os
import stat
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private(path: Path) -> None:
    """Make an empty file that its owner alone can read, whatever the umask, where there is none; whoever opens it is
    told where that can't be."""
    with suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))


def open_to_others(path: Path) -> bool:
    """Whether others than its owner may read or write a file that is there. Windows keeps no such modes."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return os.name == "posix" and stat.S_ISREG(mode) and bool(mode & _OTHERS)


def close_to_others(path: Path) -> bool:
    """Let its owner alone read and write a file; whether it is so now. It is done only by the owner."""
    with suppress(OSError):
        if path.stat().st_uid == os.geteuid():
            path.chmod(PRIVATE)
    return not open_to_others(path)
