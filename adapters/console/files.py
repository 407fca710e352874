"""Files on this machine: those that somebody sends, and those that are handed to them."""

import asyncio
import mimetypes
import shlex
import stat
from itertools import count
from pathlib import Path

from adapters.console.words import clipped, harmless
from adapters.private_files import private
from bot.interface.requests import Upload

WORDS = 80
"""So much of a path is shown where it is no file."""

LONGEST = 200
"""So many bytes of a name are kept: systems take 255 or more, and a number may have to follow."""


class NoFile(Exception):
    """There is no file to be sent at a path: why, in words."""


def upload(typed: str) -> Upload:
    """The file at a path that somebody typed, perhaps in quotes; raises `NoFile`."""
    path = _path(typed)
    shown = clipped(str(path), WORDS)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise NoFile(f"{shown} is a folder.")
        if not stat.S_ISREG(found.st_mode):
            raise NoFile(f"{shown} is no file.")
        with path.open("rb") as content:
            if not content.read(1):
                raise NoFile(f"{shown} is empty.")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NoFile(f"There is no file {shown}.") from None
    except OSError as error:
        raise NoFile(f"{shown} can't be read: {error.strerror}.") from None
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Upload(path.name, mime, found.st_size, lambda: asyncio.to_thread(path.read_bytes))


def _path(typed: str) -> Path:
    """The path as it stands there, else without the quotes and backslashes that a shell would take away."""
    text = typed.strip()
    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    paths = [_home(each) for each in (text, *(words if len(words) == 1 else ()))]
    return next((path for path in paths if _exists(path)), paths[-1])


def _home(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def save(folder: Path, name: str, content: bytes) -> Path:
    """Put a file into a folder under its name, else a numbered one, and never in the place of another; where it is.

    What stands there already is not saved again. Raises `OSError`.
    """
    bare = Path(_bare(name))
    for number in count(1):
        path = folder / (f"{bare.stem}-{number}{bare.suffix}" if number > 1 else bare.name)
        try:
            with open(path, "xb", opener=private) as file:
                file.write(content)
        except FileExistsError:
            if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
                return path
        else:
            return path
    raise AssertionError("there are always more numbers")


def _bare(name: str) -> str:
    """A name that leads nowhere else and hides nothing."""
    kept = "".join("_" if each in '/\\:*?"<>|\n\t\N{REPLACEMENT CHARACTER}' else each for each in harmless(name))
    return kept.strip(" .").encode()[-LONGEST:].decode(errors="ignore").lstrip(" .") or "file"
