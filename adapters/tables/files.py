"""Tables in files on the host's disk."""

from pathlib import Path

from bot.errors import SetupError


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """What stands in a file; raises `SetupError` where there is none, or one that is too large."""
    try:
        size = path.stat().st_size
        if size > most_bytes:
            raise SetupError(f"{path} is larger than {most_bytes // (1024 * 1024)} MB. Split it into several files.")
        return path.read_bytes()
    except OSError as error:
        raise SetupError(f"{path} can't be read: {error.strerror}.") from error
