"""By what an index finds the organizations that are perhaps alike: it leads to everyone that `likeness.py` would find
among all, and to some others, which that tells apart.

Two readings of names are alike where they are the same as a whole, one is the other's initials, or one has all the
words of the other but for places or what calls it a chapter, slips forgiven. So a name is kept under itself, its
initials and its words, and under the two words of it that tell most: whoever has all its words has these.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

import regex
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.model.organizations.folding import folded
from bot.model.organizations.likeness import SHARED, Known, misspelled, slips
from bot.model.organizations.naming import ARTICLES, Reading, places, readings, skeleton, telling, words_of_names
from bot.model.organizations.organization import KEY_RULE, NOT_WORD, Organization
from bot.model.organizations.searching import patterns
from bot.model.proofs.domains import anybodys

HANDLE_LENGTH = 16

BEGINNING = 24
"""So many letters are kept of what somebody may begin to type."""

_NO_SPACES = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]")
"""Letters between which a word may begin."""


TOKEN_RULE = 1
"""Counts up with every change of how a name is read or what it is kept under: what was kept by an earlier rule is kept
anew."""


class Kind(StrEnum):
    """What a token is, by its first character."""

    WHOLE = "="
    INITIALS = "#"
    WORD = "w"
    BRANCH = "b"
    """A word of a name that calls itself a chapter."""
    TELLING = "t"
    """The two words that tell most of a name, or the only one."""
    BEGINNING = "s"
    """A name from one of its words on, as somebody begins to type it."""
    DOMAIN = "@"
    HANDLE = "!"


NO_WORD = f"{Kind.TELLING}"
"""The token of names that have no word of their own."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What one reading of a name is looked for by."""

    whole: frozenset[str]
    """Tokens of which each leads to organizations that are perhaps alike."""
    words: tuple[str, ...]
    is_branch: bool


@dataclass(frozen=True, slots=True)
class Near:
    """Words with this first letter, at least and at most so long, that are as one of these patterns of SQL's LIKE."""

    head: str
    least: int
    most: int
    patterns: tuple[str, ...]


def token_rule() -> str:
    """By which rule names are kept: it is another one where the lists of words are others, too."""
    return f"{TOKEN_RULE}:{KEY_RULE}:{hashlib.sha256(words_of_names().encode()).hexdigest()}"


def handle_of(organization: Organization) -> str:
    """What a button names an organization by: its number would tell how many there are."""
    return hashlib.sha256(organization.placed.encode()).hexdigest()[:HANDLE_LENGTH]


def tokens(known: Known) -> frozenset[str]:
    """What an organization is kept under."""
    names = [name for name in known.names if name]
    return frozenset(token for name in names for reading in readings(name) for token in _tokens(reading)).union(
        *map(_beginnings, names), _domain(known.domain)
    )


def vocabulary(known: Known) -> frozenset[str]:
    """The words by which slips are forgiven."""
    return frozenset(word for name in known.names if name for reading in readings(name) for word in reading.core)


def sought(known: Known) -> tuple[Sought, ...]:
    """What the organizations are looked for by that are perhaps the same as one."""
    domain = frozenset(_domain(known.domain))
    return tuple(
        Sought(
            frozenset(_wholes(reading))
            | domain
            | _acronyms(reading)
            | ({NO_WORD} if not reading.core else frozenset()),
            tuple(sorted(reading.core)),
            reading.is_branch,
        )
        for name in known.names
        if name
        for reading in readings(name)
    )


def near(word: str) -> Near | None:
    """Where the words are of which one can be this one, misspelled; nothing where that is never forgiven."""
    sizes = [size for size in range(len(word) - 2, len(word) + 3) if abs(size - len(word)) <= slips(word, size)]
    most = slips(word, len(word))
    return Near(word[0], sizes[0], sizes[-1], patterns(word, most)) if most else None


def spellings(word: str, words: Collection[str]) -> frozenset[str]:
    """A word, and those of some words of which it can be a misspelling."""
    close = process.extract(word, words, scorer=OSA.distance, score_cutoff=2, limit=None)
    return frozenset(each for each, _, _ in close if misspelled(word, each)) | {word}


