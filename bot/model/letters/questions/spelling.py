"""Words that are nearly a word of the letter: misspelled, of the same family, or written as they sound."""

from collections.abc import Iterable, Iterator

import regex
from rapidfuzz.distance import OSA

from bot.model.letters.questions.index import Index
from bot.model.letters.questions.lexicon import stem
from bot.model.letters.questions.text import fold

TYPO = 0.8  # what a misspelled word is worth beside the word itself
FAMILY = 0.8  # a word of the same family, such as "librarian" beside "library"
SOUND = 0.7  # a name written as it sounds: it may be another word
TYPO_LETTERS = 5  # a shorter word with one wrong letter is another word
TWO_TYPOS_LETTERS = 8
FAMILY_LETTERS = 5  # of the shorter stem; with one letter less, only one of `SHORT_ENDINGS` may follow
ENDING_LETTERS = 3  # by which a stem of the same family may be longer
SHORT_ENDINGS = "aeiosy"  # "noisy" beside "noise", "vélos" beside "vélo", but not "freeze" beside "free"

_SOUNDS = (  # in this order: how names are written, and one spelling for those that sound the same
    ("ie|ee|ea", "i"),
    ("ai|ei|ay|ey", "e"),
    ("y", "i"),
    ("ou|oo", "u"),
    ("ph", "f"),
    (r"(.)\1", r"\1"),
    ("e$", ""),
)


def near(word: str, index: Index, elisions: Iterable[str]) -> tuple[float, str] | None:
    """The letter's word that is nearest to one that it doesn't have, after its worth between 0 and 1, or nothing."""
    return max(_candidates(word, fold(word), index, elisions), default=None)


def _candidates(word: str, plain: str, index: Index, elisions: Iterable[str]) -> Iterator[tuple[float, str]]:
    for elision in elisions:
        if plain.startswith(elision) and plain.removeprefix(elision) in index.worths:
            yield TYPO, plain.removeprefix(elision)
    if len(plain) >= TYPO_LETTERS - 1:
        shortened = stem(word, index.language)
        yield from ((FAMILY, form) for form in index.worths if _same_family(shortened, form))
    if len(plain) >= TYPO_LETTERS:
        yield from ((TYPO, form) for form in index.worths if misspelled(plain, form))
    yield from ((SOUND, name) for name in index.names if name in index.worths and _sound(plain) == _sound(name))


def _same_family(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if not long.startswith(short):
        return False
    if len(short) == FAMILY_LETTERS - 1:
        return len(long) == FAMILY_LETTERS and long[-1] in SHORT_ENDINGS
    return len(short) >= FAMILY_LETTERS and len(long) - len(short) <= ENDING_LETTERS


def misspelled(plain: str, form: str) -> bool:
    """Whether one letter differs, or two in a long word; people seldom mistype the first."""
    if len(form) < TYPO_LETTERS or plain[0] != form[0]:
        return False
    allowed = 2 if min(len(plain), len(form)) >= TWO_TYPOS_LETTERS else 1
    return OSA.distance(plain, form, score_cutoff=allowed) <= allowed


def _sound(word: str) -> str:
    for written, heard in _SOUNDS:
        word = regex.sub(written, heard, word)
    return word
