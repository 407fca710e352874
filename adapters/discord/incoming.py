"""Discord's interactions as callers of the core."""

from typing import Any

import discord

from bot.interface.requests import Caller
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.people import Account

PLATFORM = "discord"
FIELDS = 5
"""Fields that a modal holds (Discord's reference, modals)."""


def caller(interaction: discord.Interaction[Any]) -> Caller:
    """Who speaks, and where. What the bot answers can always be seen by this person alone."""
    account = Account(PLATFORM, str(interaction.user.id), interaction.user.display_name)
    allowed = interaction.permissions.manage_channels or interaction.permissions.manage_guild

    async def manages() -> bool:
        return interaction.guild_id is None or allowed

    return Caller(
        account,
        address(interaction, account),
        ChatKind.PRIVATE if interaction.guild_id is None else ChatKind.GROUP,
        title=_title(interaction),
        language=interaction.locale.value,
        confidential=True,
        fields=FIELDS,
        manages=manages,
    )


def address(interaction: discord.Interaction[Any], account: Account) -> Address:
    """The channel or thread of an interaction; in a direct message, its person."""
    if interaction.guild_id is None:
        return private_chat(account)
    return Address(PLATFORM, str(interaction.channel_id))


def writer(message: discord.Message) -> Caller:
    """Who wrote a direct message."""
    account = Account(PLATFORM, str(message.author.id), message.author.display_name)
    return Caller(account, private_chat(account), ChatKind.PRIVATE, fields=1)


def _title(interaction: discord.Interaction[Any]) -> str:
    channel, guild = interaction.channel, interaction.guild
    name = getattr(channel, "name", None) or ""
    return f"#{name} ({guild.name})" if guild and name else name
