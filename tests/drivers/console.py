"""The bot on a terminal: its console with real lines, a person a console, and a screen that is read."""

import asyncio
import io
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console as Terminal

from adapters.console.console import FIRST, Console
from adapters.console.messenger import PLATFORM, ConsoleMessenger
from adapters.console.screen import Screen
from adapters.host.letters import read_letters
from adapters.host.serving.mail import mail_workers
from adapters.host.serving.web import web_served
from adapters.host.settings import Settings
from adapters.typst.typesetter import TypstTypesetter
from bot.commands import COMMANDS
from bot.delivery.mailing import MailWorker
from bot.delivery.pace import Pace
from bot.delivery.scheduler import Scheduler
from bot.delivery.uploads import StoredUploads
from bot.delivery.worker import Worker
from bot.interface.conversation import Interface
from bot.model.chats import Address, ChatKind
from bot.model.codes import spell_code
from bot.model.people.person import Account
from bot.notices.composing import composer
from bot.ports.messenger import Destination, Message, Outcome
from bot.ports.store import Store
from bot.service import advancing, starting
from bot.text.locales import load
from tests.drivers.driver import UNSEEN, Attached, Driver, Place, Shown, Someone
from tests.drivers.mailbox import Mailbox
from tests.drivers.running import FREE, looking, with_mail
from tests.drivers.typist import Typist
from tests.pictures import HereRedrawer
from tests.waiting import PATIENCE

_RECEIPT = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
_HEADING = re.compile(r"── ((?:in|to) .+?(?:, in private)?)(?:, changed|, taken back)? ──")
_PINNED = re.compile(r"was pinned( \(silent\))?\.")
_FILE = re.compile(r"^ *File: (.+) \(\d+ kB\)$", re.MULTILINE)
_SAVED = re.compile(r"^Saved: (.+)$", re.MULTILINE)
_NUMBER = re.compile(r"Announcement (\d+)")
_DISPUTE = re.compile(r"[Dd]ispute ([0-9A-Z]{4}-[0-9A-Z]{4})")
SOON_SECONDS = 0.02

INSTEAD = {
    "Let it be published": ("/ledger", "Look at what waits", "Let it be published"),
    "We confirm revision 2": ("/endorsement", "We confirm revision 2"),
    "List": ("/decide {receipt} list",),
    "List without the statement": ("/decide {receipt} bare",),
    "Approve the statement": ("/words", "Approve the statement"),
    "Approve the words about the reservation": ("/words", "Approve the words about the reservation"),
    "Look at the logo": ("/words", "Look at the logo"),
    "The board has decided: submit": ("/endorsement {receipt}", "The board has decided: submit"),
    "Ask": ("/decide {receipt} ask",),
    "Decline": ("/decide {receipt} decline",),
    "Undo": ("/decide {receipt} undo",),
    "The domain is theirs": ("/review", "The domain is theirs"),
    "Personal details": ("/review", "Personal details"),
    "Answer": ("/endorsement", "Answer"),
    "Your sign-on": ("/endorsement {receipt}",),
    "Read the letter": ("/letter",),
    "Ask about it": ("/ask",),
    "Sign on for an organization": ("/sign",),
    "Look at it": ("/review",),
    "Post it": ("/host", "town (Console)", "What waits", "Announcement 1", "Post it"),
    "Don't post it": ("/host", "town (Console)", "What waits", "Announcement 1", "Don't post it"),
    "Remove this answer": ("/answers", "Read answer 1", "Remove this answer"),
    "Links for the press": ("/press_links",),
    "Answer question 1": ("/answers", "Answer question 1"),
}
"""A button on a message that arrived has no number to type: what a person types instead. For those of an announcement
it is its number."""

ABOUT_DISPUTES = {
    "The dispute is right": "settle {dispute} right",
    "The entry stands": "settle {dispute} stands",
    "Ask who signed": "settle {dispute} ask",
    "Undo": "settle {dispute} undo",
    "Personal details": "dispute_details {dispute}",
    "Say how it is": "reply_dispute {dispute}",
}
"""The same for the messages about a dispute."""


