"""How often a channel's messages may be passed on to the channels that follow it."""

from collections import deque
from collections.abc import Callable

from bot.delivery.windows import Window

HOURLY = Window(10, 3600.0)
"""10 an hour in a channel: observed by others, and stated nowhere."""


class Crossposts:
    """The budgets of channels, which stand in no header. `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float], window: Window = HOURLY) -> None:
        self._clock = clock
        self._window = window
        self._made: dict[str, deque[float]] = {}

    def free_in(self, place: str) -> float:
        """In how many seconds a channel's next message may be passed on."""
        now = self._clock()
        made = self._made.get(place, deque())
        while made and made[0] + self._window.seconds <= now:
            made.popleft()
        over = len(made) - self._window.requests
        return max(made[over] + self._window.seconds - now if over >= 0 else 0.0, 0.0)

    def made(self, place: str) -> None:
        """One of a channel's messages was passed on, or may have been."""
        for other in [other for other in self._made if not self.free_in(other) and not self._made[other]]:
            del self._made[other]
        self._made.setdefault(place, deque()).append(self._clock())
