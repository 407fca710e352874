"""What the core answers, on its way back: the first answer within three seconds, in whatever shape it takes."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import discord

from adapters.discord.components import modal, view
from adapters.discord.rendering import contents
from bot.interface.requests import Answer, Page
from bot.ports.messenger import Message

PATIENCE = 1.5
"""Seconds after which an answer is deferred: Discord waits three for the first (its reference, interactions)."""

Interaction = discord.Interaction[Any]
NOBODY = discord.AllowedMentions.none()


async def respond(interaction: Interaction, work: Awaitable[Answer | None], private: bool) -> None:
    """Give the answer that comes of some work. If it takes long it is deferred, as `private` as it will be."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait([task], timeout=PATIENCE)
    if not done:
        await interaction.response.defer(ephemeral=private, thinking=True)
    answer = await task
    match answer:
        case Page() if not interaction.response.is_done():
            await interaction.response.send_modal(modal(answer))
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
    """Whether the message whose button was pressed is the person's own to see change."""
    return interaction.message is not None and (interaction.message.flags.ephemeral or interaction.guild_id is None)
