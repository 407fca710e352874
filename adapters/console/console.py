"""The console's conversation: a line is a command, the number of a button, a file, or an answer."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from adapters.console.files import save
from adapters.console.messenger import PLATFORM
from adapters.console.reading import read_input
from adapters.console.screen import Screen
from adapters.console.words import clipped
from bot.errors import StorageError
from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.interface.options import Need
from bot.interface.requests import Answer, Caller, ContinueInPrivate, Invoke, Page, Press, Request, Rights
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.files import File
from bot.model.people.person import Account
from bot.ports.messenger import Message, Uploads

FIRST = "owner"
"""Who speaks first."""

SUGGESTED = 200
"""So many characters of a suggestion fit a line."""

FILES = "@ and the path of a file send it: where a file is asked for, or at the end of a command that takes one."
"""How files are sent, for whoever begins."""


async def _everything(address: Address) -> Rights:
    return Rights(chat=True, whole=True)


async def _yes() -> bool:
    return True


class Console:
    """Reads lines, hands them to the core and draws what comes back. Files that come back are put into `folder`."""

    def __init__(self, interface: Interface, screen: Screen, uploads: Uploads, folder: Path = Path()) -> None:
        self._interface = interface
        self._screen = screen
        self._uploads = uploads
        self._folder = folder
        self._name = FIRST
        self._chat = ""
        self._expects = False
        self._wants_file = False
        self._takes_file = False
        self._given = set[tuple[str, int]]()

    def prompt(self) -> str:
        """Who speaks, and where."""
        return f"{self._name} in {self._chat}> " if self._chat else f"{self._name}> "

    async def run(self, lines: AsyncIterator[str], echo: bool) -> None:
        """Answer every line; `echo` draws the lines too, for what is read from a pipe."""
        async for line in lines:
            if not line.strip() and not self._expects:
                continue
            if echo:
                self._screen.say(f"{self.prompt()}{line}")
            if line.strip() in ("/quit", "/exit"):
                return
            if not self._moved(line.strip()):
                request = await self._request(line)
                if request:
                    await self._answer(request)

    async def begin(self) -> None:
        """The first message."""
        await self._answer(Invoke("start", {}))

    async def suggest(self, line: str) -> AsyncIterator[tuple[str, str]]:
        """What may be meant by a line that was begun."""
        name, gap, rest = line.removeprefix("/").partition(" ")
        if not gap:
            for each in self._interface.commands:
                if each.menu and each.name.startswith(name):
                    slash = "/" if line.startswith("/") else ""
                    yield f"{slash}{each.name}", self._interface.label(each.help, "")
            return
        command = self._interface.command(name)
        options = command.arguments(confidential=True) if command else ()
        for option in options[:1]:
            for found in await self._interface.suggest(self._caller(), name, option.name, rest, SUGGESTED):
                yield found.value, found.label

    def _moved(self, line: str) -> bool:
        word, _, rest = line.partition(" ")
        if word == "/as" and rest:
            self._name, self._chat = rest.strip(), ""
            self._screen.say(f"You are {self._name} now.")
        elif word == "/in":
            self._chat = rest.strip()
            self._screen.say(f"You are in {self._chat} now." if self._chat else "You are in private now.")
        else:
            return False
        self._expects = False
        return True

    def _caller(self) -> Caller:
        account = Account(PLATFORM, self._name, self._name)
        if not self._chat:
            return Caller(
                account,
                private_chat(account),
                ChatKind.PRIVATE,
                manages=_yes,
                rights_at=_everything,
                pictures=False,
            )
        return Caller(
            account,
            Address(PLATFORM, self._chat),
            ChatKind.GROUP,
            title=self._chat,
            confidential=True,
            manages=_yes,
            rights_at=_everything,
            pictures=False,
        )

    async def _request(self, line: str) -> Request | None:
        stripped = line.strip()
        number = stripped.removeprefix("/") if stripped.startswith("/") or not self._expects else ""
        if number.isdecimal():
            key = self._screen.key(int(number))
            if key is None:
                self._screen.say(f"There is no button {number} now.")
            return Press(key.action) if key else None
        wants = self._expects and self._wants_file
        found = await read_input(self._interface, line, self._expects, wants, self._takes_file)
        if found.trouble:
            self._screen.say(found.trouble)
        if found.upload:
            self._given.add((found.upload.name, found.upload.size))
        return found.request

    async def _answer(self, request: Request) -> None:
        answer: Answer | None = await self._interface.answer(self._caller(), request)
        self._expects = False
        self._wants_file = self._asks_for_file(request)
        match answer:
            case Message():
                self._expects = bool(answer.expects)
                self._screen.show(answer)
                if self._expects and self._wants_file:
                    self._screen.say("Type @ and the path of the file.")
                for file in answer.files:
                    await self._save(file)
            case Page() | ContinueInPrivate() | None:
                self._screen.say("There is nothing to answer here.")

    def _asks_for_file(self, request: Request) -> bool:
        """Whether what a request has begun, or goes on with, asks for a file where it asks for something."""
        action = Action.read(request.action) if isinstance(request, Press) else None
        name = request.command if isinstance(request, Invoke) else action.command if action else ""
        command = self._interface.command(name)
        if command is None:
            return self._wants_file
        self._takes_file = bool(command.file)
        option = command.option(command.file)
        return option is not None and option.need is Need.REQUIRED

    async def _save(self, file: File) -> None:
        """Put a file that came back into the folder, unless it was sent from here."""
        if (file.name, file.size) in self._given:
            return
        name = clipped(file.name, 200)
        try:
            content = await self._uploads.content(file)
        except StorageError:
            self._screen.say(f"{name} can't be read at the moment.")
            return
        if not content:
            self._screen.say(f"{name} is not kept any more.")
            return
        try:
            path = await asyncio.to_thread(save, self._folder.absolute(), file.name, content)
        except OSError as error:
            self._screen.say(f"{name} can't be saved in {self._folder.absolute()}: {error.strerror}.")
        else:
            self._screen.say(f"Saved: {path}")
