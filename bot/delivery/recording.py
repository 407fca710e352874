"""What has to be on disk before anything else goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from typing import TypeVar

from bot.delivery.backoff import Backoff
from bot.errors import StorageError

Result = TypeVar("Result")


async def until_recorded(work: Callable[[], Awaitable[Result]], pauses: Backoff) -> Result:
    """What some work gives that uses the store, tried again for as long as the storage fails; doing it twice has to
    change nothing more. Raises whatever else it raises."""
    for failures in count(1):
        try:
            return await work()
        except StorageError:
            await asyncio.sleep(pauses.seconds(failures))
    raise AssertionError("there are always more tries")
