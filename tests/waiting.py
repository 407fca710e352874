"""What a test waits for: it comes at once where all is well, and late where a machine has much else to do."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 30.0
"""Seconds. A request that hangs holds up the next one to the same chat for 6 of them, until it is given up."""


async def until(so: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait until it is so. Raises `TimeoutError` where it does not become so."""
    async with asyncio.timeout(PATIENCE):
        while not (now if isinstance(now := so(), bool) else await now):
            await asyncio.sleep(0.01)
