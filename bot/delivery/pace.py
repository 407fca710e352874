"""When a request may leave: the platforms' documented limits, and who goes first.

This module alone owns the pace. Every request to a platform that counts against a limit waits for its turn here.
"""

import asyncio
import heapq
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from bot.ports.messenger import Lane

CHATS_KEPT = 50_000
"""So many chats at the most have their latest requests remembered; the longest idle is forgotten first."""

RESERVE = 15
"""Of so many requests that a platform takes, one is kept free by the queue: for answers, and for jitter."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most `requests` in any stretch of `seconds`."""

    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a platform: overall, in any chat, and besides in a shared one (a group or a channel)."""

    overall: Window
    chat: Window
    shared: Window | None = None


@dataclass(slots=True)
class _Log:
    """When the latest requests left, under one window; nothing leaves before `closed_until`."""

    window: Window
    left: deque[float] = field(default_factory=deque)
    closed_until: float = 0.0

    def free_at(self, now: float) -> float:
        """When the next request may leave."""
        while self.left and self.left[0] + self.window.seconds <= now:
            self.left.popleft()
        free = now if len(self.left) < self.window.requests else self.left[0] + self.window.seconds
        return max(free, self.closed_until)

    def take(self, now: float) -> None:
        self.left.append(now)


@dataclass(order=True, slots=True)
class _Waiting:
    """A request that waits for its turn."""

    lane: Lane
    number: int
    chat: str = field(compare=False)
    shared: bool = field(compare=False)
    turn: "asyncio.Future[None]" = field(compare=False)


class Pace:
    """The pace of one platform. `clock` gives seconds that only grow."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._overall = _Log(limits.overall)
        self._chats: OrderedDict[str, list[_Log]] = OrderedDict()
        self._waiting: list[_Waiting] = []
        self._expected: set[str] = set()
        self._number = 0
        self._closed_until = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self.too_many = 0
        """How often the platform answered that there were too many requests: each a defect of the pace."""

    async def turn(self, chat: str, shared: bool, lane: Lane) -> None:
        """Wait until a request to a chat may leave; requests without a chat have an empty one."""
        self._expected.discard(chat)
        self._number += 1
        waiting = _Waiting(lane, self._number, chat, shared, asyncio.get_running_loop().create_future())
        heapq.heappush(self._waiting, waiting)
        self._let_go()
        try:
            await waiting.turn
        finally:
            waiting.turn.cancel()

    def halt(self, chat: str, shared: bool, seconds: float) -> None:
        """Obey the platform: nothing leaves for a chat, or for an empty one at all, for so many seconds."""
        self.too_many += 1
        until = self._clock() + seconds
        if not chat:
            self._closed_until = max(self._closed_until, until)
            return
        for log in self._logs(chat, shared):
            log.closed_until = max(log.closed_until, until)

    def free_in(self, chat: str, shared: bool) -> float:
        """In how many seconds a request to a chat might leave if nobody else waited."""
        now = self._clock()
        return max(0.0, self._free_at(chat, shared, now) - now)

    def expect(self, chat: str) -> None:
        """A message of the queue will soon ask for its turn."""
        self._expected.add(chat)

    def dismiss(self, chat: str) -> None:
        """It is through, whether or not it asked."""
        self._expected.discard(chat)

    def room(self, seconds: float) -> int:
        """How many more messages of the queue may leave within so many seconds, evenly and after all who wait.

        Who waits only for a chat of their own is in nobody's way.
        """
        soon, window = self._clock() + seconds, self._limits.overall
        if self._closed_until > soon:
            return 0
        taken = sum(1 for left in self._overall.left if left > soon - window.seconds)
        free = window.requests - window.requests // RESERVE - taken - self._ready(soon) - len(self._expected)
        evenly = ceil(window.requests * seconds / window.seconds) + 1
        return max(0, min(free, evenly))

    def _ready(self, soon: float) -> int:
        """How many of those who wait would leave by then if the platform took everything."""
        now = self._clock()
        waiting = (each for each in self._waiting if not each.turn.done())
        return sum(
            1
            for each in waiting
            if not each.chat or all(log.free_at(now) <= soon for log in self._logs(each.chat, each.shared))
        )

    def _free_at(self, chat: str, shared: bool, now: float) -> float:
        times = [self._closed_until, self._overall.free_at(now)]
        if chat:
            times.extend(log.free_at(now) for log in self._logs(chat, shared))
        return max(times)

    def _logs(self, chat: str, shared: bool) -> list[_Log]:
        logs = self._chats.pop(chat, None)
        if logs is None:
            windows = [self._limits.chat, *([self._limits.shared] if shared and self._limits.shared else [])]
            logs = [_Log(window) for window in windows]
        self._chats[chat] = logs
        while len(self._chats) > CHATS_KEPT:
            self._chats.popitem(last=False)
        return logs

    def _let_go(self) -> None:
        """Let everything leave that may, in the order of lanes, and set the alarm for what comes next."""
        now, later, next_at = self._clock(), list[_Waiting](), float("inf")
        while self._waiting:
            waiting = heapq.heappop(self._waiting)
            if waiting.turn.done():
                continue
            free_at = self._free_at(waiting.chat, waiting.shared, now)
            if free_at <= now:
                self._overall.take(now)
                if waiting.chat:
                    for log in self._logs(waiting.chat, waiting.shared):
                        log.take(now)
                waiting.turn.set_result(None)
                continue
            later.append(waiting)
            next_at = min(next_at, free_at)
            open_at = max(self._closed_until, self._overall.free_at(now))
            if open_at > now:
                next_at = min(next_at, open_at)
                break
        for waiting in later:
            heapq.heappush(self._waiting, waiting)
        if self._alarm:
            self._alarm.cancel()
        delay = max(next_at - now, 0.001)
        self._alarm = asyncio.get_running_loop().call_later(delay, self._let_go) if later else None
