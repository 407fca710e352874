"""What comes from Discord, as the core knows it: callers, chats and files."""

import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import discord
from discord import app_commands

from adapters.discord.hearing import forwards
from adapters.discord.hearing.markdown import read
from adapters.discord.servers.probing import lacking, trouble
from adapters.discord.servers.rights import may_manage, may_manage_all, rights_at
from bot.interface.command import Command
from bot.interface.requests import Caller, Invoke, Named, Replied, Request, Say, Upload
from bot.interface.typed.arguments import arguments
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.people.person import Account
from bot.model.people.workplaces import Server

PLATFORM = "discord"
FIELDS = 5
"""Fields that a modal holds (Discord's reference, modals)."""

UNKNOWN_MIME = "application/octet-stream"

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?=\s|$)")
_KINDS = {discord.ChannelType.news: ChatKind.CHANNEL, discord.ChannelType.forum: ChatKind.FORUM}

NamedChannel = app_commands.AppCommandChannel | app_commands.AppCommandThread


def installed_by_person(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot is here only because this person has installed it for themselves: nobody of the place has agreed
    to it, so that only they may see what it says."""
    return interaction.context.private_channel or (
        interaction.guild_id is not None and not interaction.is_guild_integration()
    )


def caller(interaction: discord.Interaction[Any]) -> Caller:
    """Who speaks, and where. What the bot answers can always be seen by this person alone."""
    if installed_by_person(interaction):
        return _alone(interaction)
    account = Account(PLATFORM, str(interaction.user.id), interaction.user.display_name)
    allowed = may_manage(interaction.permissions)
    writable, lacks = _standing(interaction, interaction.channel_id)

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
        writable=writable,
        lacks=lacks,
        public=_public(interaction, interaction.channel_id),
        lacks_events=_lacks_events(interaction),
        server=_server(interaction),
        roles=_roles(interaction),
        whole=interaction.guild_id is None or may_manage_all(interaction.permissions),
        beside=_beside(interaction),
        rights_at=partial(rights_at, interaction.client, interaction.user.id),
        pictures=interaction.guild_id is None or interaction.app_permissions.attach_files,
    )


def _beside(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """The other channels and threads of the server."""
    guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
    return tuple(str(each.id) for each in (*guild.channels, *guild.threads)) if guild else ()


def _alone(interaction: discord.Interaction[Any]) -> Caller:
    """Somebody in a place that is none of the bot's: as if they wrote to it in private."""
    account = Account(PLATFORM, str(interaction.user.id), interaction.user.display_name)
    locale = interaction.locale.value
    return Caller(account, private_chat(account), ChatKind.PRIVATE, language=locale, confidential=True, fields=FIELDS)


def _server(interaction: discord.Interaction[Any]) -> Server | None:
    if interaction.guild_id is None:
        return None
    number = str(interaction.guild_id)
    title = interaction.guild.name if interaction.guild else ""
    return Server(PLATFORM, number, title, everybody=number)


def _lacks_events(interaction: discord.Interaction[Any]) -> str:
    guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
    return "" if guild is None or guild.me.guild_permissions.create_events else "Create Events"


def _roles(interaction: discord.Interaction[Any]) -> frozenset[str]:
    """The roles that somebody has in a server, as this interaction says: but for everybody's, whose id is the server's
    (Discord's reference, permissions)."""
    if not isinstance(interaction.user, discord.Member):
        return frozenset()
    return frozenset(str(role.id) for role in interaction.user.roles if not role.is_default())


def address(interaction: discord.Interaction[Any], account: Account) -> Address:
    """The channel or thread of an interaction; in a direct message, its person."""
    if interaction.guild_id is None:
        return private_chat(account)
    return Address(PLATFORM, str(interaction.channel_id))


def writer(message: discord.Message, language: str) -> Caller:
    """Who wrote a direct message, which does not say in which language its writer uses Discord."""
    account = Account(PLATFORM, str(message.author.id), message.author.display_name)
    return Caller(account, private_chat(account), ChatKind.PRIVATE, language=language, fields=1)


def overheard(message: discord.Message) -> Caller:
    """Who names the bot in a server, where others read what they write and what is answered."""
    account = Account(PLATFORM, str(message.author.id), message.author.display_name)
    address = Address(PLATFORM, str(message.channel.id))
    title = _title(message.channel, message.guild)
    kind = chat_kind(message.channel)
    return Caller(account, address, kind, title=title, confidential=False, pictures=False)


def replied(message: discord.Message, bot: int) -> Replied | None:
    """The message of the bot's to which another replies, with its buttons, and its selects' options."""
    reference = message.reference
    there = reference.resolved if reference else None
    if not isinstance(there, discord.Message) or there.author.id != bot:
        return None
    return Replied(str(there.id), tuple(_keys(there.components)))


def _keys(components: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for component in components:
        if isinstance(component, discord.Button) and component.custom_id:
            yield component.label or "", component.custom_id
        if isinstance(component, discord.SelectMenu):
            yield from ((option.label, option.value) for option in component.options)
        accessory = getattr(component, "accessory", None)
        yield from _keys((*getattr(component, "children", ()), *((accessory,) if accessory else ())))


def written(
    message: discord.Message, command: Callable[[str], Command | None], replied: Replied | None, edited: bool
) -> Request:
    """What a direct message says: a line, a file or a post that it forwards; or a command, which Discord's app sends as
    text where it was pasted or typed before the app knew it. A command that was changed is a line: it was given
    once."""
    post = forwards.forwarded(message)
    if post:
        upload, further = uploads(post.attachments)
        text = forwards.text_of(post)
        unread = not (text or upload)
        return Say(text, upload, more=further, formatted=forwards.read, forwarded=True, unread=unread)
    upload, further = uploads(message.attachments)
    found = _COMMAND.match(message.content)
    if found is None or edited:
        return Say(message.content, upload, replied=replied, edited=edited, more=further, formatted=read)
    name = found["name"].casefold()
    declared = command(name)
    options = declared.arguments(confidential=True) if declared else ()
    given = arguments(options, message.content[found.end() :])
    return Invoke(name, given, upload, more=further, formatted=read)


def chat_kind(channel: object) -> ChatKind:
    """What kind of place a server's channel or thread is."""
    kind = getattr(channel, "type", None)
    return _KINDS.get(kind, ChatKind.GROUP) if isinstance(kind, discord.ChannelType) else ChatKind.GROUP


def named(interaction: discord.Interaction[Any], channel: NamedChannel) -> Named:
    """A channel or thread that somebody has named."""
    return Named(
        Address(PLATFORM, str(channel.id)),
        chat_kind(channel),
        _title(channel, interaction.guild),
        may_manage(channel.permissions),
        *_standing(interaction, channel.id),
        public=_public(interaction, channel.id),
        whole=may_manage_all(channel.permissions),
    )


def _standing(interaction: discord.Interaction[Any], channel_id: int | None) -> tuple[bool, tuple[str, ...]]:
    """Whether the bot may write in a channel, which it can be told to without being in its server at all, and what it
    may not do there besides."""
    if interaction.guild_id is None or channel_id is None:
        return True, ()
    guild = interaction.client.get_guild(interaction.guild_id)
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    if channel is None:
        return guild is not None, ()
    return trouble(channel) is None, lacking(channel)


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


def uploads(attachments: Sequence[discord.Attachment]) -> tuple[Upload | None, tuple[Upload, ...]]:
    """The first of several files, and the others."""
    found = [uploaded(each) for each in attachments]
    return (found[0], tuple(found[1:])) if found else (None, ())


def uploaded(attachment: discord.Attachment) -> Upload:
    """A file that somebody sent."""
    mime = attachment.content_type or mimetypes.guess_type(attachment.filename)[0] or UNKNOWN_MIME
    return Upload(attachment.filename, mime.partition(";")[0].strip(), attachment.size, attachment.read)


def _title(channel: object, guild: discord.Guild | None) -> str:
    name = getattr(channel, "name", None) or ""
    return f"#{name} ({guild.name})" if guild and name else name
