"""What the core answers, on its way back: the first answer within three seconds, in whatever shape it takes."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import aiohttp
import discord

from adapters.discord.components import modal, view
from adapters.discord.rendering import contents
from bot.interface.requests import Answer, Page
from bot.ports.messenger import Message

PATIENCE = 1.5
"""Seconds after which an answer is deferred: Discord waits three for the first (its reference, interactions)."""

TRIES = 3
ALREADY_ANSWERED = 40060
"""Discord's code for an interaction that was answered before (its reference, JSON error codes)."""

Interaction = discord.Interaction[Any]
NOBODY = discord.AllowedMentions.none()


async def respond(interaction: Interaction, work: Awaitable[Answer | None], private: bool) -> None:
    """Give the answer that comes of some work. If it takes long it is deferred, as `private` as it will be."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait([task], timeout=PATIENCE)
    if not done:
        await interaction.response.defer(ephemeral=private, thinking=True)
    answer = await task
    for attempt in range(TRIES):
        try:
            await _give(interaction, answer)
        except (aiohttp.ClientError, OSError):
            # A second first answer is refused (40060), so it may be tried again whether or not it arrived.
            if attempt == TRIES - 1:
                raise
        except discord.HTTPException as error:
            if not attempt or error.code != ALREADY_ANSWERED:
                raise
        else:
            return


async def _give(interaction: Interaction, answer: Answer | None) -> None:
    match answer:
        case Page() if not interaction.response.is_done():
            await interaction.response.send_modal(modal(answer))
        case Page():
            await _say(interaction, answer.onward)
        case Message():
            await _say(interaction, answer)
        case None if not interaction.response.is_done():
            await interaction.response.defer()


async def _say(interaction: Interaction, message: Message) -> None:
    first, *more = contents(message.blocks)
    buttons = view(message.keys)
    last = not more
    if interaction.response.is_done():
        await interaction.edit_original_response(content=first, view=buttons if last else None, allowed_mentions=NOBODY)
    elif last and message.replaces and _replaceable(interaction):
        await interaction.response.edit_message(content=first, view=buttons, allowed_mentions=NOBODY)
        return
    else:
        await interaction.response.send_message(
            first,
            view=buttons if last and message.keys else discord.utils.MISSING,
            ephemeral=message.private,
            allowed_mentions=NOBODY,
            suppress_embeds=True,
        )
    for index, content in enumerate(more, 1):
        await interaction.followup.send(
            content,
            view=buttons if index == len(more) and message.keys else discord.utils.MISSING,
            ephemeral=message.private,
            allowed_mentions=NOBODY,
            suppress_embeds=True,
        )


def _replaceable(interaction: Interaction) -> bool:
    """Whether there is a message to replace: that of the pressed button, or the person's own that led to a form."""
    there = interaction.message
    submitted = interaction.type is discord.InteractionType.modal_submit
    return there is not None and (not submitted or there.flags.ephemeral)
