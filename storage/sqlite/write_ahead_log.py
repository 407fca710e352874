"""SQLite's write-ahead log, emptied when something was erased, which else could be read there for a long time."""

import asyncio
import sqlite3
from contextlib import closing, suppress

SOON_SECONDS = 0.1
LATER_SECONDS = 300.0
"""It is emptied after so long where things were written, as answers and forms are that go when they are done with."""

AGAIN_SECONDS = 0.5
"""It is tried again after so long while somebody reads what only the log holds yet."""


class WriteAheadLog:
    """Empties the log beside the units, on a connection of its own, and waits for nobody who reads: then it is tried
    again."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._due_at = float("inf")
        self._task: asyncio.Task[None] | None = None
        self._sooner = asyncio.Event()

    def empty_soon(self) -> None:
        """Something was erased."""
        self._due_in(SOON_SECONDS)

    def empty_later(self) -> None:
        """Something was written."""
        self._due_in(LATER_SECONDS)

    async def close(self) -> None:
        """Empty it no more: whoever closes the last connection does."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    def _due_in(self, seconds: float) -> None:
        due_at = asyncio.get_running_loop().time() + seconds
        if due_at >= self._due_at:
            return
        self._due_at = due_at
        self._sooner.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        """Wait until it is due, and empty it; until nothing is due any more."""
        loop = asyncio.get_running_loop()
        while self._due_at < float("inf"):
            self._sooner.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout_at(self._due_at):
                    await self._sooner.wait()
            if loop.time() < self._due_at:
                continue
            self._due_at = float("inf")
            if not await asyncio.to_thread(_emptied, self._path):
                self._due_at = min(self._due_at, loop.time() + AGAIN_SECONDS)


def _emptied(path: str) -> bool:
    """Whether the log could be emptied without waiting for anybody."""
    try:
        connecting = sqlite3.connect(path, timeout=0.0, isolation_level=None, uri=path.startswith("file:"))
        with closing(connecting) as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error:
        return False
    return not busy
