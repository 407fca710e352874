"""Pictures drawn anew by Pillow, each in a process of its own that is gone afterwards: one at a time, within bounds."""

from adapters.bounded_process import BoundedProcess
from adapters.pillow.child import TOO_MANY_PIXELS, UNREADABLE
from bot.errors import NotTypeset
from bot.ports.redrawer import Redrawer, Unfit

SECONDS = 10.0
"""So long at the most a picture is drawn: one of 16 million pixels takes one."""

MOST_MEMORY = 768 * 1024 * 1024
"""So many bytes of address space the process may have."""

MOST_WAITING = 20
"""So many pictures are taken at the most, of which one is drawn at a time."""


class PillowRedrawer(Redrawer):
    """Draws pictures anew."""

    def __init__(self, seconds: float = SECONDS, memory: int = MOST_MEMORY) -> None:
        self._process = BoundedProcess("adapters.pillow.child", seconds, memory, MOST_WAITING)

    async def redraw(self, content: bytes) -> bytes | Unfit:
        """A picture as PNG; what takes too much of the machine is none that can be read. Raises `NotTypeset`."""
        came = await self._process.run(content)
        if came is None or came.status == UNREADABLE:
            return Unfit.UNREADABLE
        if came.status == TOO_MANY_PIXELS:
            return Unfit.TOO_MANY_PIXELS
        if came.status < 0:  # it was ended, by its bounds
            return Unfit.UNREADABLE
        if came.status:
            raise NotTypeset("a picture can't be drawn anew")
        return came.written
