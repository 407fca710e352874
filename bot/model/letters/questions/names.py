"""The organization of which somebody asks whether it has signed."""

from collections.abc import Sequence

from bot.model.letters.questions.matters import Cue
from bot.model.letters.questions.reading import Read
from bot.model.letters.questions.text import read_part

WORTH = 0.95
"""How sure it is that a question is about an organization where it asks whether something has signed."""

SAID = 0.75
"""How sure where it only says that something has."""

MOST_LETTERS = 100

NEVER = frozenset({Cue.WHO, Cue.COUNT, Cue.HOW, Cue.WHEN, Cue.WHERE, Cue.MAY, Cue.UNTIL, Cue.UNLESS, Cue.WITHDRAW, Cue.I,
                   Cue.DEADLINE, Cue.OPINION, Cue.RUN, Cue.INDIVIDUAL})  # fmt: skip
_JOINS = frozenset(
    {Cue.ORG, Cue.EVENT, Cue.PRESS, Cue.ADDRESSED, Cue.STOP, Cue.OUTSIDE, Cue.SPEAK, Cue.DATA, Cue.STORE}
)


def named_organization(part: Sequence[Read], question: str) -> tuple[str, float]:
    """The organization that a part of a question names, as it was typed, and how sure it is that it asks whether that
    has signed; an empty name where it does not ask that."""
    told = frozenset[Cue]().union(*(each.cues for each in part))
    if told.isdisjoint({Cue.SIGN, Cue.SIGNED}) or not told.isdisjoint(NEVER):
        return "", 0.0
    places = [place for place, each in enumerate(part) if _names(each)]
    if not places:
        return "", 0.0
    first, last = places[0], places[-1]
    while first and (_goes_along(part[first - 1])):
        first -= 1
    while last + 1 < len(part) and _goes_along(part[last + 1]):
        last += 1
    text = read_part(question).replace("\u0640", "")
    name = text[part[first].token.start : part[last].token.end][:MOST_LETTERS]
    return name, WORTH if Cue.WHETHER in told else SAID


def _names(each: Read) -> bool:
    """Whether a word can only be of a name."""
    return (
        each.part > 0 and each.cues <= _JOINS and (each.part == 1 or each.token.typed[:1].isupper()) and not each.cues
    )


def _goes_along(each: Read) -> bool:
    """Whether a word is of a name where it stands beside one."""
    return each.part > 0 and each.cues <= _JOINS
