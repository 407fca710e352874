"""Channels and files that people give: as options of commands, and in modals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.platforms.discord import ClientRefused, DiscordServer, Guild, GuildChannel, Permission, Person, Upload
from tests.platforms.discord.library import app_commands, discord
from tests.platforms.test_discord.small_bot import Bot, running


class LetterModal(discord.ui.Modal, title="Letter"):
    """A field for one or two files."""

    file = discord.ui.Label[Any](
        text="File", component=discord.ui.FileUpload[Any](custom_id="file", min_values=1, max_values=2)
    )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        component = self.file.component
        assert isinstance(component, discord.ui.FileUpload)
        said = [f"{one.filename} {(await one.read()).decode()}" for one in component.values]
        await interaction.response.send_message(", ".join(said))


@app_commands.command(description="-")
async def follow(
    interaction: discord.Interaction[Any],
    chat: app_commands.AppCommandChannel | app_commands.AppCommandThread,
) -> None:
    known = chat.resolve()
    said = f"{chat.name} {chat.type.name} {known is not None} {chat.permissions.manage_messages}"
    await interaction.response.send_message(said)


@app_commands.command(description="-")
async def announce(
    interaction: discord.Interaction[Any], file: discord.Attachment, channel: discord.TextChannel
) -> None:
    await channel.send("Letter", file=await file.to_file())
    await interaction.response.send_message(f"{file.filename} {file.size} {file.content_type}")


@app_commands.command(description="-")
async def greet(interaction: discord.Interaction[Any], who: discord.Member) -> None:
    await interaction.response.send_message(f"{who.display_name} {who.guild_permissions.send_messages}")


@app_commands.command(description="-")
async def letter(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_modal(LetterModal())


COMMANDS: tuple[app_commands.Command[Any, ..., None], ...] = (follow, announce, greet, letter)


@pytest.fixture
async def bot(server: DiscordServer, news: GuildChannel, pointed: None) -> AsyncIterator[Bot]:
    async with running(server, bot := Bot()):
        for command in COMMANDS:
            bot.tree.add_command(command)
        await bot.tree.sync()
        yield bot


async def test_a_channel_or_a_thread_is_given_to_a_command(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild, news: GuildChannel
) -> None:
    other = town.channel("other", "announcement")
    ben = server.person("Ben")
    town.join(ben)
    assert (await (await ada.command(news, "follow", chat=other)).message()).content == "other news True True"
    assert (await (await ben.command(news, "follow", chat=other)).message()).content == "other news True False"
    thread = town.thread(news, "talk")
    assert (await (await ada.command(news, "follow", chat=thread)).message()).content.startswith("talk public_thread")


async def test_a_file_is_given_to_a_command_and_passed_on(
    bot: Bot, ada: Person, town: Guild, news: GuildChannel
) -> None:
    other = town.channel("other")
    given = await ada.command(news, "announce", file=("press.pdf", b"pdf"), channel=other)
    assert (await given.message()).content == "press.pdf 3 application/pdf"
    assert [(file.filename, file.data) for file in other.messages[0].attachments] == [("press.pdf", b"pdf")]


async def test_a_person_is_given_as_a_member(bot: Bot, ada: Person, news: GuildChannel) -> None:
    assert (await (await ada.command(news, "greet", who=ada)).message()).content == "Ada True"


async def test_the_client_app_offers_only_channels_that_fit(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild, news: GuildChannel
) -> None:
    ben = server.person("Ben")
    town.join(ben)
    hidden = town.channel("hidden", private=True)
    elsewhere = server.guild("City", ada).channel("elsewhere")
    gone = town.channel("gone")
    gone.delete()
    for person, channel in ((ada, elsewhere), (ada, ada.dm), (ada, gone), (ben, hidden)):
        with pytest.raises(ClientRefused):
            await person.command(news, "follow", chat=channel)
    with pytest.raises(ClientRefused, match="its type is 2"):
        await ada.command(news, "announce", file=("a", b"a"), channel=town.channel("voice", "voice"))
    with pytest.raises(ClientRefused, match="does not take"):
        await ada.command(news, "announce", file="press.pdf", channel=news)
    assert Permission.VIEW_CHANNEL not in hidden.permissions_of(ben)


async def test_files_are_filled_into_a_modal(bot: Bot, ada: Person, news: GuildChannel) -> None:
    for given, said in (
        (("a.txt", b"one"), "a.txt one"),
        ([("a.txt", b"one"), Upload("b.txt", b"two")], "a.txt one, b.txt two"),
    ):
        form = await (await ada.command(news, "letter")).form()
        assert (await (await ada.submit(form, {"File": given})).message()).content == said
    form = await (await ada.command(news, "letter")).form()
    for wrong in ([], [("a.txt", b"1")] * 3, "a.txt"):
        with pytest.raises(ClientRefused):
            await ada.submit(form, {"File": wrong})
