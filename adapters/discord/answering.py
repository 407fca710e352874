"""What the core answers, on its way back: the first answer within three seconds, in whatever shape it takes."""

import asyncio
import io
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import discord

from adapters.discord.drawing.modals import modal
from adapters.discord.drawing.pieces import Attachments, Piece, pieces
from adapters.discord.drawing.rendering import Commands
from adapters.discord.hearing.incoming import installed_by_person
from bot.interface.requests import Answer, Page
from bot.ports.messenger import Message
from bot.text.blocks import as_text

PATIENCE = 1.5
"""Seconds after which an answer is deferred: Discord waits three for the first (its reference, interactions)."""

CROWD = 100
"""While so many answers are being worked on, each is deferred at once: there is no telling when its turn comes. What is
deferred can't open a form any more, so that it takes one press more."""

TRIES = 3
ALREADY_ANSWERED = 40060
"""Discord's code for an interaction that was answered before (its reference, JSON error codes)."""

Interaction = discord.Interaction[Any]
FOLLOW_UPS = 5
"""So many messages may follow the first answer where a person has installed the bot for themselves (Discord's
reference, receiving and responding)."""

WHOLE = "text.txt"
NOBODY = discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class Drawing:
    """What answers are drawn with: the stored files, and the ids under which Discord knows the commands."""

    attachments: Attachments
    commands: Commands


async def respond(
    interaction: Interaction, work: Awaitable[Answer | None], private: bool, drawing: Drawing, others: int
) -> None:
    """Give the answer that comes of some work, beside so many others. If it takes long, or there are many, it is
    deferred, as `private` as it will be."""
    task = asyncio.ensure_future(work)
    if others < CROWD:
        done, _ = await asyncio.wait([task], timeout=PATIENCE)
    if others >= CROWD or not done:
        try:
            await interaction.response.defer(ephemeral=private, thinking=True)
        except discord.HTTPException:
            await task
            raise
    answer = await task
    for attempt in range(TRIES):
        try:
            await _give(interaction, answer, drawing)
        except (aiohttp.ClientError, OSError):
            # A second first answer is refused (40060), so it may be tried again whether or not it arrived.
            if attempt == TRIES - 1:
                raise
        except discord.HTTPException as error:
            if not attempt or error.code != ALREADY_ANSWERED:
                raise
        else:
            return


async def _give(interaction: Interaction, answer: Answer | None, drawing: Drawing) -> None:
    match answer:
        case Page() if not interaction.response.is_done():
            await interaction.response.send_modal(modal(answer))
        case Page():
            await _say(interaction, answer.onward, drawing)
        case Message():
            await _say(interaction, answer, drawing)
        case None if not interaction.response.is_done():
            await interaction.response.defer()


async def _say(interaction: Interaction, message: Message, drawing: Drawing) -> None:
    replaced = interaction.message if message.replaces and _replaceable(interaction) else None
    if interaction.response.is_done():
        replaced = None
    stays_card = replaced is not None and replaced.flags.components_v2
    first, *more = pieces(message, drawing.commands, card=stays_card)
    files = await drawing.attachments.of(first)
    if len(more) > FOLLOW_UPS and installed_by_person(interaction):
        beginning = pieces(replace(message, card=False, files=()))[0].content
        first, more, files = Piece(beginning, message.keys), [], [_whole(message)]
    if interaction.response.is_done():
        await interaction.edit_original_response(**first.instead(files), allowed_mentions=NOBODY)
    elif replaced and not more and (first.card or not stays_card):
        await interaction.response.edit_message(**first.instead(files), allowed_mentions=NOBODY)
    else:
        await interaction.response.send_message(**_new(message, first, files))
    for piece in more:
        await interaction.followup.send(**_new(message, piece, await drawing.attachments.of(piece)))


def _whole(message: Message) -> discord.File:
    """All that a message says, as a file."""
    return discord.File(io.BytesIO(as_text(message.blocks).encode()), WHOLE)


def _new(message: Message, piece: Piece, files: list[discord.File]) -> dict[str, Any]:
    """A piece of an answer as a message of its own."""
    return {
        **piece.new(),
        "files": files or discord.utils.MISSING,
        "ephemeral": message.private,
        "allowed_mentions": NOBODY,
        "suppress_embeds": not message.previews and not piece.card,
    }


def _replaceable(interaction: Interaction) -> bool:
    """Whether there is a message to replace: that of the pressed button, or the person's own that led to a form."""
    there = interaction.message
    submitted = interaction.type is discord.InteractionType.modal_submit
    return there is not None and (not submitted or there.flags.ephemeral)
