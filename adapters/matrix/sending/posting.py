"""Events on their way into rooms: each function makes the one request that it is about."""

import asyncio
import logging
from collections.abc import Awaitable

from adapters.matrix.addresses import PLATFORM, person_at
from adapters.matrix.api.http import Homeserver, MatrixError, NeverLeft, Unanswered
from adapters.matrix.api.outcomes import outcome, waits
from adapters.matrix.drawing.messages import Content
from adapters.matrix.rooms.posts import Posts
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Encrypting, Rooms
from bot.delivery.pace import Pace
from bot.model.chats import Address, Unreachable
from bot.ports.messenger import Gone, Moved, Outcome, RetryAfter, Sent

logger = logging.getLogger(__name__)

_OPENING_SECONDS = 5.0
_NOT_THERE: Outcome = Gone(Unreachable.REMOVED, "the bot is not in this room")
_ENCRYPTED: Outcome = Gone(Unreachable.UNREACHABLE, "the room is encrypted")


class Posting:
    """Puts events into rooms, and obeys the homeserver. Its methods raise nothing."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms, posts: Posts, pace: Pace) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._posts = posts
        self._pace = pace

    async def room(self, address: Address) -> Room | Outcome:
        """The room that an address is about: a person's private chat, which is opened where there is none."""
        person = person_at(address)
        if person:
            return await self._private(person)
        room = self._rooms.joined.get(address.place)
        if room is None:
            return _NOT_THERE
        if room.encrypted:
            return _ENCRYPTED
        return await self._moved(room) if room.successor else room

    async def _private(self, person: str) -> Room | Outcome:
        try:
            return await self._rooms.open(person)
        except MatrixError as error:
            self._obey(error)
            end = outcome(error)
            return end if isinstance(end, RetryAfter) else Gone(Unreachable.UNREACHABLE, error.said)
        except Encrypting as error:
            return Gone(Unreachable.UNREACHABLE, str(error))
        except (NeverLeft, Unanswered) as error:
            return RetryAfter(_OPENING_SECONDS, f"the private chat could not be opened: {error}")

    async def _moved(self, room: Room) -> Outcome:
        """A room was upgraded: where it goes on, if the bot comes in there."""
        new = room.successor
        if new not in self._rooms.joined:
            end = await self._end(self._homeserver.post("join", new, content={}))
            if not isinstance(end, dict):
                return end if isinstance(end, RetryAfter) else Gone(Unreachable.MOVED, "the room was upgraded")
            self._rooms.room(new)
        return Moved(Address(PLATFORM, new))

    async def put(self, room: Room, content: Content, key: str) -> Outcome:
        """Send a message. Under one `key` the homeserver takes it once."""
        end = await self._end(
            self._homeserver.put("rooms", room.id, "send", "m.room.message", key, content=content)
        )  # fmt: skip
        if not isinstance(end, dict):
            return end
        event = str(end["event_id"])
        if "m.new_content" not in content:
            self._posts.put(room.id, event, content)
        return Sent(event)

    async def react(self, room: Room, event: str, key: str) -> Outcome:
        """Put a reaction under a message."""
        content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": event, "key": key}}
        end = await self._end(
            self._homeserver.put("rooms", room.id, "send", "m.reaction", f"{event}{key}", content=content)
        )
        return Sent(str(end["event_id"])) if isinstance(end, dict) else end

    async def redact(self, room: Room, event: str) -> Outcome:
        """Take a message back."""
        end = await self._end(self._homeserver.put("rooms", room.id, "redact", event, f"redact{event}", content={}))
        if not isinstance(end, dict):
            return end
        self._posts.gone(event)
        return Sent(event)

    async def set(self, room: Room, kind: str, content: Content) -> Outcome:
        """Change what a room is."""
        end = await self._end(self._homeserver.put("rooms", room.id, "state", kind, "", content=content))
        return Sent(str(end["event_id"])) if isinstance(end, dict) else end

    async def leave(self, room: Room) -> Outcome:
        """Leave a room."""
        end = await self._end(self._homeserver.post("rooms", room.id, "leave", content={}))
        if not isinstance(end, dict):
            return end
        self._rooms.joined.pop(room.id, None)
        return Sent("")

    async def _end(self, request: Awaitable[dict[str, object]]) -> dict[str, object] | Outcome:
        """What comes of a request, whatever it raises."""
        try:
            return await request
        except asyncio.CancelledError:
            raise
        except Exception as error:
            if isinstance(error, MatrixError):
                self._obey(error)
            elif not isinstance(error, NeverLeft | Unanswered):
                logger.exception("a request to the homeserver failed")
            return outcome(error)

    def _obey(self, error: MatrixError) -> None:
        """Obey the homeserver, whose limit is the account's in all rooms."""
        if wait := waits(error):
            self._pace.cool_down("", False, wait)
