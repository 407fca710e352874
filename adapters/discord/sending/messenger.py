"""How messages leave for Discord."""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import aiohttp
import discord

from adapters.discord.drawing.pieces import Attachments, Piece, UnreadableFile, in_place, pieces
from adapters.discord.drawing.posts import post
from adapters.discord.drawing.rendering import Commands, prepare
from adapters.discord.hearing.incoming import PLATFORM
from adapters.discord.library import edit
from adapters.discord.sending.channels import Busy, Channels, Unconnected
from adapters.discord.sending.crossposts import Crossposts
from adapters.discord.sending.outcomes import change, is_card, outcome
from adapters.discord.sending.tracing import asking
from adapters.discord.servers.probing import lacking, trouble
from bot.delivery.backoff import Backoff
from bot.delivery.pace import Pace
from bot.model.chats import Address, ChatKind
from bot.model.deliveries import Lane
from bot.ports.messenger import (
    Destination,
    Message,
    Messenger,
    Outcome,
    Permission,
    Refused,
    RetryAfter,
    Sent,
    Unknown,
    Uploads,
)

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

NONCE_KNOWN = timedelta(minutes=2)
"""Discord knows a nonce for "the past few minutes" (its reference, create message); two are counted on."""

ALREADY_CROSSPOSTED = 40033
"""Discord's code for a message that was passed on before (its reference, JSON error codes)."""

FRESH_SECONDS = 600.0
"""For so long an answer that surely did not leave is tried again."""

ANSWERING = Backoff(0.5, 60.0)
UNCONNECTED_SECONDS, BUSY_SECONDS, UNREADABLE_SECONDS = 3.0, 1.0, 3.0

# The library's session raises a RuntimeError where it is closed while a request is on its way.
_EXPECTED = (discord.DiscordException, aiohttp.ClientError, OSError, RuntimeError)


NOBODY = discord.AllowedMentions.none()


def calling(role: str) -> discord.AllowedMentions:
    """Who may be called: holders of this role alone, and nobody by what is typed."""
    return discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(role)] if role else False)


