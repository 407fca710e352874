"""What a question says, apart from the order of its words and from those that any question has: two can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.letters.questions.lexicon import forms, lexicon, stem
from bot.model.letters.questions.spelling import TYPO, misspelled
from bot.model.letters.questions.text import fold, question_words

COMMON_PART = 0.5  # what "letter" or "sign" is worth beside a word that belongs to a topic
COVERED = 0.75  # so much of a wording has to be in what was asked
EXPLAINED = 0.5  # so much of what was asked has to be in the wording
WORDS_LIMIT = 60  # different words of a question that are compared


@dataclass(frozen=True, slots=True)
class Term:
    """A word that says something about the topic: as it was typed but for its marks, and the forms that match it."""

    plain: str
    forms: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Sense:
    """A question's words in order, those of its topic by their stems, its numbers, and the kinds of question it is."""

    plain: tuple[str, ...]
    terms: Mapping[str, Term]
    numbers: frozenset[str]
    kinds: frozenset[str]
    forms: frozenset[str]


def sense_of(text: str, language: str, asked_in: str = "") -> Sense:
    """What a question says to whoever reads it in a language, where it was asked in that one or in another."""
    known, asked = lexicon(language), question_words(text)
    own = lexicon(asked_in or language)
    small, terms = known.stop | known.asking | own.stop | own.asking, dict[str, Term]()
    for word in asked:
        plain = fold(word)
        if plain in small or plain.isdecimal() or len(terms) >= WORDS_LIMIT:
            continue
        weight = COMMON_PART if plain in known.common else 1.0
        terms.setdefault(stem(word, language), Term(plain, forms(word, language), weight))
    plain_words = tuple(map(fold, asked))
    return Sense(
        plain_words,
        terms,
        frozenset(word for word in plain_words if word.isdecimal()),
        frozenset(known.kinds[word] for word in asked if word in known.kinds),
        frozenset[str]().union(*(term.forms for term in terms.values())),
    )


def likeness(asked: Sense, wording: Sense) -> float:
    """How surely a question is asked in this wording: 1 where it is the same, 0 where that is not likely enough."""
    if asked.plain == wording.plain:
        return 1.0
    if not wording.terms or not wording.numbers <= asked.numbers or _other_kind(asked.kinds, wording.kinds):
        return 0.0
    shared = {key: _exactness(term, asked) for key, term in wording.terms.items()}
    if all(term.weight < 1 for key, term in wording.terms.items() if shared[key]):
        return _likeness_of_common(asked, wording)
    of_wording = sum(term.weight * shared[key] for key, term in wording.terms.items())
    whole = sum(term.weight for term in asked.terms.values()) + len(asked.numbers - wording.numbers)
    covered, explained = of_wording / sum(term.weight for term in wording.terms.values()), min(1.0, of_wording / whole)
    if covered < COVERED or explained < EXPLAINED:
        return 0.0
    return 2 * covered * explained / (covered + explained)


def _other_kind(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def _likeness_of_common(asked: Sense, wording: Sense) -> float:
    """Words that any question has mean the same only where they are the same: "who can sign" and "who has signed" are
    two questions."""
    same = {term.plain for term in asked.terms.values()} == {term.plain for term in wording.terms.values()}
    return 1.0 if same and (asked.kinds, asked.numbers) == (wording.kinds, wording.numbers) else 0.0


def _exactness(term: Term, asked: Sense) -> float:
    """How exactly a word is among those that were asked."""
    if not term.forms.isdisjoint(asked.forms):
        return 1.0
    initial = term.plain[0]
    near = (other.plain for other in asked.terms.values() if other.plain[0] == initial)
    return TYPO if any(misspelled(plain, term.plain) for plain in near) else 0.0
