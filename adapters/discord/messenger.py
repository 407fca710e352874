"""How messages of the queue leave for Discord."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import timedelta

import aiohttp
import discord

from adapters.discord.components import view
from adapters.discord.incoming import PLATFORM
from adapters.discord.outcomes import outcome
from adapters.discord.rendering import contents, prepare
from bot.delivery.pace import Limits, Pace, Window
from bot.ports.messenger import Destination, Key, Message, Messenger, Outcome, Refused, RetryAfter, Sent, Unknown

LIMITS = Limits(overall=Window(50, 1.02), chat=Window(5, 5.1))
"""50 requests a second (Discord's reference, rate limits), 5 messages in 5 seconds in a channel (its headers)."""

FRESH_SECONDS = 600.0
"""For so long an answer that surely did not leave is tried again."""

AGAIN_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 60.0
"""The pauses before that: the first, each twice the one before, the longest."""

UNCONNECTED_SECONDS = 3.0

# The library's session raises a RuntimeError where it is closed while a request is on its way.
_FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, RuntimeError)
DIRECT_KEPT = 10_000
NOBODY = discord.AllowedMentions.none()


class DiscordMessenger(Messenger):
    """Sends by a client that is logged in. Discord knows a nonce for "the past few minutes"; two are counted on."""

    platform = PLATFORM
    memory = timedelta(minutes=2)

    def __init__(self, pace: Pace) -> None:
        self._client: discord.Client | None = None
        self._pace = pace
        self._direct: dict[int, discord.DMChannel] = {}

    def use(self, client: discord.Client) -> None:
        """Send by this client from now on."""
        self._client = client
        self._direct.clear()

    def prepare(self, message: Message) -> Refused | None:
        return prepare(message)

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        first = contents(message.blocks)[0]
        return await self._said(to, first, message.keys, key)

    async def answer(self, to: Destination, message: Message) -> Outcome:
        """Answer a person by a message of its own, in several where it is long."""
        parts, key = contents(message.blocks), secrets.token_hex(8)
        end: Outcome = Refused("the message is empty")
        for index, content in enumerate(parts, 1):
            keys = message.keys if index == len(parts) else ()
            end = await self._surely_said(to, content, keys, f"{key}{index}")
            if not isinstance(end, Sent):
                break
        return end

    async def _surely_said(self, to: Destination, content: str, keys: Sequence[Key], nonce: str) -> Outcome:
        """Say something once, however often it takes: where it may have arrived, as long as the nonce is known."""
        clock = asyncio.get_running_loop().time
        until, pause = clock() + FRESH_SECONDS, AGAIN_SECONDS
        while True:
            end = await self._said(to, content, keys, nonce)
            if isinstance(end, Unknown):
                until = min(until, clock() + self.memory.total_seconds())
            elif not isinstance(end, RetryAfter):
                return end
            wait = max(pause, end.seconds) if isinstance(end, RetryAfter) else pause
            if clock() + wait > until:
                return end
            await asyncio.sleep(wait)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _said(self, to: Destination, content: str, keys: Sequence[Key], nonce: str) -> Outcome:
        try:
            channel = await self._channel(to)
            await self._pace.turn(to.address.place, False, to.lane)
            sent = await channel.send(
                content,
                nonce=nonce,
                view=view(keys) if keys else discord.utils.MISSING,
                allowed_mentions=NOBODY,
                suppress_embeds=True,
            )
        except _Unconnected:
            return RetryAfter(UNCONNECTED_SECONDS, "Discord is not connected")
        except _FAILURES as error:
            return outcome(error)
        return Sent(str(sent.id))

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        try:
            channel = await self._channel(to)
            await self._pace.turn(to.address.place, False, to.lane)
            there = discord.PartialMessage(channel=channel, id=int(message_id))
            await there.edit(content=contents(message.blocks)[0], view=view(message.keys), allowed_mentions=NOBODY)
        except _Unconnected:
            return RetryAfter(UNCONNECTED_SECONDS, "Discord is not connected")
        except _FAILURES as error:
            return outcome(error)
        return Sent(message_id)

    async def _channel(self, to: Destination) -> discord.PartialMessageable | discord.DMChannel:
        client = self._client
        if client is None or client.is_closed():
            raise _Unconnected
        place = to.address.place
        if not place.startswith("@"):
            return client.get_partial_messageable(int(place))
        number = int(place.removeprefix("@"))
        if number not in self._direct:
            await self._pace.turn("", False, to.lane)
            self._direct[number] = await client.create_dm(discord.Object(number))
            if len(self._direct) > DIRECT_KEPT:
                del self._direct[next(iter(self._direct))]
        return self._direct[number]


class _Unconnected(Exception):
    """No client is logged in."""
