"""A small bot on the real library, with one command for each way to answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from tests.platforms.discord.library import Served, app_commands, discord

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class FormModal(discord.ui.Modal, title="Sign the letter"):
    """One field of each kind that the product might use."""

    organization = discord.ui.TextInput[Any](label="Organization", min_length=2, max_length=20)
    kind = discord.ui.Label[Any](
        text="Kind",
        component=discord.ui.Select[Any](
            custom_id="kind",
            options=[discord.SelectOption(label="Union", value="u"), discord.SelectOption(label="Club")],
        ),
    )
    voice = discord.ui.Label[Any](
        text="Voice",
        component=discord.ui.RadioGroup[Any](
            custom_id="voice",
            required=False,
            options=[discord.RadioGroupOption(label="Board"), discord.RadioGroupOption(label="Staff")],
        ),
    )
    agreed = discord.ui.Label[Any](text="Agreed", component=discord.ui.Checkbox[Any](custom_id="agreed"))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        kind, voice, agreed = (label.component for label in (self.kind, self.voice, self.agreed))
        assert isinstance(kind, discord.ui.Select)
        assert isinstance(voice, discord.ui.RadioGroup)
        assert isinstance(agreed, discord.ui.Checkbox)
        said = f"{self.organization.value} {kind.values} {voice.value} {agreed.value}"
        await interaction.response.send_message(said, ephemeral=True)


class Menu(discord.ui.View):
    """A button that updates its message, one that opens a modal, and a select menu."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction[Any], _: discord.ui.Button[Menu]) -> None:
        await interaction.response.edit_message(content="more of it")

    @discord.ui.button(label="Sign", custom_id="sign")
    async def sign(self, interaction: discord.Interaction[Any], _: discord.ui.Button[Menu]) -> None:
        await interaction.response.send_modal(FormModal())

    @discord.ui.select(cls=discord.ui.UserSelect[Any], custom_id="who", placeholder="Who?", min_values=1, max_values=2)
    async def who(self, interaction: discord.Interaction[Any], select: discord.ui.UserSelect[Any]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=", ".join(one.display_name for one in select.values))


class Bot(discord.Client):
    """A small bot with one command for each way to answer."""

    def __init__(self) -> None:
        super().__init__(intents=INTENTS, guild_ready_timeout=0.05, allowed_mentions=discord.AllowedMentions.none())
        self.heard: list[discord.Message] = []
        self.events: list[str] = []
        self.tree = app_commands.CommandTree(self)
        for callback in (hello, slow, silent, menu):
            self.tree.add_command(app_commands.Command(name=callback.__name__, description="-", callback=callback))
        self.tree.add_command(demand)

    async def setup_hook(self) -> None:
        """Know the menu's buttons before any is pressed: people see a message before the library has its answer."""
        self.add_view(Menu())

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once; the library would wait five seconds."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author.id != getattr(self.user, "id", 0):
            self.heard.append(message)

    async def on_resumed(self) -> None:
        self.events.append("resumed")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.events.append(f"join {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.events.append(f"remove {guild.name}")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.events.append(f"delete {channel.name}")


class Sharded(discord.AutoShardedClient):
    """A client in two parts that identify at once."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once; the library would wait five seconds."""


async def hello(interaction: discord.Interaction[Any], name: str) -> None:
    await interaction.response.send_message(f"{interaction.locale} {name}", ephemeral=True)


async def slow(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(content="done")
    await interaction.followup.send("and more")


async def silent(interaction: discord.Interaction[Any]) -> None:
    """Answer nothing."""


async def menu(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_message("menu", view=Menu())


@app_commands.command(description="A demand")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def demand(interaction: discord.Interaction[Any], number: app_commands.Range[int, 1, 3]) -> None:
    permissions = (interaction.permissions.manage_guild, interaction.app_permissions.send_messages)
    await interaction.response.send_message(f"demand {number} {permissions}")


@demand.autocomplete("number")
async def numbers(_: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[int]]:
    return [app_commands.Choice(name=f"Demand {one}", value=one) for one in (1, 2, 3) if typed in str(one)]


@asynccontextmanager
async def running(server: Served, bot: Bot) -> AsyncIterator[Bot]:
    async with bot:
        await bot.login(server.token)
        connection = asyncio.create_task(bot.connect())
        await bot.wait_until_ready()
        yield bot
    await connection


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait until the library has taken in what the gateway told it."""
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0.01)
    assert condition()
