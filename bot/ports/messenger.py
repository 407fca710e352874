"""How a message leaves: the message itself, and the closed set of ends that sending it can have."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Literal, Protocol

from bot.model.chats import Address, ChatKind, Unreachable
from bot.model.deliveries import Lane
from bot.model.files import File
from bot.text.blocks import Block, Blocks, Span
from bot.text.text import Text

KeyStyle = Literal["plain", "primary", "danger"]


class Permission(StrEnum):
    """What a platform may let the bot do in a chat besides sending."""

    FILES = "files"
    PINS = "pins"
    PREVIEWS = "previews"


Invites = Literal["", "group", "channel", "choice", "chosen"]


@dataclass(frozen=True, slots=True)
class Key:
    """A button under a message: it performs an action, or opens a validated address; or, where the platform has that,
    copies a text or offers to share the letter in another chat, by what its person searches there.

    `block`: the number of the message's block beside which it belongs, counted from 0. `choice`: it is one of several
    of which one is chosen. `invites`: by it its person brings the bot into a group or a channel of theirs, where the
    platform has that: it leads to where a channel is chosen, is that choice, or says that it is made.
    """

    label: str
    action: str = ""
    url: str = ""
    style: KeyStyle = "plain"
    copy: str = ""
    share: str = ""
    block: int | None = None
    choice: bool = False
    invites: Invites = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody is told, in their language.

    `private`: nobody else may see it. `replaces`: it takes the place of the message whose button was pressed.
    `expects`: the id of the form to which the person's next line is an answer. `silent`: nobody's phone rings.
    `previews`: links show what is behind them. `done`: how much of what it tells about is done, from 0 to 1.
    `on_disk`: what it tells is on disk, as is an answer to an update. `card`: it is a thing with its parts, its buttons
    and its state, rather than a sentence. `pop_up`: a word for whoever pressed a button, shown by itself where the
    platform has that, else before the rest. `small`: all of it is such a word, where it is short enough for that, and
    stands as a message where it is not. `closes`: the form whose question, a message of its own, was answered by a
    line and is not to be pressed any more.
    """

    blocks: Blocks
    keys: tuple[Key, ...] = ()
    private: bool = False
    replaces: bool = False
    expects: str = ""
    language: str = ""
    files: tuple[File, ...] = ()
    silent: bool = False
    previews: bool = False
    done: float | None = None
    on_disk: bool = True
    card: bool = False
    pop_up: str = ""
    closes: str = ""
    small: bool = False

    @property
    def with_word(self) -> "Message":
        """Itself with its word for whoever pressed before the rest, for where that can't be shown by itself."""
        if not self.pop_up:
            return self
        keys = tuple(replace(key, block=None if key.block is None else key.block + 1) for key in self.keys)
        word = Block("paragraph", (Span(self.pop_up),))
        return replace(self, blocks=(word, *self.blocks), keys=keys, pop_up="")


@dataclass(frozen=True, slots=True)
class Destination:
    """The chat to which a message goes, what kind it is, and the message's lane. `calls`: the role of a server whose
    holders it calls, where the platform has roles."""

    address: Address
    kind: ChatKind
    lane: Lane
    calls: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there, or done; `message` is the platform's id of it, several between commas.

    `rest`: the message's files did not fit into it, and leave by themselves.
    """

    message: str
    rest: bool = False


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """It was surely not delivered, and may be tried again after so many seconds.

    `everything`: nobody asked for the wait; the platform can't be reached, or takes nothing at all.
    """

    seconds: float
    reason: str = ""
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat can't be reached any more. `reason`: the platform's own words."""

    cause: Unreachable
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another address now."""

    address: Address


@dataclass(frozen=True, slots=True)
class Refused:
    """The content is at fault. `said`: the reason as people read it, where the bot has words for it."""

    reason: str
    said: Text | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """The message that was to be edited is not there any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived."""

    reason: str


Outcome = Sent | RetryAfter | Gone | Moved | Refused | Missing | Unknown


class Messenger(Protocol):
    """A platform, as far as messages of the queue leave for it. Its methods raise nothing, and who calls them has
    waited for the turn of the one request that each of them makes."""

    @property
    def platform(self) -> str:
        """The platform's name in addresses."""

    @property
    def crossposts(self) -> bool:
        """Whether a channel's messages can be passed on to the channels that follow it."""

    def memory(self, kind: ChatKind) -> timedelta:
        """How long the platform knows a message again that is sent twice under one key; zero where it never does."""

    def prepare(self, message: Message) -> Refused | None:
        """What is wrong with a message that must leave in one piece, found without sending it."""

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        """Send a message in one piece. `key`, at most 25 characters, is the same whenever it is the same message."""

    async def send_files(self, key: str, to: Destination, message: Message) -> Outcome:
        """Send the files of a message that did not fit into it."""

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        """Put a message in the place of one that was sent."""

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        """Take a message back. `Missing` where it is gone already, `Refused` where it is too old."""

    async def pin(self, to: Destination, message_id: str, silent: bool) -> Outcome:
        """Pin a message that was sent."""

    async def crosspost(self, to: Destination, message_id: str) -> Outcome:
        """Pass a message on to the channels that follow its channel."""

    async def leave(self, to: Destination) -> Outcome:
        """Leave the place to which a chat belongs; `Sent` where the bot is not there any more."""

    def address(self, chat: Address, message_id: str) -> str:
        """Where a message that was sent can be looked at; empty where no address leads there."""

    def lacking(self, chat: Address, needed: frozenset[Permission]) -> tuple[str, ...]:
        """What the platform calls that the bot may not do in a chat of what a message needs: to be sent, and this
        besides. Nothing where the platform has not said so yet; it is not asked."""

    async def probe(self, to: Destination, files: bool) -> Outcome | None:
        """Whether a message, perhaps with files, would reach a chat: `Sent` where it would, `Gone` or `Moved` where it
        would not; anything else, or nothing, where it can't be told."""


class Uploads(Protocol):
    """The stored files, as a messenger hands them to its platform."""

    async def content(self, file: File) -> bytes:
        """What is in a file."""

    async def reference(self, platform: str, file: File) -> str:
        """What the platform knows a file by that it was given before; empty where it was not."""

    async def remember(self, platform: str, file: File, reference: str) -> None:
        """What the platform knows it by from now on."""
