"""The letters' dates as scheduled events of servers."""

import asyncio
import logging
from typing import Any

import aiohttp
import discord

from adapters.discord.hearing.incoming import PLATFORM
from adapters.discord.sending.tracing import asking
from bot.delivery.pace import Pace
from bot.errors import StorageError
from bot.interface.offering.calendars import Calendars
from bot.model.deliveries import Lane
from bot.model.letters.calendars import Due, Gathering
from bot.text.shortening import cut

logger = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
AT_ONCE = 20
"""So much is done in one go."""

NAME, PLACE, ABOUT = 100, 100, 1000
"""Characters of an event's name, location and description (Discord's reference, guild scheduled events)."""

GUILD_ONLY, EXTERNAL = 2, 3
"""The privacy level and the entity type of an event that takes place outside of Discord."""

_LOST = (10004, 50001)
"""Discord's codes for an unknown server, and for one that the bot is not in (its reference, JSON error codes)."""

_GONE = 10070
"""Discord's code for an unknown event."""


class Gatherings:
    """Brings dates into servers one after the other, so that there is at most one request of unknown end."""

    def __init__(self, calendars: Calendars, pace: Pace) -> None:
        self._calendars = calendars
        self._pace = pace
        self._soon = asyncio.Event()

    def soon(self) -> None:
        """Somebody may have changed what is to be shown."""
        self._soon.set()

    async def keep(self, client: discord.Client) -> None:
        """Keep the servers as the letters say, until cancelled."""
        await client.wait_until_ready()
        while True:
            self._soon.clear()
            try:
                for each in await self._calendars.due(PLATFORM, AT_ONCE):
                    await self._do(client, each)
            except StorageError:
                pass
            except Exception:
                logger.exception("the letters' dates could not be shown")
            try:
                await asyncio.wait_for(self._soon.wait(), EVERY_SECONDS)
            except TimeoutError:
                continue

    async def _do(self, client: discord.Client, each: Due) -> None:
        try:
            with asking("", apart=True):
                remote = await self._done(client, each)
        except discord.HTTPException as error:
            if error.code in _LOST:
                await self._calendars.lost(PLATFORM, each.server)
            elif error.code == _GONE:
                await self._calendars.done(PLATFORM, each, "")
            elif error.status < 500:
                logger.info("Discord did not take an event: %s", error.code)
                await self._calendars.refused(PLATFORM, each)
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            pass  # whether it is there is looked up when it is tried again
        else:
            await self._calendars.done(PLATFORM, each, remote)

    async def _done(self, client: discord.Client, each: Due) -> str:
        server, http = int(each.server), client.http
        if each.gathering is None:
            async with self._pace.turn("", False, Lane.CARD):
                await http.delete_scheduled_event(server, int(each.remote))
            return ""
        told: Any = _told(each.gathering)
        if each.remote:
            async with self._pace.turn("", False, Lane.CARD):
                await http.edit_scheduled_event(server, int(each.remote), **told)
            return each.remote
        async with self._pace.turn("", False, Lane.CARD):
            there = await http.get_scheduled_events(server, with_user_count=False)
        mine = client.user.id if client.user else 0
        for event in there:
            begins = discord.utils.parse_time(event["scheduled_start_time"])
            ours = str(event.get("creator_id")) == str(mine) and begins == each.gathering.begins
            if ours and event["name"] == told["name"]:
                return str(event["id"])
        async with self._pace.turn("", False, Lane.CARD):
            made = await http.create_guild_scheduled_event(server, **told)
        return str(made["id"])


def _told(shown: Gathering) -> dict[str, Any]:
    return {
        "name": cut(shown.title, NAME),
        "description": cut(shown.about, ABOUT),
        "entity_type": EXTERNAL,
        "entity_metadata": {"location": cut(shown.place, PLACE)},
        "privacy_level": GUILD_ONLY,
        "scheduled_start_time": shown.begins.isoformat(),
        "scheduled_end_time": shown.ends.isoformat(),
    }
