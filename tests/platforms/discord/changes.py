"""Waiting for something to become true in the world, without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Changes:
    """Wakes those who wait whenever anything in the world changes."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def tell(self) -> None:
        """Say that something changed."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, probe: Callable[[], Found | None], within: float, failure: Callable[[], str]) -> Found:
        """Wait until the probe finds something; fail with the given text when it does not in time."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while (found := probe()) is None:
            left = deadline - loop.time()
            if left <= 0:
                raise AssertionError(f"waited {within:g} s: {failure()}")
            await self._next_change(left)
        return found

    async def _next_change(self, at_most: float) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await asyncio.wait([waiter], timeout=at_most)
        finally:
            self._waiters.discard(waiter)
