"""Shards: of which guilds each hears, and how they begin (reference: Gateway, Sharding; Session Start Limit)."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import Json

DAY = 86_400_000
"""Milliseconds."""


@dataclass(frozen=True)
class Sharding:
    """A session that holds more than `largest` guilds is refused, and a shard for each `recommended` ones is
    recommended. `apart`: so many seconds lie between the beginnings of two sessions (Discord: 5), where that is looked
    at; `starts`: so many sessions may begin in a day, then the token is good no more."""

    largest: int = 2500
    recommended: int = 1000
    apart: float = 0.0
    starts: int = 1000

    def advice(self, guilds: int, begun: int) -> Json:
        """What `GET /gateway/bot` says to a bot in so many guilds, of which so many sessions have begun."""
        limit = {
            "total": self.starts,
            "remaining": max(0, self.starts - begun),
            "reset_after": DAY,
            "max_concurrency": 1,
        }
        return {"shards": max(1, -(-guilds // self.recommended)), "session_start_limit": limit}


def shard_of(guild_id: int | None, count: int) -> int:
    """The shard of a guild, or of direct messages."""
    return 0 if guild_id is None else (guild_id >> 22) % count


def shard_meant(data: Json) -> tuple[int, int] | None:
    """Which of how many shards an IDENTIFY means, if there is such a one."""
    match data.get("shard") or [0, 1]:
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
    return None
