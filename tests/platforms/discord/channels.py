"""Places where messages stand: guild channels and direct messages; threads are in `threads`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.waiting import PATIENCE

from . import payloads
from .errors import Json
from .messages import Message
from .permissions import ALL, DIRECT, NONE, Overwrite, Permission, in_channel

if TYPE_CHECKING:
    from .guilds import Guild, Role
    from .people import Person
    from .users import User
    from .world import World

KINDS: dict[str, int] = {"text": 0, "voice": 2, "category": 4, "announcement": 5, "stage": 13, "forum": 15}
"""The guild channel types by the names that tests use (reference: Channel Types)."""

DIRECT_MESSAGE, GROUP_MESSAGE = 1, 3
WITHOUT_MESSAGES = (4, 15)
"""Categories and forums: nothing can be posted right into them."""


class Channel(ABC):
    """What every place has: an identifier, a type, messages, and permissions."""

    def __init__(self, world: World, kind: int, name: str) -> None:
        self.world: Final = world
        self.id: Final = world.ids.next()
        self.type: Final = kind
        self.name = name
        self.deleted = False
        self.everything: list[Message] = []
        world.channels[self.id] = self

    @property
    def messages(self) -> list[Message]:
        """Every message that all can see, in order; deleted ones stay, marked so."""
        return [message for message in self.everything if not message.ephemeral]

    @property
    def pins(self) -> list[Message]:
        """The pinned messages, the newest pin first."""
        pinned = [message for message in self.everything if message.pinned is not None]
        return sorted(pinned, key=lambda message: message.pinned or 0, reverse=True)

    @property
    def guild(self) -> Guild | None:
        """The guild it is in, if any."""
        return None

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread."""
        return False

    @abstractmethod
    def permissions_of(self, user: User) -> Permission:
        """What this account may do here."""

    @abstractmethod
    def knows(self, user_id: int) -> bool:
        """Whether a mention of this account can ping it here."""

    @abstractmethod
    def pingable_role(self, role_id: int, author: User) -> bool:
        """Whether this author's mention of the role pings it."""

    @abstractmethod
    def payload(self) -> Json:
        """The channel as the API returns it."""

    async def expect(self, wanted: Callable[[Message], bool] | str, within: float = PATIENCE) -> Message:
        """Wait for a message that is as described, or that holds this text; deleted ones do not count."""

        def probe() -> Message | None:
            for message in self.messages:
                found = wanted in message.text if isinstance(wanted, str) else wanted(message)
                if found and not message.deleted:
                    return message
            return None

        def failure() -> str:
            wish = f"holding {wanted!r}" if isinstance(wanted, str) else "as expected"
            return f"no message {wish} in {self}; there are {self.messages}"

        return await self.world.changes.until(probe, within, failure)

    def __str__(self) -> str:
        return f"#{self.name}"


@dataclass(frozen=True)
class Tag:
    """A tag that posts of a forum can bear; a moderated one is set by those who manage threads."""

    id: int
    name: str
    moderated: bool = False


