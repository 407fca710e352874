"""What somebody may decide in a channel, as Discord says at this moment."""

import discord

from bot.interface.requests import Rights
from bot.model.chats import Address


def may_manage(permissions: discord.Permissions) -> bool:
    """Whether these permissions of somebody's let them decide over a channel."""
    return permissions.administrator or permissions.manage_channels or permissions.manage_guild


def may_manage_all(permissions: discord.Permissions) -> bool:
    """Whether these permissions of somebody's let them decide over a server."""
    return permissions.administrator or permissions.manage_guild


async def rights_at(client: discord.Client, user: int, address: Address) -> Rights:
    """What somebody may decide in a channel, asked for anew: the bot keeps no members. None, where that fails."""
    channel = client.get_channel(int(address.place)) if address.place.isdecimal() else None
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return Rights()
    try:
        member = await channel.guild.fetch_member(user)
        held = channel.permissions_for(member)
    except (discord.DiscordException, OSError):
        return Rights()
    return Rights(may_manage(held), may_manage_all(held))
