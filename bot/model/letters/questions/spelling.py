"""Words that are nearly a word of the letter: misspelled, of the same family, or written as they sound."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.model.letters.questions.index import Index
from bot.model.letters.questions.lexicon import stem
from bot.model.letters.questions.sounds import sound
from bot.model.letters.questions.text import fold

TYPO = 0.8  # what a misspelled word is worth beside the word itself
FAMILY = 0.8  # a word of the same family, such as "librarian" beside "library"
SOUND = 0.7  # a name written as it sounds: it may be another word
TYPO_LETTERS = 5  # a shorter word with one wrong letter is another word
TWO_TYPOS_LETTERS = 8
FAMILY_LETTERS = 5  # of the shorter stem; with one letter less, only one of `SHORT_ENDINGS` may follow
ENDING_LETTERS = 3  # by which a stem of the same family may be longer
SHORT_ENDINGS = "aeiosy"  # "noisy" beside "noise", "vélos" beside "vélo", but not "freeze" beside "free"


def near(word: str, index: Index, elisions: Iterable[str]) -> tuple[float, str] | None:
    """The letter's word that is nearest to one that it doesn't have, after its worth between 0 and 1, or nothing."""
    return max(_candidates(word, fold(word), index, elisions), default=None)


def _candidates(word: str, plain: str, index: Index, elisions: Iterable[str]) -> Iterator[tuple[float, str]]:
    for elision in elisions:
        if plain.startswith(elision) and plain.removeprefix(elision) in index.worths:
            yield TYPO, plain.removeprefix(elision)
    if len(plain) >= TYPO_LETTERS - 1:
        yield from ((FAMILY, form) for form in _family(stem(word, index.language), index.sorted_forms))
    if len(plain) >= TYPO_LETTERS:
        yield from ((TYPO, form) for form in _misspelled(plain, index.long_forms.get(plain[0], ())))
    if sound(plain) in index.sounds:
        yield SOUND, index.sounds[sound(plain)]


def _family(stemmed: str, sorted_forms: Sequence[str]) -> Iterator[str]:
    """The words that begin with this stem, and those with which it begins."""
    shortest = stemmed[: FAMILY_LETTERS - 1]
    for place in range(bisect_left(sorted_forms, shortest), len(sorted_forms)):
        form = sorted_forms[place]
        if not form.startswith(shortest):
            return
        if _same_family(stemmed, form):
            yield form


def _same_family(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if not long.startswith(short):
        return False
    if len(short) == FAMILY_LETTERS - 1:
        return len(long) == FAMILY_LETTERS and long[-1] in SHORT_ENDINGS
    return len(short) >= FAMILY_LETTERS and len(long) - len(short) <= ENDING_LETTERS


def _misspelled(plain: str, long_forms: Sequence[str]) -> Iterator[str]:
    """Those of some words of which a word is a misspelling."""
    near = process.extract(plain, long_forms, scorer=OSA.distance, score_cutoff=2, limit=None)
    yield from (form for form, _, _ in near if misspelled(plain, form))


def misspelled(plain: str, form: str) -> bool:
    """Whether one letter differs, or two in a long word; people seldom mistype the first."""
    if len(form) < TYPO_LETTERS or plain[0] != form[0]:
        return False
    allowed = 2 if min(len(plain), len(form)) >= TWO_TYPOS_LETTERS else 1
    return OSA.distance(plain, form, score_cutoff=allowed) <= allowed
