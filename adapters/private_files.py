"""Files that hold what not everybody may read, written for their owner alone."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

PRIVATE = 0o600

Opener = Callable[[str, int], int]


def private(path: str | Path, flags: int) -> int:
    """Opens a file for `open` to write, so that its owner alone can read it, whatever the umask and whoever could read
    what it takes the place of. What is no file, such as a terminal, stays as it is. Raises `OSError`."""
    descriptor = os.open(path, flags, PRIVATE)
    try:
        if os.name == "posix" and stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.fchmod(descriptor, PRIVATE)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
