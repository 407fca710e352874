"""The cues of a language: which of its words and phrases tell what. A language is one file, `cues/<tag>.txt`.

Under each heading stand words and phrases, parted by commas. They are found in all their forms, or only as they are
written where a phrase begins with `=`; with `==` also with those marks, as "où" beside "ou", with `^` only where a
question begins, and with `$` only where it ends.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import regex
from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.model.letters.questions.fields import fields
from bot.model.letters.questions.lexicon import forms, is_small, lexicon, without_prefixes
from bot.model.letters.questions.matters import Cue
from bot.model.letters.questions.sections import sections
from bot.model.letters.questions.text import fold, words

TYPO_LETTERS = 5
"""A shorter word with one wrong letter is another word."""

TWO_TYPOS_LETTERS = 8

FORM_LETTERS = 3
"""What is left of a shorter stem can be of any word."""

_AGAIN = regex.compile(r"(.)\1{2,}")

NONE = frozenset[Cue]()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words that tell something together; `loose`: none of them is small."""

    words: tuple[str, ...]
    cue: Cue
    loose: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """What a language's words tell: where a question begins or ends, exactly as they are written, by their forms, and
    in phrases by their first word."""

    language: str
    first: Mapping[str, frozenset[Cue]]
    last: Mapping[str, frozenset[Cue]]
    marked: Mapping[str, frozenset[Cue]]
    exact: Mapping[str, frozenset[Cue]]
    written: Mapping[str, frozenset[Cue]]
    forms: Mapping[str, frozenset[Cue]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    long: Mapping[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        """Whether there is a file of this language."""
        return bool(self.written)

    def of(self, word: str, begins: bool, ends: bool, shaped: bool = True) -> frozenset[Cue]:
        """What a word tells by itself; `begins`, `ends`: a question does so with it; not `shaped`: only as it is
        written."""
        plain = fold(word)
        exactly = self.exact.get(plain, NONE) | self.marked.get(word, NONE)
        if begins:
            exactly |= self.first.get(plain, NONE)
        if ends:
            exactly |= self.last.get(plain, NONE)
        bare = next((each for each in self._bare(word) if each in self.written), None)
        if bare:
            return exactly | self.written[bare]
        if not shaped or plain in lexicon(self.language).stop:
            return exactly
        found = exactly.union(*(self.forms.get(form, NONE) for form in forms(word, self.language)))
        return found or self._drawn_out(word, begins, ends)

    def _drawn_out(self, word: str, begins: bool, ends: bool) -> frozenset[Cue]:
        """What a word tells of which a letter was typed again and again: "heyyy"."""
        short = _AGAIN.sub(r"\1", word)
        return self.of(short, begins, ends) if short != word else NONE

    def _bare(self, word: str) -> Sequence[str]:
        return [fold(word), *(fold(each) for each in without_prefixes(word, self.language))]

    def near(self, word: str) -> frozenset[Cue]:
        """What a word tells that is nearly one of these; people seldom mistype the first letter."""
        plain = fold(word)
        if len(plain) < TYPO_LETTERS:
            return NONE
        bare = min(map(len, without_prefixes(word, self.language)), default=len(plain))
        allowed = 2 if bare >= TWO_TYPOS_LETTERS else 1
        found = process.extractOne(plain, self.long.get(plain[0], ()), scorer=OSA.distance, score_cutoff=allowed)
        return self.written[found[0]] if found else NONE


def tagged() -> Sequence[str]:
    """The languages that have a file."""
    return _tags()


@cache
def _tags() -> tuple[str, ...]:
    folder = resources.files(__package__).joinpath("cues")
    names = (file.name.removesuffix(".txt") for file in folder.iterdir() if file.name.endswith(".txt"))
    return tuple(sorted(name for name in names if lexicon(name)))


@lru_cache(maxsize=64)
def cues(language: str) -> Cues:
    """The cues of a language; none where there is no file of it."""
    if language not in _tags():
        return Cues(language, {}, {}, {}, {}, {}, {}, {}, {})
    file = resources.files(__package__).joinpath("cues", f"{language}.txt")
    said = [
        (Cue(heading), part.strip())
        for heading, lines in sections(file.read_text(encoding="utf-8")).items()
        for part in ",".join(lines).replace("،", ",").split(",")
        if part.strip()
    ]
    first, last, marked, exact, written, shaped = (defaultdict[str, set[Cue]](set) for _ in range(6))
    phrases = defaultdict[str, list[Phrase]](list)
    for cue, text in said:
        parts = words(text)
        if len(parts) > 1:
            loose = not any(is_small(part, language) for part in parts)
            phrases[fold(parts[0])].append(Phrase(tuple(map(fold, parts)), cue, loose))
        elif text.startswith("^"):
            first[fold(parts[0])].add(cue)
        elif text.startswith("$"):
            last[fold(parts[0])].add(cue)
        elif text.startswith("=="):
            marked[parts[0]].add(cue)
        elif text.startswith("="):
            exact[fold(parts[0])].add(cue)
        else:
            written[fold(parts[0])].add(cue)
            for form in forms(parts[0], language):
                if len(form) >= FORM_LETTERS:
                    shaped[form].add(cue)
    long = defaultdict[str, list[str]](list)
    for word in written:
        if len(word) >= TYPO_LETTERS:
            long[word[0]].append(word)
    for name in _countries(language):
        written[name].add(Cue.ABROAD)
    return Cues(
        language,
        _frozen(first),
        _frozen(last),
        _frozen(marked),
        _frozen(exact),
        _frozen(written),
        _frozen(shaped),
        {first: tuple(each) for first, each in phrases.items()},
        {first: tuple(each) for first, each in long.items()},
    )


def _countries(language: str) -> Iterator[str]:
    """The countries of the world that have a name of one word, which says nothing else."""
    for code, name in Locale(language).territories.items():
        parts = words(name)
        if len(code) == len("CA") and len(parts) == 1 and not fields(language).of(parts[0]):
            yield fold(parts[0])
            yield from (fold(bare) for bare in without_prefixes(parts[0], language)[-1:])


def _frozen(found: Mapping[str, set[Cue]]) -> Mapping[str, frozenset[Cue]]:
    return {word: frozenset(each) for word, each in found.items()}
