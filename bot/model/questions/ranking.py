"""How much each demand has to do with a question, in one language of the letter.

The score of a demand is the sum, over the words of the question, of
    what the word is worth there (index.py) x how rare it is among the demands x how exactly it is the letter's word,
times the part of the question that these words explain. A word that any letter or question has counts for little, and a
word that all the demands have for nothing.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from bot.model.questions.index import Index, Worths
from bot.model.questions.lexicon import forms, lexicon, stem
from bot.model.questions.spelling import is_small, near
from bot.model.questions.text import fold

THRESHOLD = 0.5  # a topic or name, a title's word in a short question, two words of the wording
COMMON = 0.3  # what "minister" or "support" is worth beside a word that belongs to a topic
OF_ALL = 0.5  # what a word of the letter's own title is worth
UNEXPLAINED = 0.6  # what remains of a score where hardly a word of the question is the letter's
WORDS_LIMIT = 300  # different words of a question that are looked at
NEAR_LIMIT = 40  # of these, the unknown ones for which a near word is sought


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one word of a question says: its share in the score of each demand, and whether it belongs to a topic."""

    shares: Worths
    telling: bool


def scores(asked: Sequence[str], index: Index, told: str | None, demands: int) -> Worths:
    """The score of each demand for the words of a question, whose language is `told`, if it can be told."""
    evidence = _evidence(asked, index, {index.language, told or index.language}, (0.0,) * demands)
    telling = sum(word.telling for word in evidence)
    totals = []
    for place in range(demands):
        explained = sum(word.telling and word.shares[place] > 0 for word in evidence) / telling if telling else 1.0
        total = sum(word.shares[place] for word in evidence)
        totals.append(total * (UNEXPLAINED + (1 - UNEXPLAINED) * explained))
    return tuple(totals)


def _evidence(asked: Sequence[str], index: Index, languages: Set[str], nothing: Worths) -> list[Evidence]:
    evidence = []
    sought = 0
    for word in _different(asked, index.language):
        small = word.isdecimal() or is_small(word, languages)
        found = _known(word, index)
        if found is None and not small and sought < NEAR_LIMIT:
            sought += 1
            found = near(word, index, lexicon(index.language).elisions)
        evidence.append(_weigh(found, small, index) if found else Evidence(nothing, telling=not small))
    return evidence


def _different(asked: Sequence[str], language: str) -> list[str]:
    """The words of a question without the small ones and without those that it has had."""
    stop = lexicon(language).stop
    different = {stem(word, language): word for word in asked if fold(word) not in stop}
    return list(different.values())[:WORDS_LIMIT]


def _known(word: str, index: Index) -> tuple[float, str] | None:
    known = [form for form in forms(word, index.language) if form in index.worths]
    return (1.0, max(known, key=lambda form: (max(index.worths[form]), form))) if known else None


def _weigh(found: tuple[float, str], small: bool, index: Index) -> Evidence:
    exactness, form = found
    rarity = index.rarity(form)
    common = small and form not in index.names
    of_all = form in index.of_all
    weight = exactness * rarity * (COMMON if common else 1.0) * (OF_ALL if of_all else 1.0)
    return Evidence(tuple(worth * weight for worth in index.worths[form]), telling=rarity > 0 and not common and not of_all)
