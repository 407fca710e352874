"""The bot on Discord: its connection, its commands and what people send."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands

from adapters.discord import commands, components, incoming
from adapters.discord.answering import respond
from adapters.discord.messenger import LIMITS, DiscordMessenger
from bot.delivery.pace import Pace
from bot.errors import SetupError
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import Option
from bot.interface.requests import Caller, Invoke, Request, Say
from bot.model.chats import Address, ChatKind
from bot.model.people import Account
from bot.ports.messenger import Destination, Lane, Message

__all__ = ["LIMITS", "DiscordPlatform"]

logger = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]
LONGEST_WAIT = 60.0
READY_SECONDS = 0.2
"""Until it has heard of no server for so long after a start, discord.py takes one that it joins for one it was in."""

PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 5.0, 60.0
"""The pauses before Discord is connected again: the first, and the longest."""

PARTING_SECONDS = 2.0


class _Client(discord.Client):
    """discord.py's client, which asks for no privileged intent."""

    def __init__(self, platform: "DiscordPlatform") -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT,
            guild_ready_timeout=READY_SECONDS,
        )
        self.tree = app_commands.CommandTree(self)
        self._platform = platform

    async def setup_hook(self) -> None:
        await self._platform.prepare(self)

    async def on_connect(self) -> None:
        self._platform.ready.set()

    async def on_interaction(self, interaction: Interaction) -> None:
        request = components.read(interaction)
        if request:
            await self._platform.answer(interaction, request)

    async def on_message(self, message: discord.Message) -> None:
        if message.guild is None and not message.author.bot and message.content:
            await self._platform.written(message)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._platform.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._platform.removed(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._platform.gone(channel.id)

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        await self._platform.gone(thread.thread_id)


class DiscordPlatform:
    """Discord: its messenger, its interactions, and its links (it has none into a private chat)."""

    name = "Discord"

    def __init__(self, token: str, api_url: str, gateway_url: str, interface: Interface, pace: Pace) -> None:
        if api_url:
            discord.http.Route.BASE = api_url
        if gateway_url:
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
        self._token = token
        self._interface = interface
        self.messenger = DiscordMessenger(pace)
        self._answering: set[asyncio.Task[None]] = set()
        self.ready = asyncio.Event()

    def link(self, action: str) -> str:
        """Nothing: no link performs an action on Discord."""
        return ""

    async def run(self) -> None:
        """Serve Discord until cancelled; raises `SetupError` where it refuses the token."""
        pause = PAUSE_SECONDS
        while True:
            self.ready.clear()
            await self._serve()
            pause = PAUSE_SECONDS if self.ready.is_set() else pause
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _serve(self) -> None:
        """Serve Discord by a client of its own, until the connection is lost in a way that the library can't mend."""
        client = _Client(self)
        try:
            await client.login(self._token)
            self.messenger.use(client)
            await client.connect()
        except discord.LoginFailure:
            raise SetupError("Discord refuses DISCORD_TOKEN. Copy it again from the developer portal.") from None
        except (aiohttp.ClientError, discord.DiscordException, OSError) as error:
            logger.warning("Discord can't be reached (%s); trying again", type(error).__name__)
        except Exception:
            logger.exception("Discord can't be reached; trying again")
        finally:
            if self._answering:
                await asyncio.wait(self._answering, timeout=PARTING_SECONDS)
            await client.close()

    async def prepare(self, client: _Client) -> None:
        """Declare the commands to Discord."""
        await client.tree.set_translator(commands.Translator(self._interface))
        for command in self._interface.commands:
            if command.menu:
                client.tree.add_command(commands.build(command, self._interface, self._invoked, self._suggested))
        try:
            await client.tree.sync()
        except discord.DiscordServerError:
            raise
        except (discord.HTTPException, discord.RateLimited) as error:
            logger.error("Discord did not take the commands: %s", type(error).__name__)

    async def _invoked(self, interaction: Interaction, command: Command, values: Mapping[str, str]) -> None:
        await self.answer(interaction, Invoke(command.name, values))

    async def answer(self, interaction: Interaction, request: Request) -> None:
        """Answer a command, a press or a form that was submitted."""
        work = self._interface.answer(incoming.caller(interaction), request)
        answering = asyncio.create_task(respond(interaction, work, self._interface.private(request)))
        self._answering.add(answering)
        answering.add_done_callback(self._answering.discard)
        try:
            await asyncio.shield(answering)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            logger.warning("an answer could not be given: %s", type(error).__name__)

    async def _suggested(
        self, interaction: Interaction, command: Command, option: Option, typed: str
    ) -> Sequence[tuple[str, str]]:
        found = await self._interface.suggest(incoming.caller(interaction), command.name, option.name, typed)
        return [(each.value, each.label) for each in found]

    async def written(self, message: discord.Message) -> None:
        """A line in a direct message."""
        caller = incoming.writer(message)
        answer = await self._interface.answer(caller, Say(message.content))
        if isinstance(answer, Message):
            await self.messenger.answer(Destination(caller.address, caller.kind, Lane.ANSWER), answer)

    async def joined(self, guild: discord.Guild) -> None:
        """What follows in a server follows again; and the first message there, where it has a channel for such."""
        await self._interface.places.returned(incoming.PLATFORM, _places(guild))
        channel = guild.system_channel
        if channel is None or not channel.permissions_for(guild.me).send_messages:
            return
        address = Address(incoming.PLATFORM, str(channel.id))
        caller = Caller(Account(incoming.PLATFORM, str(guild.me.id)), address, ChatKind.GROUP, title=channel.name)
        answer = await self._interface.answer(caller, Invoke("start", {}))
        if isinstance(answer, Message):
            await self.messenger.answer(Destination(address, ChatKind.GROUP, Lane.ANSWER), answer)

    async def removed(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        await self._interface.places.left(incoming.PLATFORM, _places(guild), "the bot was removed")

    async def gone(self, channel_id: int) -> None:
        """A channel or thread was deleted."""
        await self._interface.places.left(incoming.PLATFORM, [str(channel_id)], "the channel was deleted")


def _places(guild: discord.Guild) -> Sequence[str]:
    """The places of a server's channels and threads."""
    return [str(each.id) for each in (*guild.channels, *guild.threads)]
