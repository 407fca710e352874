"""What becomes of chats on Telegram: they move, and the bot is thrown out, let in again, blocked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.chats import Address, Topic
from tests.adapters.telegram.acts import NEWS, address_of, announce
from tests.drivers.telegram import TelegramDriver, greeted, on_telegram


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def test_a_group_that_becomes_a_supergroup_keeps_following(bot: TelegramDriver) -> None:
    group = bot.server.group("Town", admins=[bot.owner.person])
    await group.add_bot(bot.owner.person)
    await greeted(bot.owner.person, group)
    await bot.owner.person.write("/follow", group)
    await group.expect("follows")
    new = await group.upgrade(bot.owner.person)
    await announce(bot, NEWS)
    await new.expect(NEWS)
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    chats = await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))
    assert [chat.address for chat in chats] == [Address("telegram", str(new.id))]


async def test_a_group_that_becomes_a_supergroup_in_the_middle_of_a_form_keeps_it(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    group = bot.server.group("Town", admins=[bot.owner.person], members=[ada.person])
    await group.add_bot(bot.owner.person)
    await greeted(bot.owner.person, group)
    await ada.person.write("/sign", group)
    onward = await group.expect("in private")
    new = await group.upgrade(bot.owner.person)
    assert (await ada.open(address_of(onward, onward.labels[0]))).labels[0] == "I may sign for my organization"
    await ada.person.write("/demands", new)
    await new.expect("What the letter asks")


async def test_a_topic_that_followed_follows_again_when_the_bot_is_back(bot: TelegramDriver) -> None:
    group = bot.server.supergroup("Town", admins=[bot.owner.person], topics=["News"])
    (topic,) = group.topics.values()
    await group.add_bot(bot.owner.person)
    await greeted(bot.owner.person, group)
    await bot.owner.person.write("/follow", group, topic=topic)
    await group.expect("follows")
    await group.remove_bot(bot.owner.person)
    for _ in range(2):  # what came before the second is on disk
        await bot.owner.give("help")
    assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []
    await group.add_bot(bot.owner.person)
    for _ in range(2):  # what came before the second is on disk
        await bot.owner.give("help")
    chats = await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))
    assert [chat.address for chat in chats] == [Address("telegram", str(group.id), str(topic.id))]


async def test_whoever_blocks_the_bot_gets_nothing_more_and_is_heard_again_when_they_return(
    bot: TelegramDriver,
) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    await ada.give("follow")
    await ada.person.block()
    for _ in range(2):  # what came before the second is on disk
        await grace.give("help")
    assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []
    await ada.person.unblock()
    await ada.give("start")
    assert len(await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))) == 1


async def test_a_chat_that_is_found_to_be_gone_is_closed_and_its_reason_reported(tmp_path: Path) -> None:
    async with on_telegram(tmp_path) as bot:
        ada = bot.somebody("Ada")
        await ada.give("follow")
        await ada.person.deactivate()
        await announce(bot, NEWS)
        report = await bot.owner.told("Announcement 1 is done: 0 of 1 delivered.")
        assert "deactivated" in report
        assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []
        assert [each.refusal.code for each in bot.server.refusals if each.refusal] == [403]
