"""The rooms in which the bot is, and which of them are one person's private chat."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any
from weakref import WeakValueDictionary

from adapters.matrix.api.http import Homeserver, MatrixError
from adapters.matrix.rooms.room import FOR, Room

logger = logging.getLogger(__name__)

DIRECT = "m.direct"
"""The account data that say which rooms are private chats, and with whom (client-server API, direct messaging)."""


class Encrypting(Exception):
    """The homeserver encrypts every private room by itself, so that the bot can open none."""

    def __init__(self) -> None:
        super().__init__(
            "the homeserver encrypts private rooms by itself (encryption_enabled_by_default_for_room_type)"
        )


class Rooms:
    """What the homeserver has said of the rooms, followed as it changes."""

    def __init__(self, homeserver: Homeserver, ours: bool) -> None:
        """`ours`: the homeserver is the host's own."""
        self._homeserver = homeserver
        self._ours = ours
        self.joined: dict[str, Room] = {}
        self.account = ""
        """The bot's own account, as soon as it is known."""
        self._direct: dict[str, list[str]] = {}
        self._encrypts = False
        self._opening: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def begin(self, account: str) -> None:
        """Learn which rooms are private chats. Raises what `Homeserver.get` does."""
        self.account = account
        try:
            self.directs(await self._homeserver.get("user", account, "account_data", DIRECT))
        except MatrixError as error:
            if error.code != "M_NOT_FOUND":
                raise

    def directs(self, content: Mapping[str, Any]) -> None:
        """The account data say now which rooms are private chats."""
        self._direct = {
            user: [each for each in rooms if isinstance(each, str)]
            for user, rooms in content.items()
            if isinstance(rooms, list)
        }

    def follow(self, synced: Mapping[str, Any]) -> None:
        """Learn what is so now: who is where, and what rooms say of themselves (client-server API, sync)."""
        for event in synced.get("account_data", {}).get("events", []):
            if event.get("type") == DIRECT:
                self.directs(event.get("content", {}))
        there = synced.get("rooms", {})
        for room_id, said in there.get("join", {}).items():
            room = self.room(room_id)
            for event in (*said.get("state", {}).get("events", []), *said.get("timeline", {}).get("events", [])):
                if "state_key" in event:
                    room.take(event)
        for room_id in there.get("leave", {}):
            self.joined.pop(room_id, None)

    def room(self, room_id: str) -> Room:
        """A room; what is known of it comes."""
        if room_id not in self.joined:
            self.joined[room_id] = Room(room_id)
        return self.joined[room_id]

    def guards(self, user: str) -> bool:
        """Whether what somebody says to the bot in private is read by no server but the host's own."""
        return self._ours and user.partition(":")[2] == self.account.partition(":")[2]

    async def members(self, room: Room) -> set[str]:
        """Who is in a room or invited into it. Raises what `Homeserver.get` does."""
        if room.members is None:
            there = await self._homeserver.get("rooms", room.id, "members", not_membership="leave")
            room.members = set()
            for event in there.get("chunk", []):
                if event.get("content", {}).get("membership") in ("join", "invite"):
                    room.take(event)
        return room.members

    def is_direct(self, room_id: str, user: str) -> bool:
        """Whether a room was meant to be somebody's private chat."""
        return room_id in self._direct.get(user, ())

    async def is_private(self, room: Room, user: str) -> bool:
        """Whether nobody is in a room but the bot and this person, whose private chat it is meant to be."""
        if room.public or room.encrypted or not self.is_direct(room.id, user):
            return False
        return await self.members(room) == {self.account, user}

    def has_private(self, user: str) -> bool:
        """Whether the bot is in a room that is meant to be somebody's private chat."""
        return any(room_id in self.joined for room_id in self._direct.get(user, ()))

    def people(self, room_id: str) -> list[str]:
        """Whose private chat a room is meant to be."""
        return [user for user, rooms in self._direct.items() if room_id in rooms]

    async def private(self, user: str) -> Room | None:
        """The private chat with a person, if there is one."""
        for room_id in reversed(self._direct.get(user, [])):
            room = self.joined.get(room_id)
            if room and not room.successor and await self.is_private(room, user):
                return room
        return None

    async def open(self, user: str) -> Room:
        """The private chat with a person, into which they are invited where there is none. Raises what
        `Homeserver.post` does, and `Encrypting`."""
        async with self._opening.setdefault(user, asyncio.Lock()):
            room = await self.private(user)
            if room is None:
                room = await self._begun(user) or await self._made(user)
                await self.remember_direct(user, room.id)
            return room

    async def _begun(self, user: str) -> Room | None:
        """A room that was made for a person and the bot, before a kill that came before that was remembered."""
        for room in self.joined.values():
            alone = room.made_by == self.account and room.made_for == user and not room.encrypted
            if alone and await self.members(room) == {self.account, user}:
                return room
        return None

    async def _made(self, user: str) -> Room:
        """A new room for a person and the bot, which nobody but the bot can have encrypted; one that the homeserver
        encrypts by itself is left, and nobody invited there."""
        if self._encrypts:
            raise Encrypting
        made = await self._homeserver.post(
            "createRoom",
            content={"preset": "private_chat", "is_direct": True, "invite": [user], "creation_content": {FOR: user}},
        )
        room = self.room(str(made["room_id"]))
        for event in await self._homeserver.state(room.id):
            room.take(event)
        if room.encrypted:
            self._encrypts = True
            await self._homeserver.post("rooms", room.id, "kick", content={"user_id": user})
            await self._homeserver.post("rooms", room.id, "leave", content={})
            logger.error("%s", Encrypting())
            raise Encrypting
        room.members = {self.account, user}
        return room

    async def remember_direct(self, user: str, room_id: str) -> None:
        """A room is a person's private chat from now on. Raises what `Homeserver.put` does."""
        if self.is_direct(room_id, user):
            return
        self._direct.setdefault(user, []).append(room_id)
        await self._homeserver.put("user", self.account, "account_data", DIRECT, content=self._direct)
