"""A stage for the pace, in simulated time: requests that take no time, or a platform that is some way off."""

import asyncio
from collections.abc import Iterator, Sequence

from bot.delivery.pace import Pace
from bot.delivery.windows import Limits, Window
from bot.model.deliveries import Lane

LIMITS = Limits(overall=Window(4, 1.0), chat=Window(2, 1.5), shared=Window(3, 10.0))
SLACK = 1e-6
"""Below what any clock tells apart."""


def never_too_many(times: Sequence[float], window: Window, slack: float = SLACK) -> bool:
    """Whether no stretch of a window holds more than it allows."""
    return all(later - at >= window.seconds - slack for at, later in zip(times, times[window.requests :], strict=False))


class Stage:
    """A pace, and when what left it, as requests that take no time."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.loop = asyncio.get_running_loop()
        self.began = self.loop.time()
        self.pace = Pace(limits, self.loop.time)
        self.left: list[tuple[float, str]] = []

    async def turn(self, chat: str, lane: Lane = Lane.ANNOUNCEMENT) -> None:
        turn = await self.pace.take(chat, chat.startswith("-"), lane)
        try:
            await turn.leaves()
        except asyncio.CancelledError:
            turn.unused()
            raise
        self.left.append((self.loop.time() - self.began, chat))
        turn.ended()

    def start(self, *chats: str, lane: Lane = Lane.ANNOUNCEMENT) -> list[asyncio.Task[None]]:
        return [self.loop.create_task(self.turn(chat, lane)) for chat in chats]

    def times(self, chat: str) -> list[float]:
        return [round(at, 2) for at, to in self.left if to == chat]


class Far:
    """A platform that is `way` seconds off, there and back, and how much longer each request takes: before it is
    counted, and after."""

    def __init__(self, limits: Limits, way: float, extra: Iterator[tuple[float, float]]) -> None:
        self.loop = asyncio.get_running_loop()
        self.pace = Pace(limits, self.loop.time)
        self._way = way
        self._extra = extra
        self.began = self.loop.time()
        self.counted: list[tuple[float, str]] = []

    async def request(self, chat: str, lane: Lane = Lane.ANNOUNCEMENT) -> float:
        """Make a request: for how long it waited for its turn."""
        asked = self.loop.time()
        turn = await self.pace.take(chat, chat.startswith("-"), lane)
        await turn.leaves()
        waited = self.loop.time() - asked
        before, after = next(self._extra)
        await asyncio.sleep(self._way / 2 + before)
        self.counted.append((self.loop.time() - self.began, chat))
        await asyncio.sleep(after + self._way / 2)
        turn.ended()
        return waited

    def start(self, *chats: str, lane: Lane = Lane.ANNOUNCEMENT) -> list[asyncio.Task[float]]:
        return [self.loop.create_task(self.request(chat, lane)) for chat in chats]

    @property
    def times(self) -> list[float]:
        """When the platform counted a request, in order."""
        return sorted(at for at, _ in self.counted)

    def times_of(self, chat: str) -> list[float]:
        """When it counted one to a chat."""
        return sorted(at for at, to in self.counted if to == chat)
