"""What comes of what happened in rooms: it is handled, on disk, and its answers leave in their turn."""

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from adapters.matrix.addresses import PLATFORM
from adapters.matrix.api.http import Homeserver, MatrixError, NeverLeft, Unanswered
from adapters.matrix.incoming.arrivals import Arrivals
from adapters.matrix.incoming.encryption import Encrypted
from adapters.matrix.incoming.membership import MEMBER
from adapters.matrix.incoming.reading import Incoming, Reader, number_of
from adapters.matrix.rooms.posts import Posts
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Rooms
from adapters.matrix.sending.answering import route_of
from adapters.matrix.sending.outbox import Outbox
from bot.interface.conversation import Interface
from bot.interface.requests import ContinueInPrivate, PendingAnswer, Update
from bot.ports.messenger import Message

logger = logging.getLogger(__name__)

PAGE, PAGES = "100", 20
"""So many events of a room at a time, and so often, are read back where the homeserver has left some out."""

Event = Mapping[str, Any]
Synced = Mapping[str, Any]


class Handling:
    """Handles what happens in rooms, each room's in order."""

    def __init__(
        self,
        *,
        homeserver: Homeserver,
        interface: Interface,
        rooms: Rooms,
        posts: Posts,
        outbox: Outbox,
        encrypted: Encrypted,
    ) -> None:
        self._homeserver = homeserver
        self._interface = interface
        self._rooms = rooms
        self._posts = posts
        self._outbox = outbox
        self._reader = Reader(homeserver, rooms, posts, interface.command)
        self._arrivals = Arrivals(homeserver, rooms, interface.places, encrypted, self._handle)
        self._turns: dict[str, asyncio.Task[None]] = {}

    async def handle(self, synced: Synced, since: str) -> None:
        """Do what was asked since a position, on disk when this returns; without one, what was said before the bot was
        served is left."""
        await self._outbox.room()
        there = synced.get("rooms", {})
        work = [partial(self._arrivals.invited, room_id, said) for room_id, said in there.get("invite", {}).items()]
        work += [partial(self._arrivals.left, room_id, said) for room_id, said in there.get("leave", {}).items()]
        work += [partial(self._happened, room_id, said, since) for room_id, said in there.get("join", {}).items()]
        results = await asyncio.gather(*(each() for each in work), return_exceptions=True)
        for failed in results:
            if isinstance(failed, BaseException):
                raise failed

    async def _happened(self, room_id: str, said: Mapping[str, Any], since: str) -> None:
        """Handle what was said in a room since the bot is there, each event after the one before."""
        before = self._turns.get(room_id)
        task = asyncio.create_task(self._in_turn(before, room_id, said.get("timeline", {}), since))
        self._turns[room_id] = task
        try:
            await task
        finally:
            if self._turns.get(room_id) is task:
                del self._turns[room_id]

    async def _in_turn(
        self, before: "asyncio.Task[None] | None", room_id: str, timeline: Mapping[str, Any], since: str
    ) -> None:
        if before:
            await asyncio.wait([before])
        room = self._rooms.joined.get(room_id)
        if room is None:  # the bot has left it since
            return
        for event in await self._events(room, timeline, since) if since else ():
            await self._event(room, event)
        if room.encrypted:
            await self._arrivals.leave_encrypted(room)

    async def _events(self, room: Room, timeline: Mapping[str, Any], since: str) -> list[Event]:
        """What happened in a room since a position and the bot is there."""
        events = list(timeline.get("events", []))
        came = next((at for at, event in enumerate(events) if self._arrivals.is_arrival(event)), None)
        if came is not None:
            await self._arrivals.came(room, events[came])
            return events[came + 1 :]
        if timeline.get("limited"):
            return [*await self._left_out(room.id, str(timeline.get("prev_batch", "")), since), *events]
        return events

    async def _left_out(self, room_id: str, until: str, since: str) -> list[Event]:
        """What happened in a room between two positions and was left out, as more was said than comes at once."""
        found = list[Event]()
        for _ in range(PAGES):
            try:
                query = {"dir": "b", "limit": PAGE, "to": since, "from": until}
                there = await self._homeserver.read("rooms", room_id, "messages", query=query)
            except MatrixError as error:
                logger.warning("what was said in a room could not be read back: %s", error.code)
                break
            found.extend(there.get("chunk", []))
            until = str(there.get("end", ""))
            if not until or not there.get("chunk"):
                break
        return found[::-1]

    async def _event(self, room: Room, event: Event) -> None:
        kind = event.get("type")
        if kind == MEMBER:
            await self._arrivals.somebody_left(room, event)
        elif kind == "m.room.redaction":
            self._posts.gone(str(event.get("redacts") or event.get("content", {}).get("redacts", "")))
        elif kind == "m.room.tombstone" and room.successor:
            await self._arrivals.upgraded(room)
        try:
            read = await self._reader.read(room, event)
        except (NeverLeft, Unanswered):
            raise
        except Exception:
            logger.exception("an event could not be read")
            return
        if read:
            await self._handle(read, number_of(str(event.get("event_id", ""))))

    async def _handle(self, read: Incoming, number: int) -> None:
        route = route_of(read, number)
        answer = await self._interface.answer(read.caller, read.request, Update(PLATFORM, number, route.text()))
        match answer:
            case Message():
                await self._outbox.give(number if answer.on_disk else None, PendingAnswer(route.text(), answer))
            case ContinueInPrivate():
                await self._outbox.give(number, PendingAnswer(route.text(), None, answer))
