"""Two processes serve one bot: whichever Telegram brings an update to handles it, and one of them gives the answers."""

import asyncio
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.host.serving.process import run
from tests.drivers.running import UNPACED
from tests.drivers.telegram import TelegramPerson, settings
from tests.platforms.telegram import Rates, TelegramServer
from tests.waiting import PATIENCE, until


@pytest.fixture(params=["postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Several processes serve one database on PostgreSQL alone."""
    return str(request.param)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def test_an_update_that_is_brought_to_who_stands_by_is_handled_there_and_answered_by_who_serves(
    database_url: str, tmp_path: Path, told: pytest.LogCaptureFixture
) -> None:
    ports, ended = (free_port(), free_port()), asyncio.Event()
    async with TelegramServer(rates=Rates.off(), webhook=f"http://127.0.0.1:{ports[1]}") as server:
        ada = TelegramPerson(server.person("Ada"))
        polled = settings(server, tmp_path)
        served = [
            replace(
                polled,
                database_url=database_url,
                platforms={**polled.platforms, "TELEGRAM_WEBHOOK": "yes"},
                web_address=f"127.0.0.1:{port}",
                public_url="https://letters.example.org",
            )
            for port in ports
        ]
        first = asyncio.create_task(run(served[0], ended, UNPACED))
        await until(lambda: "telegram is served" in told.text)
        second = asyncio.create_task(run(served[1], ended, UNPACED))
        async with asyncio.timeout(PATIENCE):
            while sum(call.method.lower() == "getme" for call in server.calls) < 2:
                await asyncio.sleep(0.05)
        assert "Demand 2" in await ada.give("demand", number=2)
        assert "Demand 1" in await ada.give("demand", number=1)
        await ada.give("sign")
        assert "organization" in await ada.press("I may sign for my organization")
        assert [call.method for call in server.calls].count("setWebhook") == 1
        ended.set()
        await asyncio.gather(first, second)
