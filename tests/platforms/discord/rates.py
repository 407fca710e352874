"""How often the bot may ask: the documented rates, and what counts them (reference: Rate Limits)."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, replace

from .clock import Clock


@dataclass(frozen=True)
class Rate:
    """So many requests in so many seconds."""

    count: int
    seconds: float


@dataclass(frozen=True)
class Rates:
    """Every rate that the server keeps, with the documented ones as defaults.

    Overall and invalid requests: reference, Rate Limits. Messages: stated by the headers only. Crosspost: observed by
    others, stated nowhere.
    """

    overall: Rate = Rate(50, 1)
    messages: Rate = Rate(5, 5)
    crosspost: Rate = Rate(10, 3600)
    invalid: Rate = Rate(10_000, 600)

    @classmethod
    def none(cls) -> Rates:
        """Rates that nobody reaches."""
        free = Rate(10**9, 1)
        return cls(free, free, free, free)

    def times(self, factor: float) -> Rates:
        """The same counts in windows that are this many times shorter."""

        def faster(rate: Rate) -> Rate:
            return replace(rate, seconds=rate.seconds / factor)

        return Rates(faster(self.overall), faster(self.messages), faster(self.crosspost), faster(self.invalid))


@dataclass(frozen=True)
class Standing:
    """Where a window stands after a request: what the rate limit headers say."""

    allowed: bool
    limit: int
    remaining: int
    reset_at: float
    reset_after: float


class Window:
    """A window that opens with the first request and is full after `count` of them."""

    def __init__(self, rate: Rate, clock: Clock) -> None:
        self._rate = rate
        self._clock = clock
        self._used = 0
        self._opened = 0.0

    def take(self) -> Standing:
        """Count one request, unless the window is full."""
        now = self._clock.now()
        if now >= self._opened + self._rate.seconds:
            self._opened, self._used = now, 0
        allowed = self._used < self._rate.count
        self._used += allowed
        reset_at = self._opened + self._rate.seconds
        return Standing(allowed, self._rate.count, self._rate.count - self._used, reset_at, reset_at - now)


class Windows:
    """One window for each key, such as a channel."""

    def __init__(self, rate: Rate, clock: Clock) -> None:
        self._rate = rate
        self._clock = clock
        self._windows: dict[Hashable, Window] = {}

    def take(self, key: Hashable) -> Standing:
        """Count one request of this key."""
        return self._windows.setdefault(key, Window(self._rate, self._clock)).take()


class Sliding:
    """At most `count` in any stretch of `seconds`: the documented overall rate, read strictly."""

    def __init__(self, rate: Rate, clock: Clock) -> None:
        self._rate = rate
        self._clock = clock
        self._times: deque[float] = deque()

    def take(self) -> float:
        """Count one request; the seconds to wait if it is one too many, else 0."""
        now = self._clock.now()
        self._forget(now)
        if len(self._times) >= self._rate.count:
            return self._times[0] + self._rate.seconds - now
        self._times.append(now)
        return 0.0

    def note(self) -> None:
        """Count something that has happened, even above the rate."""
        self._times.append(self._clock.now())

    def full(self) -> bool:
        """Whether the count is reached."""
        self._forget(self._clock.now())
        return len(self._times) >= self._rate.count

    def _forget(self, now: float) -> None:
        while self._times and self._times[0] <= now - self._rate.seconds:
            self._times.popleft()
