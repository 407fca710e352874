"""The real library connects, keeps its connection, and keeps to the limits."""

import asyncio

import aiohttp
import pytest

from tests.platforms.discord import DiscordServer, Guild, GuildChannel, Person, Rate, Rates, Sharding
from tests.platforms.discord.library import discord, pointed_at
from tests.platforms.test_discord.small_bot import INTENTS, Bot, Sharded, eventually, running
from tests.waiting import PATIENCE


async def test_the_library_keeps_to_the_channel_limit_by_its_headers(
    bot: Bot, server: DiscordServer, news: GuildChannel
) -> None:
    channel = bot.get_partial_messageable(news.id)
    await asyncio.gather(*(channel.send(str(number)) for number in range(12)))
    assert len(news.messages) == 12
    assert server.too_many == 0


async def test_the_library_waits_out_the_global_limit() -> None:
    async with DiscordServer(rates=Rates(overall=Rate(20, 1))) as server:
        town = server.guild("Town", server.person("Ada"))
        with pointed_at(server):
            async with running(server, Bot()) as bot:
                channels = [bot.get_partial_messageable(town.channel(f"c{number}").id) for number in range(30)]
                await asyncio.gather(*(channel.send("news") for channel in channels))
        assert server.too_many > 0
        assert [len(channel.messages) for channel in town.channels] == [1] * 30


async def test_the_library_resumes_its_session_and_hears_what_it_missed(
    bot: Bot, server: DiscordServer, town: Guild, news: GuildChannel
) -> None:
    await server.gateway.drop()
    news.delete()
    await server.connected()
    server.gateway.ask_reconnect()
    await server.world.changes.until(lambda: server.gateway.resumed == 2 or None, PATIENCE, lambda: "not resumed twice")
    await eventually(lambda: sorted(bot.events) == ["delete news", "resumed", "resumed"])


async def test_the_library_identifies_anew_when_its_session_is_gone(bot: Bot, server: DiscordServer) -> None:
    server.gateway.invalidate()
    await server.world.changes.until(lambda: server.gateway.identified == 2 or None, PATIENCE, lambda: "not identified")
    await bot.wait_until_ready()


async def test_the_library_hears_of_guilds_that_it_joins_and_leaves(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild
) -> None:
    server.guild("Village", ada)
    town.remove_bot()
    await eventually(lambda: bot.events == ["join Village", "remove Town"])


async def test_the_library_can_be_sharded(server: DiscordServer, ada: Person, pointed: None) -> None:
    client = Sharded(intents=INTENTS, shard_count=2, guild_ready_timeout=0.05)
    server.guild("Town", ada)
    async with client:
        await client.login(server.token)
        connection = asyncio.create_task(client.connect())
        await client.wait_until_ready()
        assert (len(client.shards), len(client.guilds)) == (2, 1)
    await connection


@pytest.mark.parametrize(("shard", "count", "code"), [(2, 2, 4010), (0, 1, 4011)])
async def test_a_shard_that_there_is_not_and_one_that_is_too_large_are_refused(
    shard: int, count: int, code: int
) -> None:
    async with DiscordServer(sharding=Sharding(largest=2, recommended=1)) as server:
        ada = server.person("Ada")
        for name in ("Town", "Village", "City"):
            server.guild(name, ada)
        with pointed_at(server):
            async with discord.Client(intents=INTENTS, shard_id=shard, shard_count=count) as client:
                await client.login(server.token)
                assert (await client.http.get_bot_gateway())[0] == 3
                with pytest.raises(discord.ConnectionClosed) as closed:
                    await client.connect()
                assert closed.value.code == code


async def test_a_session_that_begins_too_soon_after_another_has_to_begin_again() -> None:
    async with DiscordServer(sharding=Sharding(apart=600.0)) as server:
        with pointed_at(server):
            async with running(server, Bot()), Bot() as second:
                await second.login(server.token)
                connecting = asyncio.create_task(second.connect())
                await server.world.changes.until(
                    lambda: server.gateway.too_soon or None, PATIENCE, lambda: "it began too soon"
                )
                assert server.gateway.identified == 1
                server.clock.advance(600.0)
                await second.wait_until_ready()
                assert server.gateway.identified == 2
                await second.close()
                await connecting


async def test_a_wrong_token_is_refused(server: DiscordServer, pointed: None) -> None:
    async with discord.Client(intents=INTENTS) as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")
    assert server.invalid_requests == 1


async def test_privileged_intents_are_refused(server: DiscordServer, pointed: None) -> None:
    async with discord.Client(intents=discord.Intents.all()) as client:
        await client.login(server.token)
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await client.connect()


async def test_the_gateway_refuses_a_wrong_token(server: DiscordServer) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(server.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json({"op": 2, "d": {"token": "wrong", "intents": 0}})
        await socket.receive()
        assert socket.close_code == 4004
