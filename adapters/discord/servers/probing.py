"""Why the bot can't write in a channel, as far as the client knows."""

import discord

from bot.model.chats import Unreachable
from bot.ports.messenger import Gone, Permission

GuildChannel = discord.abc.GuildChannel | discord.Thread
EVERYTHING = frozenset(Permission)


def trouble(channel: GuildChannel, files: bool = False) -> Gone | None:
    """Why the bot could not write in a channel or a thread, perhaps with files (Discord's reference, permissions)."""
    try:
        held = channel.permissions_for(channel.guild.me)
    except discord.ClientException:  # discord.py does not know the thread's channel
        return None
    if shut(channel):
        return Gone(Unreachable.ARCHIVED, "the thread is locked")
    missing = [*_unwritable(channel, held), *(["Attach Files"] if files and not _takes_files(channel, held) else [])]
    return Gone(Unreachable.FORBIDDEN, f"missing permission: {', '.join(missing)}") if missing else None


def lacking(
    channel: GuildChannel, needed: frozenset[Permission] = EVERYTHING, written: bool = False
) -> tuple[str, ...]:  # fmt: skip
    """What the bot may not do in a channel of what is needed there, as Discord calls it in English. `written`: it is
    looked at first whether the bot may write there at all."""
    try:
        held = channel.permissions_for(channel.guild.me)
    except discord.ClientException:  # discord.py does not know the thread's channel
        return ()
    wanted = {
        Permission.FILES: ("Attach Files", _takes_files(channel, held)),
        Permission.PINS: ("Pin Messages", held.pin_messages),
        Permission.PREVIEWS: ("Embed Links", held.embed_links),
    }
    lacks = tuple(name for permission, (name, there) in wanted.items() if permission in needed and not there)
    return (_unwritable(channel, held) if written else ()) or lacks


def _unwritable(channel: GuildChannel, held: discord.Permissions) -> tuple[str, ...]:
    thread = isinstance(channel, discord.Thread)
    needed = {
        "View Channel": held.view_channel,
        "Send Messages in Threads": held.send_messages_in_threads or not thread,
        "Send Messages": held.send_messages or thread,
    }
    return tuple(name for name, there in needed.items() if not there)


def _takes_files(channel: GuildChannel, held: discord.Permissions) -> bool:
    """Whether files may be sent. Of a thread in whose channel nothing can be, discord.py does not know."""
    return held.attach_files or (isinstance(channel, discord.Thread) and not held.send_messages)


def shut(channel: GuildChannel) -> bool:
    """Whether it is a thread in which the bot can't write any more: a locked one, unless it manages threads."""
    if not isinstance(channel, discord.Thread) or not channel.locked:
        return False
    return channel.parent is None or not channel.permissions_for(channel.guild.me).manage_threads
