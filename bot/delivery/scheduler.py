"""What advances announcements: the clock, and whoever says that there is something to do."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.delivery.backoff import Backoff
from bot.delivery.repeating import Repeating
from bot.delivery.waking import Waking
from bot.model.duties import ALWAYS, Term
from bot.ports.store import Store, Unit

logger = logging.getLogger(__name__)

ADVANCING = Repeating(logger, "the announcements could not be advanced", idle=0.2, pauses=Backoff(3.0, 60.0))
NEWS_SECONDS = 15.0
"""So often it is looked whether a letter has something to announce by itself."""


class Scheduler:
    """Advances announcements as long as there is something to advance, and wakes the workers when there was."""

    duty = "time"

    def __init__(
        self,
        store: Store,
        waits: Callable[[Unit], bool],
        advance: Callable[[Unit], bool],
        news: Callable[[Unit], None] = lambda unit: None,
    ) -> None:
        self._store = store
        self._waits = waits
        self._advance = advance
        self._news = news
        self._news_at = 0.0
        self._waking = Waking()
        self._wake_workers: Sequence[Callable[[], None]] = ()

    def wakes(self, workers: Sequence[Callable[[], None]]) -> None:
        """Wake these whenever something may have come into the queue."""
        self._wake_workers = tuple(workers)

    def wake(self) -> None:
        """Something may be to be done."""
        self._waking.wake()
        for wake in self._wake_workers:
            wake()

    async def run(self, ended: asyncio.Event, term: Term = ALWAYS) -> None:
        """Advance what there is to advance until told to end. Each step is a unit of work that looks before it acts, so
        that one who does not know yet that the term is over does nothing twice."""
        await ADVANCING.run(self.step, self._waking, ended)

    async def step(self) -> bool:
        """Advance once: whether there is more to do at once."""
        clock = asyncio.get_running_loop().time()
        if clock >= self._news_at:
            self._news_at = clock + NEWS_SECONDS
            await self._store.write(self._news)
        if not await self._store.read(self._waits):
            return False
        more = await self._store.write(self._advance)
        for wake in self._wake_workers:
            wake()
        return more
