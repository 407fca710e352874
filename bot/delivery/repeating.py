"""What is done again and again while the process runs: at once where there is more, else when woken or in a while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.delivery.backoff import Backoff
from bot.delivery.waking import Waking
from bot.errors import StorageError


@dataclass(frozen=True, slots=True)
class Repeating:
    """How something is repeated: `idle` seconds after it found nothing to do, and `pauses` after it failed; a failure
    is logged as what `failed` says."""

    logger: logging.Logger
    failed: str
    idle: float
    pauses: Backoff

    async def run(self, step: Callable[[], Awaitable[bool]], waking: Waking, ended: asyncio.Event) -> None:
        """Repeat `step`, which tells whether there is more to do at once, until `ended` is set."""
        failures = 0
        while not ended.is_set():
            try:
                more = await step()
                failures = 0
            except StorageError:  # whoever opened the store tells of it, once
                more, failures = False, failures + 1
            except Exception:
                self.logger.exception("%s", self.failed)
                more, failures = False, failures + 1
            if not more:
                await _rest(waking, self.pauses.seconds(failures) if failures else self.idle, ended)


async def _rest(waking: Waking, seconds: float, ended: asyncio.Event) -> None:
    """Rest so long, or until woken or told to end."""
    resting, ending = asyncio.ensure_future(waking.rest(seconds)), asyncio.ensure_future(ended.wait())
    try:
        await asyncio.wait([resting, ending], return_when=asyncio.FIRST_COMPLETED)
    finally:
        resting.cancel()
        ending.cancel()
