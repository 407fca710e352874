"""Words that people say for each other: whoever is "starving" asks about a letter's "famine".

A language is one file, `fields/<tag>.txt`. Under `[fields]` stands a field a line: words and phrases, parted by commas.
`[age]` has what says somebody's age, with `*` for its number; `[young]` and `[old]` are the fields that it speaks of.
A language that has no file works without them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from bot.model.letters.questions.lexicon import endings, forms, is_small, lexicon, without_prefixes
from bot.model.letters.questions.sections import sections
from bot.model.letters.questions.text import fold, words

FORM_LETTERS = 3
"""What is left of a shorter stem can be of any word."""

YOUNG = range(4, 26)
"""Who is so many years old is young."""

OLD = range(60, 121)

AGE_DIGITS = 3

_NUMBER = "*"

Places = frozenset[int]
"""Fields, by their numbers."""

NOWHERE = Places()


@dataclass(frozen=True, slots=True)
class Fields:
    """A language's fields: those of each word's forms, and of phrases by their first word. `members`: the forms by
    which each is known in a letter; `ages`: what says an age; `young` and `old`: the fields that it speaks of."""

    language: str
    of_forms: Mapping[str, Places]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
    members: Mapping[int, frozenset[str]]
    ages: tuple[tuple[str, ...], ...]
    young: Places
    old: Places

    def of(self, word: str) -> Places:
        """The fields of a word."""
        return NOWHERE.union(*(self.of_forms.get(form, NOWHERE) for form in forms(word, self.language)))

    def of_phrase(self, said: Sequence[str]) -> Places:
        """The fields that have several words as one phrase."""
        plain = tuple(map(fold, said))
        return Places(number for phrase, number in self.phrases.get(plain[0], ()) if phrase == plain)

    def said(self, asked: Sequence[str]) -> Iterator[tuple[Sequence[str], Places]]:
        """The phrases and ages among the words of a question, each with its fields."""
        plain = [_spellings(word, self.language) for word in asked]
        for place, spellings in enumerate(plain):
            for first in spellings:
                for phrase, number in self.phrases.get(first, ()):
                    if _goes_on(phrase, plain, place):
                        yield asked[place : place + len(phrase)], Places({number})
            if asked[place].isdecimal() and len(asked[place]) <= AGE_DIGITS:
                yield from self._aged(asked, plain, place)

    def _aged(
        self, asked: Sequence[str], plain: Sequence[frozenset[str]], place: int
    ) -> Iterator[tuple[Sequence[str], Places]]:
        years = int(asked[place])
        for phrase in self.ages:
            start = place - phrase.index(_NUMBER)
            if start >= 0 and _goes_on(phrase, plain, start):
                known = self.young if years in YOUNG else self.old if years in OLD else NOWHERE
                yield asked[start : start + len(phrase)], known


@lru_cache(maxsize=64)
def fields(language: str) -> Fields:
    """The fields of a language; none where there is no file of it."""
    file = resources.files(__package__).joinpath("fields", f"{language}.txt")
    if not language.isalnum() or not file.is_file():
        return Fields(language, {}, {}, {}, (), NOWHERE, NOWHERE)
    said = sections(file.read_text(encoding="utf-8"))
    lines = [line for line in said.get("fields", []) if line] + said.get("young", [])[:1] + said.get("old", [])[:1]
    of_forms, members = defaultdict[str, set[int]](set), defaultdict[int, set[str]](set)
    phrases = defaultdict[str, list[tuple[tuple[str, ...], int]]](list)
    for number, line in enumerate(lines):
        for parts in (words(each) for each in line.split(",") if words(each)):
            if len(parts) > 1:
                phrases[fold(parts[0])].append((tuple(map(fold, parts)), number))
            elif not is_small(parts[0], language):
                of_word = {form for form in endings(parts[0], language) if len(form) >= FORM_LETTERS}
                for form in of_word:
                    of_forms[form].add(number)
                if not _any(parts[0], language):
                    members[number] |= of_word
    return Fields(
        language,
        {form: Places(numbers) for form, numbers in of_forms.items()},
        {first: tuple(each) for first, each in phrases.items()},
        {number: frozenset(each) for number, each in members.items()},
        tuple(_pattern(line) for line in said.get("age", []) if _NUMBER in line),
        Places({len(lines) - 2}),
        Places({len(lines) - 1}),
    )


def _any(word: str, language: str) -> bool:
    """Whether a word stands in any question or letter, and so says little of one that has it."""
    known, plain = lexicon(language), fold(word)
    return plain in known.asking or plain in known.common


def _pattern(line: str) -> tuple[str, ...]:
    return tuple(part if part == _NUMBER else fold(part.casefold()) for part in line.split())


def _spellings(word: str, language: str) -> frozenset[str]:
    return frozenset({fold(word), *(fold(each) for each in without_prefixes(word, language))})


def _goes_on(phrase: Sequence[str], plain: Sequence[frozenset[str]], start: int) -> bool:
    """Whether a phrase stands here; a number stands for any."""
    return start + len(phrase) <= len(plain) and all(
        word == _NUMBER or word in plain[start + place] for place, word in enumerate(phrase)
    )
