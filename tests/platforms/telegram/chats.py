"""Chats: what stands in them, what the bot is in them, and how a test waits for what the bot does there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.waiting import PATIENCE

from . import wire
from .members import LEFT, Member
from .messages import ChatEvent, Message
from .rates import ChatKind
from .waiting import Match, deletion, message_count, next_message

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
        self.forbidden: frozenset[str] = frozenset()
        """The permissions that plain members do not have."""
        self.topics: dict[int, Topic] = {}
        self.is_forum = False
        self.migrated_to: int | None = None
        self.discussion: Chat | None = None
        """The group in which a channel's posts are commented on."""
        self.gone = False
        """Whether a basic group was deleted."""
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

    @property
    def standing(self) -> list[Message]:
        """The bot's messages that were not deleted: what the people of the chat see."""
        return [message for message in self.messages if not message.deleted]

    @property
    def doubled(self) -> int:
        """How many of the standing messages say (and carry) what another one says already."""
        said = [(message.text, message.file and message.file.content) for message in self.standing]
        return len(said) - len(set(said))

    @property
    def pinned(self) -> list[Message]:
        """The pinned messages, in the order in which they were sent."""
        return [message for message in self.history.values() if message.pinned and not message.deleted]

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

    def service(self, by: Person | None, *, thread_id: int | None = None, **fields: Any) -> Message:
        """Add a service message, by a person or by the chat itself, and tell the bot of it."""
        chat_itself = None if by else self.id
        user_id = by.id if by else wire.GROUP_ANONYMOUS_BOT["id"]
        message = self.world.store(
            self, user_id=user_id, sender_chat_id=chat_itself, thread_id=thread_id, service=fields
        )
        self.world.deliver(message)
        return message
