"""Whom a letter's organizers ask to sign: organizations that have agreed to nothing; and who brings others along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_PROSPECTS = 5_000
"""So many organizations of a letter at the most are to be asked."""

MOST_IN_A_FILE = 1_000
"""So many rows of a table are taken in at once."""

MOST_PARTNERS = 50
"""So many partners of a letter at the most have a link."""

LINK_HOLDS = timedelta(days=90)
"""A personal link, and a partner's, leads to signing for so long."""

FORGOTTEN_AFTER = timedelta(days=365)
"""An organization that nobody has touched for so long is asked no more, and forgotten."""

LONGEST_NAME, LONGEST_TEXT, LONGEST_NOTE, LONGEST_PHONE = 150, 100, 1000, 40
"""Characters of an organization's name, of what is said of a contact, of a note, of a telephone number."""


class Answer(StrEnum):
    """Where it stands with an organization. `SIGNED` follows from its sign-on alone."""

    TO_ASK = "to_ask"
    ASKED = "asked"
    THINKING = "thinking"
    SIGNED = "signed"
    NO = "no"


class Step(StrEnum):
    """What the organizer who has taken an organization says of it."""

    ASKED = "asked"
    AGAIN = "again"
    UNASKED = "unasked"
    THINKING = "thinking"
    NO = "no"


_FROM: Mapping[Step, frozenset[Answer]] = {
    Step.ASKED: frozenset({Answer.TO_ASK}),
    Step.AGAIN: frozenset({Answer.ASKED, Answer.THINKING}),
    Step.UNASKED: frozenset({Answer.ASKED}),
    Step.THINKING: frozenset({Answer.TO_ASK, Answer.ASKED, Answer.NO}),
    Step.NO: frozenset({Answer.TO_ASK, Answer.ASKED, Answer.THINKING}),
}
"""Where it stands before each step."""

_COUNTED: Mapping[Step, int] = {Step.ASKED: 1, Step.AGAIN: 1, Step.UNASKED: -1}
"""How much more often an organization was asked after a step."""

MOST_ASKED = 2
"""An organization is asked, and once again."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask at an organization, and by whom they are known."""

    name: str = ""
    role: str = ""
    address: str = ""
    phone: str = ""
    source: str = ""


NOBODY = Contact()


@dataclass(frozen=True, slots=True)
class Prospect:
    """An organization that is to be asked to sign a letter, in a language of the letter or in any.

    `said`: where it stands as organizers have said. `signed`: it has a sign-on. `asked`: how often it was asked.
    `taken_by`: the organizer who asks it, who is reminded at `remind_at`. `link_until`: until when its personal link
    leads to signing; nothing where it has none.
    """

    id: int
    letter_id: int
    organization: str
    website: str = ""
    contact: Contact = NOBODY
    note: str = ""
    language: str = ""
    said: Answer = Answer.TO_ASK
    signed: bool = False
    asked: int = 0
    taken_by: int | None = None
    remind_at: datetime | None = None
    link_until: datetime | None = None

    @property
    def answer(self) -> Answer:
        """Where it stands: a sign-on goes before what organizers say."""
        return Answer.SIGNED if self.signed else self.said


def may(prospect: Prospect, step: Step) -> bool:
    """Whether a step is possible as it stands: nobody is asked more than once again."""
    asked = prospect.asked + _COUNTED.get(step, 0)
    again = step is not Step.AGAIN or prospect.asked > 0
    return prospect.answer in _FROM[step] and 0 <= asked <= MOST_ASKED and again


def after(prospect: Prospect, step: Step) -> tuple[Answer, int]:
    """Where it stands after a step, and how often it was asked then."""
    asked = prospect.asked + _COUNTED.get(step, 0)
    match step:
        case Step.THINKING:
            return Answer.THINKING, asked
        case Step.NO:
            return Answer.NO, asked
        case _:
            return (Answer.ASKED if asked else Answer.TO_ASK), asked


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody by whose link organizations come to sign: how many sign-ons have come by it, and until when it leads
    there. Which ones came by it is not kept."""

    id: int
    letter_id: int
    name: str
    signed: int
    until: datetime