class DiscordMessenger(Messenger):
    """Sends by a client that is logged in. `clock` gives seconds that only grow."""

    platform = PLATFORM
    crossposts = True

    def __init__(self, pace: Pace, uploads: Uploads, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._channels = Channels(pace)
        self._crossposts = Crossposts(clock)
        self.attachments = Attachments(uploads)
        self.commands: Commands = {}
        """The ids under which Discord knows the commands, as soon as it has said."""

    def use(self, client: discord.Client) -> None:
        """Send by this client from now on."""
        self._channels.use(client)

    def memory(self, kind: ChatKind) -> timedelta:
        return timedelta(0) if kind is ChatKind.FORUM else NONCE_KNOWN

    def prepare(self, message: Message) -> Refused | None:
        return prepare(message)

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        return await self._put(key, to, message, self._first(message, to))

    async def send_files(self, key: str, to: Destination, message: Message) -> Outcome:
        return await self._put(key, to, message, Piece("", files=message.files))

    @property
    def account(self) -> int:
        """The id of the bot's own account, as soon as it is logged in; 0 before."""
        return self._channels.account

    @property
    def user(self) -> discord.ClientUser | None:
        """The bot's own account, as soon as it is logged in."""
        return self._channels.user

    async def answer(self, to: Destination, message: Message, reply_to: int | None = None) -> Outcome:
        """Answer a person by a message of its own, in several where it is long; the first as a reply to another."""
        key = secrets.token_hex(8)
        end: Outcome = Refused("the message is empty")
        for index, piece in enumerate(pieces(in_place(message, to.kind), self.commands), 1):
            replying = reply_to if index == 1 else None
            end = await self._surely_put(f"{key}{index}", to, message, piece, replying)
            if not isinstance(end, Sent):
                break
        return end

    async def close(self, to: Destination, message_id: str) -> None:
        """Take its buttons from an answer that has a content: a courtesy, which is left where it can't be had."""

        async def close() -> Outcome:
            there = await self._channels.of(to, message_id)
            await edit(self._channels.client, there, view=None)
            return Sent(message_id)

        async with self._pace.turn(to.address.place, False, Lane.ANSWER):
            await self._change(to, close())

    async def _surely_put(
        self, nonce: str, to: Destination, message: Message, piece: Piece, reply_to: int | None = None
    ) -> Outcome:
        """Say something once, however often it takes: where it may have arrived, as long as the nonce is known."""
        clock = asyncio.get_running_loop().time
        until, tries = clock() + FRESH_SECONDS, 0
        while True:
            tries += 1
            async with self._pace.turn(to.address.place, False, Lane.ANSWER):
                end = await self._put(nonce, to, message, piece, reply_to)
            if isinstance(end, Unknown):
                until = min(until, clock() + self.memory(to.kind).total_seconds())
            elif not isinstance(end, RetryAfter):
                return end
            wait = max(ANSWERING.seconds(tries), end.seconds if isinstance(end, RetryAfter) else 0.0)
            await self._pace.rest(min(wait, max(0.0, until - clock())))
            if clock() >= until:
                return end

    async def _put(
        self, nonce: str, to: Destination, message: Message, piece: Piece, reply_to: int | None = None
    ) -> Outcome:
        async def put() -> Outcome:
            if to.kind is ChatKind.FORUM:
                forum = await self._channels.known(to)
                if not isinstance(forum, discord.ForumChannel):
                    return Refused("the channel is no forum")
                return Sent(str(await post(forum, message, piece, await self.attachments.of(piece), calling(to.calls))))
            channel, files = await self._channels.to(to), await self.attachments.of(piece)
            sent = await channel.send(
                **piece.new(),
                nonce=nonce,
                files=files or discord.utils.MISSING,
                allowed_mentions=calling(to.calls),
                suppress_embeds=not message.previews and not piece.card,
                silent=message.silent,
                **_replying(reply_to, channel.id),
            )
            return Sent(str(sent.id))

        with asking(to.address.place, once=to.kind is ChatKind.FORUM):
            return await _end(put(), outcome)

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        async def edit() -> Outcome:
            there = await self._channels.of(to, message_id)
            try:
                await self._replace(there, message, self._first(message, to))
            except discord.HTTPException as error:
                if not is_card(error):
                    raise
                async with self._pace.turn(to.address.place, False, to.lane):
                    await self._replace(there, message, self._first(message, to, card=True))
            return Sent(message_id)

        return await self._change(to, edit())

    def _first(self, message: Message, to: Destination, card: bool = False) -> Piece:
        """What a message shows that has to leave in one piece."""
        first, *_ = pieces(in_place(message, to.kind), self.commands, card) or [Piece("")]
        return first.calling(to.calls)

    async def _replace(self, there: discord.PartialMessage, message: Message, piece: Piece) -> None:
        """Put a piece in the place of what stands there; a message with a content keeps its files as they are."""
        shown = piece.instead(await self.attachments.of(piece) if piece.card else ())
        if not piece.card:
            del shown["attachments"]
        flags = discord.MessageFlags(suppress_embeds=not message.previews and not piece.card)
        await edit(self._channels.client, there, **shown, allowed_mentions=NOBODY, flags=flags)

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        async def delete() -> Outcome:
            await (await self._channels.of(to, message_id)).delete()
            return Sent(message_id)

        return await self._change(to, delete())

    async def pin(self, to: Destination, message_id: str, silent: bool) -> Outcome:
        async def pin() -> Outcome:
            await (await self._channels.of(to, message_id)).pin()
            return Sent(message_id)

        return await self._change(to, pin())

    async def crosspost(self, to: Destination, message_id: str) -> Outcome:
        place, apart = to.address.place, f"{to.address.place} crossposts"
        if seconds := max(self._crossposts.free_in(place), self._pace.free_in(apart, False)):
            return RetryAfter(seconds, "Discord passes on 10 messages of a channel in an hour")

        async def crosspost() -> Outcome:
            there = await self._channels.of(to, message_id)
            try:
                await there.publish()
            except discord.HTTPException as error:
                if error.code != ALREADY_CROSSPOSTED:
                    raise
            except discord.RateLimited as error:
                self._pace.obey(apart, False, error.retry_after)
                raise
            finally:
                self._crossposts.made(place)
            if full := self._crossposts.free_in(place):
                self._pace.on_cooldown(apart, full)
            return Sent(message_id)

        return await self._change(to, crosspost(), apart=True)

    async def leave(self, to: Destination) -> Outcome:
        async def leave() -> Outcome:
            channel = await self._channels.known(to)
            if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
                await channel.guild.leave()
            return Sent("")

        return await self._change(to, leave())

    def address(self, chat: Address, message_id: str) -> str:
        return self._channels.address(chat.place, message_id)

    def lacking(self, chat: Address, needed: frozenset[Permission]) -> tuple[str, ...]:
        channel = self._channels.there(chat.place)
        return lacking(channel, needed, written=True) if channel else ()

    async def probe(self, to: Destination, files: bool) -> Outcome | None:
        async def probe() -> Outcome | None:
            channel = await self._channels.known(to)
            if not isinstance(channel, discord.abc.GuildChannel | discord.Thread) or channel.guild.unavailable:
                return None  # of another shard's servers this one does not know what the bot may do there
            return trouble(channel, files) or Sent("")

        return None if to.kind is ChatKind.PRIVATE else await _end(probe(), outcome)

    async def _change(self, to: Destination, request: Awaitable[Outcome], apart: bool = False) -> Outcome:
        with asking(to.address.place, apart=apart):
            return await _end(request, lambda error: change(error, to.kind))


def _replying(message: int | None, channel: int) -> dict[str, Any]:
    if message is None:
        return {}
    there = discord.MessageReference(message_id=message, channel_id=channel, fail_if_not_exists=False)
    return {"reference": there, "mention_author": False}


async def _end(request: Awaitable[Result], read: Callable[[Exception], Outcome]) -> Result | Outcome:
    """What comes of a request, whatever it raises."""
    try:
        return await request
    except Unconnected:
        return RetryAfter(UNCONNECTED_SECONDS, "Discord is not connected")
    except Busy:
        return RetryAfter(BUSY_SECONDS, "many direct messages are being opened")
    except UnreadableFile as error:
        return RetryAfter(UNREADABLE_SECONDS, f"a file could not be read: {error}")
    except Exception as error:
        if not isinstance(error, _EXPECTED):
            logger.exception("a request to Discord failed")
        return read(error)
