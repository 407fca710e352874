"""When somebody looks again: as soon as there may be something, and else from time to time."""

import asyncio
from contextlib import suppress

GATHER_SECONDS = 0.02
"""Between being woken and looking: in a crowd, one look serves many who wake."""


class Waking:
    """Wakes whoever rests."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be something to do."""
        self._woken.set()

    async def rest(self, seconds: float) -> None:
        """Wait until woken, also if that was before; so many seconds at the most."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)
            await asyncio.sleep(GATHER_SECONDS)
        self._woken.clear()
