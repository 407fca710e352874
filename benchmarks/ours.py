"""This project as its host runs it: a process with a database in which chats follow the letter."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from adapters.host.letters import read_letters
from benchmarks.servers import ROOT, START_SECONDS
from bot.model.chats import Address, ChatKind, Topic
from bot.model.people.person import Account
from bot.ports.store import Unit
from bot.service import starting
from storage.cipher import Cipher
from storage.database import PostgresStore, SqliteStore, open_store
from tests.journeys.process import Process

SECRET = "a secret of the benchmarks"


def kind_of(place: str) -> ChatKind:
    """The kind of a chat by its place: a person's begins with `@`."""
    return ChatKind.PRIVATE if place.startswith("@") else ChatKind.GROUP


async def opened(url: str) -> SqliteStore | PostgresStore:
    """The database, opened."""
    return await open_store(url, Cipher(SECRET), lambda: datetime.now(UTC))


async def prepare(url: str, owners: Sequence[Account], followers: Sequence[Address]) -> None:
    """A database with the sample letter, its owners, and chats that follow it."""
    store = await open_store(url, Cipher(SECRET), lambda: datetime.now(UTC))

    def unit(unit: Unit) -> None:
        starting.publish_new(unit, read_letters(""))
        starting.appoint(unit, owners)
        letter_id = unit.letters.all()[0].letter_id
        for address in followers:
            chat = unit.chats.ensure(address, kind_of(address.place), "")
            unit.chats.speak(chat.id, "en")
            unit.chats.follow(chat.id, letter_id, Topic.NEWS)

    await store.write(unit)
    await store.close()


class Bot(Process):
    """`countersign run` as a process, of this checkout or another."""

    def __init__(self, url: str, settings: dict[str, str], core: int | None = None, root: Path = ROOT) -> None:
        self._root = root
        self._settings = {**os.environ, "DATABASE_URL": url, "SECRET_KEY": SECRET, **settings}
        self._core = core

    async def start(self, platforms: int = 1) -> None:
        """Start it, and wait until so many platforms are connected."""
        pinned = ["taskset", "-c", str(self._core)] if self._core is not None else []
        self._process = await asyncio.create_subprocess_exec(
            *pinned,
            sys.executable,
            "-m",
            "adapters.host",
            "run",
            cwd=self._root,
            env=self._settings,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout
        connected = 0
        async with asyncio.timeout(START_SECONDS):
            while connected < platforms:
                line = (await self._process.stdout.readline()).decode()
                if not line:
                    raise RuntimeError("the bot ended")
                connected += bool(re.match("Connected", line))

    @property
    def memory(self) -> int:
        """The most memory that it has held so far, in megabytes."""
        assert self._process
        return held(self._process.pid)

    @property
    def pid(self) -> int:
        """The process."""
        assert self._process
        return self._process.pid

    @property
    def busy(self) -> float:
        """How many seconds of a core it has used so far."""
        assert self._process
        return busy(self._process.pid)


def held(pid: int) -> int:
    """The most memory that a process has held so far, in megabytes."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def busy(pid: int) -> float:
    """How many seconds of a core a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def database() -> AsyncIterator[str]:
    """The URL of a database that is gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/countersign.db"
