"""Two processes share Discord's servers by shards: a press is answered once, by whoever hears its server."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.host.serving.process import run
from bot.model.duties import Term
from storage.postgres.duties import duties_of
from storage.postgres.store import PostgresStore
from tests.drivers.discord import settings
from tests.drivers.running import UNPACED
from tests.journeys.process import SECRET, BotProcess
from tests.platforms.discord import DiscordServer, Guild, Person, Sharding
from tests.platforms.discord.sharding import shard_of
from tests.platforms.telegram import TelegramServer
from tests.storage.postgres import Postgres
from tests.waiting import PATIENCE, until


@pytest.fixture(params=["postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Several processes serve one database on PostgreSQL alone."""
    return str(request.param)


async def a_server_of_each(server: DiscordServer, owner: Person) -> list[Guild]:
    """A server of either shard, with a channel, in the order of the shards."""
    found = dict[int, Guild]()
    while len(found) < 2:
        guild = server.guild("Town", owner)
        if shard_of(guild.id, 2) in found:
            guild.remove_bot()
        else:
            guild.channel("letters")
            found[shard_of(guild.id, 2)] = guild
        await asyncio.sleep(0.001)
    return [found[0], found[1]]


async def is_answered_once(server: DiscordServer, person: Person, guild: Guild) -> None:
    """A command and a press of its answer's first button are answered, each by one request."""
    before = len(server.calls("POST", "/callback$"))
    shown = await (await person.command(guild.channels[0], "letter")).message(PATIENCE)
    button = next(each for each in shown.buttons if each.custom_id)
    await (await person.press(shown, button.label)).message(PATIENCE)
    assert len(server.calls("POST", "/callback$")) == before + 2


@asynccontextmanager
async def nobody_does(database_url: str, duty: str) -> AsyncIterator[None]:
    """Something that nobody else can do meanwhile."""
    held, ended = asyncio.Event(), asyncio.Event()

    async def work(term: Term, over: asyncio.Event) -> None:
        held.set()
        await over.wait()

    async with duties_of(database_url) as duties:
        holding = asyncio.create_task(duties.serve(duty, work, ended))
        await held.wait()
        yield
        ended.set()
        await holding


async def until_heard(server: DiscordServer, shards: set[int], but: Collection[str] = ()) -> None:
    """Wait until there is a connection for each of these shards, of another session than those that are left out."""
    sessions = server.gateway.sessions
    await server.world.changes.until(
        lambda: shards <= {each.shard[0] for name, each in sessions.items() if each.wire and name not in but} or None,
        PATIENCE,
        lambda: f"{shards} are not heard",
    )


async def test_each_shard_is_heard_by_one_of_two_processes_and_by_the_other_when_that_is_killed(
    store: PostgresStore, database_url: str, tmp_path: Path, postgres: Postgres
) -> None:
    ended, without = asyncio.Event(), {"TELEGRAM_TOKEN": ""}
    async with TelegramServer() as telegram, DiscordServer(sharding=Sharding(apart=5.0)) as server:
        ada = server.person("Ada")
        guilds = await a_server_of_each(server, ada)
        theirs = BotProcess(tmp_path, telegram, server, DATABASE_URL=database_url, DISCORD_SHARDS="2", **without)
        given = settings(server, tmp_path)
        ours = replace(
            given,
            database_url=database_url,
            secret_key=SECRET,
            platforms={**given.platforms, "DISCORD_SHARDS": "2"},
        )

        async def both_have_come() -> bool:
            return await postgres.sessions("countersign duties") >= 3

        try:
            async with nobody_does(database_url, "discord.1"):
                await theirs.start(platforms=1)
                serving = asyncio.create_task(run(ours, ended, UNPACED))
                await until(both_have_come)
            await until_heard(server, {0, 1})
            assert "this process does discord.1 now" not in theirs.log(), "who does less comes first"
            for guild in guilds:
                await is_answered_once(server, ada, guild)
            killed = [name for name, each in server.gateway.sessions.items() if each.shard[0] == 0]
            await theirs.kill()
            await until_heard(server, {0, 1}, but=killed)
            for guild in guilds:
                await is_answered_once(server, ada, guild)
            assert server.gateway.too_soon == 0
        finally:
            await theirs.kill()
            ended.set()
            await serving
