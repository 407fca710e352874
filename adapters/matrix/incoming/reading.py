"""Matrix's events as requests to the core."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from adapters.matrix.api.http import Homeserver
from adapters.matrix.drawing.messages import EXPECTS, keys_in, number_in
from adapters.matrix.incoming.callers import caller
from adapters.matrix.incoming.files import KINDS, caption, upload
from adapters.matrix.incoming.formatting import Written, plain, written
from adapters.matrix.rooms.posts import Content, Posts
from adapters.matrix.rooms.room import Room
from adapters.matrix.rooms.rooms import Rooms
from bot.interface.command import Command
from bot.interface.requests import Caller, Invoke, Open, Press, Replied, Request, Say
from bot.interface.typed.arguments import arguments
from bot.model.chats import ChatKind

_COMMAND = re.compile(r"[!/](?P<name>[A-Za-z_][A-Za-z0-9_]{0,31})(?=\s|$)")
_ADDRESSED = re.compile(r"^[\s:,;–-]+")
_REPLY_FALLBACK = re.compile(r"\A(?:>[^\n]*\n)+\n?")
_FORMAT = "org.matrix.custom.html"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What somebody sent: the request, where it came from, and the event that it is answered to. `reaction`: the
    reaction that it is, if it is one. `thread`: the event with which the thread begins in which it stands."""

    caller: Caller
    request: Request
    room: str
    event: str = ""
    reaction: str = ""
    thread: str = ""


def number_of(event: str) -> int:
    """An event's id as the number of an update, which has 63 bits."""
    return int.from_bytes(hashlib.sha256(event.encode()).digest()[:8]) >> 1


