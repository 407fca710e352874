"""The bot dies at any moment: nothing that it acknowledged is missing, and nothing is said twice."""

import asyncio
import random

from bot.model.deliveries import DeliveryState
from bot.ports.store import Unit
from tests.journeys.process import BotProcess, Outcome
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer

PEOPLE, CHATS, KILLS = 60, 40, 4


async def test_of_many_people_who_write_at_once_none_is_lost_and_none_is_answered_twice(
    bot: BotProcess, telegram: TelegramServer
) -> None:
    people = [telegram.person(f"Person {index}") for index in range(PEOPLE)]
    await asyncio.gather(*(person.write("/follow") for person in people))
    chance = random.Random(7)
    for _ in range(KILLS):
        await bot.start()
        await asyncio.sleep(chance.uniform(0.0, 0.5))
        await bot.kill()
    await bot.start()
    async with asyncio.timeout(30):
        while telegram.pending_updates:
            await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)
    await bot.stop()
    assert (await bot.on_disk(Outcome)).following == PEOPLE
    assert max(len(person.messages) for person in people) == 1
    assert telegram.too_many == 0


async def test_an_announcement_reaches_every_chat_once_however_often_the_bot_dies(
    bot: BotProcess, telegram: TelegramServer, discord: DiscordServer
) -> None:
    await bot.start()
    owner = telegram.person("Olu")
    await owner.open(bot.link)
    await owner.expect("owner")
    people = [telegram.person(f"Person {index}") for index in range(CHATS)]
    await asyncio.gather(*(person.write("/follow") for person in people))
    admin = discord.person("Mio")
    guild = discord.guild("Example Server", admin)
    channels = [guild.channel(f"news-{index}") for index in range(CHATS)]
    for channel in channels:
        await (await admin.command(channel, "follow")).message()
    await asyncio.gather(*(person.expect("follows", 20) for person in people))
    await owner.write("/announce The hearing is on Monday.")
    await owner.press(await owner.expect("chats"), "Send it now")
    chance = random.Random(11)
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.05, 0.6))
        await bot.kill()
        await bot.start()
    async with asyncio.timeout(60):
        while await open_still(bot):
            await asyncio.sleep(0.2)
    outcome = await bot.on_disk(Outcome)
    here = [sum("Monday" in message.text for message in channel.messages) for channel in channels]
    there = [sum("Monday" in message.text for message in person.messages) for person in people]
    assert here == [1] * CHATS
    assert max(there) == 1
    assert there.count(1) + outcome.uncertain >= CHATS
    assert outcome.unsent == 0
    assert telegram.too_many == 0


async def open_still(bot: BotProcess) -> int:
    def unit(unit: Unit) -> int:
        counts = unit.queue.counts(1)
        return counts.get(DeliveryState.QUEUED, 0) + counts.get(DeliveryState.SENDING, 0)

    return await bot.on_disk(unit)
