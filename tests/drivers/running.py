"""The bot as a task of the test: the composition root's own `run`, on a database of its own."""

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout
from dataclasses import replace
from pathlib import Path

from adapters.host.opening import now
from adapters.host.platforms import PLATFORMS
from adapters.host.serving.process import run
from adapters.host.settings import Settings
from bot.delivery.windows import Limits, Window
from bot.ports.store import Store
from storage.cipher import Cipher
from storage.database import open_store
from tests.drivers.mailbox import Mailbox
from tests.memory import watched
from tests.waiting import PATIENCE

SECRET = "a key of the tests' own which is long enough"
FREE = Limits(Window(1000, 1.0), Window(1000, 1.0))
UNPACED = tuple(replace(each, limits=lambda given: FREE) for each in PLATFORMS)


def database(folder: Path) -> str:
    """The URL of the database in a folder; a new one has its tables already, which are copied and not made anew."""
    file = folder / "countersign.db"
    if not file.exists():
        file.touch(0o600)
        file.write_bytes(watched())
    return f"sqlite:///{file}"


def with_mail(settings: Settings, mailbox: Mailbox | None) -> Settings:
    """The settings, with a server for mail, and with the page behind its links at a free port."""
    if mailbox is None:
        return settings
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return replace(
        settings,
        smtp_url=mailbox.url,
        mail_from="Open letters <letters@example.org>",
        web_address=f"127.0.0.1:{port}",
        public_url=f"http://127.0.0.1:{port}",
    )


class Terminal(io.StringIO):
    """What the bot prints, and who waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self._printed = asyncio.Event()

    def write(self, text: str, /) -> int:
        self._printed.set()
        return super().write(text)

    async def says(self, text: str) -> str:
        """Wait until a printed line holds this text; the line."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found = [line for line in self.getvalue().splitlines(keepends=True) if text in line]
                if found and found[0].endswith("\n"):
                    return found[0].strip()
                self._printed.clear()
                await self._printed.wait()


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Terminal]:
    """The bot while it serves: what it prints."""
    ended, terminal = asyncio.Event(), Terminal()
    with redirect_stdout(terminal):
        serving = asyncio.create_task(run(settings, ended, UNPACED))
        ready = asyncio.create_task(terminal.says("Connected"))
        try:
            await asyncio.wait([serving, ready], return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                await serving
            await ready
            yield terminal
        finally:
            ready.cancel()
            ended.set()
            await serving


@asynccontextmanager
async def looking(folder: Path) -> AsyncIterator[Store]:
    """The same database, opened once more to look at it."""
    store = await open_store(database(folder), Cipher(SECRET), now)
    try:
        yield store
    finally:
        await store.close()


def printed_code(line: str) -> str:
    """The one-time code in a line such as `…: /claim ABCD-…`."""
    return line.rpartition("/claim ")[2]