def instead(label: str, message: Shown) -> Sequence[str]:
    """What is typed, and pressed then, in the place of a button on a message that arrived."""
    dispute = _DISPUTE.search(message.text)
    if dispute and label in ABOUT_DISPUTES:
        return (f"/{ABOUT_DISPUTES[label]}".format(dispute=dispute[1]),)
    if label.startswith("Review in"):
        return ("/organizers", label)
    if label not in INSTEAD:
        number = _NUMBER.search(message.text)
        return (f"/announcements {number[1]}" if number else "/announcements 1", label)  # where its buttons stand too
    receipt = _RECEIPT.search(message.text)
    line, *rest = INSTEAD[label]
    return (line.format(receipt=receipt[0] if receipt else ""), *rest)


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


class _Chats(ConsoleMessenger):
    """Draws what arrives, and keeps for each chat what stands there by what was drawn: (where, the message) by keys."""

    def __init__(self) -> None:
        self.paper = _Paper()
        self.standing: dict[str, tuple[str, Shown]] = {}
        super().__init__(self.paper.screen)

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        return self._drawn(key, await super().send(key, to, message))

    async def send_files(self, key: str, to: Destination, message: Message) -> Outcome:
        return self._drawn(key, await super().send_files(key, to, message))

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        return self._drawn(message_id, await super().edit(to, message_id, message))

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        outcome = await super().delete(to, message_id)
        assert "taken back ──" in self.paper.take()
        del self.standing[message_id]
        return outcome

    async def pin(self, to: Destination, message_id: str, silent: bool) -> Outcome:
        outcome = await super().pin(to, message_id, silent)
        assert _PINNED.search(self.paper.take())
        where, message = self.standing[message_id]
        self.standing[message_id] = where, replace(message, pinned=True)
        return outcome

    def _drawn(self, key: str, outcome: Outcome) -> Outcome:
        heading, _, raw = self.paper.take().partition("\n")
        where = _HEADING.fullmatch(heading)
        assert where, f"{heading!r} says nowhere"
        labels = tuple(re.findall(r"\[([^\]]+)\]", raw.strip().rpartition("\n")[2]))
        files = dict.fromkeys(_FILE.findall(raw), b"")
        self.standing.pop(key, None)
        self.standing[key] = where[1], Shown(_unquoted(raw), labels, files=files, silent="(silent)" in raw, raw=raw)
        return outcome


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


class ConsolePerson(Typist):
    """Somebody at the console."""

    def __init__(self, name: str, driver: "ConsoleDriver") -> None:
        super().__init__(Account(PLATFORM, name))
        self._name = name
        self._driver = driver
        self._papers = dict[str, tuple[_Paper, Console]]()
        self._where = ""

    async def say(self, line: str) -> Shown:
        return await self._typed(line)

    async def send(self, line: str, *files: Attached) -> Shown:
        self._where = ""
        if line:
            await self.say(line)
        for each in files:
            await self._write("", file=each)
        return self._last

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        if on is None or on is self._last:
            assert label in self._last.labels, f"{label!r} is none of the answer's buttons: {self._last.labels}"
            return await self._typed(f"/{self._last.labels.index(label) + 1}")
        assert label in on.labels
        line, *rest = instead(label, on)
        self._where = ""
        await self._typed(line)
        for each in rest:
            await self.press(each)
        return self._last

    async def sees(self, text: str) -> Shown:
        assert text in self._last, self._last.text
        return self._last

    async def told(self, text: str) -> Shown:
        return await self._driver.arrived(f"to {self._name}, in private", text)

    async def _write(self, line: str, where: Place | None = None, file: Attached | None = None) -> Shown:
        if line:
            self._where = where.name if isinstance(where, ConsolePlace) else ""
        if file:
            path = self._driver.folder / file.name
            path.write_bytes(file.content)
            line = f"{line} @{path}".strip()
        return await self._typed(line)

    async def _typed(self, line: str) -> Shown:
        paper, console = await self._console(self._where)
        await console.run(_one(line), echo=False)
        raw = paper.take()
        labels = tuple(key.label for key in paper.screen.keys)
        files = {path.name: path.read_bytes() for path in map(Path, _SAVED.findall(raw))}
        self._last = Shown(_unquoted(_without_keys(raw, labels)), labels, files=files, raw=raw)
        await self._driver.settle()
        return self._last

    async def _console(self, where: str) -> tuple[_Paper, Console]:
        """This person's console in private or in a chat."""
        if where not in self._papers:
            paper = _Paper()
            console = Console(
                self._driver.interface, paper.screen, StoredUploads(self._driver.store), self._driver.folder
            )
            for line in (f"/as {self._name}", *([f"/in {where}"] if where else [])):
                await console.run(_one(line), echo=False)
            paper.take()
            self._papers[where] = paper, console
        return self._papers[where]


