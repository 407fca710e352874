"""The bot is invited and comes into rooms, is put out of them, and leaves those that are encrypted."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from cachetools import LRUCache

from adapters.matrix.addresses import PLATFORM
from adapters.matrix.api.http import Homeserver, MatrixError
from adapters.matrix.incoming import membership
from adapters.matrix.incoming.encryption import Encrypted
from adapters.matrix.incoming.reading import Incoming, number_of
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Rooms
from bot.interface.places import Places
from bot.interface.requests import Caller, Invoke
from bot.model.chats import ChatKind, private_chat
from bot.model.people.person import Account

logger = logging.getLogger(__name__)

INVITATIONS = 1000
"""Of so many rooms at the most it is remembered who has invited the bot into them, until it is there."""

Event = Mapping[str, Any]
Handle = Callable[[Incoming, int], Awaitable[None]]


class Arrivals:
    """Follows where the bot is. `handle`: handles what somebody asks for by letting the bot in, under a number. Its
    methods raise what `Homeserver.get` does, and `StorageError`."""

    def __init__(
        self, homeserver: Homeserver, rooms: Rooms, places: Places, encrypted: Encrypted, handle: Handle
    ) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._places = places
        self._encrypted = encrypted
        self._handle = handle
        self._invited_by: LRUCache[str, str] = LRUCache(INVITATIONS)

    async def invited(self, room_id: str, said: Mapping[str, Any]) -> None:
        """Come in, wherever the bot is invited."""
        invite = membership.invitation(said.get("invite_state", {}).get("events"), self._rooms.account)
        if invite is None or room_id in self._rooms.joined:
            return
        self._invited_by[room_id] = str(invite.get("sender", ""))
        try:
            await self._homeserver.post("join", room_id, content={})
            if invite["content"].get("is_direct"):
                await self._rooms.remember_direct(str(invite["sender"]), room_id)
        except MatrixError as error:
            logger.warning("an invitation could not be accepted: %s", error.code)

    def is_arrival(self, event: Event) -> bool:
        """Whether the bot comes into a room by this."""
        if membership.member(event) != self._rooms.account or event.get("content", {}).get("membership") != "join":
            return False
        before = event.get("unsigned", {}).get("prev_content", {})
        return bool(before.get("membership") != "join")

    async def came(self, room: Room, event: Event) -> None:
        """The bot has come into a room: in a private chat it says what it is, elsewhere the core is told."""
        inviter = self._invited_by.pop(room.id, "") or str(event.get("unsigned", {}).get("prev_sender", ""))
        if room.encrypted:
            return
        for person in self._rooms.people(room.id):
            if inviter == person and await self._rooms.is_private(room, person):
                await self._begin(person, room, number_of(event["event_id"]))
                return
        if not self._rooms.people(room.id) and room.made_by != self._rooms.account:
            await membership.arrived(self._places, room, inviter)

    async def _begin(self, person: str, room: Room, number: int) -> None:
        """Say to a person in private what the bot is."""
        account = Account(PLATFORM, person, room.names.get(person, ""))
        caller = Caller(account, private_chat(account), ChatKind.PRIVATE, guarded=self._rooms.guards(person))
        await self._handle(Incoming(caller, Invoke("start", {}), room.id), number)

    async def leave_encrypted(self, room: Room) -> None:
        """Leave a room that is encrypted; whose private chat it was, goes on in another."""
        person = await self._encrypted.leave(room)
        if person:
            await self._begin(person, room, number_of(f"encrypted {room.id}"))
        else:
            await membership.put_out(self._places, room.id, [], banned=False)

    async def left(self, room_id: str, said: Mapping[str, Any]) -> None:
        """The bot is not in a room any more."""
        events = (*said.get("state", {}).get("events", []), *said.get("timeline", {}).get("events", []))
        own = [each for each in events if membership.member(each) == self._rooms.account]
        banned = bool(own) and own[-1].get("content", {}).get("membership") == "ban"
        people = [each for each in self._rooms.people(room_id) if not self._rooms.has_private(each)]
        await membership.put_out(self._places, room_id, people, banned)

    async def somebody_left(self, room: Room, event: Event) -> None:
        """Somebody has come or gone: who goes out of their private chat wants to hear no more."""
        user, content = membership.member(event), event.get("content", {})
        gone = content.get("membership") in ("leave", "ban")
        if gone and user != self._rooms.account and self._rooms.is_direct(room.id, user):
            await membership.person_left(self._places, user)

    async def upgraded(self, room: Room) -> None:
        """A room goes on in another, into which the bot follows if it may."""
        with suppress(MatrixError):
            await self._homeserver.post("join", room.successor, content={})
            self._rooms.room(room.successor)
            await membership.moved(self._places, room.id, room.successor)
