"""discord.py's client: its settings, and what it tells the platform."""

import asyncio
from typing import Any, Protocol

import discord
from discord import app_commands

from adapters.discord.hearing import components
from adapters.discord.library import who_am_i
from adapters.discord.lines import Lines
from adapters.discord.sending.tracing import traced
from adapters.discord.servers.places import Servers
from bot.delivery.pace import Pace
from bot.interface.requests import Request
from bot.platforms import WHOLE, Part

Interaction = discord.Interaction[Any]

INTENTS = discord.Intents(guilds=True, dm_messages=True, guild_messages=True)
"""What the bot asks to hear of; none of it is privileged."""

IDENTIFY_SECONDS = 5.0
"""One session may begin in so many seconds (Discord's reference, sharding, max concurrency: one at the least)."""

LONGEST_WAIT = 30.0
"""discord.py waits so long by itself, where it is not told that it shall not; it takes no less."""

READY_SECONDS = 0.2
"""Until it has heard of no server for so long after a start, discord.py takes one that it joins for one it was in."""


class Heard(Protocol):
    """What listens to a client."""

    servers: Servers
    lines: Lines

    async def prepare(self, client: "Client") -> None:
        """The client has logged in."""

    def connected(self) -> None:
        """The client is connected, in a new session."""

    def disconnected(self) -> None:
        """The connection was lost."""

    def resumed(self) -> None:
        """The session goes on."""

    async def answer(self, interaction: Interaction, request: Request) -> None:
        """Somebody pressed a button, or submitted a form."""

    async def joined(self, guild: discord.Guild) -> None:
        """A server let the bot in."""


class Client(discord.Client):
    """discord.py's client, which asks for no privileged intent."""

    def __init__(self, platform: Heard, pace: Pace, part: Part = WHOLE, hears: bool = True) -> None:
        """`part`: the shard. `hears`: it declares the commands, and is told what happens; else it only asks and
        sends."""
        super().__init__(
            intents=INTENTS,
            shard_id=part.number,
            shard_count=part.count,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT,
            guild_ready_timeout=READY_SECONDS,
            http_trace=traced(pace, self._unauthorized),
        )
        self.tree = app_commands.CommandTree(self)
        self._platform = platform
        self._part = part
        self._hears = hears
        self._was_connected = False
        self._checking: asyncio.Task[None] | None = None

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell of an event; not of one that discord.py still tells of once the client is closed."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    def _unauthorized(self) -> None:
        """Discord does not know the bot at a request. Where it does not at another, the connection ends."""
        if self._was_connected and self._checking is None:
            self._checking = asyncio.create_task(self._check())

    async def _check(self) -> None:
        try:
            await who_am_i(self)
        except discord.HTTPException as error:
            if error.status == 401:
                await self.close()
        finally:
            self._checking = None

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for a turn among the other shards; a session that follows another of this client's waits in any case."""
        if self._part.count > 1:
            await self._part.in_turn(IDENTIFY_SECONDS)
        else:
            await super().before_identify_hook(shard_id, initial=initial)

    async def setup_hook(self) -> None:
        if self._hears:
            await self._platform.prepare(self)

    async def on_connect(self) -> None:
        self._was_connected = True
        self._platform.connected()

    async def on_disconnect(self) -> None:
        self._platform.disconnected()

    async def on_resumed(self) -> None:
        self._platform.resumed()

    async def on_ready(self) -> None:
        await self._platform.servers.there(self.guilds)

    async def on_interaction(self, interaction: Interaction) -> None:
        request = components.read_component(interaction)
        if request:
            await self._platform.answer(interaction, request)

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot or not (message.content or message.attachments or message.message_snapshots):
            return
        if message.guild is None:
            await self._platform.lines.written(message)
        elif self.user in message.mentions:
            await self._platform.lines.named(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        if payload.guild_id is None and not payload.message.author.bot:
            await self._platform.lines.edited(payload.message)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._platform.joined(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        if self.is_ready():
            await self._platform.servers.there([guild])

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._platform.servers.removed(guild)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        if before.permissions != after.permissions and after in after.guild.me.roles:
            await self._platform.servers.there([after.guild])

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        await self._platform.servers.channel_changed(before, after)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._platform.servers.deleted(channel.id)

    async def on_thread_join(self, thread: discord.Thread) -> None:
        await self._platform.servers.thread_changed(thread)

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        await self._platform.servers.thread_changed(after, before)

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        await self._platform.servers.deleted(thread.thread_id)
