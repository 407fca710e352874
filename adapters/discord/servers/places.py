"""What becomes of the servers, channels and threads in which the bot speaks."""

from collections.abc import Iterable, Sequence

import discord

from adapters.discord.hearing.incoming import PLATFORM, chat_kind
from adapters.discord.servers.probing import GuildChannel, shut, trouble
from bot.interface.places import Places
from bot.model.chats import Address, Unreachable

AT_ONCE = 1000
"""So many channels are looked up at once."""


class Servers:
    """Tells the core of the places that are lost, and of those in which the bot can speak again."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def there(self, guilds: Iterable[discord.Guild]) -> None:
        """The bot is in these servers, and may have been let in again unseen."""
        await self._returned([each for guild in guilds for each in _channels(guild)])

    async def arrived(self, guild: discord.Guild) -> None:
        """The bot was let into a server: what it says of that stands in the channel for such, where it may write there,
        else in the first in which it may."""
        first = guild.system_channel
        ordered = [*([first] if first else []), *guild.text_channels]
        channel = next((each for each in ordered if not each.is_news() and not trouble(each)), None)
        if channel:
            address, title = Address(PLATFORM, str(channel.id)), f"#{channel.name} ({guild.name})"
            locale = guild.preferred_locale.value
            await self._places.arrived(address, chat_kind(channel), title, by=None, language=locale)

    async def removed(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        await self._places.left(PLATFORM, [str(each.id) for each in _channels(guild)], Unreachable.REMOVED)

    async def deleted(self, channel_id: int) -> None:
        """A channel or thread was deleted."""
        await self._places.left(PLATFORM, [str(channel_id)], Unreachable.DELETED)

    async def channel_changed(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A channel has changed; the bot may have got back what it needs to write there."""
        if trouble(before) and not trouble(after):
            await self._returned([after, *(each for each in after.guild.threads if each.parent_id == after.id)])

    async def thread_changed(self, after: discord.Thread, before: discord.Thread | None = None) -> None:
        """A thread has changed, or is seen again: the bot may not write in a locked one (Discord's reference,
        threads)."""
        if shut(after):
            await self._places.left(PLATFORM, [str(after.id)], Unreachable.ARCHIVED)
        elif before is None or shut(before):
            await self._returned([after])

    async def _returned(self, channels: Sequence[GuildChannel]) -> None:
        places = [str(each.id) for each in channels if not trouble(each)]
        for first in range(0, len(places), AT_ONCE):
            await self._places.returned(PLATFORM, places[first : first + AT_ONCE])


def _channels(guild: discord.Guild) -> Sequence[GuildChannel]:
    return [*guild.channels, *guild.threads]
