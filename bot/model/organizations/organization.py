"""Organizations, and the key by which two spellings name the same one."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit

import regex

from bot.model.proofs import domains

Thing = TypeVar("Thing")

NOT_WORD = regex.compile(r"(?:[^\p{L}\p{N}\p{M}]|\p{Default_Ignorable_Code_Point}|\u0640)+")
"""What is no part of a word. Marks that are vowels are; the Arabic tatweel, which only stretches, is not."""

KEY_RULE = 2
"""Counts up with every change of what `normalize` makes of a name: what was kept by an earlier rule is kept anew."""

_UNSEEN = regex.compile(r"[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]+")
_INVISIBLE = regex.compile(r"[[\p{Cc}--[\t-\r]]\p{Cf}\p{Default_Ignorable_Code_Point}\u0640™℠®©]+", regex.V1)
_RAISED = regex.compile(r"(?<=\p{N})(?=\p{No})|(?<=\p{No})(?=\p{N})")
_BEFORE_MARK = regex.compile(r"[\p{Z}\t-\r]+(?=\p{M})")
_FOREIGN_DIGIT = regex.compile(r"(?![0-9])\p{Nd}")
_ONE_SPELLING = str.maketrans(
    {"ı": "i", "ی": "ي", "ى": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ٱ": "ا", "٫": ".", "٬": ",", "⁄": "/", "∕": "/"}
)
"""What keyboards write differently: the Turkish i, whose capitals meet those of others; Arabic letters as Persian and
Urdu keyboards have them; signs within numbers."""

_SEPARATORS = regex.compile(
    r"[\p{Z}\t-\r\u2800\p{P}\p{Sk}\p{Quotation_Mark}\u02B9-\u02C1\u2212|~<>--[#%&@‰]]+", regex.V1
)
_BETWEEN_DIGITS = regex.compile(r"[\p{Po}|~<>--\p{Quotation_Mark}]", regex.V1)
_TONAL = regex.compile(r"[\u031B\u0309\u0323](?<=\p{Latin}\p{M}+)")
"""A horn, a hook above, a dot below: so is Latin written where marks tell words apart, as in Vietnamese or Yoruba."""

_LATIN = regex.compile(r"(?<=\p{Latin})\p{M}+")
_OPTIONAL = regex.compile(
    r"(?<=i\p{M}*)\u0307"
    r"|(?<=[[\p{Greek}\p{Hebrew}\p{Syriac}]&&\p{L}])\p{M}+"
    r"|(?<=[\p{Arabic}&&\p{L}]\p{M}*)[\p{M}--\u0654]|(?<=[اه]\p{M}*)\u0654"
    r"|(?<=[аеиоуыэюяієѣѵ]\p{M}*)[\u0300\u0301\u030F\u0311]|(?<=е\p{M}*)\u0308",
    regex.V1,
)
"""The marks that people leave out and still write the same word: the dot of a capital İ; Greek, Hebrew and Syriac
ones; Arabic vowels, and the hamza of an alef; Cyrillic stress, and the dots of ё. In other scripts, and in й, a mark is
no less than a letter."""


@dataclass(frozen=True, slots=True)
class Organization:
    """Who can sign: one record across platforms, languages and spellings. Two of one name are in different places.

    `domain` is the registrable one of the website, where that can be its own; `parent_id` that of which it is a
    chapter. `imported`: it stands in a list of organizations that exist, which anybody may know of.
    """

    id: int
    name: str
    website: str = ""
    acronym: str = ""
    domain: str = ""
    kind: str = ""
    place: str = ""
    parent_id: int | None = None
    imported: bool = False

    @property
    def placed(self) -> str:
        """Its name with its place, which tells it apart from others of that name."""
        return f"{self.name} · {self.place}" if self.place else self.name


def normalize(name: str) -> str:
    """The key by which a name is known: two names with the same key are the same organization. It is without what can't
    tell names apart, and nothing else.

    That is compatibility forms (NFKC), case, invisible characters, spaces, punctuation, and the marks that a script can
    do without. Between two digits what separates them stays, spaces and dashes as a hyphen; so do signs, as in `C++`,
    `C#` and `R&D`. A name of punctuation only is its own key. No name's key is empty.
    """
    folded = _folded(name)
    bare = _SEPARATORS.sub(_separator, folded)
    if not bare.isascii() and not _TONAL.search(bare):
        bare = _LATIN.sub("", bare)
    if not bare.isascii():
        bare = unicodedata.normalize("NFC", _OPTIONAL.sub("", bare))
    return bare or _UNSEEN.sub("", folded) or _UNSEEN.sub("", name) or (name[:1] and " ")


def _folded(name: str) -> str:
    """A name in one spelling of its characters, decomposed."""
    if name.isascii():
        return _INVISIBLE.sub("", name.lower())
    visible = _RAISED.sub("-", _INVISIBLE.sub("", name))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", visible).casefold())
    spelled = _BEFORE_MARK.sub("", _INVISIBLE.sub("", folded)).translate(_ONE_SPELLING)
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0], digit[0])), spelled)


def _separator(found: regex.Match[str]) -> str:
    """What stays of spaces and punctuation: between two digits the first sign that is no bracket or quotation mark, or
    else a hyphen."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if not (before.isdecimal() and after.isdecimal()):
        return ""
    sign = _BETWEEN_DIGITS.search(found[0])
    return sign[0] if sign else "-"


class NameKind(StrEnum):
    """Where a name comes from: somebody signed with it, or the imported list has it."""

    TYPED = "typed"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an organization, and in which language it is where that is known."""

    name: str
    language: str = ""
    kind: NameKind = NameKind.TYPED


def same_place(one: str, other: str) -> bool:
    """Whether two places can be one: nothing is known of one of them, or it has all the words of the other, as `Oslo`
    and `Oslo, Norway`."""
    first, second = _words(one), _words(other)
    return not first or not second or first <= second or second <= first


def at_place(known: Sequence[tuple[Thing, str]], place: str, apart: bool) -> Sequence[Thing]:
    """Which of some things of one name, each with its place, are meant by that name and a place: those that can be
    there; or else the only one, wherever it is, unless what has this name is told `apart` by places."""
    there = [each for each, its in known if same_place(its, place)]
    return there or [each for each, _ in known if len(known) == 1 and not apart]


@lru_cache(maxsize=10_000)
def _words(place: str) -> frozenset[str]:
    return frozenset(normalize(word) for word in NOT_WORD.split(place) if word)


_FRONT_PAGE = regex.compile(
    r"/?|/([a-z]{2}([-_][a-z]{2,4})?|(index|default|home|main|accueil)(\.[a-z]{2,5})?)/?", regex.IGNORECASE
)
"""The path of a whole site: none, a language, or what servers call its first page."""


def site_of(website: str) -> str:
    """The domain that is an organization's own where a list that is trusted gives its website; empty where that is a
    page on a site, which shows nobody to have the site."""
    try:
        parts = urlsplit(website)
    except ValueError:
        return ""
    whole = _FRONT_PAGE.fullmatch(parts.path) and not parts.query and not parts.fragment
    return domain_of(website) if whole else ""


def domain_of(website: str) -> str:
    """The registrable domain of a website that can be an organization's own; empty where there is none."""
    try:
        return domains.own(urlsplit(website).hostname or "")
    except ValueError:
        return ""
