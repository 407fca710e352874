"""Sheets set by Typst, each in a process of its own that gives its memory back: one at a time, within bounds."""

import asyncio
import logging

import msgspec

from adapters.bounded_process import BoundedProcess
from bot.errors import NotTypeset
from bot.ports.typesetter import Printable, Typesetter

logger = logging.getLogger(__name__)

SECONDS = 30
"""So long at the most a sheet is set: 10,000 signatories take two."""

MOST_MEMORY = 1536 * 1024 * 1024
"""So many bytes of address space a process may have; 10,000 signatories take a third of a gigabyte."""

MOST_WAITING = 20
"""So many sheets are taken at the most, of which one is set at a time."""


class TypstTypesetter(Typesetter):
    """Sets sheets by the templates beside it."""

    def __init__(self, seconds: float = SECONDS, memory: int = MOST_MEMORY, most_waiting: int = MOST_WAITING) -> None:
        self._process = BoundedProcess("adapters.typst.child", seconds, memory, most_waiting)

    async def typeset(self, sheet: Printable) -> bytes:
        """A sheet as it is set; raises `NotTypeset`."""
        came = await self._process.run(await asyncio.to_thread(msgspec.json.encode, sheet))
        if came is None:
            raise NotTypeset("it took too long")
        if came.status:
            logger.error("a sheet could not be typeset: the process ended with %s", came.status)
            raise NotTypeset("it can't be set")
        return came.written
