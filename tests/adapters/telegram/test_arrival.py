"""The bot is let into a group or channel on Telegram, and says once what it is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.chats import Topic
from tests.adapters.telegram.acts import NEWS, announce
from tests.drivers.telegram import TelegramDriver, TelegramPerson, on_telegram, shown
from tests.platforms.telegram import Channel
from tests.waiting import until


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def followers(bot: TelegramDriver) -> list[str]:
    chats = await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))
    return [each.address.place for each in chats]


async def on_disk(bot: TelegramDriver) -> None:
    """Whatever was sent before is handled."""
    for _ in range(2):  # what came before the second is on disk
        await bot.owner.give("help")


async def channel_with(bot: TelegramDriver, admin: TelegramPerson) -> Channel:
    """A channel into which an admin lets the bot."""
    channel = bot.server.channel("News", admins=[admin.person])
    await channel.add_bot(admin.person)
    return channel


async def test_a_channel_follows_by_one_press_of_whoever_added_the_bot_and_its_readers_see_nothing(
    bot: TelegramDriver,
) -> None:
    channel = await channel_with(bot, bot.owner)
    told = await bot.owner.told("I am in News now. Nobody there was told.")
    assert "come here from now on" in await bot.owner.press("Let it follow", on=told)
    assert await followers(bot) == [str(channel.id)]
    assert channel.messages == []
    await announce(bot, NEWS)
    await channel.expect(NEWS)


async def test_a_group_is_told_in_the_language_of_whoever_added_the_bot_where_they_never_began_with_it(
    bot: TelegramDriver,
) -> None:
    ada, eve = bot.somebody("Ada", "fr"), bot.somebody("Eve")
    group = bot.server.supergroup("Town", admins=[ada.person], members=[eve.person])
    await group.add_bot(ada.person)
    said = shown(await group.expect("Bonjour"))
    assert "lettre ouverte" in said
    follow = next(label for label in said.labels if label == "Suivre ici")
    await eve.press(follow, on=said)
    assert await followers(bot) == []
    await ada.press(follow, on=said)
    assert await followers(bot) == [str(group.id)]


async def test_a_channel_is_told_nothing_where_whoever_added_the_bot_never_began_with_it(bot: TelegramDriver) -> None:
    channel = await channel_with(bot, bot.somebody("Ada"))
    await on_disk(bot)
    assert channel.messages == []


async def test_the_bot_that_is_put_out_and_let_in_again_within_a_day_says_nothing_more(bot: TelegramDriver) -> None:
    group = bot.server.supergroup("Town", admins=[bot.owner.person])
    await group.add_bot(bot.owner.person)
    await bot.owner.told("I am in Town now.")
    await group.remove_bot(bot.owner.person)
    await group.add_bot(bot.owner.person)
    await on_disk(bot)
    greetings = [each for each in bot.owner.person.chat.standing if "I am in Town now." in each.text]
    assert len(greetings) == 1
    assert group.standing == []


async def test_somebody_who_leads_a_group_no_more_does_nothing_by_the_button_that_they_got(bot: TelegramDriver) -> None:
    group = bot.server.supergroup("Town", admins=[bot.owner.person])
    await group.add_bot(bot.owner.person)
    told = await bot.owner.told("I am in Town now.")
    group.members.pop(bot.owner.person.id)
    assert "Only somebody who can manage this chat" in await bot.owner.press("Let it follow", on=told)
    assert await followers(bot) == []


async def test_the_bot_leaves_a_group_when_its_host_says_so(bot: TelegramDriver) -> None:
    group = bot.server.supergroup("Town", admins=[bot.owner.person])
    await group.add_bot(bot.owner.person)
    await bot.owner.press("What I do here", on=await bot.owner.told("I am in Town now."))
    await bot.owner.press("Leave")
    await bot.owner.press("Yes, leave")
    await until(lambda: not group.bot.present)
