"""The bot is let into a server on Discord, and says once what it is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.chats import Topic
from tests.drivers.discord import DiscordDriver, DiscordPerson, on_discord, standing_in
from tests.platforms.discord import Guild, Permission
from tests.waiting import PATIENCE

HELLO = "I am the bot for the open letter"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[DiscordDriver]:
    async with on_discord(tmp_path) as driver:
        await driver.let_in()
        yield driver
        assert driver.refusals() == []


def town(bot: DiscordDriver, founder: DiscordPerson) -> Guild:
    """A server with two channels, into which the bot is not let yet."""
    guild = bot.server.guild("Town", founder.person, bot=False)
    guild.channel("rules").overwrite(guild.everyone, deny=Permission.SEND_MESSAGES)
    guild.channel("hall")
    return guild


async def followers(bot: DiscordDriver) -> list[str]:
    chats = await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))
    return [each.address.place for each in chats]


async def test_a_server_follows_by_one_press_in_the_first_channel_in_which_the_bot_may_write(
    bot: DiscordDriver,
) -> None:
    hana, eve = bot.somebody("Hana"), bot.somebody("Eve")
    guild = town(bot, hana)
    guild.join(eve.person)
    guild.add_bot()
    rules, hall = guild.channels
    said = await standing_in(hall, HELLO)
    assert rules.messages == []
    assert "Only somebody who can manage this chat" in await eve.press("Follow here", on=said)
    assert await followers(bot) == []
    assert "follows" in await hana.press("Follow here", on=said)
    assert await followers(bot) == [str(hall.id)]


async def test_a_server_that_lets_the_bot_in_again_within_a_day_hears_nothing_more(bot: DiscordDriver) -> None:
    hana = bot.somebody("Hana")
    guild = town(bot, hana)
    guild.add_bot()
    await standing_in(guild.channels[1], HELLO)
    guild.remove_bot()
    guild.add_bot()
    desk = await hana.press("What I do here", on=await standing_in(guild.channels[1], HELLO))
    assert "What I do in" in desk
    assert len([each for each in guild.channels[1].messages if HELLO in each.text]) == 1


async def test_a_desk_opens_in_private_where_discord_says_that_they_manage_the_channel(bot: DiscordDriver) -> None:
    hana, eve = bot.somebody("Hana"), bot.somebody("Eve")
    guild = town(bot, hana)
    guild.join(eve.person, permissions=Permission.MANAGE_CHANNELS)
    guild.add_bot()
    said = await standing_in(guild.channels[1], HELLO)
    for host in (hana, eve):
        await host.press("What I do here", on=said)
        chats = await host.give("host")
        assert "What I do in" in await host.press(next(each for each in chats.labels if "hall" in each))
    assert "manages the whole server" in await eve.press("Leave")
    await hana.press("Leave")
    await hana.press("Yes, leave")
    await bot.server.world.changes.until(
        lambda: bot.server.world.bot.id not in guild.members or None, PATIENCE, lambda: "the bot is still there"
    )
