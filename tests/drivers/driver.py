"""What every driver can do."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.model.chats import Address, ChatKind
from bot.model.people.person import Account
from bot.ports.store import Store
from tests.drivers.mailbox import Mailbox

UNSEEN = str.maketrans(dict.fromkeys("\u2060\u2068\u2069\u200f", ""))
"""What renderers and texts have that nobody sees: word joiners, isolates, the mark that begins a text to the left."""


def reworded(text: str) -> str:
    """A text as it is read: without what nobody sees, each stretch of white space one space."""
    return " ".join(text.translate(UNSEEN).split())


@dataclass(frozen=True)
class Attached:
    """A file that a person sends, as a picture where the platform tells pictures from files (`photo`), with what is
    typed beside it, where people can do that."""

    name: str
    content: bytes = field(repr=False)
    photo: bool = False
    caption: str = ""


class Rich(str):
    """What somebody types with a form: in Telegram's app with its styles, on Discord with its marks, in the console
    bare. `parts`: each stretch, and `bold` or where it leads."""

    parts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, *parts: str | tuple[str, str]) -> "Rich":
        """A text of these stretches."""
        split = tuple((each, "") if isinstance(each, str) else each for each in parts)
        made = cls("".join(text for text, _ in split))
        made.parts = split
        return made

    @property
    def marked(self) -> str:
        """The text with Discord's marks."""
        return "".join(
            f"[{text}]({style})" if "://" in style else f"**{text}**" if style else text for text, style in self.parts
        )


IMPOSSIBLE = "a story tried what people can't do on this platform: see `deletes`"

Value = str | int | Attached
"""What a person gives along with a command."""


@dataclass(frozen=True)
class Shown:
    """What a person sees: the text, the labels of its buttons, and what stands in a form's fields by their labels.

    `files` are by their names, with their content where it can be looked into. `previews`: links in it show what is
    behind them; nothing where the platform shows none. `raw` is the text exactly as the platform holds it; `there` is
    the driver's own.
    """

    text: str
    labels: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    silent: bool = False
    pinned: bool = False
    previews: bool | None = None
    raw: str = ""
    there: Any = None

    def __contains__(self, fragment: str) -> bool:
        return reworded(fragment) in reworded(self.text)


class Place(ABC):
    """A group, a channel or a forum in which several people are.

    Where `Driver.deletes` is false, nobody can delete the bot's messages, silence it or put it out.
    """

    @property
    @abstractmethod
    def address(self) -> Address:
        """Where the core finds it."""

    @abstractmethod
    async def shows(self, text: str) -> Shown:
        """Wait until a message of the bot that holds this text stands here."""

    @abstractmethod
    def standing(self, text: str) -> Sequence[Shown]:
        """The messages of the bot that hold this text and stand here now."""

    async def delete(self, message: Shown) -> None:
        """Somebody who may do so deletes a message of the bot."""
        raise AssertionError(IMPOSSIBLE)

    async def put_out(self) -> None:
        """The bot is put out of here."""
        raise AssertionError(IMPOSSIBLE)

    async def let_in(self) -> None:
        """The bot is let in again."""
        raise AssertionError(IMPOSSIBLE)

    async def silence(self) -> None:
        """The bot can't write here any more, and finds out when it tries."""
        raise AssertionError(IMPOSSIBLE)


class Someone(ABC):
    """A person with an account. What they do goes to their private chat with the bot, or to the place they are told."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self._last = Shown("")

    @property
    def last(self) -> Shown:
        """The last answer that they got."""
        return self._last

    @abstractmethod
    async def give(self, command: str, where: Place | None = None, **values: Value) -> Shown:
        """Give a command, with values for some of its options, in their order; the answer."""

    @abstractmethod
    async def say(self, line: str) -> Shown:
        """Write a line that is no command, in private."""

    async def send(self, line: str, *files: Attached) -> Shown:
        """Send files in private, together, with a line beside them, where people can do that."""
        raise AssertionError(IMPOSSIBLE)

    @abstractmethod
    async def press(self, label: str, on: Shown | None = None) -> Shown:
        """Press a button of the last answer, or of another message."""

    @abstractmethod
    async def fill(self, values: Mapping[str, str | Attached]) -> Shown:
        """Fill in what is asked, by the fields' labels, as far as it is asked."""

    @abstractmethod
    async def change(self, values: Mapping[str, str | Attached]) -> Shown:
        """Correct or add fields of a form that is to be confirmed, by their labels."""

    @abstractmethod
    async def sees(self, text: str) -> Shown:
        """Wait until the last answer, in all its messages, holds this text."""

    @abstractmethod
    async def told(self, text: str) -> Shown:
        """Wait until the bot has written this in private, unasked."""

    async def gets(self, number: int) -> Mapping[str, bytes]:
        """Wait until so many files came with the last answer, each in a message of its own or all in one."""
        assert len(self._last.files) == number
        return self._last.files


class Driver(ABC):
    """The bot on one platform, and the people there.

    `store` is what is on disk, to be looked at; `code` the one-time code that the start has printed, where nobody owns
    the letter. `brief`: a group gets the letter in short. `largest`: so many bytes at the most has a file that can be
    sent along.
    """

    kinds: Collection[ChatKind] = (ChatKind.GROUP,)
    deletes = True
    """Whether people can delete the bot's messages, silence it, and put it out of places."""
    forwards = True
    """Whether the bot sees of what somebody passes on that it is somebody else's."""
    brief = False
    largest = 20 * 1024 * 1024

    def __init__(self, store: Store, code: str, mailbox: Mailbox | None = None) -> None:
        self.store = store
        self.code = code
        self._mailbox = mailbox
        self._expected: tuple[str, ...] = ()

    @property
    def mailbox(self) -> Mailbox:
        """Where mail arrives, where the driver was begun with one."""
        assert self._mailbox, "this bot has no server for mail"
        return self._mailbox

    @property
    @abstractmethod
    def owner(self) -> Someone:
        """The owner, where the driver was begun with one."""

    @abstractmethod
    def somebody(self, name: str, language: str = "en") -> Someone:
        """Somebody new."""

    @abstractmethod
    async def meet(self) -> Shown:
        """What the bot says first to somebody who begins."""

    @abstractmethod
    async def place(
        self, title: str, manager: Someone, *members: Someone, kind: ChatKind = ChatKind.GROUP, hidden: bool = False
    ) -> Place:  # fmt: skip
        """A place that the bot is in, with who may manage it and who may not; `hidden`: others can't read it where
        everybody of a server could."""

    @abstractmethod
    def everywhere(self, text: str, *but: Someone) -> Sequence[Shown]:
        """The messages of the bot that hold this text and stand anywhere but in the private chats of some; none where
        what was shown can't be changed any more."""

    @abstractmethod
    def refusals(self) -> Sequence[str]:
        """What the platform has refused to the bot."""

    def expect(self, *refusals: str) -> None:
        """The platform will refuse this in the story that is told."""
        self._expected += refusals

    def unexpected(self) -> Sequence[str]:
        """What the platform has refused to the bot beside what the story is about."""
        return [each for each in self.refusals() if not any(part in each for part in self._expected)]
