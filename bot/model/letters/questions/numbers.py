"""A demand that is named by its number: "demand 2", "la deuxième demande", "number two"."""

from collections.abc import Sequence

import regex

from bot.model.letters.questions.cues import tagged
from bot.model.letters.questions.lexicon import Lexicon, lexicon
from bot.model.letters.questions.text import fold, words

_SAID = regex.compile(r"\s*(?:(?:#|№|n[°º]|no\.)\s*)?([\p{L}\p{M}\p{N}\s]+)\.?\s*", regex.IGNORECASE)
"""A sign before a number makes it another, as one within it does."""

REACH = 3  # words from an ordinal to its noun: "the second of your demands"


def named_number(asked: Sequence[str], languages: Sequence[str]) -> int | None:
    """The number by which a question names a demand, in any of the languages; nothing where it names several."""
    plain = [fold(word) for word in asked]
    found = {number for language in languages for number in _numbers(plain, lexicon(language))}
    return found.pop() if len(found) == 1 else None


def said_number(text: str) -> int | None:
    """The number that a text says in any language, and nothing else: "#2", "no. 2", "two", "the second"."""
    said = _SAID.fullmatch(text)
    plain = [fold(word) for word in words(said[1])] if said else []
    found = {_only(plain, lexicon(tag)) for tag in tagged()} - {None}
    return found.pop() if len(found) == 1 else None


def _only(plain: Sequence[str], known: Lexicon) -> int | None:
    small = known.stop | known.number | known.demand
    rest = [word for word in plain if word not in small or word in known.cardinals or word in known.ordinals]
    if len(rest) != 1:
        return None
    return _digits(rest[0]) or known.cardinals.get(rest[0]) or known.ordinals.get(rest[0])


def _numbers(asked: Sequence[str], known: Lexicon) -> set[int]:
    found = {_before_noun(asked, place, known) for place in range(len(asked))}
    found |= {_after_noun(asked, place, known) for place in range(len(asked))}
    found |= {_alone(asked, known)}
    return {number for number in found if number is not None}


def _before_noun(asked: Sequence[str], place: int, known: Lexicon) -> int | None:
    """ "second demand", "the second of your demands"."""
    between = known.stop | known.cardinals.keys()
    for word in asked[place + 1 : place + 1 + REACH]:
        if word in known.demand:
            return known.ordinals.get(asked[place])
        if word not in between:
            return None
    return None


def _after_noun(asked: Sequence[str], place: int, known: Lexicon) -> int | None:
    """ "demand 2", "demand no. 2"; "demand two", or with the ordinal behind, only where nothing is counted: not in
    "they demand two years"."""
    before = [word for word in asked[max(0, place - 2) : place] if word not in known.number]
    if not before or before[-1] not in known.demand:
        return None
    after = asked[place + 1] if place + 1 < len(asked) else None
    counted = after is not None and after not in known.stop
    if counted:
        return _digits(asked[place])
    return _digits(asked[place]) or known.cardinals.get(asked[place]) or known.ordinals.get(asked[place])


def _alone(asked: Sequence[str], known: Lexicon) -> int | None:
    """ "2", "and the third?", "tell me about number two": a number beside words that have no topic."""
    if known.number.isdisjoint(asked):
        rest = [word for word in asked if word not in known.stop]
        return (_digits(rest[0]) or known.ordinals.get(rest[0])) if len(rest) == 1 else None
    idle = (known.stop | known.asking | known.common | known.number) - known.cardinals.keys()
    rest = [word for word in asked if word not in idle]
    return (_digits(rest[0]) or known.cardinals.get(rest[0])) if len(rest) == 1 else None


def _digits(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= 3 else None
