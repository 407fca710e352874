"""A guild: its roles, members, channels and threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from . import payloads
from .channels import KINDS, GuildChannel
from .errors import Json
from .permissions import ALL, EVERYONE, NONE, Permission
from .threads import Thread
from .world import Intent

if TYPE_CHECKING:
    from .channels import Tag
    from .people import Person
    from .users import User
    from .world import World


@dataclass(eq=False)
class Role:
    """A role and what it grants."""

    id: int
    name: str
    permissions: Permission
    position: int
    managed: bool = False
    mentionable: bool = False

    @property
    def mention(self) -> str:
        """How a message's text names this role."""
        return f"<@&{self.id}>"


@dataclass(eq=False)
class Member:
    """An account in a guild."""

    user: User
    joined: float
    roles: list[Role] = field(default_factory=list)


class Guild:
    """A guild, made through `DiscordServer.guild`; the bot is in it unless it was removed."""

    def __init__(self, world: World, name: str, owner: Person, locale: str) -> None:
        self.world: Final = world
        self.id: Final = world.ids.next()
        self.name = name
        self.owner = owner
        self.locale = locale
        self.roles: dict[int, Role] = {self.id: Role(self.id, "@everyone", EVERYONE, 0)}
        self.members: dict[int, Member] = {}
        self.channels: list[GuildChannel] = []
        self.threads: list[Thread] = []
        self.system_channel: GuildChannel | None = None
        self.events: dict[int, Json] = {}
        """Its scheduled events that were not deleted, as the API returns them."""
        world.guilds[self.id] = self
        self.join(owner)

    @property
    def everyone(self) -> Role:
        """The role that all members have."""
        return self.roles[self.id]

    @property
    def has_bot(self) -> bool:
        """Whether the bot is a member."""
        return self.world.bot.id in self.members

    def tell(self, event: str, data: Json, intent: int = Intent.GUILDS) -> None:
        """Send a gateway event about this guild, if the bot is in it."""
        if self.has_bot:
            self.world.emit(event, data, intent, self.id)

    def base_permissions(self, user: User) -> Permission:
        """What the roles of this account grant, before any channel's overwrites."""
        member = self.members.get(user.id)
        if member is None:
            return NONE
        if user.id == self.owner.id:
            return ALL
        granted = self.everyone.permissions
        for role in member.roles:
            granted |= role.permissions
        return ALL if Permission.ADMINISTRATOR in granted else granted

    def role(self, name: str, permissions: Permission = NONE, *, mentionable: bool = False) -> Role:
        """Make a role; the gateway tells."""
        role = Role(self.world.ids.next(), name, permissions, len(self.roles), mentionable=mentionable)
        self.roles[role.id] = role
        self.tell("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": payloads.role(role)})
        return role

    def join(self, user: User, *, admin: bool = False, permissions: Permission = NONE) -> Member:
        """Let somebody join; extra permissions come by a role of their own."""
        member = Member(user, self.world.clock.now())
        if admin:
            permissions |= Permission.ADMINISTRATOR
        if permissions:
            member.roles.append(self.role(user.name, permissions))
        self.members[user.id] = member
        return member

    def leave(self, person: Person) -> None:
        """Let somebody leave."""
        self.members.pop(person.id, None)

    def add_bot(self, permissions: Permission = NONE) -> None:
        """Invite the bot with these permissions beside everyone's; the gateway tells."""
        role = Role(self.world.ids.next(), self.world.bot.name, permissions, len(self.roles), managed=True)
        self.roles[role.id] = role
        self.members[self.world.bot.id] = Member(self.world.bot, self.world.clock.now(), [role])
        self.tell("GUILD_CREATE", payloads.guild_create(self, joined=True))

    def remove_bot(self) -> None:
        """Remove the bot; the gateway tells, and the API answers "Missing Access" from now on."""
        self.tell("GUILD_DELETE", {"id": str(self.id)})
        member = self.members.pop(self.world.bot.id, None)
        for role in member.roles if member else []:
            self.roles.pop(role.id, None)
        self.world.commands.forget_guild(self.id)
        self.world.changes.tell()

    def channel(
        self, name: str, kind: str = "text", *, topic: str | None = None, nsfw: bool = False, private: bool = False
    ) -> GuildChannel:
        """Make a channel: text, announcement, voice, stage, forum or category; a private one is hidden."""
        channel = GuildChannel(self, KINDS[kind], name, len(self.channels), topic, nsfw)
        self.channels.append(channel)
        self.tell("CHANNEL_CREATE", channel.payload())
        if private:
            channel.overwrite(self.everyone, deny=Permission.VIEW_CHANNEL)
        return channel

    def thread(
        self, channel: GuildChannel, name: str, *, owner: User | None = None, tags: Sequence[Tag] = ()
    ) -> Thread:
        """Start a public thread in a channel; the gateway tells."""
        thread = Thread(channel, name, owner or self.owner, tags)
        self.threads.append(thread)
        thread.tell("THREAD_CREATE", {**thread.payload(), "newly_created": True})
        return thread

    def __str__(self) -> str:
        return self.name
