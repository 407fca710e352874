"""A module that works on what others sent, or on very much, in a process of its own that gives its memory back: one at
a time, with a small share of the machine, and without the secrets of the bot's environment."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import NotTypeset

_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG")
"""What of the environment a process is given."""


@dataclass(frozen=True, slots=True)
class Came:
    """With which status a process has ended, and what it has written; the status is below 0 where it was ended."""

    status: int
    written: bytes


class BoundedProcess:
    """Runs a module, whose first two arguments are its bounds (`bound`): what is sent to it is its input."""

    def __init__(self, module: str, seconds: float, memory: int, most_waiting: int) -> None:
        """`memory`: bytes of address space."""
        self._command = (sys.executable, "-P", "-m", module, str(int(seconds) + 1), str(memory))
        self._seconds = seconds
        self._most_waiting = most_waiting
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def run(self, content: bytes) -> Came | None:
        """What came of it; nothing where it took too long. Raises `NotTypeset` where too many wait, or it can't be
        started."""
        if self._waiting >= self._most_waiting:
            raise NotTypeset("too many wait")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._run(content)
        finally:
            self._waiting -= 1

    async def _run(self, content: bytes) -> Came | None:
        try:
            child = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=_given()
            )
        except OSError as error:
            raise NotTypeset(f"no process could be started: {error.strerror}") from error
        try:
            async with asyncio.timeout(self._seconds):
                written, _ = await child.communicate(content)
        except TimeoutError:
            return None
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        return Came(child.returncode or 0, written)


def bound(seconds: int, size: int) -> None:
    """Take no more than so much of the processor's time and so many bytes of memory, where the system bounds that."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):  # macOS bounds no address space
            resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _given() -> dict[str, str]:
    here = str(Path(__file__).parents[1])
    return {**{name: os.environ[name] for name in _KEPT if name in os.environ}, "PYTHONPATH": here}
