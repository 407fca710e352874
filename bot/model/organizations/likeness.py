"""Whether two organizations are perhaps one, and why: what a reviewer is shown, and nothing is merged by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from bot.model.organizations.folding import folded
from bot.model.organizations.naming import Reading, apart, places, readings, skeleton, telling
from bot.model.proofs.domains import anybodys

TELLING = 4
"""So many letters at the least have the words of a name that is taken to be contained in another."""

LONGEST = 12
"""So many letters at the most has an acronym."""

SHARED = frozenset({
    "facebook.com", "instagram.com", "linkedin.com", "linktr.ee", "medium.com", "tiktok.com", "twitter.com", "x.com",
    "youtube.com", "wikipedia.org", "google.com", "t.me", "discord.gg", "github.com", "bsky.app", "meetup.com",
})  # fmt: skip
"""Domains under which anybody has a page, besides those at which anybody has an address."""


class Likeness(StrEnum):
    """Why two organizations are perhaps the same; or, as chapters, perhaps parent and child, or two of one parent."""

    SPELLING = "spelling"
    CONFUSABLE = "confusable"
    ACRONYM = "acronym"
    CONTAINED = "contained"
    DOMAIN = "domain"
    CHAPTER = "chapter"


_STRENGTH = tuple(Likeness)


@dataclass(frozen=True, slots=True)
class Known:
    """What an organization is known by: its names and acronym, and the registrable domain of its website."""

    names: tuple[str, ...]
    domain: str = ""


def alike(one: str, other: str) -> Likeness | None:
    """Why two names are perhaps one organization's; nothing where they are not alike. It is the same either way."""
    found = {_read(first, second) for first in readings(one) for second in readings(other)}
    return next((likeness for likeness in _STRENGTH if likeness in found), None)


def resemblance(one: Known, other: Known) -> Likeness | None:
    """Why two organizations are perhaps one, by any of their names, else by the domain of their websites.

    A domain at which anybody has a page or an address says nothing.
    """
    found = {alike(first, second) for first in one.names for second in other.names}
    by_name = next((likeness for likeness in _STRENGTH if likeness in found), None)
    if by_name is None and one.domain and one.domain == other.domain:
        return None if one.domain in SHARED or anybodys(one.domain) else Likeness.DOMAIN
    return by_name


def resembling(one: Known, others: Iterable[Known]) -> Sequence[tuple[int, Likeness]]:
    """Those of the others that are perhaps the same, by their index, the most telling reason first."""
    found = [(index, resemblance(one, other)) for index, other in enumerate(others)]
    return sorted(
        ((index, likeness) for index, likeness in found if likeness),
        key=lambda each: (_STRENGTH.index(each[1]), each[0]),
    )


def _read(one: Reading, other: Reading) -> Likeness | None:
    if folded(one.name) == folded(other.name):
        return Likeness.SPELLING
    if skeleton(one.key) == skeleton(other.key):
        return Likeness.CONFUSABLE
    if min(len(one.key), len(other.key)) <= LONGEST and (one.key in other.initials or other.key in one.initials):
        return Likeness.ACRONYM
    if one.joined == other.joined:
        return _without_extra(one, other)
    only, others = _unpaired(one.core - other.core, other.core - one.core)
    if not only and not others:
        return _without_extra(one, other)
    common = one.core - only
    if apart(only | others) or (len(common) < 2 and not telling(common)):
        return None
    if only and others:
        siblings = (one.is_branch and other.is_branch) or (places(only) and places(others))
        return Likeness.CHAPTER if siblings and len(common) >= max(len(only), len(others)) else None
    return _with_extra(one, other, only | others)


def _without_extra(one: Reading, other: Reading) -> Likeness:
    """Two names of the same words, but for what calls one a chapter."""
    if one.numbers == other.numbers and (one.numbers or one.is_branch == other.is_branch):
        return Likeness.SPELLING
    return Likeness.CHAPTER


def _with_extra(one: Reading, other: Reading, extra: frozenset[str]) -> Likeness | None:
    """Two names of which one has all the words of the other, and more."""
    fewer, more = sorted((one, other), key=lambda each: len(each.core))
    if one.numbers != other.numbers:
        return Likeness.CHAPTER
    if not one.numbers and (places(extra) or more.is_branch != fewer.is_branch):
        return Likeness.CHAPTER
    if (
        not telling(fewer.core)
        or len("".join(fewer.core)) < TELLING
        or (len(fewer.core) == 1 and more.words[0] not in fewer.core)
    ):
        return None
    return Likeness.CONTAINED


def _unpaired(only: frozenset[str], others: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of each that no word of the other is a misspelling of."""
    if not only or not others:
        return only, others
    left = set(others)
    unpaired = set[str]()
    for word in sorted(only):
        close = [each for each in left if misspelled(word, each)]
        if close:
            near = min(close, key=lambda each: (OSA.distance(word, each), each))
            left.discard(near)
        else:
            unpaired.add(word)
    return frozenset(unpaired), frozenset(left)


def misspelled(one: str, other: str) -> bool:
    """Whether one word can be the other with a slip, or two where both are long; never in the first letter."""
    most = slips(one, len(other))
    return one[0] == other[0] and OSA.distance(one, other, score_cutoff=most) <= most


def slips(word: str, size: int) -> int:
    """How many slips can make a word of so many letters of another."""
    shorter = min(len(word), size)
    return 0 if shorter < 4 else 1 if shorter < 8 else 2
