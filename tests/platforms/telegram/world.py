"""The state behind the server: people, chats, messages, files, queries, and what the bot set about itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from . import wire
from .clock import Clock
from .messages import CallbackAnswer, ChatEvent, Message, StoredFile
from .rates import Rates, Windows
from .updates import Updates

if TYPE_CHECKING:
    from .chats import Chat
    from .inline import Search
    from .people import Person

T = TypeVar("T")


@dataclass(slots=True)
class Query:
    """A button that was pressed and waits for its answer."""

    id: str
    asked: float
    answer: asyncio.Future[CallbackAnswer]


@dataclass(slots=True)
class World:
    """Everything that a request can change. Ids are larger than 32 bits, as real ones can be."""

    bot_id: int
    bot_username: str
    clock: Clock
    windows: Windows
    privacy: bool
    query_lifetime: float
    updates: Updates = field(default_factory=lambda: Updates(700_000_001))
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    """By id; `paths` has them by where they are fetched."""
    paths: dict[str, StoredFile] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    searches: dict[str, Search] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    profile: dict[str, str] = field(default_factory=lambda: {"name": "Countersign"})
    logged_out: bool = False
    ephemeral: bool = True
    """Whether the server knows messages that only one member sees; an older one passes over what asks for that."""
    pressed: dict[str, tuple[int, float]] = field(default_factory=dict)
    """Who has pressed a button, and when, by the query."""
    inline: bool = True
    """Whether inline mode is switched on at @BotFather."""
    sent: int = 0
    """How many messages the bot has sent; `first_sent` and `last_sent` are the times of two of them."""
    first_sent: float | None = None
    last_sent: float | None = None
    reached: list[float] = field(default_factory=list)
    """When the bot wrote into chats in which it had written nothing before."""
    paid: int = 0
    """How many of them a paid broadcast paid for."""
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    _message_ids: dict[int, int] = field(default_factory=dict)
    _waiters: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def rates(self) -> Rates:
        """The rates that hold."""
        return self.windows.rates

    def now(self) -> int:
        """Unix time in whole seconds."""
        return int(self.clock.now())

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count for themselves; all private chats and groups of a bot count together."""
        counter = chat.id if chat.kind in ("supergroup", "channel") else 0
        self._message_ids[counter] = number = self._message_ids.get(counter, 0) + 1
        return number

    def store(self, chat: Chat, **fields: Any) -> Message:
        """Put a new message into a chat."""
        message = Message(id=self.next_message_id(chat), chat_id=chat.id, date=self.now(), **fields)
        chat.history[message.id] = message
        if message.from_bot:
            self.sent += 1
            self.last_sent = self.clock.now()
            if self.first_sent is None:
                self.first_sent = self.last_sent
            if not chat.events:
                self.reached.append(self.last_sent)
            self.happened(chat, ChatEvent("sent", message))
        if chat.discussion is not None:
            self._put_under_discussion(chat.discussion, message)
        return message

    def _put_under_discussion(self, group: Chat, post: Message) -> None:
        """Forward a post to the group in which it is commented on (Bot API, `is_automatic_forward`)."""
        shown = {"text": post.text, "entities": post.entities, "markup": post.markup, "file": post.file}
        forwarded = self.store(group, sender_chat_id=post.chat_id, forwarded=(post.chat_id, post.id), **shown)
        if group.bot.leads or not self.privacy:
            self.deliver(forwarded)

    def change(self, chat: Chat, message: Message, **fields: Any) -> Message:
        """Edit a message, keeping what it said before."""
        edited = replace(message, edit_date=self.now(), versions=(*message.versions, message.version), **fields)
        chat.history[edited.id] = edited
        if edited.from_bot:
            self.happened(chat, ChatEvent("edited", edited))
        return edited

    def delete(self, chat: Chat, message: Message) -> None:
        """Take a message away; the log of the chat keeps it, marked."""
        chat.history[message.id] = deleted = replace(message, deleted=True)
        if deleted.from_bot:
            self.happened(chat, ChatEvent("deleted", deleted))

    def deliver(self, message: Message, kind: str = "message") -> None:
        """Tell the bot of a message by somebody else."""
        self.updates.put(kind, wire.message(self, message))

    def happened(self, chat: Chat, event: ChatEvent) -> None:
        """Note something that the bot did, and wake who waits for it."""
        chat.events.append(event)
        self.wake()

    def wake(self) -> None:
        """Let everybody who waits look again."""
        if self._waiters:
            self._changed.set()
            self._changed = asyncio.Event()

    async def wait_until(self, probe: Callable[[], T | None], within: float) -> T:
        """What the probe finds, as soon as it finds something; TimeoutError after so many seconds."""
        self._waiters += 1
        try:
            async with asyncio.timeout(within):
                while (found := probe()) is None:
                    await self._changed.wait()
        finally:
            self._waiters -= 1
        return found
