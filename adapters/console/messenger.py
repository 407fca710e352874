"""How messages of the queue arrive in the console's chats."""

from datetime import timedelta

from cachetools import LRUCache

from adapters.console import progress
from adapters.console.progress import Progress
from adapters.console.screen import Screen
from adapters.console.words import clipped, named
from bot.model.chats import Address, ChatKind
from bot.ports.messenger import Destination, Message, Messenger, Outcome, Permission, Refused, Sent
from bot.text.blocks import plain

PLATFORM = "console"
KEPT = 1000
WORDS = 60
"""So much of a message is said where it is named."""


class ConsoleMessenger(Messenger):
    """Draws what arrives in a chat, under the chat's name. What was drawn under a key is not drawn again.

    `live` shows reports that are edited every few seconds; without it, each of their edits is a line.
    """

    platform = PLATFORM
    crossposts = False

    def __init__(self, screen: Screen, live: Progress | None = None) -> None:
        self._screen = screen
        self._live = live
        self._sent: LRUCache[str, str] = LRUCache(KEPT)

    def memory(self, kind: ChatKind) -> timedelta:
        return timedelta(days=1)

    def prepare(self, message: Message) -> Refused | None:
        return None

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        if self._first(key, plain(message.blocks)):
            self._screen.show(message, heading=f"── {_where(to)} ──")
        if self._live:
            self._live.show(key, message)
        return Sent(key)

    async def send_files(self, key: str, to: Destination, message: Message) -> Outcome:
        if self._first(key, ", ".join(named(file) for file in message.files)):
            self._screen.show(Message((), files=message.files, silent=message.silent), heading=f"── {_where(to)} ──")
        return Sent(key)

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        heading = f"── {_where(to)}, changed ──"
        if self._live:
            self._live.show(message_id, message)
        if message.done is None:
            self._screen.show(message, heading)
        elif not self._live:
            self._screen.note(heading, progress.line(message))
        return Sent(message_id)

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        if self._live:
            self._live.end(message_id)
        self._screen.note(f"── {_where(to)}, taken back ──", self._named(message_id))
        return Sent(message_id)

    async def pin(self, to: Destination, message_id: str, silent: bool) -> Outcome:
        said = f"{self._named(message_id)} was pinned{' (silent)' if silent else ''}."
        self._screen.note(f"── {_where(to)} ──", said)
        return Sent(message_id)

    async def crosspost(self, to: Destination, message_id: str) -> Outcome:
        return Sent(message_id)

    async def leave(self, to: Destination) -> Outcome:
        self._screen.note(f"── {_where(to)} ──", "The bot has left.")
        return Sent("")

    def address(self, chat: Address, message_id: str) -> str:
        return ""

    def lacking(self, chat: Address, needed: frozenset[Permission]) -> tuple[str, ...]:
        return ()

    async def probe(self, to: Destination, files: bool) -> Outcome | None:
        return None

    def _first(self, key: str, words: str) -> bool:
        """Whether nothing was drawn under a key before; from now on, something was."""
        if key in self._sent:
            return False
        self._sent[key] = clipped(words, WORDS)
        return True

    def _named(self, message_id: str) -> str:
        words = self._sent.get(message_id)
        return f"“{words}”" if words else "A message"


def _where(to: Destination) -> str:
    name = to.address.place.removeprefix("@")
    return f"to {name}, in private" if to.kind is ChatKind.PRIVATE else f"in {name}"
