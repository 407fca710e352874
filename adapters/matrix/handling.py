"""What comes of what happened in rooms: it is handled, on disk, and its answers leave in their turn."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any

from cachetools import LRUCache

from adapters.matrix.addresses import PLATFORM
from adapters.matrix.api.http import Homeserver, MatrixError, NeverLeft, Unanswered
from adapters.matrix.incoming import membership
from adapters.matrix.incoming.callers import in_private
from adapters.matrix.incoming.encryption import Encrypted
from adapters.matrix.incoming.reading import Incoming, Reader
from adapters.matrix.rooms.posts import Posts
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import DIRECT, Rooms
from adapters.matrix.sending.answering import Answering, Route, read_route, route_of
from bot.delivery.backoff import Backoff
from bot.delivery.chat_queue import ChatQueue
from bot.delivery.pace import Pace
from bot.delivery.recording import until_recorded
from bot.errors import StorageError
from bot.interface.conversation import Interface
from bot.interface.requests import Caller, ContinueInPrivate, Invoke, Open, PendingAnswer, Update
from bot.model.chats import ChatKind, private_chat
from bot.model.people.person import Account
from bot.ports.messenger import Message

logger = logging.getLogger(__name__)

PARTING_SECONDS = 5.0
RECORDING = Backoff(3.0, 60.0)
ANSWERING = Backoff(1.0, 60.0)
FRESH_SECONDS = 600.0
"""For so long an answer that did not leave for sure is tried again."""

INVITATIONS = 1000
"""Of so many rooms at the most it is remembered who has invited the bot into them, until it is there."""

PAGE, PAGES = "100", 20
"""So many events of a room at a time, and so often, are read back where the homeserver has left some out."""

Event = Mapping[str, Any]
Synced = Mapping[str, Any]


def number_of(event: str) -> int:
    """An event's id as the number of an update, which has 63 bits."""
    return int.from_bytes(hashlib.sha256(event.encode()).digest()[:8]) >> 1


