"""The server's time: the machine's clock, which a test can push forward."""

import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime

DISCORD_EPOCH = 1_420_070_400
"""The first second of 2015: the identifiers' zero (reference: Snowflakes)."""


class Clock:
    """Seconds since 1970, plus what a test has skipped."""

    def __init__(self) -> None:
        self._skipped = 0.0
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> float:
        """The time on the server, in seconds."""
        return time.time() + self._skipped

    def advance(self, seconds: float) -> None:
        """Let this many seconds pass at once: tokens and windows expire."""
        self._skipped += seconds
        for listener in self._listeners:
            listener()

    def on_advance(self, listener: Callable[[], None]) -> None:
        """Call the listener whenever a test skips time."""
        self._listeners.append(listener)


class Snowflakes:
    """Identifiers as Discord makes them: the time in the upper bits, a counter in the lower ones."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counter = itertools.count(1)

    def next(self) -> int:
        """A new identifier, different from every earlier one."""
        millis = int((self._clock.now() - DISCORD_EPOCH) * 1000)
        return (millis << 22) | (next(self._counter) & 0x3FFFFF)


def iso(seconds: float) -> str:
    """A time as the payloads carry it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
