"""The bot's own messages, as they stand in their rooms: what buttons they have is written in them."""

from collections.abc import Mapping
from typing import Any

from cachetools import LRUCache

from adapters.matrix.api.http import Homeserver, MatrixError
from adapters.matrix.drawing.messages import KEYS
from adapters.matrix.rooms.room import Room

Content = Mapping[str, Any]

REMEMBERED = 5000
LOOKED_AT = "30"
"""So many of a room's last events are looked at for the message whose number somebody types, after a start."""


class Posts:
    """Messages of the bot's; those that are not in memory are asked for."""

    def __init__(self, homeserver: Homeserver) -> None:
        self._homeserver = homeserver
        self.account = ""
        self._contents: LRUCache[str, Content] = LRUCache(REMEMBERED)
        self._last: LRUCache[str, str] = LRUCache(REMEMBERED)

    def put(self, room_id: str, event_id: str, content: Content) -> None:
        """A message stands in a room now, or another content in its place."""
        self._contents[event_id] = content
        if content.get(KEYS):
            self._last[room_id] = event_id

    def gone(self, event_id: str) -> None:
        """A message was taken back."""
        self._contents.pop(event_id, None)

    async def content(self, room: Room, event_id: str) -> Content | None:
        """What a message says now; nothing where it is not the bot's, or not there any more. Raises `NeverLeft` and
        `Unanswered`."""
        if event_id not in self._contents:
            try:
                event = await self._homeserver.get("rooms", room.id, "event", event_id)
            except MatrixError:
                return None
            self._keep(event)
        return self._contents.get(event_id)

    async def last(self, room: Room) -> Content | None:
        """What the last message with buttons in a room says; nothing where none stands there. Raises likewise."""
        if room.id not in self._last:
            try:
                there = await self._homeserver.get("rooms", room.id, "messages", dir="b", limit=LOOKED_AT)
            except MatrixError:
                return None
            for event in reversed(there.get("chunk", [])):
                if self._keep(event) and self._contents[event["event_id"]].get(KEYS):
                    self._last[room.id] = event["event_id"]
        found = self._last.get(room.id, "")
        return await self.content(room, found) if found else None

    def _keep(self, event: Mapping[str, Any]) -> bool:
        """Remember a message of the bot's as it stands: the last one that took its place is bundled with it."""
        content, sender = event.get("content", {}), event.get("sender")
        replaces = content.get("m.relates_to", {}).get("rel_type") == "m.replace"
        if sender != self.account or event.get("type") != "m.room.message" or replaces or not content:
            return False
        latest = event.get("unsigned", {}).get("m.relations", {}).get("m.replace", {})
        anew = latest.get("content", {}).get("m.new_content") if latest.get("sender") == self.account else None
        self._contents[str(event["event_id"])] = anew or content
        return True
