"""How a name is read to compare it: its words without what says nothing, its acronyms, numbers and places."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

import regex
from confusable_homoglyphs.confusables import confusables_data

from bot.model.organizations.folding import folded
from bot.model.organizations.organization import NOT_WORD, normalize

_BRACKETS = regex.compile(r"[(\[（]([^()\[\]（）]+)[)\]）]")
_PARTS = regex.compile(r"\s+[/|–—-]\s+|\s*[|]\s*")
_ELIDED = regex.compile(r"\b[ldLD]['’ʼ](?=\p{L})")
_APOSTROPHE = regex.compile(r"(?<=\p{L})['’ʼ](?=[slSL]\b)")
_DOTTED = regex.compile(r"\b(?:\p{L}\.){2,}(?:\p{L}\b)?")
_SHORT = regex.compile(r"[\p{Lu}\p{N}&.\-]{2,12}")
_NUMBER = regex.compile(r"\p{N}+\p{L}?")
_GROUPS = ("ignored", "branch", "place", "apart", "generic", "same")


ARTICLES = ("وال", "بال", "ال", "لل")
"""Arabic articles, which stand before a word without a space."""


def _bare(word: str) -> str:
    """A word as it is compared: without case and marks, and without its article."""
    bare = folded(word)
    for article in ARTICLES:
        if bare.startswith(article) and len(bare) > len(article) + 2:
            return bare.removeprefix(article)
    return bare


def _stem(word: str) -> str:
    """A word without the ending of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("eaux", "aux")):
        return f"{word[:-1]}" if word.endswith("eaux") else f"{word[:-3]}al"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and not word.endswith("ss") else word


def words_of_names() -> str:
    """The words in names that tell something, or nothing, as they are written down."""
    return resources.files("bot.model").joinpath("words_of_names.txt").read_text("utf-8")


def _lists() -> dict[str, dict[str, str]]:
    """The words of each group; `same` leads a word to the one that it stands for."""
    groups, current = {group: dict[str, str]() for group in _GROUPS}, ""
    for line in words_of_names().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("["):
            current = line.strip("[]")
            continue
        words = [_stem(_bare(word)) for word in line.split()]
        for word in words:
            groups[current][word] = words[0]
    return groups


_WORDS = _lists()
_IGNORED, _BRANCH, _PLACE, _APART, _GENERIC, _SAME = (_WORDS[group] for group in _GROUPS)


def _lookalikes() -> dict[int, str]:
    """The Latin letter that a letter of another script, or a digit, looks like."""
    table = dict[int, str]()
    for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for found in confusables_data.get(letter, ()):
            sign = found["c"]
            if len(sign) == 1 and sign.isalpha() and not sign.isascii():
                table.setdefault(ord(sign), letter.lower())
                table.setdefault(ord(sign.lower()[0]), letter.lower())
    return {**table, ord("0"): "o", ord("1"): "l", ord("i"): "l", ord("|"): "l"}


_LOOKALIKES = _lookalikes()


@lru_cache(maxsize=100_000)
def _read_word(word: str) -> str:
    stem = _stem(_bare(word))
    return _SAME.get(stem, stem)


@lru_cache(maxsize=1000)
def _initial(letter: str) -> str:
    return normalize(letter)


@dataclass(frozen=True)
class Reading:
    """One name: `key` as `normalize` has it, `words` in order, `core` those that tell organizations apart."""

    name: str
    key: str
    words: tuple[str, ...]
    acronyms: frozenset[str] = frozenset()

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in it, such as a local's."""
        return frozenset(word.lstrip("0") or word for word in self.words if _NUMBER.fullmatch(word))

    @cached_property
    def is_branch(self) -> bool:
        """Whether it calls itself a chapter, a local, a section or the like."""
        return any(word in _BRANCH for word in self.words)

    @cached_property
    def core(self) -> frozenset[str]:
        """The words but numbers and what only calls it a chapter."""
        return frozenset(word for word in self.words if word not in _BRANCH and not _NUMBER.fullmatch(word))

    @cached_property
    def joined(self) -> str:
        """The words that tell organizations apart without the spaces between them."""
        return "".join(word for word in self.words if word not in _BRANCH)

    @cached_property
    def initials(self) -> frozenset[str]:
        """What its initials make, with and without the small words: at least three letters."""
        every = [word for word in NOT_WORD.split(self.name) if word]
        large = [word for word in every if word[0].isupper()]
        telling = [word for word in every if _read_word(word) not in _IGNORED]
        made = ("".join(_initial(word[0]) for word in words) for words in (every, large, telling))
        return frozenset(initials for initials in made if len(initials) > 2) | self.acronyms


def places(words: frozenset[str]) -> bool:
    """Whether words name nothing but places."""
    return all(word in _PLACE for word in words)


def apart(words: frozenset[str]) -> bool:
    """Whether a word among these makes another organization of one: the friends of a library are not the library."""
    return any(word in _APART for word in words)


def telling(words: frozenset[str]) -> frozenset[str]:
    """The words that many organizations don't share."""
    return frozenset(word for word in words if word not in _GENERIC and word not in _PLACE)


@lru_cache(maxsize=100_000)
def skeleton(key: str) -> str:
    """A key as it looks: letters of other scripts and digits become the Latin letters that they look like."""
    return key.translate(_LOOKALIKES).replace("rn", "m").replace("vv", "w")


@lru_cache(maxsize=100_000)
def readings(name: str) -> tuple[Reading, ...]:
    """The ways to read a name: whole, and the parts of one in two languages or with its acronym in brackets."""
    return tuple(_readings(name))


def _readings(name: str) -> Iterator[Reading]:
    spoken = _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), name)
    outside, inside = _BRACKETS.sub(" ", spoken).strip(), _BRACKETS.findall(spoken)
    parts = [part for part in _PARTS.split(outside) if part.strip()]
    short = frozenset(normalize(each) for each in inside if _SHORT.fullmatch(each.strip()))
    others = [each for each in inside if normalize(each) not in short]
    yield _reading(spoken if others or not outside else outside, short)
    if len(parts) > 1 or others:
        names = [_reading(part, short) for part in (*parts, *others)]
        if not any(each.is_branch or each.numbers or places(each.core) for each in names):
            yield from names


def _reading(text: str, acronyms: frozenset[str]) -> Reading:
    words = [_read_word(word) for word in NOT_WORD.split(_ELIDED.sub(" ", _APOSTROPHE.sub("", text))) if word]
    kept = tuple(word for word in words if word and word not in _IGNORED)
    return Reading(text, normalize(text), kept or tuple(words), acronyms)
