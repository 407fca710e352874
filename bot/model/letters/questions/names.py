"""The organization of which somebody asks whether it has signed, and others that a question only names."""

from collections.abc import Sequence, Set
from functools import cache
from itertools import pairwise

from babel import Locale

from bot.model.letters.questions.cues import tagged
from bot.model.letters.questions.index import Index
from bot.model.letters.questions.matters import Cue
from bot.model.letters.questions.reading import Read, Token, told_by
from bot.model.letters.questions.text import fold, read_part

WORTH = 0.95
"""How sure it is that a question is about an organization where it asks whether something has signed."""

SAID = 0.75
"""How sure where it only says that something has."""

MOST_LETTERS = 100

WORDS_OF_LONG = 3
"""A name of so many words leads to nothing else, whatever they are."""

NEVER = frozenset(
    {
        Cue.WHO,
        Cue.COUNT,
        Cue.HOW,
        Cue.WHEN,
        Cue.WHERE,
        Cue.MAY,
        Cue.UNTIL,
        Cue.UNLESS,
        Cue.WITHDRAW,
        Cue.NOT_US,
        Cue.EXISTS,
    }
    | {Cue.DEADLINE, Cue.OPINION, Cue.RUN, Cue.INDIVIDUAL}
)
_JOINS = frozenset(
    {Cue.ORG, Cue.EVENT, Cue.PRESS, Cue.ADDRESSED, Cue.STOP, Cue.OUTSIDE, Cue.SPEAK, Cue.DATA, Cue.STORE}
)

_ALONE = frozenset({Cue.STOP, Cue.OUTSIDE, Cue.ADDRESSEE, Cue.ACT, Cue.PRIVATE})


def named_organization(part: Sequence[Read], question: str, known: Set[str]) -> tuple[str, float]:
    """The organization that a part of a question names, as it was typed, and how sure it is that it asks whether that
    has signed; an empty name where it does not ask that. `known`: words that are a name however they are typed."""
    told = frozenset[Cue]().union(*(each.cues for each in part))
    if told.isdisjoint({Cue.SIGN, Cue.SIGNED}) or not told.isdisjoint(NEVER):
        return "", 0.0
    inside = [place for place, each in enumerate(part) if _inside(each, place, part)]
    telling = [place for place in inside if _telling(part[place], known) or _of_kind(place, inside, part)]
    if not telling:
        return "", 0.0
    first = last = telling[0]
    while first - 1 in inside and not part[first - 1].token.ends:
        first -= 1
    while (
        last + 1 < len(part)
        and not part[last].token.ends
        and (last + 1 in inside or _bridged(last + 1, inside, part, known))
    ):
        last += 1
    text = read_part(question).replace("\u0640", "")
    name = text[part[first].token.start : part[last].token.end][:MOST_LETTERS]
    capital = any(_capital(each) for each in part[first : last + 1])
    if Cue.I in told and not capital:
        return "", 0.0
    asked = any(Cue.WHETHER in each.cues for each in (part if capital else part[:first]))
    return name, WORTH if asked else SAID if Cue.SIGNED in told else 0.0


def called(asked: Sequence[Read], index: Index) -> frozenset[Token]:
    """The words that only name an organization: one that is to speak, or, where signing is asked about, their own
    ("our board", "our school")."""
    signing = not told_by(asked).isdisjoint({Cue.SIGN, Cue.SIGNED, Cue.ADD})
    pairs = pairwise(asked)
    theirs = {each.token for before, each in pairs if signing and Cue.OWN in before.cues and Cue.ORG in each.cues}
    telling = [each for each in asked if not each.small]
    speaking = {
        each.token
        for pair in pairwise(telling)
        if index.names_organization(*(each.token.word for each in pair))
        for each in pair
    }
    return frozenset(theirs | speaking)


def _inside(each: Read, place: int, part: Sequence[Read]) -> bool:
    """Whether a word can be of a name."""
    if not each.cues.isdisjoint({Cue.SIGN, Cue.SIGNED, Cue.WHETHER, Cue.LETTER}) and not each.near:
        return False
    return each.part > 0 or (_capital(each) and place > 0) or (not each.cues and not each.small)


def _telling(each: Read, known: Set[str]) -> bool:
    """Whether a word is of a name even where it stands alone, as that of a day or month is not."""
    if fold(each.token.word) in _calendar():
        return False
    return (each.part == 1 and (each.near or each.cues <= _ALONE)) or _capital(each) or fold(each.token.word) in known


@cache
def _calendar() -> frozenset[str]:
    """How days and months are called in the languages that are spoken."""
    locales = [Locale.parse(tag) for tag in tagged()]
    named = [names["format"]["wide"] for each in locales for names in (each.days, each.months)]
    return frozenset(fold(name.casefold()) for names in named for name in names.values())


def _of_kind(place: int, inside: Sequence[int], part: Sequence[Read]) -> bool:
    """Whether a word says which one of its kind an organization is, in a script without capitals: "نادي القراءة"."""
    letter = part[place].token.typed[:1]
    caseless = letter.isalpha() and not letter.islower() and not letter.isupper()
    return caseless and part[place].part == 1 and place - 1 in inside and Cue.ORG in part[place - 1].cues


def _capital(each: Read) -> bool:
    """Whether a word is written as names are; "I" is by itself."""
    return each.token.typed[:1].isupper() and each.token.typed != "I"


def _bridged(place: int, inside: Sequence[int], part: Sequence[Read], known: Set[str]) -> bool:
    """Whether a small word stands within a name: "of the"."""
    after = next((other for other in range(place, min(place + 3, len(part))) if other in inside), None)
    return after is not None and all(part[each].small for each in range(place, after)) and _telling(part[after], known)
