"""Both loopback platforms, and the bot between them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.process import BotProcess
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One journey at a time: each is a process at its true pace."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """Telegram, as far away as a few hundred kilometres."""
    async with TelegramServer(latency=0.02) as server:
        yield server


@pytest.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    """Discord, likewise."""
    async with DiscordServer(latency=0.02) as server:
        yield server


@pytest.fixture
async def bot(tmp_path: Path, telegram: TelegramServer, discord: DiscordServer) -> AsyncIterator[BotProcess]:
    """The bot, not started yet."""
    process = BotProcess(tmp_path, telegram, discord)
    yield process
    await process.kill()
