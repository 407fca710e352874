"""Sheets set by Typst, each in a process of its own that gives its memory back: one at a time, within bounds."""

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import msgspec

from bot.errors import NotTypeset
from bot.ports.typesetter import Printable, Typesetter

logger = logging.getLogger(__name__)

SECONDS = 30
"""So long at the most a sheet is set: 10,000 signatories take two."""

MOST_MEMORY = 1536 * 1024 * 1024
"""So many bytes of address space a process may have; 10,000 signatories take a third of a gigabyte."""

MOST_WAITING = 20
"""So many sheets wait at the most while another is set."""

_KEPT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG")
"""What of the environment a process is given. It holds secrets of the bot's besides."""


class TypstTypesetter(Typesetter):
    """Sets sheets by the templates beside it."""

    def __init__(self, seconds: float = SECONDS, memory: int = MOST_MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def typeset(self, sheet: Printable) -> bytes:
        """A sheet as it is set; raises `NotTypeset`."""
        if self._waiting >= MOST_WAITING:
            raise NotTypeset("too many sheets wait")
        self._waiting += 1
        try:
            content = await asyncio.to_thread(msgspec.json.encode, sheet)
            async with self._turn:
                return await self._set(content)
        finally:
            self._waiting -= 1

    async def _set(self, content: bytes) -> bytes:
        command = (sys.executable, "-P", "-m", "adapters.typst.child", str(int(self._seconds) + 1), str(self._memory))
        try:
            child = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=_given())
        except OSError as error:
            raise NotTypeset(f"no process could be started: {error.strerror}") from error
        try:
            async with asyncio.timeout(self._seconds):
                made, _ = await child.communicate(content)
        except TimeoutError:
            raise NotTypeset("it took too long") from None
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        if child.returncode != 0:
            logger.error("a sheet could not be typeset: the process ended with %s", child.returncode)
            raise NotTypeset("it can't be set")
        return made


def _given() -> dict[str, str]:
    here = str(Path(__file__).parents[2])
    return {**{name: os.environ[name] for name in _KEPT if name in os.environ}, "PYTHONPATH": here}
