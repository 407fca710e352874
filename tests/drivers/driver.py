"""What every driver can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.model.chats import Address
from bot.model.people import Account
from bot.ports.store import Store

WORD_JOINER = "\u2060"


def reworded(text: str) -> str:
    """A text as it is read: without word joiners, each stretch of white space one space."""
    return " ".join(text.replace(WORD_JOINER, "").split())


@dataclass(frozen=True)
class Shown:
    """What a person sees: the text, the labels of its buttons, and what stands in a form's fields by their labels.

    `raw` is the text exactly as the platform holds it; `there` is the driver's own.
    """

    text: str
    labels: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    raw: str = ""
    there: Any = None

    def __contains__(self, fragment: str) -> bool:
        return reworded(fragment) in reworded(self.text)


class Place(Protocol):
    """A group or a channel in which several people are."""

    @property
    def address(self) -> Address:
        """Where the core finds it."""

    async def shows(self, text: str) -> Shown:
        """Wait until a message of the bot that holds this text stands here."""

    def standing(self, text: str) -> Sequence[Shown]:
        """The messages of the bot that hold this text and stand here now."""


class Someone(Protocol):
    """A person with an account. What they do goes to their private chat with the bot, or to the place they are told."""

    @property
    def account(self) -> Account:
        """Their account."""

    @property
    def last(self) -> Shown:
        """The last answer that they got."""

    async def give(self, command: str, where: Place | None = None, **values: str | int) -> Shown:
        """Give a command, with values for some of its options; the answer."""

    async def say(self, line: str) -> Shown:
        """Write a line that is no command, in private."""

    async def press(self, label: str, on: Shown | None = None) -> Shown:
        """Press a button of the last answer, or of another message."""

    async def fill(self, values: Mapping[str, str]) -> Shown:
        """Fill in what is asked, by the fields' labels, as far as it is asked."""

    async def change(self, values: Mapping[str, str]) -> Shown:
        """Correct or add fields of a form that is to be confirmed, by their labels."""

    async def sees(self, text: str) -> Shown:
        """Wait until the last answer, in all its messages, holds this text."""

    async def told(self, text: str) -> Shown:
        """Wait until the bot has written this in private, unasked."""


class Driver(Protocol):
    """The bot on one platform, and the people there."""

    @property
    def store(self) -> Store:
        """What is on disk, to be looked at."""

    @property
    def owner(self) -> Someone:
        """The owner, where the driver was begun with one."""

    @property
    def code(self) -> str:
        """The one-time code that the start has printed, where nobody owns the letter."""

    def somebody(self, name: str, language: str = "en") -> Someone:
        """Somebody new."""

    async def meet(self) -> Shown:
        """What the bot says first, where it is let in or begun."""

    async def place(self, title: str, manager: Someone, *members: Someone) -> Place:
        """A place that the bot is in, with who may manage it and who may not."""

    def refusals(self) -> Sequence[str]:
        """What the platform has refused to the bot."""


def opening(labels: Sequence[str], field: str) -> str:
    """The button of a form that is to be confirmed behind which a field stands: what is empty is added."""
    return next((each for each in labels if each.startswith("Add: ") and field in each), "Correct")