class GuildChannel(Channel):
    """A channel of a guild, with overwrites."""

    def __init__(self, guild: Guild, kind: int, name: str, position: int, topic: str | None, nsfw: bool) -> None:
        super().__init__(guild.world, kind, name)
        self._guild = guild
        self.position = position
        self.topic = topic
        self.nsfw = nsfw
        self.overwrites: dict[int, Overwrite] = {}
        self.tags: list[Tag] = []
        self.requires_tag = False

    @property
    def guild(self) -> Guild:
        return self._guild

    def permissions_of(self, user: User) -> Permission:
        member = self._guild.members.get(user.id)
        if member is None:
            return NONE
        if user.id == self._guild.owner.id:
            return ALL
        return in_channel(
            self._guild.base_permissions(user),
            self.overwrites.get(self._guild.id),
            [self.overwrites[role.id] for role in member.roles if role.id in self.overwrites],
            self.overwrites.get(user.id),
        )

    def knows(self, user_id: int) -> bool:
        return user_id in self._guild.members

    def pingable_role(self, role_id: int, author: User) -> bool:
        role = self._guild.roles.get(role_id)
        if role is None or role.id == self._guild.id:
            return False
        return role.mentionable or Permission.MENTION_EVERYONE in self.permissions_of(author)

    def payload(self) -> Json:
        return payloads.guild_channel(self)

    def overwrite(self, target: User | Role, allow: Permission = NONE, deny: Permission = NONE) -> None:
        """Set what this channel grants to or takes from a role or a member; the gateway tells."""
        saw = self._seen_by_bot()
        self.overwrites[target.id] = Overwrite(allow, deny)
        self._tell_update(saw)

    def deny_bot(self, permissions: Permission = Permission.VIEW_CHANNEL) -> None:
        """Take these permissions from the bot in this channel."""
        self.overwrite(self.world.bot, deny=permissions)

    def allow_bot(self) -> None:
        """Lift what deny_bot took."""
        saw = self._seen_by_bot()
        self.overwrites.pop(self.world.bot.id, None)
        self._tell_update(saw)

    def rename(self, name: str) -> None:
        """Give it another name; the gateway tells."""
        self.name = name
        self._guild.tell("CHANNEL_UPDATE", self.payload())

    def delete(self) -> None:
        """Delete the channel and its threads; the gateway tells."""
        self.deleted = True
        for thread in self._guild.threads:
            if thread.parent is self:
                thread.deleted = True
        self._guild.tell("CHANNEL_DELETE", self.payload())
        self.world.changes.tell()

    def add_tag(self, name: str, *, moderated: bool = False) -> Tag:
        """Offer a tag in this forum; the gateway tells."""
        tag = Tag(self.world.ids.next(), name, moderated)
        self.tags.append(tag)
        self._guild.tell("CHANNEL_UPDATE", self.payload())
        return tag

    def require_tag(self, required: bool = True) -> None:
        """Let every post of this forum need a tag; the gateway tells."""
        self.requires_tag = required
        self._guild.tell("CHANNEL_UPDATE", self.payload())

    def _seen_by_bot(self) -> bool:
        return Permission.VIEW_CHANNEL in self.permissions_of(self.world.bot)

    def _tell_update(self, saw: bool) -> None:
        """Tell of the channel, and of its active threads if the bot has just gained access (reference: Threads)."""
        self._guild.tell("CHANNEL_UPDATE", self.payload())
        if not saw and self._seen_by_bot():
            self._guild.tell("THREAD_LIST_SYNC", payloads.thread_list(self))


class DirectChannel(Channel):
    """The direct messages between one person and the bot."""

    def __init__(self, world: World, person: Person) -> None:
        super().__init__(world, DIRECT_MESSAGE, f"direct messages of {person.name}")
        self.person: Final = person

    def permissions_of(self, user: User) -> Permission:
        return DIRECT if self.knows(user.id) else NONE

    def knows(self, user_id: int) -> bool:
        return user_id in (self.person.id, self.world.bot.id)

    def pingable_role(self, role_id: int, author: User) -> bool:
        return False

    def payload(self) -> Json:
        return payloads.direct_channel(self)


class GroupMessages(Channel):
    """A private chat of some people, of whom the bot is none: it is there for whoever has installed it."""

    def __init__(self, world: World, *people: Person) -> None:
        super().__init__(world, GROUP_MESSAGE, f"group of {', '.join(one.name for one in people)}")
        self.people: Final = people

    def permissions_of(self, user: User) -> Permission:
        return DIRECT if self.knows(user.id) else NONE

    def knows(self, user_id: int) -> bool:
        return user_id in [one.id for one in self.people]

    def pingable_role(self, role_id: int, author: User) -> bool:
        return False

    def payload(self) -> Json:
        return payloads.group_channel(self)
