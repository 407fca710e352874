"""The bot on a terminal: its console with real lines, a person a console, and a screen that is read."""

import asyncio
import io
import re
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console as Terminal

from adapters.console.console import FIRST, Console
from adapters.console.messenger import PLATFORM, ConsoleMessenger
from adapters.console.screen import Screen
from bot.__main__ import read_letters
from bot.commands import COMMANDS
from bot.commands.notices import composer
from bot.delivery.pace import Pace
from bot.delivery.runs import Runs
from bot.delivery.uploads import StoredUploads
from bot.delivery.worker import SOON_SECONDS, Worker
from bot.interface.conversation import Interface
from bot.model.chats import Address
from bot.model.people import Account
from bot.model.receipts import spell
from bot.ports.store import Store
from bot.service import running, starting
from bot.text.locales import load
from tests.drivers.driver import Driver, Place, Shown, Someone, opening
from tests.drivers.running import FREE, looking

_RECEIPT = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
_HEADING = re.compile(r"^── ((?:in|to) \S+?(?:, in private)?)(, changed)? ──$", re.MULTILINE)

INSTEAD = {
    "List": ("/decide {receipt} list",),
    "Ask": ("/decide {receipt} ask",),
    "Decline": ("/decide {receipt} decline",),
    "Undo": ("/decide {receipt} undo",),
    "Personal details": ("/review", "Personal details"),
    "Answer": ("/endorsement", "Answer"),
    "Your sign-on": ("/endorsement {receipt}",),
    "Read the letter": ("/letter",),
    "Ask about it": ("/ask",),
    "Sign on for an organization": ("/sign",),
}
"""A button on a message that arrived has no number to type: what a person types instead."""


class _Paper:
    """A screen whose text is kept."""

    def __init__(self) -> None:
        self._file = io.StringIO()
        self.screen = Screen(Terminal(file=self._file, width=200, highlight=False, color_system=None))

    def text(self) -> str:
        """Everything that was drawn."""
        return self._file.getvalue()

    def take(self) -> str:
        """What was drawn since the last time."""
        text = self._file.getvalue()
        self._file.seek(0)
        self._file.truncate()
        return text


async def _one(line: str) -> AsyncIterator[str]:
    yield line


class ConsolePlace(Place):
    """A chat of the console."""

    def __init__(self, name: str, driver: "ConsoleDriver") -> None:
        self.name = name
        self._driver = driver

    @property
    def address(self) -> Address:
        return Address(PLATFORM, self.name)

    async def shows(self, text: str) -> Shown:
        return await self._driver.arrived(f"in {self.name}", text)

    def standing(self, text: str) -> Sequence[Shown]:
        return [each for each in self._driver.arrivals(f"in {self.name}") if text in each]


class ConsolePerson(Someone):
    """Somebody at the console."""

    def __init__(self, name: str, driver: "ConsoleDriver") -> None:
        self._name = name
        self._driver = driver
        self._papers = dict[str, tuple[_Paper, Console]]()
        self._where = ""
        self._last = Shown("")

    @property
    def account(self) -> Account:
        return Account(PLATFORM, self._name)

    @property
    def last(self) -> Shown:
        return self._last

    async def give(self, command: str, where: Place | None = None, **values: str | int) -> Shown:
        self._where = where.name if isinstance(where, ConsolePlace) else ""
        return await self._typed(" ".join((f"/{command}", *(str(value) for value in values.values()))))

    async def say(self, line: str) -> Shown:
        return await self._typed(line)

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        if on is None or on is self._last:
            return await self._typed(f"/{self._last.labels.index(label) + 1}")
        assert label in on.labels
        receipt = _RECEIPT.search(on.text)
        line, *rest = INSTEAD[label]
        self._where = ""
        await self._typed(line.format(receipt=receipt[0] if receipt else ""))
        for each in rest:
            await self.press(each)
        return self._last

    async def fill(self, values: Mapping[str, str]) -> Shown:
        left = dict(values)
        while label := next((each for each in left if self._asks(each)), None):
            await self.say(left.pop(label))
        return self._last

    async def change(self, values: Mapping[str, str]) -> Shown:
        for label, value in values.items():
            await self.press(opening(self._last.labels, label))
            await self.press(label)
            await self.fill({label: value})
        return self._last

    async def sees(self, text: str) -> Shown:
        assert text in self._last, self._last.text
        return self._last

    async def told(self, text: str) -> Shown:
        return await self._driver.arrived(f"to {self._name}, in private", text)

    def _asks(self, label: str) -> bool:
        lines = (line.strip() for line in self._last.text.splitlines())
        return any(re.fullmatch(rf"(\d \D+ \d · )?{re.escape(label)}", line) for line in lines)

    async def _typed(self, line: str) -> Shown:
        paper, console = await self._console(self._where)
        await console.run(_one(line), echo=False)
        raw = paper.take()
        labels = tuple(key.label for key in paper.screen.keys)
        self._last = Shown(_unquoted(_without_keys(raw, labels)), labels, raw=raw)
        await self._driver.settle()
        return self._last

    async def _console(self, where: str) -> tuple[_Paper, Console]:
        """This person's console in private or in a chat."""
        if where not in self._papers:
            paper = _Paper()
            console = Console(self._driver.interface, paper.screen, StoredUploads(self._driver.store))
            for line in (f"/as {self._name}", *([f"/in {where}"] if where else [])):
                await console.run(_one(line), echo=False)
            paper.take()
            self._papers[where] = paper, console
        return self._papers[where]


