"""The console's conversation: a line is a command, the number of a button, or an answer."""

from collections.abc import AsyncIterator

from adapters.console.messenger import PLATFORM
from adapters.console.screen import Screen
from bot.interface.conversation import Interface
from bot.interface.line import arguments
from bot.interface.requests import Answer, Caller, Elsewhere, Invoke, Page, Press, Request, Say
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.people import Account
from bot.ports.messenger import Message

FIRST = "owner"
"""Who speaks first."""


async def _yes() -> bool:
    return True


class Console:
    """Reads lines, hands them to the core and draws what comes back."""

    def __init__(self, interface: Interface, screen: Screen) -> None:
        self._interface = interface
        self._screen = screen
        self._name = FIRST
        self._chat = ""
        self._expects = False

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
                request = self._request(line)
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
            for found in await self._interface.suggest(self._caller(), name, option.name, rest):
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
            return Caller(account, private_chat(account), ChatKind.PRIVATE, manages=_yes)
        return Caller(
            account, Address(PLATFORM, self._chat), ChatKind.GROUP, title=self._chat, confidential=True, manages=_yes
        )

    def _request(self, line: str) -> Request | None:
        stripped = line.strip()
        number = stripped.removeprefix("/") if stripped.startswith("/") or not self._expects else ""
        if number.isdecimal():
            key = self._screen.key(int(number))
            if key is None:
                self._screen.say(f"There is no button {number} now.")
            return Press(key.action) if key else None
        name, _, rest = stripped.removeprefix("/").partition(" ")
        command = self._interface.command(name)
        if stripped.startswith("/") or (command and not self._expects):
            options = command.arguments(confidential=True) if command else ()
            return Invoke(name, arguments(options, rest))
        return Say(line)

    async def _answer(self, request: Request) -> None:
        answer: Answer | None = await self._interface.answer(self._caller(), request)
        self._expects = False
        match answer:
            case Message():
                self._expects = bool(answer.expects)
                self._screen.show(answer)
            case Page() | Elsewhere() | None:
                self._screen.say("There is nothing to answer here.")
