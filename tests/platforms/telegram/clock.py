"""The server's clock, which a test can put forward."""

import time


class Clock:
    """Runs with real time, or stands still at `standing`; either way a test can advance it."""

    def __init__(self, standing: float | None = None) -> None:
        self._standing = standing
        self._ahead = 0.0

    def now(self) -> float:
        """Unix time in seconds."""
        return (time.time() if self._standing is None else self._standing) + self._ahead

    def advance(self, seconds: float) -> None:
        """Put the clock forward."""
        self._ahead += seconds
