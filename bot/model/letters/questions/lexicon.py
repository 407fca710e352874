"""What is known of a language: its small words, how it counts, how it shortens words to their stems.

A language is one file, `words/<tag>.txt`: words parted by spaces under the headings below, `#` before a remark.
A language that has no file still works: by its exact words, without accents and case.

- stop: words that say nothing about the topic; they are dropped
- asking: words of asking and telling, found in a question on any topic; they are weak evidence
- common: words found in letters on any topic; weak evidence too
- demand, number: the words for a demand and for "number", as in "demand number 2"
- ordinals, cardinals: a line a number, the digits first
- elisions: what is written before an apostrophe
- prefixes: what is written together with the word after it, at most one of each line, in this order
- suffixes: what is written at the end of a word for its number or whose it is, where the stemmer leaves it
- joining: words between two questions in one, as "and"
- opening: words with which questions begin, and hardly ever a name
- verbs: those of them by which a sentence tells something where one of its subjects stands before them
- subjects: what such a sentence is about: "we", "it"
- genitive: words between an office and what it is for, if there are any
- letters: those by which a text is known to be in this language
- kinds: a line a kind of question, its name first, then the words with which it is asked
- titles: words that stand before a person's name
- introducing: what people write before their own name, a line each
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import snowballstemmer

from bot.model.letters.questions.sections import sections
from bot.model.letters.questions.text import fold, words

_STEMMERS = """
ar arabic, ca catalan, cs czech, da danish, de german, el greek, en english, es spanish, et estonian, eu basque,
fa persian, fi finnish, fr french, ga irish, hi hindi, hu hungarian, hy armenian, id indonesian, it italian,
lt lithuanian, ne nepali, nl dutch, no norwegian, pl polish, pt portuguese, ro romanian, ru russian, sr serbian,
sv swedish, ta tamil, tr turkish
"""
STEMMERS = dict(pair.split() for pair in _STEMMERS.split(","))

BARE_LETTERS = 2
"""So many letters at least has a word without its prefix."""

STEM_LETTERS = 3
"""So many letters at least has a word without its suffix."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language by what they are good for, all of them folded."""

    stop: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    demand: frozenset[str] = frozenset()
    number: frozenset[str] = frozenset()
    elisions: tuple[str, ...] = ()
    prefixes: tuple[tuple[str, ...], ...] = ()
    suffixes: tuple[str, ...] = ()
    joining: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    genitive: frozenset[str] = frozenset()
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
    said = sections(file.read_text(encoding="utf-8"))
    plain = {heading: [fold(word) for line in lines for word in words(line)] for heading, lines in said.items()}
    return Lexicon(
        stop=frozenset(plain.get("stop", [])),
        asking=frozenset(plain.get("asking", [])),
        common=frozenset(plain.get("common", [])),
        demand=frozenset(plain.get("demand", [])),
        number=frozenset(plain.get("number", [])),
        elisions=tuple(plain.get("elisions", [])),
        joining=frozenset(plain.get("joining", [])),
        opening=frozenset(plain.get("opening", [])),
        verbs=frozenset(plain.get("verbs", [])),
        subjects=frozenset(plain.get("subjects", [])),
        genitive=frozenset(plain.get("genitive", [])),
        suffixes=tuple(plain.get("suffixes", [])),
        prefixes=tuple(tuple(line.split()) for line in said.get("prefixes", []) if line),
        letters=frozenset("".join(said.get("letters", [])).replace(" ", "")),
        ordinals=_numbers(said.get("ordinals", [])),
        cardinals=_numbers(said.get("cardinals", [])),
        kinds=_kinds(said.get("kinds", [])),
        titles=frozenset(plain.get("titles", [])),
        introducing=tuple(tuple(map(fold, words(line))) for line in said.get("introducing", []) if words(line)),
    )


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """A word's stem, where the language has a stemmer, without accents."""
    name = STEMMERS.get(language)
    return fold(snowballstemmer.stemmer(name).stemWord(word) if name else word)


@lru_cache(maxsize=20_000)
def forms(word: str, language: str) -> frozenset[str]:
    """The spellings under which a word is looked up: as it is, and its stems with and without accents; without what is
    written together with it, too."""
    return frozenset(form for bare in (word, *without_prefixes(word, language)) for form in endings(bare, language))


def endings(word: str, language: str) -> Iterator[str]:
    """A word as it is, without its ending, and without its accents and its ending."""
    yield from (fold(word), stem(word, language), stem(fold(word), language))
    plain = fold(word)
    suffix = next((each for each in lexicon(language).suffixes if plain.endswith(each)), "")
    if suffix and len(plain) - len(suffix) >= STEM_LETTERS:
        yield plain.removesuffix(suffix)


@lru_cache(maxsize=20_000)
def without_prefixes(word: str, language: str) -> tuple[str, ...]:
    """A word without what its language writes together with it: one prefix fewer each time."""
    found, rest = [], word
    for prefixes in lexicon(language).prefixes:
        prefix = next((each for each in prefixes if rest.startswith(each)), "")
        if prefix and len(rest) - len(prefix) >= BARE_LETTERS:
            rest = rest.removeprefix(prefix)
            found.append(rest)
    return tuple(found)


@lru_cache(maxsize=20_000)
def is_small(word: str, language: str) -> bool:
    """Whether a word says nothing about the topic."""
    known, plain = lexicon(language), fold(word)
    if plain in known.stop:
        return True
    joined = [prefix for prefix in known.joining if known.prefixes and word.startswith(prefix)]
    return any(fold(word.removeprefix(prefix)) in known.stop for prefix in joined)


def _numbers(lines: list[str]) -> Mapping[str, int]:
    rows = [line.split() for line in lines]
    return {fold(name.casefold()): int(row[0]) for row in rows if row for name in row[1:]}


def _kinds(lines: list[str]) -> Mapping[str, str]:
    """Not folded: "où" asks for a place, and "ou" for nothing."""
    rows = [line.split() for line in lines]
    return {name: row[0] for row in rows if row for name in row[1:]}
