"""What is known of a language: its small words, how it counts, how it shortens words to their stems.

A language is one file, `words/<tag>.txt`: words parted by spaces under the headings below, `#` before a remark.
A language that has no file still works: by its exact words, without accents and case.

- stop: words that say nothing about the topic; they are dropped
- asking: words of asking and telling, found in a question on any topic; they are weak evidence
- common: words found in letters on any topic; weak evidence too
- demand, number: the words for a demand and for "number", as in "demand number 2"
- ordinals, cardinals: a line a number, the digits first
- elisions: what is written before an apostrophe
- letters: those by which a text is known to be in this language
- kinds: a line a kind of question, its name first, then the words with which it is asked
- titles: words that stand before a person's name
- introducing: what people write before their own name, a line each
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import snowballstemmer

from bot.model.letters.questions.text import fold, words

_STEMMERS = """
ar arabic, ca catalan, cs czech, da danish, de german, el greek, en english, es spanish, et estonian, eu basque,
fa persian, fi finnish, fr french, ga irish, hi hindi, hu hungarian, hy armenian, id indonesian, it italian,
lt lithuanian, ne nepali, nl dutch, no norwegian, pl polish, pt portuguese, ro romanian, ru russian, sr serbian,
sv swedish, ta tamil, tr turkish
"""
STEMMERS = dict(pair.split() for pair in _STEMMERS.split(","))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language by what they are good for, all of them folded."""

    stop: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    demand: frozenset[str] = frozenset()
    number: frozenset[str] = frozenset()
    elisions: tuple[str, ...] = ()
    letters: frozenset[str] = frozenset()
    ordinals: Mapping[str, int] = field(default_factory=dict)
    cardinals: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    titles: frozenset[str] = frozenset()
    introducing: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is a file of this language."""
        return bool(self.stop)


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """What is known of a language; an empty lexicon where there is no file of it."""
    file = resources.files(__package__).joinpath("words", f"{language}.txt")
    if not language.isalnum() or not file.is_file():
        return Lexicon()
    sections = _sections(file.read_text(encoding="utf-8"))
    plain = {heading: [fold(word) for line in lines for word in words(line)] for heading, lines in sections.items()}
    return Lexicon(
        stop=frozenset(plain.get("stop", [])),
        asking=frozenset(plain.get("asking", [])),
        common=frozenset(plain.get("common", [])),
        demand=frozenset(plain.get("demand", [])),
        number=frozenset(plain.get("number", [])),
        elisions=tuple(plain.get("elisions", [])),
        letters=frozenset("".join(sections.get("letters", [])).replace(" ", "")),
        ordinals=_numbers(sections.get("ordinals", [])),
        cardinals=_numbers(sections.get("cardinals", [])),
        kinds=_kinds(sections.get("kinds", [])),
        titles=frozenset(plain.get("titles", [])),
        introducing=tuple(tuple(map(fold, words(line))) for line in sections.get("introducing", []) if words(line)),
    )


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """A word's stem, where the language has a stemmer, without accents."""
    name = STEMMERS.get(language)
    return fold(snowballstemmer.stemmer(name).stemWord(word) if name else word)


def forms(word: str, language: str) -> frozenset[str]:
    """The spellings under which a word is looked up: as it is, and its stems with and without accents."""
    plain = fold(word)
    return frozenset({plain, stem(word, language), stem(plain, language)})


def _sections(text: str) -> Mapping[str, list[str]]:
    sections: defaultdict[str, list[str]] = defaultdict(list)
    heading = ""
    for line in text.splitlines():
        if line.startswith("["):
            heading = line.strip("[] ")
        elif not line.startswith("#"):
            sections[heading].append(line)
    return sections


def _numbers(lines: list[str]) -> Mapping[str, int]:
    rows = [line.split() for line in lines]
    return {fold(name.casefold()): int(row[0]) for row in rows if row for name in row[1:]}


def _kinds(lines: list[str]) -> Mapping[str, str]:
    """Not folded: "où" asks for a place, and "ou" for nothing."""
    rows = [line.split() for line in lines]
    return {name: row[0] for row in rows if row for name in row[1:]}
