"""How fast a bot may send, and who went faster.

Source of the limits: the Bots FAQ, "My bot is hitting limits": about 30 messages a second in all, about 1 a second
in one chat with short bursts tolerated, 20 a minute in one group. Nothing is stated for channels.
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import Literal

ChatKind = Literal["private", "group", "supergroup", "channel"]


@dataclass(frozen=True, slots=True)
class Rates:
    """How many messages fit in which window, in seconds; every window rolls."""

    overall: int = 30
    overall_seconds: float = 1.0
    private: int = 1
    private_seconds: float = 1.0
    group: int = 20
    group_seconds: float = 60.0
    channel: int | None = 20
    """None: channels have no window of their own."""
    channel_seconds: float = 60.0
    edits: bool = True
    """Whether an edit counts like a message."""
    tolerance: float = 0.05
    """The share of a window by which a request may come early: a sender that keeps the pace exactly still jitters."""
    paid_overall: int | None = 1000
    """What takes the place of `overall` for a request that allows a paid broadcast; None: it is not switched on."""
    on: bool = True

    def times(self, factor: float) -> "Rates":
        """The same limits in windows that are shorter by a factor, so that a test runs faster."""
        return replace(
            self,
            overall_seconds=self.overall_seconds / factor,
            private_seconds=self.private_seconds / factor,
            group_seconds=self.group_seconds / factor,
            channel_seconds=self.channel_seconds / factor,
        )

    def burst(self, messages: int) -> "Rates":
        """One private chat takes a short burst of so many messages, at the same pace on average."""
        return replace(self, private=messages, private_seconds=self.private_seconds * messages)

    @staticmethod
    def off() -> "Rates":
        """No limits."""
        return Rates(on=False)

    def window(self, kind: ChatKind) -> tuple[int, float] | None:
        """How many messages in how many seconds a chat of this kind takes."""
        if kind == "private":
            return self.private, self.private_seconds
        if kind == "channel":
            return None if self.channel is None else (self.channel, self.channel_seconds)
        return self.group, self.group_seconds


@dataclass(frozen=True, slots=True)
class Passage:
    """Whether a request passes: `retry_after` are the whole seconds to wait where it does not."""

    retry_after: int | None = None
    paid: int = 0
    """How many of its messages lie beyond the free ones."""


class Windows:
    """The messages of the last moments, overall and per chat."""

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._overall: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def admit(self, kind: ChatKind, chat_id: int, now: float, count: int = 1, *, paid: bool = False) -> Passage:
        """Count so many messages, or answer the whole seconds to wait and count nothing.

        More messages at once than a window takes have to find it empty, and fill the ones after it too.
        """
        rates = self.rates
        if not rates.on:
            return Passage()
        self._forget(self._overall, rates.overall_seconds, now)
        limit = rates.paid_overall if paid and rates.paid_overall is not None else rates.overall
        wait = _wait(self._overall, limit, rates.overall_seconds, now, count)
        window = rates.window(kind)
        times = self._chats[chat_id]
        if window is not None:
            self._forget(times, window[1], now)
            wait = max(wait, _wait(times, *window, now, count))
        if wait > 0:
            return Passage(retry_after=max(1, math.ceil(wait)))
        beyond = max(0, min(count, len(self._overall) + count - rates.overall))
        self._overall.extend([now] * count)
        if window is not None:
            times.extend(now + window[1] * (index // window[0]) for index in range(count))
        return Passage(paid=beyond)

    def _forget(self, times: deque[float], seconds: float, now: float) -> None:
        while times and times[0] <= now - seconds * (1 - self.rates.tolerance):
            times.popleft()


def _wait(times: deque[float], limit: int, seconds: float, now: float, count: int) -> float:
    """The seconds until so many messages fit beside those that are there."""
    surplus = min(len(times) + count - limit, len(times))
    return times[surplus - 1] + seconds - now if surplus > 0 else 0.0
