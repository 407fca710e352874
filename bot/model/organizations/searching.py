"""How organizations are found by what somebody types of a name: however accented, shortened, or with slips."""

from rapidfuzz import fuzz

from bot.model.organizations.folding import folded
from bot.model.organizations.naming import readings
from bot.model.organizations.organization import NOT_WORD

WORDS = 8
"""So many words of what is typed are looked for."""

LONGEST = 60
"""So many characters of a word are looked for."""


def searchable(name: str, acronym: str = "") -> str:
    """What is searched of a name: its letters, its acronym, and what its initials make."""
    initials = {folded(each) for each in readings(name)[0].initials}
    return " ".join(dict.fromkeys(filter(None, (folded(name), folded(acronym), *sorted(initials)))))


def sought(typed: str) -> tuple[str, ...]:
    """The words that are looked for."""
    words = [word for word in NOT_WORD.split(typed) if word] or typed.split()
    return tuple(dict.fromkeys(folded(word)[:LONGEST] for word in words))[:WORDS]


def slips(word: str) -> int:
    """How many slips are forgiven in a word: a letter too many, too few or another, or two that are swapped."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def pieces(word: str) -> tuple[str, ...]:
    """Parts of a word of which at least one is without a slip, where there are no more of them than are forgiven."""
    count = slips(word) + 1
    if count == 1:
        return (word,)
    size = (len(word) - count + 1) // count
    starts = [index * (size + 1) for index in range(count)]
    return tuple(word[start : start + size] for start in starts)


def closeness(words: tuple[str, ...], text: str) -> float:
    """How well a searchable text has all these words, slips forgiven: from 0, where it has not, to 100."""
    scores = [
        fuzz.partial_ratio(word, text, score_cutoff=100 * (1 - slips(word) / len(word)))
        if len(word) <= len(text)
        else 0
        for word in words
    ]
    return min(scores, default=0.0) and sum(scores) / len(scores)
