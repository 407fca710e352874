"""Bots on discord.py, which keeps the limits of a channel by itself: one channel after the other, or all at once.

`discord-loop` awaits each message, `discord-gather` sends all at once. What fails is passed over.
"""

import asyncio
import warnings
from collections.abc import Sequence
from contextlib import suppress

import yarl

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import discord
    from discord import app_commands


class Demands(discord.ui.View):
    """A button that says one sentence."""

    @discord.ui.button(label="The demands")
    async def press(self, interaction: discord.Interaction, button: "discord.ui.Button[Demands]") -> None:
        """Say it."""
        await interaction.response.send_message("What the letter asks: stop.", ephemeral=True)


NEWS = "The hearing is on Monday: https://example.org/hearing"


def serve(name: str, where: Sequence[str], token: str, chats: Sequence[int]) -> None:
    """Serve until killed."""
    discord.http.Route.BASE = where[0]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(where[1])
    client = discord.Client(intents=discord.Intents(guilds=True))
    tree = app_commands.CommandTree(client)
    broadcasts = set[asyncio.Task[None]]()

    @client.event
    async def setup_hook() -> None:
        await tree.sync()

    @client.event
    async def on_ready() -> None:
        print("ready", flush=True)

    @tree.command(description="A demand")
    async def demand(interaction: discord.Interaction, demand: int) -> None:
        await interaction.response.send_message(f"Demand {demand}: stop.")

    @tree.command(description="The letter")
    async def letter(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("The letter.", view=Demands(timeout=None))

    @tree.command(description="Broadcast")
    async def go(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("It is on its way.", ephemeral=True)
        broadcasts.add(asyncio.create_task(broadcast()))

    async def broadcast() -> None:
        if name == "discord-gather":
            await asyncio.gather(*map(send, chats))
        else:
            for chat in chats:
                await send(chat)

    async def send(chat: int) -> None:
        channel = client.get_channel(chat)
        if isinstance(channel, discord.TextChannel):
            with suppress(discord.HTTPException):
                await channel.send(NEWS)

    client.run(token, log_handler=None)
