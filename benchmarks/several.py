"""Several processes on one PostgreSQL, with one of Discord's shards each."""

import asyncio
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from bot.model.duties import Term
from storage.postgres.duties import duties_of
from tests.journeys.process import BotProcess
from tests.storage.postgres import postgres_server

STANDING_BY_SECONDS = 5.0
"""So long after its start a process takes part."""

START_SECONDS = 90.0


async def started(bots: Sequence[BotProcess]) -> None:
    """Start them, each with a shard of Discord's."""
    if len(bots) == 1:
        await bots[0].start()
        return
    ended, work = asyncio.Event(), _held
    async with duties_of(bots[0].database) as duties:
        shards = ["discord", *(f"discord.{number}" for number in range(1, len(bots)))]
        holding = [asyncio.create_task(duties.serve(each, work, ended)) for each in shards]
        await asyncio.gather(*(each.start(platforms=0) for each in bots))
        await _all_logged(bots, "Countersign starts")
        await asyncio.sleep(STANDING_BY_SECONDS)
        ended.set()
        await asyncio.gather(*holding)
    await _all_logged(bots, "discord is served")


async def _all_logged(bots: Sequence[BotProcess], text: str) -> None:
    """Wait until each has logged this."""
    async with asyncio.timeout(START_SECONDS):
        while not all(text in each.log() for each in bots):  # noqa: ASYNC110 - other processes write it
            await asyncio.sleep(0.1)


async def _held(term: Term, over: asyncio.Event) -> None:
    await over.wait()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def settings_of(processes: int) -> Iterator[Sequence[Mapping[str, str]]]:
    """The settings of so many processes: one of them alone has SQLite."""
    if processes == 1:
        yield [{}]
        return
    with postgres_server() as postgres:
        shared = {
            "DATABASE_URL": postgres.url,
            "DISCORD_SHARDS": str(processes),
            "TELEGRAM_WEBHOOK": "yes",
            "PUBLIC_URL": "https://letters.example.org",
        }
        yield [{**shared, "WEB_ADDRESS": f"127.0.0.1:{free_port()}"} for _ in range(processes)]
