"""How messages of the queue leave for Discord."""

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
from bot.ports.messenger import Destination, Message, Messenger, Outcome, Refused, Sent

LIMITS = Limits(overall=Window(50, 1.02), chat=Window(5, 5.1))
"""50 requests a second (Discord's reference, rate limits), 5 messages in 5 seconds in a channel (its headers)."""

_FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
DIRECT_KEPT = 10_000
NOBODY = discord.AllowedMentions.none()


class DiscordMessenger(Messenger):
    """Sends by a client. Discord knows a nonce again for "the past few minutes"; two are counted on."""

    platform = PLATFORM
    memory = timedelta(minutes=2)

    def __init__(self, client: discord.Client, pace: Pace) -> None:
        self._client = client
        self._pace = pace
        self._direct: dict[int, discord.DMChannel] = {}

    def prepare(self, message: Message) -> Refused | None:
        return prepare(message)

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        return await self._said(to, message, contents(message.blocks)[:1], key)

    async def answer(self, to: Destination, message: Message) -> Outcome:
        """Answer a person by a message of its own, in several where it is long."""
        return await self._said(to, message, contents(message.blocks), secrets.token_hex(8))

    async def _said(self, to: Destination, message: Message, parts: Sequence[str], key: str) -> Outcome:
        end: Outcome = Refused("the message is empty")
        for index, content in enumerate(parts, 1):
            buttons = view(message.keys) if message.keys and index == len(parts) else discord.utils.MISSING
            try:
                channel = await self._channel(to)
                await self._pace.turn(to.address.place, False, to.lane)
                sent = await channel.send(
                    content,
                    nonce=f"{key}{index if index > 1 else ''}",
                    view=buttons,
                    allowed_mentions=NOBODY,
                    suppress_embeds=True,
                )
            except _FAILURES as error:
                return outcome(error)
            end = Sent(str(sent.id))
        return end

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        try:
            channel = await self._channel(to)
            await self._pace.turn(to.address.place, False, to.lane)
            there = discord.PartialMessage(channel=channel, id=int(message_id))
            await there.edit(content=contents(message.blocks)[0], view=view(message.keys), allowed_mentions=NOBODY)
        except _FAILURES as error:
            return outcome(error)
        return Sent(message_id)

    async def _channel(self, to: Destination) -> discord.PartialMessageable | discord.DMChannel:
        place = to.address.place
        if not place.startswith("@"):
            return self._client.get_partial_messageable(int(place))
        number = int(place.removeprefix("@"))
        if number not in self._direct:
            await self._pace.turn("", False, to.lane)
            self._direct[number] = await self._client.create_dm(discord.Object(number))
            if len(self._direct) > DIRECT_KEPT:
                del self._direct[next(iter(self._direct))]
        return self._direct[number]
