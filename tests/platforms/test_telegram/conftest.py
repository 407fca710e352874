"""A loopback Telegram without limits on rates, a bot, and a person and a group whom the bot knows."""

from collections.abc import AsyncIterator

import pytest
from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, Rates, TelegramServer
from tests.platforms.test_telegram.asking import client


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this the library warns whenever it reads a `retry_after`."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(rates=Rates.off()) as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[ExtBot[None]]:
    async with client(server) as running:
        yield running


@pytest.fixture
async def ada(server: TelegramServer) -> Person:
    person = server.person("Ada", username="ada_l")
    await person.start()
    return person


@pytest.fixture
async def group(server: TelegramServer, ada: Person) -> Group:
    chat = server.supergroup("Allies", admins=[ada])
    await chat.add_bot(ada)
    return chat
