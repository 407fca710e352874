"""An open letter as one revision publishes it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from bot.model.letters.categories import Category
from bot.model.letters.localized import Localized

LATER = {"later": True}
"""Marks a field that letters did not have at first: `contact: str = field(default="", metadata=LATER)`.

Where it holds its default, a letter's JSON leaves it out: so what does not use it keeps its fingerprint.
"""


@dataclass(frozen=True, slots=True)
class Initiator:
    """The organization that wrote the letter and speaks for it."""

    name: Localized
    acronym: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """The person, in an office, of whom a demand is asked."""

    name: str
    office: Localized


@dataclass(frozen=True, slots=True)
class Demand:
    """A numbered demand: what is asked of whom, and the words by which people also know it, a list a language."""

    number: int
    title: Localized
    asked: Localized
    addressee: Addressee
    topics: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks at an event, in which `languages`; `name` is empty where only the organization is known."""

    organization: str
    name: str = ""
    languages: tuple[str, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True, slots=True)
class Event:
    """A press conference, a vigil, a hand-over. `at` has its zone; a date without a time has `all_day`. One that is
    `called_off` stays in the letter, so that whoever comes to look finds that."""

    title: Localized
    at: datetime
    all_day: bool = False
    place: Localized | None = None
    link: str = ""
    speakers: tuple[Speaker, ...] = ()
    called_off: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """The file of a document: its name and kind, how many bytes it has, and their SHA-256, by which they are kept."""

    name: str
    mime: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Document:
    """Something to read that belongs to the letter: behind a link or as a file, where it has one."""

    title: Localized
    issuer: str = ""
    link: str = ""
    file: DocumentFile | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Escalation:
    """What follows where the demands are not met, and until when they are to be; a date without a time has
    `all_day`."""

    text: Localized
    by: datetime | None = None
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class PressContact:
    """To whom journalists can turn."""

    email: str
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole content of a revision, in all its languages; the first language is the letter's own."""

    slug: str
    languages: tuple[str, ...]
    initiator: Initiator
    title: Localized
    summary: Localized
    text: Localized
    zone: str
    demands: tuple[Demand, ...]
    link: Localized | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    goal: int | None = None
    events: tuple[Event, ...] = ()
    documents: tuple[Document, ...] = ()
    escalation: Escalation | None = field(default=None, metadata=LATER)
    who_may_sign: Localized | None = field(default=None, metadata=LATER)
    press: PressContact | None = field(default=None, metadata=LATER)
    categories: tuple[Category, ...] = field(default=(), metadata=LATER)

    def local(self, moment: datetime) -> datetime:
        """A moment in the letter's zone, in which it is shown."""
        return moment.astimezone(ZoneInfo(self.zone))

    def closed(self, now: datetime) -> bool:
        """Whether it takes no sign-ons any more."""
        return self.closes is not None and now > self.closes

    def demand(self, number: int) -> Demand | None:
        """The demand of that number, or nothing."""
        return next((demand for demand in self.demands if demand.number == number), None)


def canonical_json(value: object) -> str:
    """The one JSON text of a value: keys sorted, no white space, no escapes but those that JSON requires."""
    return json.dumps(msgspec.to_builtins(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Revision:
    """One published text of a letter: immutable, known by its number and the SHA-256 of its canonical JSON. Of a letter
    of which nothing was published yet, what it says so far stands in the place of one, with the number 0.

    `material`: it changes what the letter says, so that who signed before is asked to confirm it until `confirm_by`.
    `person_id` is who published it in a chat; nobody where it came from a folder. `second_id`: the other organizer who
    has agreed to it. `charged_to`: on whose account its publication went, if it was another organizer's.
    """

    letter_id: int
    number: int
    letter: Letter
    sha256: str
    published_at: datetime
    material: bool = False
    confirm_by: datetime | None = None
    person_id: int | None = None
    second_id: int | None = None
    charged_to: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody has published what was edited, and waits for another organizer to agree: as `Revision` has it."""

    person_id: int
    material: bool
    confirm_by: datetime | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What editors have made of a letter's last revision, or of a letter that has none yet, and not published;
    `person_id` changed it last. What is `proposed` waits, as long as nobody changes it, for another organizer."""

    letter_id: int
    letter: Letter
    changed_at: datetime
    person_id: int
    proposed: Proposal | None = None


def fingerprint(letter: Letter) -> str:
    """The SHA-256 of a letter's canonical JSON in UTF-8, in hexadecimal."""
    return hashlib.sha256(letter_to_json(letter).encode()).hexdigest()


def letter_to_json(letter: Letter) -> str:
    """The canonical JSON of a letter, which says everything but later fields that hold nothing."""
    return canonical_json(_content(letter))


def letter_from_json(text: str) -> Letter:
    """A letter from its JSON, each text's languages in the letter's order of preference.

    Raises `msgspec.ValidationError` where it is none.
    """
    content = json.loads(text)
    languages = list(content.get("languages", ())) if isinstance(content, dict) else []
    return msgspec.convert(_in_order(content, languages), type=Letter)


def _content(value: object) -> object:
    if is_dataclass(value):
        said = ((each, getattr(value, each.name)) for each in fields(value))
        return {each.name: _content(it) for each, it in said if "later" not in each.metadata or it != each.default}
    if isinstance(value, Mapping):
        return {key: _content(each) for key, each in value.items()}
    return [_content(each) for each in value] if isinstance(value, tuple) else value


def _in_order(value: object, languages: list[str]) -> object:
    if isinstance(value, list):
        return [_in_order(each, languages) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"texts"}:
        texts = value["texts"]
        preferred = [tag for tag in languages if tag in texts]
        return {"texts": {tag: texts[tag] for tag in (*preferred, *sorted(texts.keys() - set(preferred)))}}
    return {key: _in_order(each, languages) for key, each in value.items()}
