"""How messages leave for Matrix."""

import secrets
from collections.abc import Callable
from datetime import timedelta

from adapters.matrix.addresses import PLATFORM, link_to
from adapters.matrix.api.http import MatrixError, NeverLeft, Unanswered
from adapters.matrix.api.outcomes import outcome
from adapters.matrix.drawing.messages import Content, captioned, contents, instead, prepare
from adapters.matrix.incoming.callers import lacking, writable
from adapters.matrix.rooms.posts import Posts
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Rooms
from adapters.matrix.sending.media import Empty, Media, Unreadable
from adapters.matrix.sending.posting import Posting
from bot.model.chats import Address, ChatKind, Unreachable
from bot.model.deliveries import Lane
from bot.model.files import File
from bot.ports.messenger import (
    Destination,
    Gone,
    Message,
    Messenger,
    Missing,
    Outcome,
    Permission,
    Refused,
    RetryAfter,
    Sent,
)

MEMORY = timedelta(hours=12)
"""For so long it is counted on that a homeserver knows a transaction of this device again; Synapse does for a day."""

_LATER_SECONDS = 3.0
_EMPTY: Outcome = Refused("the message is empty")
_DELETED: Outcome = Missing("the message was deleted")


class MatrixMessenger(Messenger):
    """Sends by an account. `in_use`: for how long its device is in use, by which a homeserver knows transactions."""

    platform = PLATFORM
    crossposts = False

    def __init__(self, posting: Posting, rooms: Rooms, posts: Posts, media: Media) -> None:
        self._posting = posting
        self._rooms = rooms
        self._posts = posts
        self._media = media
        self.in_use: Callable[[], timedelta] = lambda: timedelta(0)

    def memory(self, kind: ChatKind) -> timedelta:
        return min(MEMORY, self.in_use())

    def prepare(self, message: Message) -> Refused | None:
        return prepare(message)

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        shown = contents(message, notice=message.silent)
        if len(shown) != 1:
            return prepare(message) or _EMPTY
        room = await self._posting.room(to.address)
        if not isinstance(room, Room):
            return room
        if len(message.files) == 1:
            return await self._with_file(room, message.files[0], shown[0], key)
        end = await self._posting.put(room, shown[0], key)
        return Sent(end.message, rest=True) if isinstance(end, Sent) and message.files else end

    async def send_files(self, key: str, to: Destination, message: Message) -> Outcome:
        room = await self._posting.room(to.address)
        if not isinstance(room, Room):
            return room
        ids = list[str]()
        for number, file in enumerate(message.files):
            end = await self._with_file(room, file, None, f"{key}.{number}")
            if not isinstance(end, Sent):
                return end
            ids.append(end.message)
        return Sent(",".join(ids)) if ids else _EMPTY

    async def _with_file(self, room: Room, file: File, text: Content | None, key: str) -> Outcome:
        there = await self._content(file)
        if not isinstance(there, dict):
            return there
        return await self._posting.put(room, captioned(text, there) if text else there, key)

    async def _content(self, file: File) -> Content | Outcome:
        try:
            return await self._media.content(file)
        except Unreadable as error:
            return RetryAfter(_LATER_SECONDS, f"{error} could not be read")
        except Empty as error:
            return Refused(f"{error} is empty, or not there any more")
        except (NeverLeft, Unanswered) as error:
            return RetryAfter(_LATER_SECONDS, f"a file could not be handed in: {error}")
        except MatrixError as error:
            return outcome(error)

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        shown = contents(message, notice=True)
        if len(shown) != 1:
            return prepare(message) or _EMPTY
        room = await self._posting.room(to.address)
        if not isinstance(room, Room):
            return room
        return await self._replace(room, message_id, message, shown[0])

    async def _replace(self, room: Room, event: str, message: Message, content: Content) -> Outcome:
        try:
            before = await self._posts.content(room, event)
        except (NeverLeft, Unanswered) as error:
            return RetryAfter(_LATER_SECONDS, str(error))
        if before is None:
            return _DELETED
        if "url" in before and len(message.files) == 1:
            there = await self._content(message.files[0])
            if not isinstance(there, dict):
                return there
            content = captioned(content, there)
        elif "url" in before:
            return Refused("a file can't become a text")
        content = {**content, "msgtype": before.get("msgtype", content["msgtype"])}
        end = await self._posting.put(room, instead(content, event), secrets.token_urlsafe(12))
        if not isinstance(end, Sent):
            return end
        self._posts.put(room.id, event, content)
        return Sent(event)

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        room, end = await self._posting.room(to.address), _EMPTY
        if not isinstance(room, Room):
            return room
        for event in message_id.split(","):
            end = await self._posting.redact(room, event)
            if not isinstance(end, Sent | Missing):
                return end
        return end

    async def pin(self, to: Destination, message_id: str, silent: bool) -> Outcome:
        room = await self._posting.room(to.address)
        if not isinstance(room, Room):
            return room
        pinned = room.state.get("m.room.pinned_events", {}).get("pinned", [])
        events = [each for each in pinned if isinstance(each, str)] if isinstance(pinned, list) else []
        if message_id in events:
            return Sent(message_id)
        end = await self._posting.set(room, "m.room.pinned_events", {"pinned": [*events, message_id]})
        return Sent(message_id) if isinstance(end, Sent) else end

    async def crosspost(self, to: Destination, message_id: str) -> Outcome:
        return Sent(message_id)

    async def leave(self, to: Destination) -> Outcome:
        room = self._rooms.joined.get(to.address.place)
        return await self._posting.leave(room) if room else Sent("")

    def address(self, chat: Address, message_id: str) -> str:
        return "" if chat.place.startswith("@") else link_to(chat.place, message_id)

    def lacking(self, chat: Address, needed: frozenset[Permission]) -> tuple[str, ...]:
        room = self._rooms.joined.get(chat.place)
        if room is None:
            return ()
        unwritable = () if writable(room, self._rooms.account) else ("send messages",)
        return (*unwritable, *(lacking(room, self._rooms.account) if Permission.PINS in needed else ()))

    async def probe(self, to: Destination, files: bool) -> Outcome | None:
        if to.kind is ChatKind.PRIVATE:
            return None
        room = await self._posting.room(to.address)
        if not isinstance(room, Room):
            return room
        if not writable(room, self._rooms.account):
            return Gone(Unreachable.FORBIDDEN, "the bot may not write in this room")
        return Sent("")

    async def answer(
        self,
        to: Destination,
        message: Message,
        key: str,
        *,
        left: int = 0,
        relation: Content | None = None,
    ) -> tuple[Outcome, int]:
        """Answer a person: a message's texts, and then its files, one file with its text under it. `relation`: what the
        first of them relates to. How it ended, and how many pieces have left now; those that `left` before do not
        leave again. `to` is in the lane of answers."""
        room = await self._posting.room(to.address)
        if not isinstance(room, Room):
            return room, left
        shown = contents(message, notice=to.lane is Lane.ANSWER)
        if shown and relation:
            shown[0]["m.relates_to"] = relation
        if len(shown) == len(message.files) == 1:
            return await self._with_file(room, message.files[0], shown[0], key), 0
        end = _EMPTY
        count = len(shown) + len(message.files)
        for index in range(left, count):
            if index < len(shown):
                end = await self._posting.put(room, shown[index], f"{key}.{index}")
            else:
                end = await self._with_file(room, message.files[index - len(shown)], None, f"{key}.{index}")
            if not isinstance(end, Sent):
                return end, index
        return end, count
