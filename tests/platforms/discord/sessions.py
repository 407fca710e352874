"""A gateway session: what it asked to hear, and what it can be told again after a break."""

from __future__ import annotations

import secrets
from collections import deque
from typing import Protocol

from .errors import Json
from .sharding import shard_of

REPLAYED = 1000
"""How many events a session that was interrupted can be told again."""


class Wire(Protocol):
    """What carries frames to the bot."""

    def push(self, frame: Json) -> None:
        """Send a frame soon, in order."""


class Session:
    """One session, which outlives its connection."""

    def __init__(self, intents: int, shard: tuple[int, int]) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.sequence = 0
        self.wire: Wire | None = None
        self._sent: deque[Json] = deque(maxlen=REPLAYED)

    def hears(self, intent: int, guild_id: int | None) -> bool:
        """Whether it asked for such events and they belong to its shard; direct messages belong to the first."""
        number, count = self.shard
        mine = shard_of(guild_id, count) == number
        return mine and (intent == 0 or bool(self.intents & intent))

    def tell(self, event: str, data: Json) -> None:
        """Send an event, and keep it for a resumption."""
        self.sequence += 1
        frame: Json = {"op": 0, "s": self.sequence, "t": event, "d": data}
        self._sent.append(frame)
        if self.wire is not None:
            self.wire.push(frame)

    def replay(self, after: int) -> bool:
        """Send again what came after this number; whether that was still possible."""
        missed = [frame for frame in self._sent if frame["s"] > after]
        if after > self.sequence or len(missed) != self.sequence - after:
            return False
        if self.wire is not None:
            for frame in missed:
                self.wire.push(frame)
        return True
