"""The log of what was taken back: a file apart from the database, to which lines are only ever added.

Each line is sealed, so that nobody without the key can read it, or write one. It says until where it was whole when it
began, then each removal by its number, and where a backup was restored from which the numbers went on.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.fernet import InvalidToken
from filelock import FileLock

from bot.errors import SetupError
from bot.model.restores import REMOVALS_KEPT, Removal
from storage.cipher import Cipher
from storage.private_files import PRIVATE

PURPOSE = b"countersign removals"
LOCK_SECONDS = 10.0
OUT_OF_ORDER = 200
"""So many lines at the most what several processes add stands out of its order."""


class Begins(msgspec.Struct, frozen=True, tag="begins"):
    """The log holds every removal after this number."""

    after: int


class Noted(msgspec.Struct, frozen=True, tag="removed"):
    """Something was taken back."""

    removal: Removal


class Went(msgspec.Struct, frozen=True, tag="restored"):
    """A backup was restored that held the removals up to a number: what has a later one and stands before this line was
    taken back again then, and numbers of rows that were new meanwhile are given once more."""

    at: datetime
    held: int


Line = Begins | Noted | Went


class RemovalLog:
    """The log in one file. Several processes may add to it, and to the same file what the others did: a number counts
    once."""

    def __init__(self, path: Path, cipher: Cipher) -> None:
        """`cipher` is the database's own, with the key for digests that it keeps."""
        self.path = path
        self._cipher = cipher.apart(PURPOSE)

    def lines(self) -> Iterator[Line]:
        """Each line; a last one that was not written to its end is none, since nobody was told of it. Raises
        `SetupError` where one is not this database's, or the file can't be read."""
        yield from map(self._opened, self._sealed())

    def last(self) -> int | None:
        """The number of the last removal that it holds, or after which it begins; nothing where there is no log. Raises
        as `lines` does."""
        last = None
        for looked, line in enumerate(map(self._opened, reversed(self._sealed()))):
            if last is not None and looked >= OUT_OF_ORDER:
                break
            match line:
                case Begins(after):
                    last = max(last or 0, after)
                case Noted(removal):
                    last = max(last or 0, removal.number)
                case Went():
                    pass
        return last

    def _sealed(self) -> Sequence[bytes]:
        try:
            return self.path.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise SetupError(f"{self.path} can't be read: {error.strerror}.") from error

    def _opened(self, line: bytes) -> Line:
        try:
            read: Line = msgspec.json.decode(self._cipher.open_bytes(line), type=Line)
        except (InvalidToken, msgspec.MsgspecError) as error:
            raise SetupError(
                f"{self.path} is not this database's log of what was taken back: it was changed, or is another's. Put "
                "the right file back; or move it away, and what was taken back before is known no more."
            ) from error
        return read

    def begin(self, after: int) -> None:
        """Make the file, where there is none, which holds what comes after a removal's number. Raises `OSError`."""
        if not self.path.exists():
            self._add([Begins(after)])

    def note(self, removals: Sequence[Removal]) -> None:
        """Add removals: when this returns, they are on disk. Raises `OSError`."""
        self._add(map(Noted, removals))

    def restored(self, at: datetime, held: int) -> None:
        """Note that a backup was restored, in which the removals were up to a number. Raises `OSError`."""
        self._add([Went(at, held)])

    def prune(self, now: datetime) -> None:
        """Drop what no backup can hold any more. Raises `OSError`."""
        with self._held():
            lines = list(self.lines())
            old = [each for each in lines if isinstance(each, Noted) and each.removal.at < now - REMOVALS_KEPT]
            if not old:
                return
            after = max(each.removal.number for each in old)
            kept = (
                each
                for each in lines
                if (isinstance(each, Noted) and each.removal.number > after)
                or (isinstance(each, Went) and each.at >= now - REMOVALS_KEPT)
            )
            new = self.path.with_name(f"{self.path.name}.new")
            new.unlink(missing_ok=True)
            self._write(new, [Begins(after), *kept])
            new.replace(self.path)
            _sync_folder(self.path)

    def _add(self, lines: Iterable[Line]) -> None:
        with self._held():
            fresh = not self.path.exists()
            self._write(self.path, lines)
            if fresh:
                _sync_folder(self.path)

    def _write(self, path: Path, lines: Iterable[Line]) -> None:
        sealed = b"".join(self._cipher.seal_bytes(msgspec.json.encode(line)) + b"\n" for line in lines)
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, PRIVATE)
        try:
            size = os.fstat(file).st_size
            if size and os.pread(file, 1, size - 1) != b"\n":
                os.ftruncate(file, os.pread(file, size, 0).rfind(b"\n") + 1)  # torn: nobody was told of it
            left = memoryview(sealed)
            while left:
                left = left[os.write(file, left) :]
            os.fsync(file)
        finally:
            os.close(file)

    def _held(self) -> AbstractContextManager[object]:
        return FileLock(self.path.with_name(f"{self.path.name}.lock"), timeout=LOCK_SECONDS, mode=PRIVATE)


def _sync_folder(path: Path) -> None:
    if os.name != "posix":
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
