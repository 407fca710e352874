"""Chats: what stands in them, who is in them, and what people do to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import wire
from .links import automatic_links
from .members import (
    ADMINISTRATOR,
    BOT_IN_CHANNEL,
    BOT_IN_GROUP,
    KICKED,
    LEFT,
    MEMBER,
    OWNER,
    RESTRICTED,
    Member,
)
from .messages import ChatEvent, Message
from .rates import ChatKind
from .text import clean
from .waiting import PATIENCE, Match, deletion, message_count, next_message

if TYPE_CHECKING:
    from .people import Person
    from .world import World


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is that of the service message that made it."""

    id: int
    name: str
    closed: bool = False


class Chat:
    """A private chat, group, supergroup or channel. Every action is awaited."""

    def __init__(
        self,
        world: World,
        chat_id: int,
        kind: ChatKind,
        title: str = "",
        *,
        username: str | None = None,
        person: Person | None = None,
    ) -> None:
        self.world = world
        self.id = chat_id
        self.kind: ChatKind = kind
        self.title = title
        self.username = username
        self.person = person
        self.bot: Member = LEFT
        """What the bot is here; in a private chat KICKED is blocked, LEFT is not started."""
        self.members: dict[int, Member] = {}
        self.members_may_send = True
        self.topics: dict[int, Topic] = {}
        self.is_forum = False
        self.migrated_to: int | None = None
        self.history: dict[int, Message] = {}
        self.events: list[ChatEvent] = []
        self.seen = 0
        """How many of the events `expect` has passed."""
        world.chats[chat_id] = self

    def __str__(self) -> str:
        return f"{self.kind} chat {self.title or (self.person and self.person.first_name)!r} ({self.id})"

    @property
    def messages(self) -> list[Message]:
        """The bot's messages as they are now, the deleted ones too."""
        return [message for message in self.history.values() if message.from_bot]

    async def expect(self, match: Match = None, within: float = PATIENCE) -> Message:
        """The bot's next message or edit here that matches, since a person's last action or `expect` here."""
        return await next_message(self.world, self, match, within)

    async def expect_count(self, number: int, within: float = PATIENCE) -> list[Message]:
        """The bot's messages that stand here, once there are so many."""
        return await message_count(self.world, self, number, within)

    async def expect_deleted(self, message: Message, within: float = PATIENCE) -> None:
        """Wait until a message of the bot is gone."""
        await deletion(self.world, self, message, within)

    def now(self, message: Message) -> Message:
        """A message as it is now."""
        return self.history[message.id]

    async def set_bot(self, member: Member, by: Person) -> None:
        """Change what the bot is here, and tell it (my_chat_member)."""
        channel = self.kind == "channel"
        me = wire.bot(self.world)
        old, self.bot = self.bot, member
        by.known = True
        self.world.updates.put(
            "my_chat_member",
            {
                "chat": wire.chat(self),
                "from": wire.person(by),
                "date": self.world.now(),
                "old_chat_member": old.wire(me, channel=channel),
                "new_chat_member": member.wire(me, channel=channel),
            },
        )

    def service(self, by: Person | None, **fields: Any) -> Message:
        """Add a service message, by a person or by the chat itself, and tell the bot of it."""
        chat_itself = None if by else self.id
        user_id = by.id if by else wire.GROUP_ANONYMOUS_BOT["id"]
        message = self.world.store(self, user_id=user_id, sender_chat_id=chat_itself, service=fields)
        self.world.deliver(message)
        return message


class _Shared(Chat):
    """A chat of several people."""

    default_rights = BOT_IN_GROUP

    def add(self, *people: Person, admin: bool = False) -> None:
        """Let people in; the first administrator owns the chat."""
        for person in people:
            owned = OWNER in self.members.values()
            self.members[person.id] = (ADMINISTRATOR if owned else OWNER) if admin else MEMBER

    async def remove_bot(self, by: Person, *, banned: bool = True) -> None:
        """Remove the bot; where it is not banned it counts as having left."""
        await self.set_bot(KICKED if banned else LEFT, by)

    async def promote_bot(self, by: Person, rights: Sequence[str] | None = None) -> None:
        """Make the bot an administrator, with these rights or the usual ones."""
        await self.set_bot(Member("administrator", self.default_rights if rights is None else frozenset(rights)), by)


class Group(_Shared):
    """A basic group or a supergroup."""

    async def add_bot(self, by: Person, *, as_admin: bool = False) -> None:
        """Add the bot: my_chat_member, and the service message of a new member."""
        await self.set_bot(Member("administrator", BOT_IN_GROUP) if as_admin else MEMBER, by)
        me = wire.bot(self.world)
        self.service(by, new_chat_members=[me])

    async def demote_bot(self, by: Person) -> None:
        """Make the bot a plain member."""
        await self.set_bot(MEMBER, by)

    async def silence_bot(self, by: Person) -> None:
        """Take the right to send: from all members in a group, from the bot in a supergroup."""
        self.members_may_send = self.kind == "supergroup"
        if self.kind == "supergroup":
            await self.set_bot(RESTRICTED, by)

    async def topic(self, name: str) -> Topic:
        """Make a topic, and tell the bot; the first makes the supergroup a forum."""
        topic = self.add_topic(name)
        if self.bot.present:
            self.world.deliver(self.history[topic.id])
        return topic

    def add_topic(self, name: str) -> Topic:
        """Make a topic of which nobody is told."""
        if self.kind != "supergroup":
            raise ValueError("only a supergroup has topics")
        self.is_forum = True
        topic_id = self.world.next_message_id(self)
        self.topics[topic_id] = topic = Topic(topic_id, name)
        self.history[topic_id] = Message(
            id=topic_id,
            chat_id=self.id,
            date=self.world.now(),
            user_id=next(iter(self.members), None),
            thread_id=topic_id,
            service={"forum_topic_created": {"name": name, "icon_color": 7322096}},
        )
        return topic

    async def upgrade(self, by: Person | None = None) -> Group:
        """Make a group a supergroup: the old chat refuses from now on, and names the new one."""
        if self.kind != "group":
            raise ValueError("only a basic group can become a supergroup")
        world = self.world
        new = Group(world, -1_002_000_000_000 - next(world.ids), "supergroup", self.title)
        new.members, new.bot, self.migrated_to = dict(self.members), self.bot, new.id
        self.service(by or self._owner(), migrate_to_chat_id=new.id)
        new.service(None, migrate_from_chat_id=self.id)
        return new

    def _owner(self) -> Person | None:
        return next((self.world.people[user_id] for user_id, member in self.members.items() if member.leads), None)


class Channel(_Shared):
    """A channel."""

    default_rights = BOT_IN_CHANNEL

    async def add_bot(self, by: Person, *, rights: Sequence[str] | None = None) -> None:
        """Add the bot, which a channel takes as an administrator only."""
        await self.promote_bot(by, rights)

    async def post(self, text: str, by: Person) -> Message:
        """Publish a post; a bot that is an administrator hears of it."""
        if not self.members.get(by.id, LEFT).leads:
            raise ValueError(f"{by.first_name} is no administrator of {self}")
        body = clean(text)
        self.seen = len(self.events)
        message = self.world.store(
            self, sender_chat_id=self.id, text=body.text, entities=automatic_links(body.text, ())
        )
        if self.bot.leads:
            self.world.deliver(message, "channel_post")
        return message
