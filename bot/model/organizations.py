"""Organizations, and when two spellings name the same one."""

import unicodedata
from dataclasses import dataclass

import regex
from rapidfuzz import fuzz

_NOT_WORD = regex.compile(r"(?:[^\p{L}\p{N}\p{M}]|\p{Default_Ignorable_Code_Point}|\u0640)+")
"""What is no part of a word. Marks that are vowels are; the Arabic tatweel, which only stretches, is not."""

_UNSEEN = regex.compile(r"[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]+")

LIKENESS = 87.0
"""Of 100: from here on two normalized names are shown to a person as perhaps the same."""


TELLING = 4
"""So many letters at the least have the words of a name that is taken to be contained in another."""


@dataclass(frozen=True, slots=True)
class Organization:
    """Who can sign: one record across platforms, languages and spellings."""

    id: int
    name: str
    website: str = ""


def normalize(name: str) -> str:
    """The key by which a name is known: NFKC, without case, marks, spaces, punctuation and invisible characters.

    Two names with the same key are the same organization. A name of symbols only is its own key.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return _NOT_WORD.sub("", bare) or _UNSEEN.sub("", bare)


def acronym(name: str) -> str:
    """The initial letters of a name's capitalized words, without case: `Example Transit Riders` is `etr`."""
    words = [word for word in _NOT_WORD.split(name) if word and word[0].isupper()]
    return normalize("".join(word[0] for word in words)) if len(words) > 1 else ""


def alike(one: str, other: str) -> bool:
    """Whether two names are perhaps the same organization's: close in spelling, contained in words, or an acronym."""
    first, second = normalize(one), normalize(other)
    if first in (acronym(other), second) or second == acronym(one):
        return True
    words = [[normalize(word) for word in _NOT_WORD.split(name) if word] for name in (one, other)]
    fewer, more = sorted(map(set, words), key=len)
    if fewer <= more and len("".join(fewer)) >= TELLING:
        return True
    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(*map(" ".join, words))) >= LIKENESS
