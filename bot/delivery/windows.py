"""The windows of a platform's limits, and what stands in them."""

from collections import deque
from dataclasses import dataclass, field, replace
from math import floor


@dataclass(frozen=True, slots=True)
class Window:
    """At most `requests` in any stretch of `seconds`."""

    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a platform: overall, in any chat, and besides in a shared one (a group or a channel).

    `refused`: so many requests that were refused to the bot are allowed, and hold up the queue from then on.
    `reserve`: so many at the least in each overall window the queue keeps free, for answers to people.
    """

    overall: Window
    chat: Window
    shared: Window | None = None
    refused: Window | None = None
    reserve: int = 1

    def share(self, part: float) -> "Limits":
        """What one process keeps to overall, of several that ask the platform together."""
        requests = max(self.reserve + 1, floor(self.overall.requests * part))
        return replace(self, overall=replace(self.overall, requests=requests))


@dataclass(slots=True)
class Log:
    """Requests under one window: those on their way, and when the others were counted by the platform at the latest.

    Nothing leaves before `closed_until`.
    """

    window: Window
    counted: deque[float] = field(default_factory=deque)
    on_their_way: int = 0
    closed_until: float = 0.0

    def free_at(self, now: float, spare: int = 0) -> float:
        """When the next request may leave, with some to spare; infinity where that depends on those on their way."""
        while self.counted and self.counted[0] + self.window.seconds <= now:
            self.counted.popleft()
        over = self.on_their_way + len(self.counted) - (self.window.requests - spare)
        if over < 0:
            return max(now, self.closed_until)
        if over >= len(self.counted):
            return float("inf")
        return max(self.counted[over] + self.window.seconds, self.closed_until)

    def idle(self, now: float) -> bool:
        """Whether it says nothing any more."""
        return not self.on_their_way and self.free_at(now, self.window.requests - 1) <= now
