"""The real library hears people and answers them."""

import io

import pytest

from tests.platforms.discord import DiscordServer, Guild, GuildChannel, Permission, Person
from tests.platforms.discord.library import discord
from tests.platforms.test_discord.small_bot import Bot, eventually
from tests.waiting import PATIENCE


async def test_a_bot_sees_its_guilds_channels_and_threads(bot: Bot, town: Guild, news: GuildChannel) -> None:
    thread = town.thread(news, "talk")
    forum = town.channel("forum", "forum")
    guild = bot.guilds[0]
    await eventually(lambda: guild.get_channel(forum.id) is not None)
    assert (guild.name, guild.preferred_locale.value) == ("Town", "en-US")
    assert [channel.name for channel in guild.channels] == ["news", "forum"]
    assert isinstance(guild.get_channel(forum.id), discord.ForumChannel)
    assert guild.get_thread(thread.id) is not None
    assert guild.me.guild_permissions.send_messages


async def test_a_command_is_answered_privately_in_the_persons_language(
    bot: Bot, ada: Person, news: GuildChannel
) -> None:
    answer = await (await ada.command(news, "hello", name="you")).message()
    assert (answer.content, answer.ephemeral) == ("fr you", True)
    assert news.messages == []


async def test_a_command_shows_the_permissions_of_both(bot: Bot, ada: Person, news: GuildChannel) -> None:
    news.deny_bot(Permission.SEND_MESSAGES)
    answer = await (await ada.command(news, "demand", number=2)).message()
    assert answer.content == "demand 2 (True, False)"
    assert news.messages == [answer]


async def test_a_deferred_answer_is_filled_and_followed(bot: Bot, ada: Person, news: GuildChannel) -> None:
    interaction = await ada.command(news, "slow")
    answer = await interaction.message()
    assert (answer.content, answer.ephemeral, answer.edits) == ("done", True, 1)
    assert (await interaction.followup()).content == "and more"


async def test_an_option_is_completed_while_it_is_typed(bot: Bot, ada: Person, news: GuildChannel) -> None:
    choices = await ada.complete(news, "demand", option="number", typed="2")
    assert [(choice.name, choice.value) for choice in choices] == [("Demand 2", 2)]


async def test_a_button_updates_its_message(bot: Bot, ada: Person, news: GuildChannel) -> None:
    menu = await (await ada.command(news, "menu")).message()
    assert [one.label for one in menu.buttons] == ["More", "Sign"]
    assert await (await ada.press(menu, "More")).answer() is menu
    assert menu.content == "more of it"


async def test_people_are_chosen_in_a_select_menu(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild, news: GuildChannel
) -> None:
    ben = server.person("Ben")
    town.join(ben)
    menu = await (await ada.command(news, "menu")).message()
    await (await ada.choose(menu, "Who?", [ada, ben])).answer()
    assert menu.content == "Ada, Ben"


async def test_a_modal_is_filled_in_and_submitted(bot: Bot, ada: Person, news: GuildChannel) -> None:
    menu = await (await ada.command(news, "menu")).message()
    form = await (await ada.press(menu, "sign")).form()
    assert (form.title, [one.label for one in form.fields]) == (
        "Sign the letter",
        ["Organization", "Kind", "Voice", "Agreed"],
    )
    submission = await ada.submit(form, {"Organization": "Bakers", "kind": "Union", "Voice": "Staff", "Agreed": True})
    answer = await submission.message()
    assert answer.content == "Bakers ['u'] Staff True"
    assert submission.source is menu


async def test_messages_are_edited_deleted_and_carry_files(bot: Bot, news: GuildChannel) -> None:
    channel = bot.get_partial_messageable(news.id)
    sent = await channel.send("one", file=discord.File(io.BytesIO(b"pdf"), "letter.pdf"))
    message = await news.expect("one")
    assert [(file.filename, file.data) for file in message.attachments] == [("letter.pdf", b"pdf")]
    assert await sent.attachments[0].read() == b"pdf"
    await sent.edit(content="two")
    assert (message.content, message.edits, len(message.attachments)) == ("two", 1, 1)
    await sent.delete()
    assert message.deleted
    with pytest.raises(discord.NotFound, match="10008"):
        await channel.fetch_message(sent.id)


async def test_a_person_and_the_bot_write_to_each_other(bot: Bot, ada: Person) -> None:
    await ada.write_dm("hello bot")
    await bot.wait_for("message", timeout=PATIENCE)
    assert [message.content for message in bot.heard] == ["hello bot"]
    await (await bot.fetch_user(ada.id)).send("hello Ada")
    assert [message.content for message in ada.dms] == ["hello bot", "hello Ada"]


async def test_a_guild_message_has_no_content_unless_it_mentions_the_bot(
    bot: Bot, server: DiscordServer, ada: Person, news: GuildChannel
) -> None:
    await ada.write(news, "secret")
    await ada.write(news, f"{server.world.bot.mention} hear")
    await bot.wait_for("message", check=lambda message: "hear" in message.content, timeout=PATIENCE)
    assert [message.content for message in bot.heard] == ["", f"<@{server.application_id}> hear"]
