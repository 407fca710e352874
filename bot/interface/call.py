"""One call of a command, and what the command replies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from bot.errors import NotFound
from bot.interface.requests import Caller
from bot.interface.typesetting import Typeset, Wanted, nothing_typeset
from bot.model.chats import Address
from bot.model.files import File
from bot.model.letters.letter import Letter, Revision
from bot.model.letters.questions import Asked
from bot.model.people.person import Actor, Person
from bot.ports.messenger import Invites, KeyStyle, Permission
from bot.ports.store import Unit
from bot.text.locales import Speech
from bot.text.text import Part, Text, t


@dataclass(frozen=True, slots=True)
class Button:
    """A command with some options filled in, under a label; or a validated address, a text to copy, or what is searched
    to share the letter in another chat, instead.

    `choice`: it is one of several of which one is chosen. The letter of the call is filled in by itself where the
    command has one. `action`: one that goes on with a form. What a platform can't copy or share has no button there,
    nor has an invitation (`invites`) into a group or channel, or the choice of a channel.
    """

    label: Text | str
    command: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)
    url: str = ""
    style: KeyStyle = "plain"
    copy: str = ""
    share: str = ""
    invites: Invites = ""
    action: str = ""
    choice: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a reply with the button that belongs beside it: a demand and its *Read it*."""

    part: Part
    button: Button


Said = Part | Entry

Kinds = Mapping[str, Mapping[str, Text]]
"""What the people of each platform call the kinds of its shared chats."""


@dataclass(frozen=True, slots=True)
class Then:
    """What is asked beneath a reply where one question after another is asked: the first option that a command lacks.
    `skip` leads past it."""

    command: str
    values: Mapping[str, str | int]
    skip: Button


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command answers. `replaces`: where a button was pressed, it takes the place of the button's message.
    `language`: the one to answer in, where it is not the caller's. `files` are sent along; `silent`, `previews`,
    `done` and `card` as a `Message` has them; `pop_up` likewise, in words that are to be put into a language. `then`:
    what is asked beneath it."""

    parts: Sequence[Said]
    buttons: Sequence[Button] = ()
    replaces: bool = False
    language: str = ""
    files: tuple[File, ...] = ()
    silent: bool = False
    previews: bool = False
    done: float | None = None
    card: bool = False
    pop_up: Text | None = None
    then: Then | None = None

    @property
    def texts(self) -> Sequence[Part]:
        """Its parts without the buttons beside them."""
        return [part.part if isinstance(part, Entry) else part for part in self.parts]


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing of a command's that can be shared: the options' values by which the command shows it, under which name
    it is found, what is said beside that, and the message that everybody in the chat sees. It holds public facts alone,
    whoever shares it. `answers`: whether it answers what somebody asks."""

    values: tuple[str, ...]
    name: Text
    about: Text
    reply: Reply
    answers: Callable[[Asked], bool] = lambda asked: False


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a command: everything that its handler may know and touch.

    `prepare` refuses a reply that, in a language, one of the platforms can't take in one piece. `platforms`: the names
    of those that are served. `mails`: whether mail is sent. `links`: those that do in private what a button does, of
    each platform that has such, by its name. `kinds`: what kinds of chats are called there. `posted_at`: the address at
    which a message can be looked at, by its chat and its id there; empty where none leads to it.
    `lacking`: what the bot may not do in a chat of what a message needs there, as far as the platform has said.
    `typesetting`: what `typeset` asks. `web`: the public address of the pages, without a slash at its end; empty where
    there are none.
    """

    unit: Unit
    actor: Actor
    caller: Caller
    speech: Speech
    languages: Sequence[str]
    revision: Revision | None
    raw: Mapping[str, str]
    values: Mapping[str, str | int | datetime]
    prepare: Callable[[Reply, str], None]
    platforms: Sequence[str] = ()
    mails: bool = False
    links: Callable[[str, Mapping[str, str]], Sequence[tuple[str, str]]] = lambda command, values: ()
    kinds: Kinds = field(default_factory=dict)
    posted_at: Callable[[Address, str], str] = lambda chat, message: ""
    lacking: Callable[[Address, frozenset[Permission]], Sequence[str]] = lambda chat, needed: ()
    typesetting: Typeset = nothing_typeset
    web: str = ""

    def typeset(self, wanted: Wanted) -> bytes | None:
        """What is made of something that is to be typeset; nothing where that can't be made now. The unit may be undone
        and run again for it, so that it is asked for before anything else."""
        return self.typesetting(self.unit, wanted)

    @property
    def published(self) -> Revision:
        """The letter's revision that is meant; raises `NotFound` where no letter was published."""
        if self.revision is None:
            raise NotFound(t("No letter was published here yet."))
        return self.revision

    @property
    def letter(self) -> Letter:
        """The letter that is meant."""
        return self.published.letter

    def page(self, *steps: str) -> str:
        """Where a page of the letter is, below its own, in the language of this call; empty where there are none."""
        path = (self.speech.reads or self.speech.tag, self.letter.slug, *steps)
        return "/".join((self.web, *map(quote, path))) if self.web else ""

    def text(self, option: str) -> str:
        """A text or a choice's key; empty where it was not given."""
        return str(self.values.get(option, ""))

    def number(self, option: str) -> int | None:
        """A number; nothing where it was not given."""
        value = self.values.get(option)
        return value if isinstance(value, int) else None

    def moment(self, option: str) -> datetime | None:
        """A moment, with the zone in which it was said; nothing where it was not given."""
        value = self.values.get(option)
        return value if isinstance(value, datetime) else None

    def person(self) -> Person:
        """The person who calls, remembered from now on."""
        return self.actor.person or self.unit.people.ensure(self.actor.account)
