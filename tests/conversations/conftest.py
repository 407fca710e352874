"""One suite of conversations, run through the drivers of the platforms.

A story is told on every platform, unless it is marked `core_rule`: then its name decides on which one.

- It shows a platform where it is about what people do and see there: how a command is given, asked and answered, where
  its answer is seen, how something is drawn, sent, edited or refused. The first story about a command is one of these,
  and so is whichever asks what a platform can do.
- It shows a rule of the core where it would go the same way wherever it is told: what is counted, allowed, refused,
  recorded or told to whom.

What a platform can differ in is told on Matrix too, where a story is marked `on_matrix`: its homeserver is a real one,
and takes its time.

With `--everywhere` every story is told on every platform; `-k telegram` chooses one.

What those do who sign, alone and in private, is told on the page of the web too, where its file is marked `by_page`;
but not a story in it that is marked `in_chats`, in which somebody else than the owner is an organizer, or which counts
all mail.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol
from zlib import crc32

import pytest

from adapters.host.letters import read_letters
from adapters.host.opening import now
from bot.service import starting
from bot.service.journal import verification
from tests.defects import noticed
from tests.drivers import Driver
from tests.drivers.console import on_console
from tests.drivers.discord import on_discord
from tests.drivers.mailbox import Mailbox
from tests.drivers.matrix import on_matrix
from tests.drivers.telegram import on_telegram
from tests.drivers.web import on_web
from tests.letters import LETTER
from tests.memory import MemoryStore, watched


class Open(Protocol):
    """Opens the bot on a platform, on a database in a folder."""

    def __call__(
        self, folder: Path, owned: bool = True, *, mailbox: Mailbox | None = None
    ) -> AbstractAsyncContextManager[Driver]: ...


PAGE, MATRIX = "web", "matrix"
DRIVERS: dict[str, Open] = {
    "telegram": on_telegram,
    "discord": on_discord,
    "console": on_console,
    PAGE: on_web,
    MATRIX: on_matrix,
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every platform in turn, or for a rule of the core the one that its name decides on."""
    if "open_driver" in metafunc.fixturenames:
        on_page = metafunc.definition.get_closest_marker("by_page")
        page = on_page and not metafunc.definition.get_closest_marker("in_chats")
        told = [each for each in DRIVERS if each != MATRIX and (page or each != PAGE)]
        everywhere = metafunc.config.getoption("--everywhere")
        once = metafunc.definition.get_closest_marker("core_rule") and not everywhere
        chosen = [told[crc32(metafunc.function.__name__.encode()) % len(told)]] if once else told
        if everywhere or metafunc.definition.get_closest_marker("on_matrix"):
            chosen = [*chosen, MATRIX]
        metafunc.parametrize("open_driver", chosen, indirect=True)


@pytest.fixture(autouse=True)
def _no_defect(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nothing fails that never should."""
    with noticed(request):
        yield


@pytest.fixture
def open_driver(request: pytest.FixtureRequest) -> Open:
    """Opens the bot on the platform on which the story is told."""
    return DRIVERS[request.param]


@pytest.fixture(scope="session")
def published() -> bytes:
    """A database in which the letter is published and nothing has happened yet."""
    store = MemoryStore(now)
    store.do(lambda unit: starting.publish_new(unit, read_letters("")))
    return watched(store.content())


@asynccontextmanager
async def told(
    open_driver: Open, folder: Path, published: bytes, mailbox: Mailbox | None = None
) -> AsyncIterator[Driver]:
    """A story: when it ends, its journal holds, and its platform has refused nothing."""
    (folder / "countersign.db").touch(0o600)
    (folder / "countersign.db").write_bytes(published)
    async with open_driver(folder, mailbox=mailbox) as driver:
        yield driver
        verdict = await driver.store.read(lambda unit: verification.verify(unit, LETTER))
        assert verdict.fault == ""
        assert driver.unexpected() == []


@pytest.fixture
async def bot(open_driver: Open, published: bytes, tmp_path: Path) -> AsyncIterator[Driver]:
    """The bot, with an owner."""
    async with told(open_driver, tmp_path, published) as driver:
        yield driver


@pytest.fixture
async def bot_with_mail(open_driver: Open, published: bytes, tmp_path: Path) -> AsyncIterator[Driver]:
    """The bot, with an owner and with a server for mail: `bot_with_mail.mailbox` is where it arrives."""
    async with Mailbox() as mailbox, told(open_driver, tmp_path, published, mailbox) as driver:
        yield driver


@pytest.fixture
async def unowned(open_driver: Open, tmp_path: Path) -> AsyncIterator[Driver]:
    """The bot as it starts for the first time."""
    async with open_driver(tmp_path, owned=False) as driver:
        yield driver