class Handling:
    """Handles what happens in rooms, each room's in order, and lets the answers leave."""

    def __init__(
        self,
        *,
        homeserver: Homeserver,
        interface: Interface,
        pace: Pace,
        rooms: Rooms,
        posts: Posts,
        answering: Answering,
        encrypted: Encrypted,
    ) -> None:
        self._homeserver = homeserver
        self._interface = interface
        self._pace = pace
        self._rooms = rooms
        self._posts = posts
        self._answering = answering
        self._encrypted = encrypted
        self._reader = Reader(homeserver, rooms, posts, interface.command)
        self._places = interface.places
        self._chat_queue = ChatQueue()
        self._invited_by: LRUCache[str, str] = LRUCache(INVITATIONS)
        self._turns: dict[str, asyncio.Task[None]] = {}

    async def begin(self) -> None:
        """Let what was on disk and had not begun to leave do so."""
        for number, kept in await until_recorded(lambda: self._interface.unanswered(PLATFORM), RECORDING):
            await self._give(number, kept)

    async def end(self) -> None:
        """Let what waits leave for a moment, and no more after that."""
        await self._chat_queue.empty(PARTING_SECONDS)

    def follow(self, synced: Synced) -> None:
        """Learn what is so now: who is where, and what rooms say of themselves."""
        for event in synced.get("account_data", {}).get("events", []):
            if event.get("type") == DIRECT:
                self._rooms.directs(event.get("content", {}))
        there = synced.get("rooms", {})
        for room_id, said in there.get("join", {}).items():
            room = self._rooms.room(room_id)
            for event in (*said.get("state", {}).get("events", []), *said.get("timeline", {}).get("events", [])):
                if "state_key" in event:
                    room.take(event)
        for room_id in there.get("leave", {}):
            self._rooms.joined.pop(room_id, None)

    async def handle(self, synced: Synced, since: str) -> None:
        """Do what was asked since a position, on disk when this returns; without one, what was said before the bot was
        served is left."""
        await self._chat_queue.room()
        there = synced.get("rooms", {})
        work = [partial(self._invited, room_id, said) for room_id, said in there.get("invite", {}).items()]
        work += [partial(self._left, room_id, said) for room_id, said in there.get("leave", {}).items()]
        if since:
            work += [partial(self._happened, room_id, said, since) for room_id, said in there.get("join", {}).items()]
        results = await asyncio.gather(*(each() for each in work), return_exceptions=True)
        for failed in results:
            if isinstance(failed, BaseException):
                raise failed

    async def _invited(self, room_id: str, said: Mapping[str, Any]) -> None:
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

    async def _left(self, room_id: str, said: Mapping[str, Any]) -> None:
        events = (*said.get("state", {}).get("events", []), *said.get("timeline", {}).get("events", []))
        own = [each for each in events if _member(each) == self._rooms.account]
        banned = bool(own) and own[-1].get("content", {}).get("membership") == "ban"
        people = [each for each in self._rooms.people(room_id) if not self._rooms.has_private(each)]
        await membership.put_out(self._places, room_id, people, banned)

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
        events = list(timeline.get("events", []))
        came = next((at for at, event in enumerate(events) if self._came_in(event)), None)
        if came is None and timeline.get("limited"):
            events = [*await self._left_out(room_id, str(timeline.get("prev_batch", "")), since), *events]
        if came is not None:
            await self._came(room_id, events[came])
            events = events[came + 1 :]
        for event in events:
            await self._event(room_id, event)

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

    def _came_in(self, event: Event) -> bool:
        if _member(event) != self._rooms.account or event.get("content", {}).get("membership") != "join":
            return False
        before = event.get("unsigned", {}).get("prev_content", {})
        return bool(before.get("membership") != "join")

    async def _came(self, room_id: str, event: Event) -> None:
        """The bot has come into a room: in a private chat it says what it is, elsewhere the core is told."""
        room = self._rooms.room(room_id)
        inviter = self._invited_by.pop(room_id, "") or str(event.get("unsigned", {}).get("prev_sender", ""))
        if room.encrypted:
            await self._leave_encrypted(room, number_of(event["event_id"]))
            return
        for person in self._rooms.people(room_id):
            if inviter == person and await self._rooms.is_private(room, person):
                await self._begin(person, room, number_of(event["event_id"]))
                return
        if not self._rooms.people(room_id) and room.made_by != self._rooms.account:
            await membership.arrived(self._places, room, inviter)

    async def _begin(self, person: str, room: Room, number: int) -> None:
        """Say to a person in private what the bot is."""
        account = Account(PLATFORM, person, room.names.get(person, ""))
        caller = Caller(account, private_chat(account), ChatKind.PRIVATE, guarded=self._rooms.guards(person))
        await self._handle(Incoming(caller, Invoke("start", {}), room.id), number)

    async def _leave_encrypted(self, room: Room, number: int) -> None:
        """Leave a room that is encrypted; whose private chat it was, goes on in another."""
        person = await self._encrypted.leave(room)
        if person:
            await self._begin(person, room, number)
        else:
            await membership.put_out(self._places, room.id, [], banned=False)

    async def _event(self, room_id: str, event: Event) -> None:
        room, kind = self._rooms.room(room_id), event.get("type")
        if kind == membership.MEMBER:
            await self._member(room_id, event)
        elif kind == "m.room.encryption":
            await self._leave_encrypted(room, number_of(str(event.get("event_id", ""))))
            return
        elif kind == "m.room.redaction":
            self._posts.gone(str(event.get("redacts") or event.get("content", {}).get("redacts", "")))
        elif kind == "m.room.tombstone" and room.successor:
            with suppress(MatrixError):
                await self._homeserver.post("join", room.successor, content={})
                self._rooms.room(room.successor)
                await membership.moved(self._places, room_id, room.successor)
        try:
            read = await self._reader.read(room, event)
        except (NeverLeft, Unanswered):
            raise
        except Exception:
            logger.exception("an event could not be read")
            return
        if read:
            await self._handle(read, number_of(str(event.get("event_id", ""))))

    async def _member(self, room_id: str, event: Event) -> None:
        user, content = _member(event), event.get("content", {})
        gone = content.get("membership") in ("leave", "ban")
        if gone and user != self._rooms.account and self._rooms.is_direct(room_id, user):
            await membership.person_left(self._places, user)

    async def _handle(self, read: Incoming, number: int) -> None:
        route = route_of(read, number)
        answer = await self._interface.answer(read.caller, read.request, Update(PLATFORM, number, route.text()))
        if isinstance(answer, ContinueInPrivate):
            await self._go_on(read, answer, number)
        match answer:
            case Message():
                await self._give(number if answer.on_disk else None, PendingAnswer(route.text(), answer))
            case ContinueInPrivate():
                await self._give(number, PendingAnswer(route.text(), None, answer))

    async def _go_on(self, read: Incoming, elsewhere: ContinueInPrivate, number: int) -> None:
        """Go on at once in the private chat, into which whoever has none with the bot is invited."""
        private = in_private(read.caller)
        answer = await self._interface.answer(private, Open(elsewhere.action))
        if isinstance(answer, Message):
            route = Route(private.address, private.kind, f"{number}p")
            await self._give(None, PendingAnswer(route.text(), answer))

    async def _give(self, number: int | None, kept: PendingAnswer) -> None:
        """Let an answer leave, of an update whose number it is on disk under; where too much waits, leave it out."""
        route, until = read_route(kept.route), asyncio.get_running_loop().time() + FRESH_SECONDS
        shared = route.kind is not ChatKind.PRIVATE
        taken = self._chat_queue.put(route.address.place, shared, lambda: self._leave(number, kept, until))
        if not taken and number is not None:
            with suppress(StorageError):
                await self._interface.leaving(PLATFORM, number)

    async def _leave(self, number: int | None, kept: PendingAnswer, until: float) -> None:
        """Give an answer; under its key the homeserver takes it once, so it is tried until it has surely arrived."""
        loop = asyncio.get_running_loop()
        with suppress(StorageError):
            if number is not None and not await self._interface.leaving(PLATFORM, number):
                return
        for tries in count(1):
            rest = await self._answering.give(read_route(kept.route), kept.message, kept.elsewhere)
            if rest is None:
                return
            kept = replace(kept, route=rest.route.text())
            wait = max(ANSWERING.seconds(tries), rest.seconds) if rest.seconds else 0.0
            await self._pace.rest(min(wait, max(0.0, until - loop.time())))
            if loop.time() >= until:
                logger.warning("an answer could not leave, and is too old to be tried again")
                return


def _member(event: Event) -> str:
    """Whose membership an event is about; empty where it is about none."""
    return str(event.get("state_key", "")) if event.get("type") == membership.MEMBER else ""
