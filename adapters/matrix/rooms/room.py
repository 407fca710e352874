"""A room, as far as the bot has to know it: what its state events say (client-server API, room events)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cachetools import LRUCache

Content = Mapping[str, Any]

NAMES = 1000
"""The display names of so many people in a room are remembered."""

KEPT = frozenset(
    {
        "m.room.create",
        "m.room.name",
        "m.room.canonical_alias",
        "m.room.join_rules",
        "m.room.history_visibility",
        "m.room.power_levels",
        "m.room.encryption",
        "m.room.tombstone",
        "m.room.pinned_events",
    }
)
"""What is kept of a room's state, besides who is there."""

FOR = "countersign.for"
"""What the bot writes into a private chat as it makes it: for whom that is."""

_CREATORS_LEAD = 12
"""Since this version of rooms, whoever has made one may do everything in it (room version 12)."""

ADMIN, MODERATOR = 100, 50
"""What the levels are called; the second is needed to change a room, where its state says nothing else."""


@dataclass(slots=True)
class Room:
    """A room in which the bot is. `members`: who is there or invited, as soon as that was asked for."""

    id: str
    state: dict[str, Content] = field(default_factory=dict)
    made_by: str = ""
    members: set[str] | None = None
    names: LRUCache[str, str] = field(default_factory=lambda: LRUCache(NAMES))

    def take(self, event: Mapping[str, Any]) -> None:
        """Follow a state event."""
        kind, content = event.get("type", ""), event.get("content", {})
        if kind == "m.room.member":
            self._member(str(event.get("state_key", "")), content)
        elif kind in KEPT and event.get("state_key") == "":
            self.state[kind] = content
            if kind == "m.room.create":
                self.made_by = str(event.get("sender", ""))

    def _member(self, user: str, content: Content) -> None:
        here = content.get("membership") in ("join", "invite")
        if self.members is not None:
            (self.members.add if here else self.members.discard)(user)
        if here:
            self.names[user] = str(content.get("displayname") or "")

    def _text(self, kind: str, key: str) -> str:
        found = self.state.get(kind, {}).get(key)
        return found if isinstance(found, str) else ""

    @property
    def title(self) -> str:
        """What it is called."""
        return self._text("m.room.name", "name") or self._text("m.room.canonical_alias", "alias")

    @property
    def made_for(self) -> str:
        """Whose private chat it was made as, if whoever made it says so."""
        return self._text("m.room.create", FOR)

    @property
    def public(self) -> bool:
        """Whether everybody can read there, or whoever comes."""
        joins = self._text("m.room.join_rules", "join_rule") == "public"
        return joins or self._text("m.room.history_visibility", "history_visibility") == "world_readable"

    @property
    def encrypted(self) -> bool:
        """Whether what is said there is encrypted from end to end."""
        return "m.room.encryption" in self.state

    @property
    def successor(self) -> str:
        """The room that has taken its place, if it was upgraded."""
        return self._text("m.room.tombstone", "replacement_room")

    def level(self, user: str) -> float:
        """The power that somebody has there."""
        created = self.state.get("m.room.create", {})
        version = str(created.get("room_version", "1"))
        if version.isdecimal() and int(version) >= _CREATORS_LEAD:
            others = created.get("additional_creators", ())
            if user == self.made_by or (isinstance(others, list) and user in others):
                return float("inf")
        levels = self.state.get("m.room.power_levels")
        if levels is None:
            return ADMIN if user == self.made_by else 0
        return _number(_mapping(levels, "users").get(user), _number(levels.get("users_default"), 0))

    def needed(self, kind: str, state: bool) -> int:
        """The power that it takes to send an event there, or one that changes the room's state."""
        levels = self.state.get("m.room.power_levels", {})
        default = levels.get("state_default" if state else "events_default")
        return _number(_mapping(levels, "events").get(kind), _number(default, MODERATOR if state else 0))

    @property
    def redacting(self) -> int:
        """The power that it takes to take away what others have sent."""
        return _number(self.state.get("m.room.power_levels", {}).get("redact"), MODERATOR)

    def manages(self, user: str) -> bool:
        """Whether somebody may change what the room is."""
        return self.level(user) >= self.needed("m.room.name", state=True)


def _mapping(content: Content, key: str) -> Content:
    found = content.get(key, {})
    return found if isinstance(found, Mapping) else {}


def _number(value: object, default: int) -> int:
    """A level, which in old rooms can stand as text."""
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    return value if isinstance(value, int) else default
