"""A host whose machine's clock jumps, or has jumped when the process starts."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.host import opening
from adapters.host.serving import process as serving
from adapters.host.serving.process import run
from adapters.host.settings import Settings, read_settings
from adapters.host.terminal import acts
from adapters.host.terminal.acts import accept_clock
from bot.model.codes import CODE_LENGTH, read_code
from bot.ports.store import Store, Unit
from storage.cipher import Cipher
from storage.database import open_store
from tests.drivers.running import UNPACED, database
from tests.letters import LETTER
from tests.memory import SECRET
from tests.platforms.telegram import TelegramServer
from tests.storage.examples import person
from tests.unit.host.test_a_new_platform import Declared
from tests.waiting import PATIENCE, until

YEARS = timedelta(days=400)
DUE = timedelta(days=10)
LONG_ENOUGH = 1.0
"""In so many seconds it is looked several times whether a list is to be published."""

true = opening.now


class Host:
    """A machine whose clock can be wrong, and a bot on it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.off = timedelta(0)
        self._database = database(folder)
        self.values = {"DATABASE_URL": self._database, "SECRET_KEY": SECRET, "PLATFORM_TOKEN": "good"}
        for each in (opening, serving, acts):
            monkeypatch.setattr(each, "now", self.machine)

    def machine(self) -> datetime:
        return true() + self.off

    def settings(self) -> Settings:
        """What the host has set."""
        return read_settings(self.values, [Declared().value])

    @asynccontextmanager
    async def runs(self, telegram: TelegramServer | None = None) -> AsyncIterator[None]:
        """It runs, on a platform that says nothing of the time, or on Telegram."""
        declared = Declared().value
        given = self.values | ({"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url} if telegram else {})
        platforms = UNPACED if telegram else (declared,)
        ended = asyncio.Event()
        running = asyncio.create_task(run(read_settings(given, platforms), ended, platforms))
        try:
            yield
        finally:
            ended.set()
            await running

    @asynccontextmanager
    async def disk(self, ago: timedelta = timedelta(0)) -> AsyncIterator[Store]:
        """What is on disk, for whoever writes there so long ago."""
        store = await open_store(self._database, Cipher(SECRET), lambda: true() - ago)
        try:
            yield store
        finally:
            await store.close()

    async def keeps_back(self, until: datetime, ago: timedelta = timedelta(0)) -> None:
        """The list is kept back, and the time was seen to pass until then."""

        def unit(unit: Unit) -> None:
            unit.lists.keep_back(1, until, person(unit).id)
            unit.clock.see()

        async with self.disk(ago) as store, asyncio.timeout(PATIENCE):
            while await store.read(lambda unit: unit.letters.current(LETTER)) is None:
                await asyncio.sleep(0.05)
            await store.write(unit)

    async def kept_back(self) -> bool:
        """Whether it is kept back still."""
        async with self.disk() as store:
            return await store.read(lambda unit: unit.lists.embargo(1) is not None)

    async def published(self) -> None:
        """Wait until it is kept back no more."""

        async def so() -> bool:
            return not await self.kept_back()

        await until(so)


@pytest.fixture
async def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """A host with a letter."""
    host = Host(tmp_path, monkeypatch)
    async with host.runs():
        pass
    return host


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """Telegram, whose clock is right."""
    async with TelegramServer() as server:
        yield server


async def test_a_start_far_from_the_disk_waits_until_the_host_says_that_the_clock_is_right(host: Host) -> None:
    await host.keeps_back(true() + DUE)
    host.off = YEARS
    async with host.runs():
        await asyncio.sleep(LONG_ENOUGH)
        assert await host.kept_back()
        await accept_clock(host.settings())
        await host.published()


async def test_a_clock_that_jumps_ahead_and_back_publishes_nothing(host: Host) -> None:
    async with host.runs():
        await host.keeps_back(true() + DUE)
        for host.off in (YEARS, -YEARS, timedelta(0)):
            await asyncio.sleep(LONG_ENOUGH)
            assert await host.kept_back()


async def test_a_first_start_with_a_wrong_clock_is_set_right_by_a_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, telegram: TelegramServer
) -> None:
    host = Host(tmp_path, monkeypatch)
    host.off = YEARS
    async with host.runs(telegram):
        await host.keeps_back(true() + DUE)
        await asyncio.sleep(LONG_ENOUGH)
        assert await host.kept_back()


async def test_a_bot_that_was_off_for_three_months_goes_on_by_itself_where_a_platform_agrees(
    host: Host, telegram: TelegramServer, capsys: pytest.CaptureFixture[str]
) -> None:
    months = timedelta(days=90)
    await host.keeps_back(true() - DUE, ago=months)
    async with host.runs():
        await asyncio.sleep(LONG_ENOUGH)
        assert await host.kept_back()
    capsys.readouterr()
    async with host.runs(telegram):
        await host.published()
        code = read_code(re.findall(r"/claim (\S+)", capsys.readouterr().out)[0], CODE_LENGTH) or ""
        async with host.disk() as store:
            assert await store.write(lambda unit: unit.people.redeem(code)) is not None
