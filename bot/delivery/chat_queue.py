"""Answers wait for their turn in their chat, and never for another's."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

SHARED, PRIVATE = 20, 100
"""So many answers at the most wait for a group or channel, and for one person: a minute and more of what may leave."""

OVERALL = 20_000
"""So many at the most wait for all chats together while further updates are fetched, for the memory's sake."""

Work = Callable[[], Awaitable[None]]


class ChatQueue:
    """Answers on their way, each chat's one after another."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Task[None]] = {}
        self._waiting: Counter[str] = Counter()
        self._full: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, place: str, shared: bool, work: Work) -> bool:
        """Let something leave for a chat, after what left for it before; false where too much waits there already."""
        if self._waiting[place] >= (SHARED if shared else PRIVATE):
            if place not in self._full:
                logger.warning("a chat is asking for more than may leave for it; answers to it are left out")
            self._full.add(place)
            return False
        task = asyncio.create_task(self._in_turn(self._last.get(place), work))
        self._last[place] = task
        self._waiting[place] += 1
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._left(place, done))
        return True

    def is_free(self, place: str) -> bool:
        """Whether what is put for a chat now waits for nothing else there."""
        return place not in self._last

    def __len__(self) -> int:
        """How many answers are on their way."""
        return len(self._tasks)

    async def room(self) -> None:
        """Wait until there is room for more."""
        while len(self._tasks) >= OVERALL:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def empty(self, seconds: float) -> None:
        """Let what waits leave within so many seconds, and no more after that."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _in_turn(self, before: asyncio.Task[None] | None, work: Work) -> None:
        if before:
            await asyncio.wait([before])
        try:
            await work()
        except Exception:
            logger.exception("an answer could not be given")

    def _left(self, place: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._waiting[place] -= 1
        if self._last.get(place) is task:
            del self._last[place], self._waiting[place]
            self._full.discard(place)
