"""What comes from Discord, as the core knows it: callers, chats and files."""

import mimetypes
import re
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands

from adapters.discord.markdown import read
from adapters.discord.probing import trouble
from bot.interface.arguments import arguments
from bot.interface.command import Command
from bot.interface.requests import Caller, Invoke, Named, Request, Say, Upload
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.people.person import Account

PLATFORM = "discord"
FIELDS = 5
"""Fields that a modal holds (Discord's reference, modals)."""

UNKNOWN_MIME = "application/octet-stream"

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?=\s|$)")
_KINDS = {discord.ChannelType.news: ChatKind.CHANNEL, discord.ChannelType.forum: ChatKind.FORUM}

NamedChannel = app_commands.AppCommandChannel | app_commands.AppCommandThread


def caller(interaction: discord.Interaction[Any]) -> Caller:
    """Who speaks, and where. What the bot answers can always be seen by this person alone."""
    account = Account(PLATFORM, str(interaction.user.id), interaction.user.display_name)
    allowed = may_manage(interaction.permissions)

    async def manages() -> bool:
        return interaction.guild_id is None or allowed

    return Caller(
        account,
        address(interaction, account),
        ChatKind.PRIVATE if interaction.guild_id is None else chat_kind(interaction.channel),
        title=_title(interaction.channel, interaction.guild),
        language=interaction.locale.value,
        confidential=True,
        fields=FIELDS,
        manages=manages,
        writable=_writable(interaction, interaction.channel_id),
        public=_public(interaction, interaction.channel_id),
    )


def address(interaction: discord.Interaction[Any], account: Account) -> Address:
    """The channel or thread of an interaction; in a direct message, its person."""
    if interaction.guild_id is None:
        return private_chat(account)
    return Address(PLATFORM, str(interaction.channel_id))


def writer(message: discord.Message, language: str) -> Caller:
    """Who wrote a direct message, which does not say in which language its writer uses Discord."""
    account = Account(PLATFORM, str(message.author.id), message.author.display_name)
    return Caller(account, private_chat(account), ChatKind.PRIVATE, language=language, fields=1)


def written(message: discord.Message, command: Callable[[str], Command | None]) -> Request:
    """What a direct message says: a line or a file, or a command, which Discord's app sends as text where it was pasted
    or typed before the app knew it."""
    uploads = [uploaded(each) for each in message.attachments]
    upload, further = (uploads[0], tuple(uploads[1:])) if uploads else (None, ())
    found = _COMMAND.match(message.content)
    if found is None:
        return Say(message.content, upload, more=further, formatted=read)
    name = found["name"].casefold()
    declared = command(name)
    options = declared.arguments(confidential=True) if declared else ()
    given = arguments(options, message.content[found.end() :])
    return Invoke(name, given, upload, more=further, formatted=read)


def chat_kind(channel: object) -> ChatKind:
    """What kind of place a server's channel or thread is."""
    kind = getattr(channel, "type", None)
    return _KINDS.get(kind, ChatKind.GROUP) if isinstance(kind, discord.ChannelType) else ChatKind.GROUP


def may_manage(permissions: discord.Permissions) -> bool:
    """Whether these permissions of somebody's let them decide over a channel."""
    return permissions.administrator or permissions.manage_channels or permissions.manage_guild


def named(interaction: discord.Interaction[Any], channel: NamedChannel) -> Named:
    """A channel or thread that somebody has named."""
    return Named(
        Address(PLATFORM, str(channel.id)),
        chat_kind(channel),
        _title(channel, interaction.guild),
        may_manage(channel.permissions),
        _writable(interaction, channel.id),
        _public(interaction, channel.id),
    )


def _writable(interaction: discord.Interaction[Any], channel_id: int | None) -> bool:
    """Whether the bot may write in a channel, which it can be told to without being in its server at all."""
    if interaction.guild_id is None or channel_id is None:
        return True
    guild = interaction.client.get_guild(interaction.guild_id)
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    return guild is not None and (channel is None or trouble(channel) is None)


def _public(interaction: discord.Interaction[Any], channel_id: int | None) -> bool:
    """Whether everybody of the server reads a channel, or, of one that the bot does not see, perhaps does. Only who was
    added reads a private thread."""
    if interaction.guild_id is None or channel_id is None:
        return False
    guild = interaction.client.get_guild(interaction.guild_id)
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    if guild is None or channel is None:
        return True
    if isinstance(channel, discord.Thread) and channel.is_private():
        return False
    readable = channel.parent if isinstance(channel, discord.Thread) else channel
    return readable is None or bool(readable.permissions_for(guild.default_role).view_channel)


def uploaded(attachment: discord.Attachment) -> Upload:
    """A file that somebody sent."""
    mime = attachment.content_type or mimetypes.guess_type(attachment.filename)[0] or UNKNOWN_MIME
    return Upload(attachment.filename, mime.partition(";")[0].strip(), attachment.size, attachment.read)


def _title(channel: object, guild: discord.Guild | None) -> str:
    name = getattr(channel, "name", None) or ""
    return f"#{name} ({guild.name})" if guild and name else name
