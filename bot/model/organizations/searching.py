"""How organizations are found by what somebody types of a name: however accented, shortened, or with slips."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from bot.model.organizations.folding import folded
from bot.model.organizations.naming import readings
from bot.model.organizations.organization import NOT_WORD

WORDS = 8
"""So many words of what is typed are looked for."""

LONGEST = 60
"""So many characters of a word are looked for."""


@lru_cache(maxsize=2000)
def searchable(name: str, acronym: str = "") -> str:
    """What is searched of a name: its letters, its acronym, and what its initials make."""
    initials = sorted({folded(each) for each in readings(name)[0].initials})
    return " ".join(dict.fromkeys(filter(None, (folded(name), folded(acronym), *initials))))


def sought(typed: str) -> tuple[str, ...]:
    """The words that are looked for."""
    words = [word for word in NOT_WORD.split(typed) if word] or typed.split()
    return tuple(dict.fromkeys(folded(word)[:LONGEST] for word in words))[:WORDS]


def has(text: str, typed: str) -> bool:
    """Whether a text has all that was typed, however either is accented."""
    return all(word in folded(text) for word in sought(typed))


def slips(word: str) -> int:
    """How many slips are forgiven in a word: a letter too many, too few or another, or two that are swapped. None is in
    a number, of which each is another."""
    if len(word) < 4 or any(character.isdecimal() for character in word):
        return 0
    return 1 if len(word) < 8 else 2


def pieces(word: str) -> tuple[str, ...]:
    """Parts of a word of which at least one is without a slip, where there are no more of them than are forgiven."""
    return parts(word, slips(word))


def parts(word: str, most: int) -> tuple[str, ...]:
    """Parts of a word of which at least one is without a slip, where there are so many at the most. Between two of them
    is a letter, so that none of two that are swapped is in either."""
    ends = [index * (len(word) + 1) // (most + 1) for index in range(most + 2)]
    return tuple(word[start : end - 1] for start, end in pairwise(ends))


def patterns(word: str, most: int) -> tuple[str, ...]:
    """As what SQL's LIKE knows the words that begin as one does and are that word but for so many slips: they begin
    with the first of its parts, end with the last, or have another within."""
    first, *others, last = parts(word, most)
    return f"{first}%", *(f"%{part}%" for part in others), f"%{last}"


def closest(words: Sequence[str], texts: Sequence[str]) -> Sequence[int]:
    """Which of some searchable texts have all these words, slips forgiven, by their indices, the closest first."""
    scores = dict.fromkeys(range(len(texts)), 0.0)
    for word in words:
        left = {index: texts[index] for index in scores if len(texts[index]) >= len(word)}
        least = 100 * (1 - slips(word) / len(word)) - 0.1
        found = process.extract(word, left, scorer=fuzz.partial_ratio, score_cutoff=least, limit=None)
        scores = {index: scores[index] + score for _, score, index in found}
    return sorted(scores, key=lambda index: (-scores[index], texts[index]))
