"""The way to the server and back takes time."""

import asyncio
import time

import aiohttp

from tests.platforms.discord import DiscordServer, Person, Rate, Rates
from tests.platforms.discord.library import pointed_at
from tests.platforms.test_discord.api import Api
from tests.platforms.test_discord.small_bot import Bot, running
from tests.waiting import PATIENCE

LATENCY = 0.2


async def test_events_take_half_the_latency_and_answers_all_of_it() -> None:
    async with DiscordServer() as server:
        ada = server.person("Ada")
        news = server.guild("Town", ada).channel("news")
        with pointed_at(server):
            async with running(server, Bot()) as bot:
                await bot.tree.sync()
                server.latency = LATENCY
                assert LATENCY <= await _answering(bot, ada) < 2 * LATENCY
                assert LATENCY / 2 <= await _hearing(bot, ada) < LATENCY
                began = time.monotonic()
                await bot.get_partial_messageable(news.id).send("x")
                assert LATENCY <= time.monotonic() - began < 2 * LATENCY
                server.latency = 0


async def _answering(bot: Bot, person: Person) -> float:
    began = time.monotonic()
    await (await person.command(person.dm, "hello", name="you")).message()
    return time.monotonic() - began


async def _hearing(bot: Bot, person: Person) -> float:
    began = time.monotonic()
    heard = asyncio.create_task(bot.wait_for("message", timeout=PATIENCE))
    await person.write_dm("hello")
    await heard
    return time.monotonic() - began


async def test_limits_count_when_a_request_arrives() -> None:
    async with DiscordServer(latency=LATENCY, rates=Rates(messages=Rate(1, LATENCY / 4))) as server:
        news = server.guild("Town", server.person("Ada")).channel("news")
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {server.token}"}) as session:
            api = Api(server, session)
            first = asyncio.create_task(api.send(news, content="x"))
            await asyncio.sleep(LATENCY / 2)
            second = asyncio.create_task(api.send(news, content="y"))
            statuses = [(await one)[0] for one in (first, second)]
    assert statuses == [200, 200]
