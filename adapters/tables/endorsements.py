"""Sign-ons that were gathered elsewhere, in a file on the host's disk."""

from pathlib import Path

from bot.errors import SetupError
from bot.model.lists.imports import MOST_BYTES


def read_bytes(path: Path) -> bytes:
    """What stands in a file; raises `SetupError` where there is none, or one that is too large."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SetupError(f"{path} is too large: {MOST_BYTES // (1024 * 1024)} MB at the most.")
        return path.read_bytes()
    except OSError as error:
        raise SetupError(f"{path} can't be read: {error.strerror}.") from error
