"""What a question can be about, and what in its words tells of it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from bot.model.letters.questions.sections import sections


class Matter(StrEnum):
    """What a question is about. The values stand in the files of cues."""

    DEMAND = "demand"
    DEMANDS = "demands"
    OUTCOME = "outcome"
    PRESENTED = "presented"
    EVENT = "event"
    EVENT_WHEN = "event_when"
    EVENT_WHERE = "event_where"
    EVENT_SPEAKERS = "event_speakers"
    DEADLINE = "deadline"
    STANDING = "standing"
    CORRECT = "correct"
    HOW_TO_SIGN = "how_to_sign"
    AFTER_SIGNING = "after_signing"
    WHO_MAY_SIGN = "who_may_sign"
    INDIVIDUALS = "individuals"
    HOW_MANY = "how_many"
    WHO_SIGNED = "who_signed"
    HAS_SIGNED = "has_signed"
    WHO_RUNS = "who_runs"
    STORED = "stored"
    UNFOLLOW = "unfollow"
    WITHDRAW = "withdraw"
    NOT_US = "not_us"
    DOCUMENT = "document"
    ESCALATION = "escalation"
    PRESS = "press"
    LETTER = "letter"
    HELP = "help"
    GREETING = "greeting"
    THANKS = "thanks"
    ALL_RIGHT = "all_right"


COURTESIES = frozenset({Matter.GREETING, Matter.THANKS, Matter.ALL_RIGHT, Matter.HELP})
"""What is answered only where nothing else was asked."""

EVENTS = frozenset({Matter.EVENT, Matter.EVENT_WHEN, Matter.EVENT_WHERE, Matter.EVENT_SPEAKERS})
"""What is told of an event."""


class Cue(StrEnum):
    """What some words of a language tell, whichever of them somebody chooses. The values head the files of cues."""

    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    HOW = "how"
    COUNT = "count"
    WHETHER = "whether"
    MAY = "may"
    WANT = "want"
    SEND = "send"
    I = "i"  # noqa: E741
    OWN = "own"
    ORG = "org"
    INDIVIDUAL = "individual"
    BOT = "bot"
    ARE = "are"
    LETTER = "letter"
    EVENT = "event"
    ATTEND = "attend"
    SPEAK = "speak"
    DEADLINE = "deadline"
    UNTIL = "until"
    CLOSE = "close"
    SIGN = "sign"
    SIGNED = "signed"
    GOAL = "goal"
    ENTRY = "entry"
    STATE = "state"
    CORRECT = "correct"
    DETAILS = "details"
    RUN = "run"
    DATA = "data"
    STORE = "store"
    STOP = "stop"
    MESSAGES = "messages"
    UNFOLLOW = "unfollow"
    WITHDRAW = "withdraw"
    NOT_US = "not_us"
    NOT_YET = "not_yet"
    DOCUMENT = "document"
    UNLESS = "unless"
    REFUSE = "refuse"
    NEXT = "next"
    PRESS = "press"
    CONTACT = "contact"
    DEMANDS = "demands"
    ADDRESSED = "addressed"
    ABOUT = "about"
    READ = "read"
    GREETING = "greeting"
    THANKS = "thanks"
    ALL_RIGHT = "all_right"
    HELP = "help"
    NOT = "not"
    ACT = "act"
    ADDRESSEE = "addressee"
    OFFICE = "office"
    IDLE = "idle"
    PRIVACY = "privacy"
    CONDITION = "condition"
    EXISTS = "exists"
    PRIVATE = "private"
    OPINION = "opinion"
    OUTSIDE = "outside"
    ABROAD = "abroad"
    ERRAND = "errand"
    OUTCOME = "outcome"
    HANDED = "handed"
    AFTER = "after"
    ADD = "add"


MARKS = WHOLE, WHOEVER = "!", "~"
"""What a rule in the file may begin with."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to ask about a matter: the cues that it takes, those that may stand beside them, those that must not.
    `whole`: nothing of the question may be left over; `whoever`: what is left over says of whom it is asked."""

    matter: Matter
    worth: float
    needs: frozenset[Cue]
    beside: frozenset[Cue]
    without: frozenset[Cue]
    whole: bool
    whoever: bool


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of `matters.txt`."""
    text = resources.files(__package__).joinpath("cues", "matters.txt").read_text(encoding="utf-8")
    return tuple(_rule(Matter(heading), line) for heading, lines in sections(text).items() for line in lines if line)


def _rule(matter: Matter, line: str) -> Rule:
    worth, *said = line.split()
    kept = {"": set[Cue](), "+": set[Cue](), "-": set[Cue]()}
    sign, marks = "", set[str]()
    for word in said:
        if word in MARKS:
            marks.add(word)
        elif word in kept:
            sign = word
        else:
            kept[sign].add(Cue(word))
    needs, beside, without = (frozenset(each) for each in kept.values())
    return Rule(matter, float(worth), needs, needs | beside, without, WHOLE in marks, WHOEVER in marks)
