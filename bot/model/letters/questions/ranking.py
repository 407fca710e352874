"""How much each demand has to do with a question, in one language of the letter.

The score of a demand is the sum, over the words of the question, of
    what the word is worth there (index.py) x how rare it is among the demands x how exactly it is the letter's word,
times the part of the question that these words explain. A word that any letter or question has counts for little, and a
word that all the demands have for nothing.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from bot.model.letters.questions.fields import Places, fields
from bot.model.letters.questions.index import Index, Worths
from bot.model.letters.questions.lexicon import forms, is_small, lexicon, stem
from bot.model.letters.questions.spelling import near
from bot.model.letters.questions.text import fold

THRESHOLD = 0.5  # a topic or name, a title's word in a short question, two words of the wording
SMALL = 0.3  # what "minister" or "support" is worth beside a word that belongs to a topic
OF_ALL = 0.5  # what a word of the letter's own title is worth
UNEXPLAINED = 0.6  # what remains of a score where hardly a word of the question is the letter's
FIELD = 0.7  # what a word is worth beside one of the same field that the letter has
COMMON_PART = 0.5  # how much of a question a word such as "minister" is beside one that belongs to a topic
WORDS_LIMIT = 300  # different words of a question that are looked at
NEAR_LIMIT = 40  # of these, the unknown ones for which a near word is sought


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a word of a question says: its share in each demand's score, and how much of the question it is."""

    shares: Worths
    part: float


def scores(asked: Sequence[str], index: Index, told: str | None, demands: int) -> Worths:
    """The score of each demand for the words of a question, whose language is `told`, if it can be told."""
    return totals(list(evidence(asked, index, told, demands).values()), demands)


def totals(found: Sequence[Evidence], demands: int) -> Worths:
    """The score of each demand by what the words of a question, or of a part of one, say."""
    whole = sum(word.part for word in found)
    result = []
    for place in range(demands):
        explained = sum(word.part for word in found if word.shares[place] > 0)
        total = sum(word.shares[place] for word in found)
        result.append(total * (UNEXPLAINED + (1 - UNEXPLAINED) * (explained / whole if whole else 1.0)))
    return tuple(result)


def evidence(asked: Sequence[str], index: Index, told: str | None, demands: int) -> Mapping[str, Evidence]:
    """What each of the different words of a question says, but for the small ones."""
    languages = {index.language, told or index.language}
    found, sought = dict[str, Evidence](), 0
    for word in _different(asked, index.language):
        part = _part(word, languages)
        known = _known(word, index)
        meant = _meant(fields(index.language).of(word), index) if part == 1 else None
        if known is None and meant is None and part == 1 and sought < NEAR_LIMIT:
            sought += 1
            nearest = near(word, index, lexicon(index.language).elisions)
            known = (nearest[0], frozenset({nearest[1]})) if nearest else None
            meant = _meant(fields(index.language).of(nearest[1]), index, nearest[0]) if nearest else None
        own = _weigh(known, part, index) if known else Evidence((0.0,) * demands, part)
        found[word] = meant if meant and max(meant.shares) > max(own.shares) else own
    for phrase, places in fields(index.language).said(asked):
        meant = _meant(places, index)
        if meant and max(meant.shares) >= sum(max(found[word].shares) for word in {*phrase} & found.keys()):
            found |= dict.fromkeys(phrase, Evidence((0.0,) * demands, 0.0)) | {phrase[-1]: meant}
    return found


def _different(asked: Sequence[str], language: str) -> list[str]:
    """The words of a question without the small ones and without those that it has had."""
    different = {stem(word, language): word for word in asked if not is_small(word, language)}
    return list(different.values())[:WORDS_LIMIT]


def _part(word: str, languages: Set[str]) -> float:
    """How much of a question a word is: nothing where it only asks, less than 1 where any letter has it."""
    plain = fold(word)
    known = [lexicon(language) for language in languages]
    small = any(is_small(word, language) for language in languages)
    if small or plain.isdecimal() or any(plain in one.asking for one in known):
        return 0.0
    return COMMON_PART if any(plain in one.common for one in known) else 1.0


def _known(word: str, index: Index) -> tuple[float, frozenset[str]] | None:
    """The letter's own word: how exactly it is that one, and the forms in which the letter has it."""
    known = frozenset(form for form in forms(word, index.language) if form in index.worths)
    return (1.0, known) if known else None


def _meant(places: Places, index: Index, exactness: float = 1.0) -> Evidence | None:
    """What a word or phrase of these fields says of the demands that say it by another word."""
    meant = [index.fields[place] for place in places if place in index.fields]
    if not meant:
        return None
    worths = tuple(max(each) for each in zip(*meant, strict=True))
    rarity = index.rarity(worths)
    return Evidence(tuple(worth * FIELD * exactness * rarity for worth in worths), 1.0) if rarity else None


def _weigh(found: tuple[float, frozenset[str]], part: float, index: Index) -> Evidence:
    exactness, said = found
    worths = tuple(max(each) for each in zip(*(index.worths[form] for form in said), strict=True))
    rarity = index.rarity(worths)
    if not said.isdisjoint(index.names):
        part = 1.0
    if rarity == 0:
        return Evidence((0.0,) * len(worths), part=0.0)
    small = 1.0 if part == 1 else 0.0 if index.single else SMALL
    of_all = not said.isdisjoint(index.of_all)
    weight = exactness * rarity * small * (OF_ALL if of_all else 1.0)
    return Evidence(tuple(worth * weight for worth in worths), 0.0 if of_all else part)
