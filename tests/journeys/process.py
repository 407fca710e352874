"""The bot as its host runs it: a process that is started, killed and started again."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.model.chats import Topic
from bot.model.deliveries import Tally
from bot.model.endorsements.endorsement import State
from bot.ports.store import Unit
from bot.service.journal.verification import verify
from storage.cipher import Cipher
from storage.database import open_store
from tests.checkout import ROOT
from tests.journeys.forked import Forked
from tests.platforms.discord import DiscordServer
from tests.platforms.telegram import TelegramServer
from tests.waiting import PATIENCE, until

SECRET = "a secret of the tests as long as one has to be"

Result = TypeVar("Result")


class Process:
    """A process that is killed, or told to end."""

    _process: asyncio.subprocess.Process | Forked | None = None

    async def kill(self) -> None:
        """Kill it, in whatever it is doing."""
        await self._end("kill")

    async def stop(self) -> None:
        """Tell it to end."""
        await self._end("terminate")

    async def _end(self, way: str) -> None:
        if self._process and self._process.returncode is None:
            getattr(self._process, way)()
            await self._process.communicate()


class HostProcess(Process):
    """`countersign run` with these settings."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.database = settings.get("DATABASE_URL", f"sqlite:///{folder / 'bot.db'}")
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COV_")},
            "DATABASE_URL": self.database,
            "SECRET_KEY": SECRET,
            **settings,
        }
        self._folder = folder
        self.link = ""
        self.errors: list[str] = []

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    async def start(self, platforms: int = 2) -> None:
        """Start it, and wait until so many platforms are connected."""
        self._process = Forked("run", environment=self._environment, log=self._folder / "errors.txt")
        await self._process.listen()
        await self.connected(platforms)

    async def connected(self, platforms: int = 1) -> None:
        """Wait until it says that so many more platforms are connected."""
        assert self._process
        assert self._process.stdout is not None
        connected = 0
        async with asyncio.timeout(PATIENCE):
            while connected < platforms:
                line = (await self._process.stdout.readline()).decode()
                assert line, self.log()
                connected += line.startswith("Connected")
                found = re.search(r"https://t\.me/\S+", line)
                self.link = found[0] if found else self.link

    async def command(self, *arguments: str, says: str = "", **settings: str) -> str:
        """What another command of the host's prints, whether or not the bot is running; it succeeds. `says`: what is
        typed there."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "adapters.host", *arguments),
            cwd=ROOT,
            env={**self._environment, **settings},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed, _ = await process.communicate(says.encode())
        assert process.returncode == 0, printed.decode()
        return printed.decode()

    def hang(self) -> None:
        """Let it do nothing at all, until it is told to go on."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on where it was."""
        self._signal(signal.SIGCONT)

    def hang_up(self) -> None:
        """Tell it to try again what was refused."""
        self._signal(signal.SIGHUP)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)

    async def logged(self, text: str, times: int = 1) -> None:
        """Wait until its log has so many lines with this."""
        await until(lambda: self.log().count(text) >= times)

    def log(self) -> str:
        """What it wrote to its log."""
        return (self._folder / "errors.txt").read_text()

    def complaints(self) -> str:
        """What it wrote to its log beside what it tells of its work."""
        return "".join(line for line in self.log().splitlines(keepends=True) if " INFO " not in line)

    async def write(self, change: Callable[[Unit], None]) -> None:
        """Change what is on disk before the bot is started."""
        store = await open_store(self.database, Cipher(SECRET), lambda: datetime.now(UTC))
        try:
            await store.write(change)
        finally:
            await store.close()

    async def on_disk(self, look: Callable[[Unit], Result]) -> Result:
        """What is on disk, whether or not the bot is running."""
        store = await open_store(self.database, Cipher(SECRET), lambda: datetime.now(UTC))
        try:
            return await store.read(look)
        finally:
            await store.close()


class BotProcess(HostProcess):
    """`countersign run` against both loopback platforms, at the true pace."""

    def __init__(self, folder: Path, telegram: TelegramServer, discord: DiscordServer, **settings: str) -> None:
        served = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
        }
        super().__init__(folder, **{**served, **settings})


class Outcome:
    """What is on disk in the end, of the first letter and its first announcement."""

    def __init__(self, unit: Unit) -> None:
        self.states = {state: count for state in State if (count := unit.endorsements.count(1, state))}
        announcement = unit.announcements.get(1)
        self.tally = unit.results.tally(announcement) if announcement else Tally()
        self.following = len(unit.chats.followers(1, Topic.NEWS))
        self.fault = verify(unit, 1).fault
