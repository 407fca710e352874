"""People, and what they do: write, press, reply, block."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from tests.waiting import PATIENCE

from . import wire
from .chats import Chat, Topic
from .files import photo_size, store_file
from .groups import Channel
from .inline import SEARCH_LIMIT, Result, Results, Search
from .links import automatic_links
from .markup import held
from .members import ADMINISTRATOR, KICKED, LEFT, MEMBER, Member
from .messages import CallbackAnswer, Message, StoredFile
from .text import CAPTION_LIMIT, TEXT_LIMIT, Entity, Formatted, check_entities, clean, is_blank, utf16_length
from .waiting import Match
from .world import Query

if TYPE_CHECKING:
    from .world import World

START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What a deep link can carry (Bot features, "Deep linking")."""


class Person:
    """Somebody with an account. Every action is awaited, and raises ValueError where an app would not let it happen."""

    def __init__(
        self, world: World, person_id: int, first_name: str, language_code: str | None, username: str | None
    ) -> None:
        self.world = world
        self.id = person_id
        self.first_name = first_name
        self.language_code = language_code
        self.username = username
        self.deactivated = False
        self.known = False
        """Whether the bot has ever heard of this person."""
        world.people[person_id] = self
        self.chat = Chat(world, person_id, "private", username=username, person=self)

    @property
    def messages(self) -> list[Message]:
        """The bot's messages in the private chat."""
        return self.chat.messages

    async def expect(self, match: Match = None, within: float = PATIENCE) -> Message:
        """The bot's next message or edit in the private chat that matches."""
        return await self.chat.expect(match, within)

    async def start(self, payload: str | None = None) -> Message:
        """Press Start, with the payload of a deep link or without."""
        if payload is not None and not START_PAYLOAD.fullmatch(payload):
            raise ValueError(f"no deep link can carry {payload!r}: 1 to 64 of A-Z a-z 0-9 _ -")
        return await self.write("/start" if payload is None else f"/start {payload}")

    async def open(self, url: str) -> Message:
        """Open a deep link to the bot and press Start."""
        parts = urlsplit(url if "://" in url else f"https://{url}")
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if parts.scheme == "tg" and parts.netloc == "resolve":
            name = query.get("domain", "")
        elif parts.scheme in ("http", "https") and parts.netloc in ("t.me", "telegram.me"):
            name = parts.path.strip("/")
        else:
            raise ValueError(f"{url} is no link to a bot")
        if name.lower() != self.world.bot_username.lower():
            raise ValueError(f"{url} does not lead to @{self.world.bot_username}")
        return await self.start(query.get("start"))

    async def follow_invitation(self, url: str, chat: Chat) -> None:
        """Open a link by which a bot is brought into a group or channel that one leads, and agree."""
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        kinds = {"startgroup": ("group", "supergroup"), "startchannel": ("channel",)}
        (kind,) = kinds.keys() & query.keys()
        if not query.keys() <= {kind, "admin"} or chat.kind not in kinds[kind]:
            raise ValueError(f"{url} brings nobody into {chat}")
        if not chat.members.get(self.id, LEFT).leads and kind == "startchannel":
            raise ValueError(f"{self.first_name} can't add bots to {chat}")
        rights = frozenset(f"can_{right}" for right in query.get("admin", "").split())
        if not rights <= ADMINISTRATOR.rights:
            raise ValueError(f"there are no such rights: {sorted(rights)}")
        await chat.set_bot(Member("administrator", rights | {"can_manage_chat"}) if rights else MEMBER, self)

    async def let_into(self, message: Message, chat: Chat) -> None:
        """Press the button in the place of one's keyboard that asks for a chat, and choose one of one's own: the bot
        comes with the rights that it asks for, and is told which it is (Bot API, KeyboardButtonRequestChat)."""
        rows = message.markup.rows if message.markup else ()
        (request,) = (button.request for row in rows for button in row if button.request)
        of_user, of_bot = (held(request.get(f"{who}_administrator_rights")) for who in ("user", "bot"))
        mine = chat.members.get(self.id, LEFT)
        if (chat.kind == "channel") is not request["chat_is_channel"] or not all(map(mine.may, of_user)):
            raise ValueError(f"{chat} is none of those that {self.first_name} is offered")
        if not of_bot <= chat.bot.rights:
            await chat.set_bot(Member("administrator", of_bot | {"can_manage_chat"}), self)
        self.chat.service(self, chat_shared={"request_id": request["request_id"], "chat_id": chat.id})

    async def write(
        self,
        text: str,
        chat: Chat | None = None,
        *,
        topic: Topic | None = None,
        anonymous: bool = False,
        entities: Sequence[Entity] = (),
    ) -> Message:
        """Send a text: privately, or in a chat, as oneself or as an anonymous administrator of a supergroup; `entities`
        are the form that was given to it in the app."""
        return self._send(chat or self.chat, self._body(text, entities=entities), topic=topic, anonymous=anonymous)

    async def forward(self, text: str, source: str, entities: Sequence[Entity] = ()) -> Message:
        """Forward a text that somebody else, who hides their account, has written."""
        return self._send(self.chat, self._body(text, entities=entities), origin=source)

    async def send_album(
        self, files: Mapping[str, bytes], caption: str = "", entities: Sequence[Entity] = ()
    ) -> Sequence[Message]:
        """Send pictures together: each is a message, and the first has the caption."""
        album = str(13_000_000_000_000_000 + next(self.world.ids))
        sent = []
        for index, (name, content) in enumerate(files.items()):
            said = self._body(caption, CAPTION_LIMIT, entities) if caption and not index else Formatted()
            stored = store_file(self.world, name, content, photo_size(content))
            sent.append(self._send(self.chat, said, file=stored, album=album))
        return sent

    async def whisper(self, text: str, chat: Chat, *, topic: Topic | None = None) -> Message:
        """Give a command in a supergroup that nobody but the bot sees, as apps do with those that its menu has so."""
        if chat.kind != "supergroup" or not text.startswith("/"):
            raise ValueError("only commands in a supergroup can be for the bot alone")
        return self._send(chat, self._body(text), topic=topic, alone=self.world.bot_id)

    async def reply(self, message: Message, text: str, picture: bytes = b"") -> Message:
        """Reply to a message, in its chat and its topic, perhaps with a picture over the text."""
        chat = self.world.chats[message.chat_id]
        topic = chat.topics.get(message.thread_id or 0)
        file = store_file(self.world, "photo.jpg", picture, photo_size(picture)) if picture else None
        body = self._body(text) if text else Formatted()
        return self._send(chat, body, topic=topic, reply_to=message.id, file=file)

    async def comment(self, post: Message, text: str) -> Message:
        """Comment on a post of a channel: reply, in its group, to what Telegram has put there of it by itself."""
        group = self.world.chats[post.chat_id].discussion
        if group is None:
            raise ValueError("this post can't be commented on")
        under = next(each for each in group.history.values() if each.forwarded == (post.chat_id, post.id))
        return self._send(group, self._body(text), reply_to=under.id, thread_id=under.id)

    async def edit(self, message: Message, text: str) -> Message:
        """Change what one wrote; the bot hears of it (edited_message) as it would of the message."""
        chat = self.world.chats[message.chat_id]
        body = self._body(text)
        edited = self.world.change(chat, chat.now(message), text=body.text, entities=body.entities)
        if self._is_heard(chat, edited):
            self.world.deliver(edited, "edited_message")
        return edited

    async def send_document(self, content: bytes, name: str, *, caption: str = "", chat: Chat | None = None) -> Message:
        """Send a file."""
        return await self.send_file(name, content, caption, chat=chat)

    async def send_file(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        *,
        chat: Chat | None = None,
        topic: Topic | None = None,
        photo: bool = False,
        anonymous: bool = False,
        entities: Sequence[Entity] = (),
    ) -> Message:
        """Send a document or a photo with a caption: privately, in a group, or as a post of a channel."""
        body = self._body(caption, CAPTION_LIMIT, entities) if caption else Formatted()
        file = store_file(self.world, name, content, photo_size(content) if photo else None)
        if isinstance(chat, Channel):
            return chat.publish(body, self, file)
        return self._send(chat or self.chat, body, topic=topic, anonymous=anonymous, file=file)

    async def press(self, message: Message, button: str, within: float = PATIENCE) -> CallbackAnswer:
        """Press a callback button, by its label or its data, and wait for what the bot answers."""
        chat = self.world.chats[message.chat_id]
        current = chat.now(message)
        if current.alone not in (None, self.id):
            raise ValueError(f"{self.first_name} does not see {current}")
        if current.deleted:
            raise ValueError(f"{current} is deleted")
        if not self._is_in(chat):
            raise ValueError(f"{self.first_name} does not see {chat}")
        buttons = [each for row in (current.markup.rows if current.markup else ()) for each in row]
        pressed = next((each for each in buttons if button in (each.text, each.data)), None)
        if pressed is None or pressed.data is None:
            raise ValueError(f"no callback button {button!r} under {current}")
        query = Query(str(4_000_000_000_000_000 + next(self.world.ids)), self.world.clock.now(), _future())
        self.world.queries[query.id] = query
        self.world.pressed[query.id] = (self.id, query.asked)
        self.known = True
        chat.seen = len(chat.events)
        self.world.updates.put(
            "callback_query",
            {
                "id": query.id,
                "from": wire.person(self),
                "message": wire.message(self.world, current),
                "chat_instance": str(abs(chat.id) * 31),
                "data": pressed.data,
            },
        )
        try:
            async with asyncio.timeout(within):
                return await query.answer
        except TimeoutError:
            raise AssertionError(f"the bot did not answer the press of {button!r} within {within} s") from None

    async def search(self, words: str, within: float = PATIENCE) -> Results:
        """Type the bot's name and words in any chat, and wait for what it finds."""
        if not self.world.inline:
            raise ValueError("inline mode is switched off")
        if utf16_length(words) > SEARCH_LIMIT:
            raise ValueError(f"an app searches {SEARCH_LIMIT} characters at the most")
        search = Search(str(next(self.world.ids)), self.world.clock.now(), asyncio.get_running_loop().create_future())
        self.world.searches[search.id] = search
        self.known = True
        self.world.updates.put(
            "inline_query", {"id": search.id, "from": wire.person(self), "query": words, "offset": ""}
        )
        try:
            async with asyncio.timeout(within):
                return await search.answer
        except TimeoutError:
            raise AssertionError(f"the bot did not answer the search for {words!r} within {within} s") from None

    async def choose(self, result: Result, chat: Chat) -> Message:
        """Send what was found into a chat, which the bot need not be in."""
        if not self._is_in(chat):
            raise ValueError(f"{self.first_name} can't write in {chat}")
        body = result.body
        return self.world.store(
            chat, text=body.text, entities=body.entities, user_id=self.id, markup=result.markup, via_bot=True
        )

    async def block(self) -> None:
        """Block the bot; it hears of it (my_chat_member)."""
        await self.chat.set_bot(KICKED, self)

    async def unblock(self) -> None:
        """Unblock the bot; it hears of it."""
        await self.chat.set_bot(MEMBER, self)

    async def deactivate(self) -> None:
        """Delete the account; nobody is told."""
        self.deactivated = True

    def _body(self, text: str, limit: int = TEXT_LIMIT, entities: Sequence[Entity] = ()) -> Formatted:
        if is_blank(text) or utf16_length(text) > limit:
            raise ValueError(f"an app sends neither an empty text nor one of more than {limit} UTF-16 code units")
        check_entities(text, entities)
        body = clean(text, entities)
        found = (*body.entities, *automatic_links(body.text, body.entities))
        return replace(body, entities=tuple(sorted(found, key=lambda each: (each.offset, -each.length))))

    def _is_in(self, chat: Chat) -> bool:
        return chat is self.chat or chat.members.get(self.id, LEFT).present

    def _send(
        self,
        chat: Chat,
        body: Formatted,
        *,
        topic: Topic | None = None,
        anonymous: bool = False,
        reply_to: int | None = None,
        thread_id: int | None = None,
        file: StoredFile | None = None,
        album: str | None = None,
        origin: str = "",
        alone: int | None = None,
    ) -> Message:
        if self.deactivated or not self._is_in(chat) or chat.kind == "channel":
            raise ValueError(f"{self.first_name} can't write in {chat}")
        if chat is self.chat and chat.bot == KICKED:
            raise ValueError(f"{self.first_name} has blocked the bot")
        if anonymous and not (chat.kind == "supergroup" and chat.members[self.id].leads):
            raise ValueError("only an administrator of a supergroup can be anonymous")
        if chat is self.chat:
            chat.bot = MEMBER
        chat.seen = len(chat.events)
        message = self.world.store(
            chat,
            text=body.text,
            entities=body.entities,
            user_id=wire.GROUP_ANONYMOUS_BOT["id"] if anonymous else self.id,
            sender_chat_id=chat.id if anonymous else None,
            thread_id=topic.id if topic else thread_id,
            reply_to=reply_to,
            file=file,
            album=album,
            origin=origin,
            alone=alone,
        )
        if self._is_heard(chat, message):
            self.known = True
            self.world.deliver(message)
        return message

    def _is_heard(self, chat: Chat, message: Message) -> bool:
        """Privacy mode (Bot features, "Privacy mode"): an administrator hears all, a member what is meant for it."""
        if chat is self.chat:
            return True
        if not chat.bot.present:
            return False
        if chat.bot.leads or not self.world.privacy:
            return True
        if message.reply_to is not None and chat.history[message.reply_to].from_bot:
            return True
        for entity in message.entities:
            if entity.type == "mention" and entity.of(message.text).lower() == f"@{self.world.bot_username}".lower():
                return True
            if entity.type == "bot_command" and entity.offset == 0:
                _, _, name = entity.of(message.text).partition("@")
                return name.lower() in ("", self.world.bot_username.lower())
        return False


def _future() -> asyncio.Future[CallbackAnswer]:
    return asyncio.get_running_loop().create_future()
