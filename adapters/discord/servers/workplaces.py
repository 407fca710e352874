"""The organizers' commands, shown in the servers that owners have named, and in no others."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

import discord
from discord import app_commands

from adapters.discord.hearing.incoming import PLATFORM
from bot.errors import StorageError
from bot.interface.places import Places

logger = logging.getLogger(__name__)

Built = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
GLOBAL_ONLY = ("contexts", "integration_types", "dm_permission")
"""What only a command of all servers can say (Discord's reference, application commands)."""


class Workplaces:
    """The servers that Discord was told to show the organizers' commands in; `build` makes those of a server."""

    def __init__(self, places: Places, build: Callable[[], Sequence[Built]]) -> None:
        self._places = places
        self._build = build
        self._shown = set[str]()
        self._one = asyncio.Lock()

    async def refresh(self, tree: app_commands.CommandTree[Any]) -> None:
        """Show the commands in servers that were named, and take them out of those that are not any more. What Discord
        refuses is tried again when something is named the next time, or at the next start."""
        async with self._one:
            try:
                named = set(await self._places.workplaces(PLATFORM))
            except StorageError:
                return
            for server in sorted(named - self._shown):
                if await self._show(tree, int(server), self._build()):
                    self._shown.add(server)
            for server in sorted(self._shown - named):
                if await self._show(tree, int(server), ()):
                    self._shown.discard(server)

    async def _show(self, tree: app_commands.CommandTree[Any], server: int, built: Sequence[Built]) -> bool:
        guild, translator = discord.Object(server), tree.translator
        tree.clear_commands(guild=guild)
        payload = list[dict[str, Any]]()
        for command in built:
            tree.add_command(command, guild=guild)
            whole = await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
            payload.append({name: value for name, value in whole.items() if name not in GLOBAL_ONLY})
        client = tree.client
        try:
            await client.http.bulk_upsert_guild_commands(client.application_id or 0, server, payload=payload)
        except (discord.DiscordException, OSError) as error:
            logger.warning("Discord did not take a server's commands: %s", type(error).__name__)
            return False
        return True
