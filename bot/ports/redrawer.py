"""A picture that somebody sent is drawn anew, so that nothing of its file is passed on; and who does it."""

from enum import Enum
from typing import Protocol


class Unfit(Enum):
    """Why a picture is not taken: it is none that can be read, or has too many pixels."""

    UNREADABLE = "unreadable"
    TOO_MANY_PIXELS = "too many pixels"


class Redrawer(Protocol):
    """Whoever draws pictures anew."""

    async def redraw(self, content: bytes) -> bytes | Unfit:
        """A picture as PNG, of a bounded size and with nothing of what its file said beside its pixels. Raises
        `NotTypeset` where it can't be done now."""
