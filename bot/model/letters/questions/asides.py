"""What in a question leads away from the letter: opinions, errands, other offices and countries, things that letters
hardly are about."""

from collections.abc import Sequence, Set
from itertools import dropwhile

from bot.model.letters.questions.index import Index
from bot.model.letters.questions.lexicon import lexicon
from bot.model.letters.questions.matters import Cue, Matter
from bot.model.letters.questions.reading import Read, told_by
from bot.model.letters.questions.text import fold

OUTSIDE_LEFT = 0.55
"""What is left of how sure something is where words speak of what letters hardly are about."""

OPINION_LEFT = 0.45
"""What is left of how sure a demand is where an opinion is wanted: the answer is what the demand says, where it is
surely about that."""

MOST_OUTSIDE = 2
"""So many such words make it less sure each."""

OF_DEMAND_LEFT = {Cue.WHERE: 0.75, Cue.ERRAND: 0.45, Cue.ABROAD: 0.33}
"""What is left of how surely a demand was meant where somebody asks where something is, wants to do something of their
own ("how do I get a visa"), or speaks of a country that the demands do not name."""

COUNTED_LEFT = 0.2
"""What is left of it where somebody counts what there is."""

ABOUT_IT_LEFT = 0.6
"""What is left of it where somebody asks something strange of what a demand is about."""

ASKED_FOR = frozenset({Cue.DEMANDS, Cue.LETTER, Cue.BOT, Cue.EXISTS})
"""What tells that somebody asks what the letter says."""

OFFICE_WORDS = 2
"""So many words behind an office say of what or who it is: "Minister Ahmed Hussen"."""

SIGNING = frozenset(
    {Matter.HOW_TO_SIGN, Matter.WHO_MAY_SIGN, Matter.INDIVIDUALS, Matter.WITHDRAW, Matter.UNFOLLOW, Matter.NOT_US}
)
"""What whoever signs asks, whatever their organization is about: a restaurant, a chess club."""


def left(asked: Sequence[Read], index: Index, matter: Matter) -> float:
    """What is left of how surely a question is about a matter where it wants an opinion, something of another office or
    private of an addressee, or what letters hardly are about."""
    told = told_by(asked)
    official = Cue.OFFICE in told or any(each.part == 1 and index.of_office(each.token.word) for each in asked)
    of_addressee = (official and Cue.CONTACT in told) or ((official or Cue.ADDRESSEE in told) and Cue.PRIVATE in told)
    if of_addressee or _other_office(asked, index):
        return 0.0
    if Cue.OPINION in told:
        return OPINION_LEFT if matter is Matter.DEMAND else 0.0
    signing = matter in SIGNING and not told.isdisjoint(
        {Cue.SIGN, Cue.SIGNED, Cue.WITHDRAW, Cue.UNFOLLOW, Cue.ADD, Cue.NOT_US, Cue.NOT_YET}
    )
    own = {Cue.CORRECT} if matter is Matter.CORRECT else set[Cue]()
    of_letter = matter is Matter.PRESENTED and Cue.LETTER in told
    outside = (
        0 if signing or of_letter else sum(Cue.OUTSIDE in each.cues and each.cues.isdisjoint(own) for each in asked)
    )
    return float(OUTSIDE_LEFT ** min(outside, MOST_OUTSIDE))


def left_of_demand(asked: Sequence[Read], part: Sequence[Read], index: Index, meant: Set[str]) -> float:
    """What is left of how surely a part of a question is about a demand. `meant`: its words by which it would be, where
    others are strange to the letter."""
    told, kept = told_by(part), left(asked, index, Matter.DEMAND)
    for cue, one in OF_DEMAND_LEFT.items():
        kept *= one if cue in told else 1.0
    kept *= ABOUT_IT_LEFT if _about_it(part, meant, index) else 1.0
    return kept * (COUNTED_LEFT if _counted(asked, index.language) else 1.0)


def _other_office(asked: Sequence[Read], index: Index) -> bool:
    """Whether an office is named that is none of the addressees': "minister of finance"."""
    between = lexicon(index.language).genitive
    for place, each in enumerate(asked):
        if Cue.OFFICE not in each.cues:
            continue
        behind = list(dropwhile(lambda one: fold(one.token.word) in between, asked[place + 1 :]))
        joined = not between or len(behind) < len(asked) - place - 1
        if not behind or not joined or behind[0].part < 1:
            continue
        if not any(index.of_office(one.token.word) or index.topical(one.token.word) for one in behind[:OFFICE_WORDS]):
            return True
    return False


def _about_it(part: Sequence[Read], meant: Set[str], index: Index) -> bool:
    """Whether somebody asks if something is so of the one thing that a demand is about, or of those in office: "is the
    library haunted"."""
    told = told_by(part)
    if told.isdisjoint({Cue.WHETHER, Cue.MAY}) or not told.isdisjoint(ASKED_FOR):
        return False
    words = [each for each in part if each.token.word in meant]
    in_office = all(Cue.ADDRESSEE in each.cues or index.of_office(each.token.word) for each in words)
    return bool(words) and (in_office or (len(words) == 1 and Cue.WHETHER in part[0].cues))


def _counted(asked: Sequence[Read], language: str) -> bool:
    """Whether somebody asks how many there are of something, and not how many are asked for: "how many books"."""
    if not told_by(asked).isdisjoint({Cue.DEMANDS, Cue.LETTER, Cue.UNTIL}):
        return False
    between = lexicon(language).genitive
    behind = list(dropwhile(lambda each: Cue.COUNT not in each.cues, asked))
    noun = next(dropwhile(lambda each: Cue.COUNT in each.cues or fold(each.token.word) in between, behind), None)
    return noun is not None and noun.part == 1
