"""When somebody looks again: as soon as there may be something, and else from time to time."""

import asyncio
from contextlib import suppress

GATHER_SECONDS = 0.02
"""Between being woken and looking: in a crowd, one look serves many who wake."""

APART_SECONDS = 0.1
"""And so long at the least is between two looks by which nothing was found to do."""


class Waking:
    """Wakes whoever rests."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._looked_at = 0.0

    def wake(self) -> None:
        """There may be something to do."""
        self._woken.set()

    async def rest(self, seconds: float) -> None:
        """Wait until woken, also if that was before; so many seconds at the most."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)
            again_at = self._looked_at + APART_SECONDS
            await asyncio.sleep(max(GATHER_SECONDS, again_at - asyncio.get_running_loop().time()))
        self._woken.clear()
        self._looked_at = asyncio.get_running_loop().time()
