"""To whom a letter was presented: when, how, with which list, and what came back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.model.letters.letter import Addressee, Letter, canonical_json

MOST_PRESENTATIONS = 100
"""So many times at the most a letter is presented."""

BY = 150
ANSWER = 1000
"""How many characters the name of who has presented a letter, and an answer, have at the most."""

MOST_BYTES = 5 * 1024 * 1024
"""So many bytes the file of an answer has at the most."""

SILENCE = timedelta(days=14)
"""After so long without a word of an addressee the letter's organizers are told, once."""

STALE = timedelta(days=60)
"""What was presented longer ago than that is not told any more."""

BY_KEPT_FOR = timedelta(days=180)
"""So long it is kept who has presented a letter."""


class How(StrEnum):
    """How a letter reached its addressee."""

    BY_HAND = "by_hand"
    MAIL = "mail"
    POST = "post"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Presented:
    """What is so of a presentation: which revision went to whom of the letter's addressees on which day in its zone,
    how, with which frozen list; since when it was `acknowledged` and `answered`, and the `answer` in words or as a
    link. `at`: when that was last recorded."""

    addressee: str
    on: date
    how: How
    revision: int
    snapshot: int
    at: datetime
    acknowledged: date | None = None
    answered: date | None = None
    answer: str = ""

    @property
    def content(self) -> str:
        """The canonical JSON to which the journal commits."""
        return canonical_json(self)

    @property
    def silent(self) -> bool:
        """Whether nothing came back so far."""
        return self.acknowledged is None and self.answered is None


@dataclass(frozen=True, slots=True)
class Presentation:
    """A letter went to one of its addressees. `by`: who has presented it, for organizers alone; empty once that is not
    kept any more. `person_id` has recorded it last."""

    id: int
    letter_id: int
    said: Presented
    by: str
    person_id: int


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """What an addressee has answered with, such as a letter that was scanned: a file's name, media type and content."""

    name: str
    mime: str
    content: bytes


def addressees(letter: Letter) -> Sequence[Addressee]:
    """Whom a letter addresses, each once, in the order of its demands."""
    return list({each.addressee.name: each.addressee for each in reversed(letter.demands)}.values())[::-1]


def demands_of(letter: Letter, addressee: str) -> Sequence[int]:
    """The numbers of the demands that are asked of somebody."""
    return [each.number for each in letter.demands if each.addressee.name == addressee]


def fingerprint(content: str) -> str:
    """The SHA-256 of a presentation's canonical JSON in UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()