class Reader:
    """Reads what people send. Its methods raise `NeverLeft` and `Unanswered` where the homeserver has to be asked."""

    def __init__(
        self, homeserver: Homeserver, rooms: Rooms, posts: Posts, command: Callable[[str], Command | None]
    ) -> None:
        self._homeserver = homeserver
        self._rooms = rooms
        self._posts = posts
        self._command = command

    async def read(self, room: Room, event: Mapping[str, Any]) -> Incoming | None:
        """What an event asks of the bot; nothing where it asks nothing, or is the bot's own."""
        user, content = str(event.get("sender", "")), event.get("content", {})
        if user == self._rooms.account or not isinstance(content, Mapping):
            return None
        match event.get("type"):
            case "m.reaction":
                return await self._reaction(room, user, content, str(event.get("event_id", "")))
            case "m.room.message" | "m.sticker":
                return await self._message(room, user, event)
        return None

    async def _caller(self, room: Room, user: str) -> Caller:
        return caller(self._rooms, room, user, await self._rooms.is_private(room, user))

    async def _reaction(self, room: Room, user: str, content: Content, reaction: str) -> Incoming | None:
        related = _relation(content)
        number, event = number_in(str(related.get("key", ""))), related.get("event_id")
        if number is None or not isinstance(event, str) or related.get("rel_type") != "m.annotation":
            return None
        action = _action(await self._posts.content(room, event), number)
        return Incoming(await self._caller(room, user), Press(action), room.id, event, reaction) if action else None

    async def _message(self, room: Room, user: str, event: Mapping[str, Any]) -> Incoming | None:
        content, related = event["content"], _relation(event["content"])
        edited = related.get("rel_type") == "m.replace"
        if edited and isinstance(content.get("m.new_content"), Mapping):
            content = content["m.new_content"]
        if content.get("msgtype") == "m.notice":  # as bots speak, which would answer each other for ever
            return None
        thread = str(related.get("event_id", "")) if related.get("rel_type") == "m.thread" else ""
        replying = _replying(related) if not related.get("is_falling_back") else ""
        speaks = await self._caller(room, user)
        request = await self._request(
            room=room,
            speaks=speaks,
            content=content,
            edited=edited,
            replying=replying,
            sticker=event.get("type") == "m.sticker",
        )
        if request is None:
            return None
        return Incoming(speaks, request, room.id, str(event.get("event_id", "")), thread=thread)

    async def _request(
        self, *, room: Room, speaks: Caller, content: Content, edited: bool, replying: str, sticker: bool
    ) -> Request | None:
        said = _said(content)
        text, named = self._unnamed(said, content)
        shared, file = speaks.kind is not ChatKind.PRIVATE, upload(content, self._homeserver)
        there = await self._posts.content(room, replying) if replying else None
        if not edited and (press := await self._typed_press(room, text, shared and not named, there)):
            return press
        found = None if edited else _COMMAND.match(text)
        if found and (request := self._invocation(found["name"].casefold(), text[found.end() :], speaks, said)):
            return replace(request, upload=file) if isinstance(request, Invoke) else request
        if shared and not named and there is None:
            return None
        about = Replied(replying, tuple(keys_in(there))) if there is not None else None
        unread = sticker or content.get("msgtype") == "m.location"
        if not text and not file and not unread and (edited or not named):
            return None
        return Say(text, file, about, shared and named, edited, formatted=said.reading, unread=unread)

    async def _typed_press(self, room: Room, text: str, shared: bool, replied: Content | None) -> Press | None:
        """The button whose number somebody types: of the message to which they reply, else of the last one with
        buttons; there a bare number is the answer to a question, if one is open, and among others no press."""
        number = number_in(text)
        if number is None:
            return None
        content = replied if replied is not None else await self._posts.last(room)
        plain = not text.strip().startswith("!")
        if plain and replied is None and (shared or (content or {}).get(EXPECTS)):
            return None
        action = _action(content, number)
        return Press(action) if action else None

    def _invocation(self, name: str, rest: str, speaks: Caller, said: Written) -> Request | None:
        declared, private = self._command(name), speaks.kind is ChatKind.PRIVATE
        if name == "start" and rest.strip():
            return Open(rest.strip())
        if declared is None and not private:
            return None
        values = arguments(declared.arguments(speaks.confidential) if declared else (), rest)
        brief = self._command(declared.brief) if declared and not private else None
        if brief:
            return Invoke(brief.name, {name: value for name, value in values.items() if brief.option(name)})
        return Invoke(name, values, formatted=said.reading)

    def _unnamed(self, said: Written, content: Content) -> tuple[str, bool]:
        """What a message says without the bot's name in front of it, and whether it is named."""
        me, text = self._rooms.account, said.text
        mentions = content.get("m.mentions", {})
        users = mentions.get("user_ids", []) if isinstance(mentions, Mapping) else []
        named = isinstance(users, list) and me in users
        for start, end, account in reversed(said.names):
            if account == me:
                text, named = f"{text[:start]} {text[end:]}", True
        if me in text:
            text, named = text.replace(me, " "), True
        return (_ADDRESSED.sub("", text).strip() if named else text), named


def _said(content: Content) -> Written:
    """What a message says, with its form where it has one."""
    if content.get("msgtype") in KINDS and not caption(content):
        return Written()
    formatted = content.get("formatted_body")
    if content.get("format") == _FORMAT and isinstance(formatted, str):
        return written(formatted)
    body = content.get("body")
    if not isinstance(body, str):
        return Written()
    return plain(_REPLY_FALLBACK.sub("", body) if _replying(_relation(content)) else body)


def _relation(content: Content) -> Mapping[str, Any]:
    found = content.get("m.relates_to", {})
    return found if isinstance(found, Mapping) else {}


def _replying(related: Mapping[str, Any]) -> str:
    found = related.get("m.in_reply_to", {})
    return str(found.get("event_id", "")) if isinstance(found, Mapping) else ""


def _action(content: Content | None, number: int) -> str:
    keys = keys_in(content) if content else []
    return keys[number - 1][1] if 0 < number <= len(keys) else ""
