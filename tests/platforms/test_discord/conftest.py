"""A loopback Discord with a person, a guild and a channel, raw requests to it, and a bot on it."""

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from tests.platforms.discord import DiscordServer, Guild, GuildChannel, Interaction, Person, Rates
from tests.platforms.discord.library import pointed_at
from tests.platforms.test_discord.api import Api
from tests.platforms.test_discord.bodies import command, option
from tests.platforms.test_discord.small_bot import Bot, running


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(rates=Rates().times(20)) as server:
        yield server


@pytest.fixture
async def api(server: DiscordServer) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {server.token}"}) as session:
        yield Api(server, session)


@pytest.fixture
def ada(server: DiscordServer) -> Person:
    return server.person("Ada", locale="fr")


@pytest.fixture
def town(server: DiscordServer, ada: Person) -> Guild:
    return server.guild("Town", ada)


@pytest.fixture
def news(town: Guild) -> GuildChannel:
    return town.channel("news")


@pytest.fixture
def pointed(server: DiscordServer) -> Iterator[None]:
    with pointed_at(server):
        yield


@pytest.fixture
async def bot(server: DiscordServer, news: GuildChannel, pointed: None) -> AsyncIterator[Bot]:
    async with running(server, Bot()) as bot:
        await bot.tree.sync()
        yield bot


@pytest.fixture
async def asked(api: Api, ada: Person, news: GuildChannel) -> Interaction:
    await api.register(command(options=[option("text", autocomplete=True)]))
    return await ada.command(news, "ask")
