"""Why the bot can't write in a channel, as far as the client knows."""

import discord

from bot.model.chats import Unreachable
from bot.ports.messenger import Gone

GuildChannel = discord.abc.GuildChannel | discord.Thread


def trouble(channel: GuildChannel, files: bool = False) -> Gone | None:
    """Why the bot could not write in a channel or a thread, perhaps with files (Discord's reference, permissions)."""
    try:
        held = channel.permissions_for(channel.guild.me)
    except discord.ClientException:  # discord.py does not know the thread's channel
        return None
    if shut(channel):
        return Gone(Unreachable.ARCHIVED, "the thread is locked")
    thread = isinstance(channel, discord.Thread)
    told = held.send_messages or not thread  # where it is not held, discord.py says the same of files
    needed = {
        "View Channel": held.view_channel,
        "Send Messages in Threads": held.send_messages_in_threads or not thread,
        "Send Messages": held.send_messages or thread,
        "Attach Files": held.attach_files or not files or not told,
    }
    missing = [name for name, there in needed.items() if not there]
    return Gone(Unreachable.FORBIDDEN, f"missing permission: {', '.join(missing)}") if missing else None


def lacking(channel: GuildChannel) -> tuple[str, ...]:
    """What the bot may not do in a channel of all that an announcement can want, as Discord calls it in English."""
    try:
        held = channel.permissions_for(channel.guild.me)
    except discord.ClientException:  # discord.py does not know the thread's channel
        return ()
    wanted = {"Attach Files": held.attach_files, "Pin Messages": held.pin_messages, "Embed Links": held.embed_links}
    return tuple(name for name, there in wanted.items() if not there)


def shut(channel: GuildChannel) -> bool:
    """Whether it is a thread in which the bot can't write any more: a locked one, unless it manages threads."""
    if not isinstance(channel, discord.Thread) or not channel.locked:
        return False
    return channel.parent is None or not channel.permissions_for(channel.guild.me).manage_threads
