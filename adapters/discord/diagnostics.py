"""Discord, examined for the host: the token, the intents, how many servers, and what the bot may do in every chat."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress

import aiohttp
import discord

from adapters.discord.client import INTENTS
from adapters.discord.hearing.incoming import PLATFORM
from adapters.discord.library import point_at, recommended_shards
from adapters.discord.refusals import refused
from adapters.discord.sending.messenger import DiscordMessenger
from adapters.discord.sending.tracing import traced
from adapters.discord.servers.growth import WARNED_FROM, is_crowded, servers
from bot.delivery.pace import Pace
from bot.model.chats import Chat
from bot.model.deliveries import Lane
from bot.model.diagnostics import Examined, Finding, Level
from bot.model.files import File
from bot.ports.messenger import Destination, Gone, Permission, Sent, Uploads

SECONDS = 30.0
"""So long at the most it takes to connect, and to hear of every server."""

EVERYTHING = frozenset(Permission)


async def examine(given: Mapping[str, str], pace: Pace, examined: Examined) -> Sequence[Finding]:
    """Examine it by a connection of its own, on which nobody is answered; a bot that runs keeps its own."""
    point_at(given.get("DISCORD_API_URL", ""), given.get("DISCORD_GATEWAY_URL", ""))
    shards = int(given.get("DISCORD_SHARDS", "1"))
    client = discord.Client(
        intents=INTENTS, max_messages=None, http_trace=traced(pace), shard_id=0, shard_count=shards
    )  # fmt: skip
    connecting: asyncio.Task[None] | None = None
    try:
        async with asyncio.timeout(SECONDS):
            await client.login(given["DISCORD_TOKEN"])
            recommended = await recommended_shards(client)
            if recommended > shards:
                return [_too_few(shards, recommended)]
            connecting = asyncio.create_task(client.connect(reconnect=False))
            ready = asyncio.create_task(client.wait_until_ready())
            await asyncio.wait([connecting, ready], return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            if connecting.done():
                connecting.result()
        return [*_account(client), *await _chats(client, pace, examined.chats)]
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        return [_failed(error)]
    finally:
        await client.close()
        if connecting:
            connecting.cancel()
            with suppress(BaseException):
                await connecting


def _too_few(shards: int, recommended: int) -> Finding:
    mend = f"Set DISCORD_SHARDS to {recommended} for every process, and start them anew (docs/discord.md)."
    return _finding(Level.MEND, f"Discord recommends {recommended} shards, and it has {shards}", mend)


def _failed(error: Exception) -> Finding:
    refusal = refused(error) if isinstance(error, discord.DiscordException) else None
    if refusal:
        said, _, mend = refusal.said.partition(". ")
        return _finding(Level.MEND, f"it {said}", mend)
    mend = "Look at the network, and at DISCORD_API_URL and DISCORD_GATEWAY_URL if they are set."
    return _finding(Level.MEND, f"it can't be reached ({type(error).__name__})", mend)


def _account(client: discord.Client) -> Sequence[Finding]:
    user, flags = client.user, client.application_flags
    found = [_finding(Level.GOOD, f"the token is {user.name if user else 'nobody'}'s; the intents are accepted")]
    unneeded = [
        name
        for name, on in (
            ("Message Content", flags.gateway_message_content or flags.gateway_message_content_limited),
            ("Server Members", flags.gateway_guild_members or flags.gateway_guild_members_limited),
            ("Presence", flags.gateway_presence or flags.gateway_presence_limited),
        )
        if on
    ]
    if unneeded:
        said = f"privileged intents are on that the bot does not need: {', '.join(unneeded)}"
        found.append(_finding(Level.LOOK, said, "Turn them off on the Bot page of the developer portal."))
    there = servers(client)
    if is_crowded(client):
        mend = "Ask for verification in the developer portal now: an unverified bot stops at 100 (docs/discord.md)."
        found.append(_finding(Level.LOOK, f"it is in {there} servers, and not verified", mend))
    else:
        found.append(_finding(Level.GOOD, f"it is in {there} servers; verification matters from {WARNED_FROM} on"))
    return found


async def _chats(client: discord.Client, pace: Pace, chats: Sequence[Chat]) -> Sequence[Finding]:
    messenger = DiscordMessenger(pace, _NoFiles())
    messenger.use(client)
    return [await _chat(messenger, chat) for chat in chats]


async def _chat(messenger: DiscordMessenger, chat: Chat) -> Finding:
    end = await messenger.probe(Destination(chat.address, chat.kind, Lane.ANNOUNCEMENT), files=False)
    name = f"{PLATFORM}, chat {chat.id}"
    match end:
        case Gone(cause, reason):
            said = f"nothing can be sent there: {cause.value} ({reason})"
            return Finding(Level.MEND, name, said, "Let who manages the channel give the bot what is missing there.")
        case Sent():
            lacks = messenger.lacking(chat.address, EVERYTHING)
            if lacks:
                said = f"messages can be sent, and the bot may not: {', '.join(lacks)}"
                return Finding(Level.LOOK, name, said, "If files, pins or previews are wanted there, allow it.")
            return Finding(Level.GOOD, name, "messages can be sent, with all that belongs to them")
    return Finding(Level.UNKNOWN, name, "Discord did not say what the bot may do there")


class _NoFiles(Uploads):
    """Nothing is sent, so no file is asked for."""

    async def content(self, file: File) -> bytes:
        raise LookupError(file.name)

    async def reference(self, platform: str, file: File) -> str:
        return ""

    async def remember(self, platform: str, file: File, reference: str) -> None: ...


def _finding(level: Level, said: str, mend: str = "") -> Finding:
    return Finding(level, PLATFORM, said, mend)
