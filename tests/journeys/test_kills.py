"""The bot dies at any moment: nothing that it acknowledged is missing, and nothing is said twice."""

import asyncio
import random

from bot.model.announcements.announcement import Stage
from bot.model.deliveries import DeliveryState
from bot.ports.store import Unit
from tests.journeys.crowd import gathered
from tests.journeys.process import BotProcess, Outcome
from tests.journeys.steering import announce, ended
from tests.journeys.truth import lies, told
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer
from tests.waiting import until

PEOPLE, KILLS = 60, 4
CHATS, CHANNELS = 60, 60


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
    await until(lambda: not telegram.pending_updates)
    await asyncio.sleep(0.5)
    await bot.stop()
    assert (await bot.on_disk(Outcome)).following == PEOPLE
    assert max(len(person.messages) for person in people) <= 1
    assert telegram.too_many == 0


async def test_an_announcement_reaches_every_chat_once_however_often_the_bot_dies(
    bot: BotProcess, telegram: TelegramServer, discord: DiscordServer
) -> None:
    crowd = await gathered(bot, telegram, discord, CHATS, CHANNELS, apart=False)
    await bot.start()
    await announce(crowd.owner, "The hearing is on Monday.")
    chance, leaving = random.Random(11), set[str]()
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.02, 0.4))
        await bot.kill()
        leaving |= await bot.on_disk(leaving_for_telegram)
        await bot.start()
    found = await ended(bot, 1, 60)
    every = await told(bot, telegram, discord, 1, "The hearing")
    assert lies(every) == []
    assert found.stage is Stage.DONE
    assert found.tally.sent + found.tally.uncertain == crowd.size
    assert found.tally.uncertain == len(leaving)
    assert [len(each.standing) for each in every if each.platform == "discord"] == [1] * CHANNELS
    assert {each.state for each in every if each.platform == "discord"} == {DeliveryState.SENT}
    assert (telegram.too_many, discord.too_many) == (0, 0)


def leaving_for_telegram(unit: Unit) -> set[str]:
    """The chats on Telegram for which messages were leaving."""
    leaving = [
        row.chat.address for row in unit.results.rows(1, 0, CHATS + CHANNELS) if row.state is DeliveryState.SENDING
    ]
    return {each.place for each in leaving if each.platform == "telegram"}
