"""Processes that serve one PostgreSQL hear one another, and go on hearing where a connection was lost."""

import asyncio

import pytest

from bot.ports.bell import Bell
from storage.postgres.bell import bell_of
from storage.postgres.store import PostgresStore
from tests.storage.postgres import Postgres
from tests.waiting import PATIENCE


@pytest.fixture(params=["postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Several processes serve one database on PostgreSQL alone."""
    return str(request.param)


class Listener:
    """Somebody who hears a bell."""

    def __init__(self, bell: Bell) -> None:
        self._heard = asyncio.Event()
        bell.hears(self._heard.set)

    async def hears(self) -> None:
        """Wait until it is rung, which takes moments."""
        await asyncio.wait_for(self._heard.wait(), PATIENCE)
        self._heard.clear()

    async def settles(self) -> None:
        """Wait until nothing more is heard of those who have just come."""
        await asyncio.sleep(1.0)
        self._heard.clear()

    @property
    def quiet(self) -> bool:
        """Whether nothing was heard."""
        return not self._heard.is_set()


async def test_who_rings_is_heard_by_the_others_and_not_by_itself(
    store: PostgresStore, database_url: str, postgres: Postgres
) -> None:
    async with bell_of(database_url) as one, bell_of(database_url) as other:
        first, second = Listener(one), Listener(other)
        await first.settles()
        await second.settles()
        for _ in range(3):
            one.ring()
            await second.hears()
        assert first.quiet
        await postgres.end_sessions("countersign bell")
        await first.hears()  # by a new connection: something may have been missed
        await second.hears()
        await first.settles()
        other.ring()
        await first.hears()


async def test_where_one_process_serves_a_file_there_is_nobody_to_tell() -> None:
    async with bell_of("sqlite:///letters.db") as bell:
        listener = Listener(bell)
        bell.ring()
        await asyncio.sleep(0)
        assert listener.quiet