def telling_tokens(one: Sought, found: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The tokens of the names of which one has every word that tells something, by how its words are spelled."""
    for word in one.words:
        yield from (f"{Kind.TELLING}{each}" for each in found[word])
    for first, second in combinations(one.words, 2):
        yield from (_pair(pair) for pair in product(found[first], found[second]))


def begins(typed: str) -> str:
    """How the tokens of the names begin of which a word begins so, without spaces."""
    return f"{Kind.BEGINNING}{typed[:BEGINNING]}"


def begins_as_a_whole(typed: str) -> str:
    """How the tokens of the names begin that begin so; those of some others begin so, too."""
    return f"{Kind.WHOLE}{skeleton(typed)}"


def stem_of(word: str) -> str:
    """A word as it stands in the vocabulary."""
    return next(iter(readings(word)[0].words), word)


def begin_nearly(typed: str, tokens: Sequence[str]) -> Sequence[str]:
    """Those of some tokens of beginnings that begin with what was typed but for slips."""
    least = 100 * (1 - slips(typed, len(typed)) / len(typed)) - 0.1
    begun = [token[1 : len(typed) + 2] for token in tokens]
    found = process.extract(typed, begun, scorer=fuzz.partial_ratio, score_cutoff=least, limit=None)
    return [tokens[index] for _, _, index in found]


def word_tokens(spelled: Iterable[str]) -> list[str]:
    """The tokens of the names that have one of some words."""
    return [f"{kind}{word}" for word in spelled for kind in (Kind.WORD, Kind.BRANCH)]


def branch_tokens(spelled: Iterable[str]) -> list[str]:
    """The tokens of the chapters whose names have one of some words."""
    return [f"{Kind.BRANCH}{word}" for word in spelled]


def _tokens(reading: Reading) -> Iterator[str]:
    yield from _wholes(reading)
    yield from (f"{Kind.INITIALS}{each}" for each in reading.initials)
    yield from (f"{Kind.BRANCH if reading.is_branch else Kind.WORD}{word}" for word in reading.core)
    yield from _telling(reading.core)


def _beginnings(name: str) -> Iterator[str]:
    words = [folded(word) for word in NOT_WORD.split(name) if word] or [folded(name)]
    for index, word in enumerate(words):
        rest = "".join(words[index:])
        yield begins(rest)
        yield from (begins(rest.removeprefix(article)) for article in ARTICLES if word.startswith(article))
        yield from (begins(rest[each.start() :]) for each in _NO_SPACES.finditer(word))
    yield from (begins(folded(each)) for each in readings(name)[0].initials)


def _wholes(reading: Reading) -> Iterator[str]:
    """A name as a whole, in each way in which two can be the same."""
    for each in (skeleton(reading.key), skeleton(folded(reading.name)), reading.joined):
        yield f"{Kind.WHOLE}{each}"


def _acronyms(reading: Reading) -> frozenset[str]:
    """The tokens of what it is the acronym of, and of its acronyms."""
    theirs = {f"{Kind.INITIALS}{reading.key}"}
    return frozenset(theirs | {f"{Kind.WHOLE}{skeleton(each)}" for each in reading.initials})


def _telling(core: frozenset[str]) -> Iterator[str]:
    """The token of its two words, besides places, that tell most; of only places any one can be what is shared."""
    words = [word for word in core if not places(frozenset({word}))]
    rare = telling(core)
    best = sorted(words, key=lambda word: (word not in rare, -len(word), word))[:2]
    if best:
        yield _pair(best)
    elif core:
        yield from (f"{Kind.TELLING}{word}" for word in core)
    else:
        yield NO_WORD


def _pair(words: Iterable[str]) -> str:
    return f"{Kind.TELLING}{' '.join(sorted(words))}"


def _domain(domain: str) -> Iterator[str]:
    """The token of a domain that is one organization's."""
    if domain and domain not in SHARED and not anybodys(domain):
        yield f"{Kind.DOMAIN}{domain}"