def _without_keys(text: str, labels: Sequence[str]) -> str:
    keys = {f"{mark}{number} {label}" for mark in ("", "/") for number, label in enumerate(labels, 1)}
    return "\n".join(line for line in text.splitlines() if line.strip() not in keys)


def _unquoted(text: str) -> str:
    return text.replace("│ ", "").translate(UNSEEN)


class ConsoleDriver(Driver):
    """The bot on a terminal, with as many consoles as people, and one screen on which messages arrive."""

    forwards = False
    deletes = False

    def __init__(
        self,
        store: Store,
        interface: Interface,
        folder: Path,
        mailbox: Mailbox | None = None,
        mail: Sequence[MailWorker] = (),
    ) -> None:
        super().__init__(store, "", mailbox)
        self._mail = mail
        self.interface = interface
        self.folder = folder
        self._chats = _Chats()
        self._worker = Worker(store, self._chats, Pace(FREE, time.monotonic), composer(interface))
        self._runs = Scheduler(store, advancing.waits, advancing.advance)
        self._owner = ConsolePerson(FIRST, self)

    async def begin(self, owned: bool) -> None:
        """Make the first person the owner, or make a code for one."""
        if owned:
            await self.store.write(lambda unit: starting.appoint(unit, [self._owner.account]))
        else:
            self.code = spell_code(await self.store.write(lambda unit: starting.first_code(unit, [PLATFORM])))

    @property
    def owner(self) -> ConsolePerson:
        return self._owner

    def somebody(self, name: str, language: str = "en") -> Someone:
        return ConsolePerson(name.casefold(), self)

    async def meet(self) -> Shown:
        paper = _Paper()
        await Console(self.interface, paper.screen, StoredUploads(self.store), self.folder).begin()
        return Shown(paper.text(), tuple(key.label for key in paper.screen.keys))

    async def place(
        self, title: str, manager: Someone, *members: Someone, kind: ChatKind = ChatKind.GROUP, hidden: bool = False
    ) -> ConsolePlace:
        return ConsolePlace(title.casefold().replace(" ", "-"), self)

    async def settle(self) -> None:
        """Let everything arrive that is queued."""
        moved = True
        while moved:
            mailed = [await each.step() for each in self._mail]
            moved = any(mailed) or await self._runs.step() or await self._worker.step() > 0
            await self._worker.settle()

    def arrivals(self, place: str) -> list[Shown]:
        """What stands in a place, in order."""
        return [message for where, message in self._chats.standing.values() if where == place]

    async def arrived(self, place: str, text: str) -> Shown:
        """The last message in a place that holds a text."""
        found, last = list[Shown](), time.monotonic() + PATIENCE
        while not found and time.monotonic() < last:
            await self.settle()
            found = [each for each in self.arrivals(place) if text in each]
            await asyncio.sleep(0 if found else SOON_SECONDS)
        assert found, f"{text!r} did not arrive in {place}: {[each.text for each in self.arrivals(place)]}"
        return found[-1]

    def everywhere(self, text: str, *but: Someone) -> Sequence[Shown]:
        return ()

    def refusals(self) -> Sequence[str]:
        return []


@asynccontextmanager
async def on_console(folder: Path, owned: bool = True, mailbox: Mailbox | None = None) -> AsyncIterator[ConsoleDriver]:
    """The bot on a terminal; with an owner, or with a code that makes one."""
    async with looking(folder) as store:
        await store.write(lambda unit: starting.publish_new(unit, read_letters("")))
        interface = Interface(COMMANDS, store, load(), {"console": lambda message: None})
        interface.typesetting.typesetter, interface.redrawer = TypstTypesetter(), HereRedrawer()
        settings = with_mail(Settings(), mailbox)
        async with web_served(settings, store, interface=interface):
            driver = ConsoleDriver(store, interface, folder, mailbox, mail_workers(settings, store, interface))
            await driver.begin(owned)
            yield driver
