"""Both loopback platforms, and the bot between them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.process import BotProcess
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer


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
