"""How sure it is that a question, or a part of one, is about each matter."""

from collections.abc import Iterator, Mapping, Sequence

from bot.model.letters.questions.matters import Cue, Matter, rules
from bot.model.letters.questions.reading import Read

THRESHOLD = 0.62
"""From here on a question is about a matter."""

UNEXPLAINED = 0.35
"""What remains of a rule's worth where it explains nothing else of the question."""

MORE_SURE = 0.02
"""What each cue that a rule takes adds: the rule that takes more of them knows better."""

SMALL_PART = 0.15
"""How much of a question a word of asking is, where it asks for something else: "who" beside "when"."""

GUESSED = 0.87
"""What is left of a rule's worth for each word that is only nearly one of its cues."""

OF_WHOEVER = 0.85
"""What remains instead where that says of whom it is asked: "can my cousin sign"."""

LEFT = {Matter.DEMANDS: 0.0, Matter.LETTER: 0.0, Matter.WHO_RUNS: 0.1, Matter.HELP: 0.1}
"""What remains instead where something is asked in general: what else a question says may be none of it."""

ANYWHERE = frozenset(
    {Cue.LETTER, Cue.BOT, Cue.OWN, Cue.I, Cue.ARE, Cue.WANT, Cue.SEND, Cue.GREETING, Cue.THANKS, Cue.WHETHER}
    | {Cue.ALL_RIGHT}
)
"""What people say beside any question."""

ASKING = frozenset({Cue.WHEN, Cue.WHERE, Cue.WHO, Cue.HOW, Cue.COUNT, Cue.MAY, Cue.UNTIL, Cue.ABOUT})
"""What asks: two of these in a question ask for two things."""


def weigh(part: Sequence[Read]) -> Mapping[Matter, float]:
    """How sure it is that these words are about each matter, from 0 to a little more than 1."""
    told = frozenset[Cue]().union(*(each.cues for each in part))
    worths = dict[Matter, float]()
    for matter, worth in _worths(part, told):
        worths[matter] = max(worths.get(matter, 0.0), worth)
    return worths


def _worths(part: Sequence[Read], told: frozenset[Cue]) -> Iterator[tuple[Matter, float]]:
    content = [each for each in part if each.part or not each.cues.isdisjoint(ASKING)]
    for rule in rules():
        if not rule.needs <= told or not rule.without.isdisjoint(told):
            continue
        mine, beside = 0.0, 0.0
        for each in content:
            if not each.cues.isdisjoint(rule.beside):
                mine += max(each.part, SMALL_PART)
            elif each.cues.isdisjoint(ANYWHERE) and each.beside.isdisjoint(rule.needs):
                beside += max(each.part, SMALL_PART) if each.cues else each.part
        if rule.whole and beside:
            continue
        guessed = sum(each.near and not each.cues.isdisjoint(rule.needs) for each in content)
        explained = mine / (mine + beside) if mine + beside else 1.0
        left = OF_WHOEVER if rule.whoever else LEFT.get(rule.matter, UNEXPLAINED)
        worth = rule.worth * (left + (1 - left) * explained)
        yield rule.matter, (worth + MORE_SURE * len(rule.needs)) * GUESSED**guessed
