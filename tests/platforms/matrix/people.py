"""People on Matrix: what their client does, by bare requests, and what it shows them."""

import asyncio
import io
import json
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

import aiohttp

from tests.waiting import PATIENCE

Found = TypeVar("Found")
_WHOLE = json.dumps({"room": {"timeline": {"limit": 1000}}})
"""Everything that happened comes at once, and not the last ten events of a room."""

Content = Mapping[str, Any]


@dataclass
class Post:
    """A message in a room: who sent it, and what it says now."""

    room: str
    id: str
    sender: str
    content: Content
    edits: int = 0
    gone: bool = False


@dataclass
class Timeline:
    """A room as somebody's client shows it. `seen`: ids of all that happened, in order."""

    posts: dict[str, Post] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    members: dict[str, str] = field(default_factory=dict)
    pinned: tuple[str, ...] = ()
    redacted: set[str] = field(default_factory=set)

    def take(self, room: str, event: Mapping[str, Any]) -> None:
        """Follow an event."""
        kind, content = event["type"], event.get("content", {})
        if kind == "m.room.member":
            self.members[event["state_key"]] = content.get("membership", "")
        elif kind == "m.room.pinned_events":
            self.pinned = tuple(content.get("pinned", ()))
        elif kind == "m.room.redaction":
            gone = event.get("redacts") or content.get("redacts", "")
            self.redacted.add(gone)
            post = self.posts.get(gone)
            if post:
                post.gone = True
        elif kind == "m.room.message" and content:
            self._said(room, event, content)

    def _said(self, room: str, event: Mapping[str, Any], content: Content) -> None:
        related = content.get("m.relates_to", {})
        if related.get("rel_type") == "m.replace":
            post = self.posts.get(related["event_id"])
            if post and post.sender == event["sender"]:
                post.content, post.edits = content["m.new_content"], post.edits + 1
            return
        if event["event_id"] not in self.posts:
            self.posts[event["event_id"]] = Post(room, event["event_id"], event["sender"], content)
            self.order.append(event["event_id"])


class HomeserverRefused(ValueError):
    """The homeserver does not take what a client sends, also where it breaks on it (half a surrogate pair)."""


class Person:
    """Somebody with an account."""

    def __init__(self, url: str, id: str, token: str) -> None:
        self.id = id
        self._url, self._headers = f"{url}/_matrix/client/v3", {"Authorization": f"Bearer {token}"}
        self._media = f"{url}/_matrix"
        self._session: aiohttp.ClientSession | None = None
        self._since = ""
        self._numbers = count(1)
        self.rooms: dict[str, Timeline] = {}
        self.made = set[str]()

    async def call(self, method: str, path: str, content: Any = None, **query: str) -> dict[str, Any]:
        """A request of the client; raises `HomeserverRefused`."""
        if self._session is None:
            self._session = aiohttp.ClientSession(headers=self._headers)
        async with self._session.request(method, self._url + path, json=content, params=query) as answer:
            found: dict[str, Any] = await answer.json()
            if answer.status != 200:
                raise HomeserverRefused(f"{answer.status} {method} {path}: {found}")
            return found

    async def close(self) -> None:
        """Put the client away."""
        if self._session:
            await self._session.close()

    async def begin(self, bot: str) -> str:
        """Open a private chat with the bot; the room."""
        made = {"preset": "trusted_private_chat", "is_direct": True, "invite": [bot]}
        return await self.create(made)

    async def create(self, content: Mapping[str, Any]) -> str:
        """Make a room."""
        room = str((await self.call("POST", "/createRoom", content))["room_id"])
        self.rooms.setdefault(room, Timeline())
        self.made.add(room)
        return room

    async def send(self, room: str, content: Content, kind: str = "m.room.message") -> str:
        """Send an event; its id."""
        path = f"/rooms/{_quoted(room)}/send/{kind}/{next(self._numbers)}"
        return str((await self.call("PUT", path, content))["event_id"])

    async def state(self, room: str, kind: str, content: Content) -> None:
        """Change what a room is."""
        await self.call("PUT", f"/rooms/{_quoted(room)}/state/{kind}", content)

    async def upload(self, name: str, content: bytes) -> str:
        """Hand in a file; its address."""
        if self._session is None:
            self._session = aiohttp.ClientSession(headers=self._headers)
        async with self._session.post(
            f"{self._media}/media/v3/upload", data=io.BytesIO(content), params={"filename": name}
        ) as answer:
            return str((await answer.json())["content_uri"])

    def download(self, address: str) -> bytes:
        """What is in a file."""
        return self._now(f"{self._media}/client/v1/media/download/{address.removeprefix('mxc://')}")

    async def sync(self, wait: float = 0.0) -> None:
        """See what happened; invitations are accepted, as long as they stand."""
        since = {"since": self._since} if self._since else {}
        query = {"timeout": str(int(wait * 1000)), "filter": _WHOLE, **since}
        there = await self.call("GET", "/sync", None, **query)
        self._since = there["next_batch"]
        for room, said in there.get("rooms", {}).get("join", {}).items():
            timeline = self.rooms.setdefault(room, Timeline())
            for event in (*said["state"]["events"], *said["timeline"]["events"]):
                timeline.take(room, event)
        for room in there.get("rooms", {}).get("invite", {}):
            with suppress(HomeserverRefused):
                await self.call("POST", f"/join/{_quoted(room)}", {})
                self.rooms.setdefault(room, Timeline())

    async def until(self, find: Callable[[], Found | None], seconds: float = PATIENCE) -> Found:
        """Wait until something is there to be seen."""
        loop = asyncio.get_running_loop()
        last = loop.time() + seconds
        while (found := find()) is None:
            if loop.time() >= last:
                raise TimeoutError
            await self.sync(min(1.0, max(0.0, last - loop.time())))
        return found

    def look(self, room: str) -> Timeline:
        """A room as it is now, asked for at once."""
        path = f"{self._url}/rooms/{_quoted(room)}/messages?dir=f&limit=1000"
        fresh = Timeline()
        for event in json.loads(self._now(path))["chunk"]:
            fresh.take(room, event)
        return fresh

    def _now(self, url: str) -> bytes:
        with urllib.request.urlopen(urllib.request.Request(url, headers=self._headers), timeout=PATIENCE) as answer:
            found: bytes = answer.read()
        return found


def _quoted(text: str) -> str:
    return urllib.parse.quote(text, safe="")
