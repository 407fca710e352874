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


class Windows:
    """The messages of the last moments, overall and per chat."""

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._overall: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def admit(self, kind: ChatKind, chat_id: int, now: float) -> int | None:
        """Count a request and answer None, or answer the whole seconds to wait and count nothing."""
        if not self.rates.on:
            return None
        waits = [self._wait(self._overall, self.rates.overall, self.rates.overall_seconds, now)]
        window = self.rates.window(kind)
        if window is not None:
            waits.append(self._wait(self._chats[chat_id], *window, now))
        if (wait := max(waits)) > 0:
            return max(1, math.ceil(wait))
        self._overall.append(now)
        if window is not None:
            self._chats[chat_id].append(now)
        return None

    def _wait(self, times: deque[float], limit: int, seconds: float, now: float) -> float:
        while times and times[0] <= now - seconds * (1 - self.rates.tolerance):
            times.popleft()
        return times[0] + seconds - now if len(times) >= limit else 0.0
