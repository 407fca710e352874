"""Places where messages stand: guild channels, threads and direct messages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

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

DIRECT_MESSAGE = 1
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

    async def expect(self, wanted: Callable[[Message], bool] | str, within: float = 5.0) -> Message:
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


class GuildChannel(Channel):
    """A channel of a guild, with overwrites."""

    def __init__(self, guild: Guild, kind: int, name: str, position: int, topic: str | None, nsfw: bool) -> None:
        super().__init__(guild.world, kind, name)
        self._guild = guild
        self.position = position
        self.topic = topic
        self.nsfw = nsfw
        self.overwrites: dict[int, Overwrite] = {}

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
        self.overwrites[target.id] = Overwrite(allow, deny)
        self._guild.tell("CHANNEL_UPDATE", self.payload())

    def deny_bot(self, permissions: Permission = Permission.VIEW_CHANNEL) -> None:
        """Take these permissions from the bot in this channel."""
        self.overwrite(self.world.bot, deny=permissions)

    def allow_bot(self) -> None:
        """Lift what deny_bot took."""
        self.overwrites.pop(self.world.bot.id, None)
        self._guild.tell("CHANNEL_UPDATE", self.payload())

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


class Thread(Channel):
    """A public thread of a channel, which has the channel's overwrites."""

    def __init__(self, parent: GuildChannel, name: str, owner: User) -> None:
        super().__init__(parent.world, 10 if parent.type == KINDS["announcement"] else 11, name)
        self.parent: Final = parent
        self.owner: Final = owner
        self.created: Final = self.world.clock.now()
        self.archived = False
        self.locked = False

    @property
    def guild(self) -> Guild:
        return self.parent.guild

    @property
    def is_thread(self) -> bool:
        return True

    def permissions_of(self, user: User) -> Permission:
        return self.parent.permissions_of(user)

    def knows(self, user_id: int) -> bool:
        return self.parent.knows(user_id)

    def pingable_role(self, role_id: int, author: User) -> bool:
        return self.parent.pingable_role(role_id, author)

    def payload(self) -> Json:
        return payloads.thread(self)

    def archive(self, *, locked: bool = False) -> None:
        """Archive the thread, and lock it if asked; the gateway tells."""
        self.archived, self.locked = True, locked
        self.guild.tell("THREAD_UPDATE", self.payload())

    def unarchive(self) -> None:
        """Make it active again; the gateway tells."""
        self.archived, self.locked = False, False
        self.guild.tell("THREAD_UPDATE", self.payload())

    def delete(self) -> None:
        """Delete the thread; the gateway tells."""
        self.deleted = True
        self.guild.tell("THREAD_DELETE", payloads.deleted_thread(self))
        self.world.changes.tell()


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