def _subject(message: Shown) -> str:
    """What a message is about: it is changed in place."""
    found = _RECEIPT.search(message.text) or re.search(r"Announcement \d+", message.text)
    return found[0] if found else message.text


def _without_keys(text: str, labels: Sequence[str]) -> str:
    keys = {f"{mark}{number} {label}" for mark in ("", "/") for number, label in enumerate(labels, 1)}
    return "\n".join(line for line in text.splitlines() if line.strip() not in keys)


def _unquoted(text: str) -> str:
    return text.replace("│ ", "")


class ConsoleDriver(Driver):
    """The bot on a terminal, with as many consoles as people, and one screen on which messages arrive."""

    def __init__(self, store: Store, interface: Interface) -> None:
        self.interface = interface
        self._store = store
        self._paper = _Paper()
        self._worker = Worker(
            store, ConsoleMessenger(self._paper.screen), Pace(FREE, time.monotonic), composer(interface)
        )
        self._runs = Runs(store, running.waits, running.advance)
        self._owner = ConsolePerson(FIRST, self)
        self._code = ""

    async def begin(self, owned: bool) -> None:
        """Make the first person the owner, or make a code for one."""
        if owned:
            await self._store.write(lambda unit: starting.appoint(unit, [self._owner.account]))
        else:
            self._code = spell(await self._store.write(lambda unit: starting.first_code(unit, [PLATFORM])))

    @property
    def store(self) -> Store:
        return self._store

    @property
    def owner(self) -> ConsolePerson:
        return self._owner

    @property
    def code(self) -> str:
        return self._code

    def somebody(self, name: str, language: str = "en") -> ConsolePerson:
        return ConsolePerson(name.casefold(), self)

    async def meet(self) -> Shown:
        paper = _Paper()
        await Console(self.interface, paper.screen, StoredUploads(self._store)).begin()
        return Shown(paper.text(), tuple(key.label for key in paper.screen.keys))

    async def place(self, title: str, manager: Someone, *members: Someone) -> ConsolePlace:
        return ConsolePlace(title.casefold().replace(" ", "-"), self)

    async def settle(self) -> None:
        """Let everything arrive that is queued."""
        quiet = 0
        while quiet < 2:
            moved = await self._runs.step() or await self._worker.step() > 0
            await self._worker.settle()
            quiet = 0 if moved else quiet + 1
            await asyncio.sleep(0 if moved else SOON_SECONDS)

    def arrivals(self, place: str) -> list[Shown]:
        """What was drawn in a place, in order, with the labels of its buttons; what was changed only as it is now."""
        found = list[Shown]()
        _, *pieces = _HEADING.split(self._paper.text())
        for where, changed, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
            if where != place:
                continue
            labels = tuple(re.findall(r"\[([^\]]+)\]", text.strip().rpartition("\n")[2]))
            now = Shown(_unquoted(text), labels, raw=text)
            if changed:
                found = [each for each in found if _subject(each) != _subject(now)]
            found.append(now)
        return found

    async def arrived(self, place: str, text: str) -> Shown:
        """The last message in a place that holds a text."""
        await self.settle()
        found = [each for each in self.arrivals(place) if text in each]
        assert found, f"{text!r} did not arrive in {place}: {self._paper.text()}"
        return found[-1]

    def refusals(self) -> Sequence[str]:
        return []


@asynccontextmanager
async def on_console(folder: Path, owned: bool = True) -> AsyncIterator[ConsoleDriver]:
    """The bot on a terminal; with an owner, or with a code that makes one."""
    async with looking(folder) as store:
        await store.write(lambda unit: starting.publish_new(unit, read_letters("")))
        driver = ConsoleDriver(store, Interface(COMMANDS, store, load(), {"console": lambda message: None}))
        await driver.begin(owned)
        yield driver
