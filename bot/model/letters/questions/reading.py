"""A question as it is read in one language: its words, with what each of them tells and how much of it each is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from bot.model.letters.questions.cues import NONE, Cues, Phrase, cues
from bot.model.letters.questions.index import Index
from bot.model.letters.questions.lexicon import forms, is_small, lexicon, without_prefixes
from bot.model.letters.questions.matters import Cue
from bot.model.letters.questions.text import WORD_LIMIT, fold, read_part

WORDS_LIMIT = 2_000
"""So many words of a question are looked at."""

NEAR_LIMIT = 20
"""For so many of them, which are not known, a near one is sought."""

COMMON_PART = 0.5
"""How much of a question a word is that any letter has, beside one that belongs to a topic."""

MOST_BETWEEN = 2
"""So many small words may stand between the words of a phrase."""

SHAPED_LETTERS = 4
"""A shorter word of a phrase is found as it is written alone."""

Found = tuple[int, int, Cue]
"""A phrase in a question: where it begins, behind what it ends, what it tells."""

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_END = regex.compile(r"[?!.;:,\n؟؛،…—–]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question: as it was typed, in lower case, and whether the question goes on anew after it."""

    typed: str
    word: str
    ends: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Read:
    """A token with what it tells, alone and in phrases, and how much of the question it is, from 0 to 1. `beside`: the
    cues beside which it says nothing more. `near`: it is only nearly the word that tells that. `small`: it says
    nothing by itself."""

    token: Token
    cues: frozenset[Cue]
    part: float
    beside: frozenset[Cue]
    near: bool
    small: bool


def tokens(question: str) -> tuple[Token, ...]:
    """The words of the part of a question that is looked at."""
    text = read_part(question).replace("\u0640", "")
    found = list(_WORD.finditer(text))[:WORDS_LIMIT]
    ends = [*(each.start() for each in found[1:]), *([len(text)] if found else [])]
    return tuple(
        Token(
            each[0], each[0].casefold()[:WORD_LIMIT], bool(_END.search(text, each.end(), end)), each.start(), each.end()
        )
        for each, end in zip(found, ends, strict=True)
    )


def read(asked: Sequence[Token], language: str, index: Index) -> tuple[Read, ...]:
    """A question's words as this language has them; `index` is the letter's, in this language or its first."""
    known = cues(language)
    begins = [True, *(token.ends or fold(token.word) in lexicon(language).joining for token in asked)]
    alone = [_alone(token, first, known, index) for token, first in zip(asked, begins, strict=False)]
    told, taken = [set[Cue]() for _ in asked], [False] * len(asked)
    for start, end, cue in _longest([*_phrases(asked, known)]):
        for place in range(start, end):
            told[place].add(cue)
            taken[place] = True
            if cue is Cue.IDLE:
                alone[place] = NONE
    return tuple(_reads(asked, alone, told, taken, known, index))


def _reads(
    asked: Sequence[Token],
    alone: Sequence[frozenset[Cue]],
    told: Sequence[set[Cue]],
    taken: Sequence[bool],
    known: Cues,
    index: Index,
) -> Iterator[Read]:
    language, sought = known.language, 0
    for token, own, phrases, in_phrase in zip(asked, alone, told, taken, strict=True):
        small = is_small(token.word, language)
        found = phrases if in_phrase and not small else phrases | own
        plain = fold(token.word)
        near, listed = False, small or plain in lexicon(language).asking or plain in lexicon(language).common
        if not found and not listed and not index.has(token.word) and sought < NEAR_LIMIT:
            sought += 1
            found = set(known.near(token.word))
            near = bool(found)
        idle = Cue.IDLE in found
        part = 0.0 if idle else _part(token, index, language)
        yield Read(token, frozenset(found), part, index.beside_of(token.word), near, small)


def _part(token: Token, index: Index, language: str) -> float:
    plain, known = fold(token.word), lexicon(language)
    if is_small(token.word, language) or plain.isdecimal() or plain in known.asking:
        return 0.0
    if index.whole(token.word):
        return 0.0
    return (
        COMMON_PART
        if plain in known.common or any(form in known.common for form in _bare(token.word, language))
        else 1.0
    )


def _bare(word: str, language: str) -> Sequence[str]:
    return [fold(each) for each in without_prefixes(word, language)]


def _alone(token: Token, begins: bool, known: Cues, index: Index) -> frozenset[Cue]:
    found = known.of(token.word, begins)
    if Cue.OUTSIDE in found and index.has(token.word):
        found -= {Cue.OUTSIDE}
    return found or index.cues_of(token.word) or NONE


def _phrases(asked: Sequence[Token], known: Cues) -> Iterator[Found]:
    plain = [{fold(token.word), *_bare(token.word, known.language)} for token in asked]
    for start, spellings in enumerate(plain):
        for first in spellings:
            for phrase in known.phrases.get(first, ()):
                end = _end(phrase, asked, plain, start, known.language)
                if end:
                    yield start, end, phrase.cue


def _end(phrase: Phrase, asked: Sequence[Token], plain: Sequence[set[str]], start: int, language: str) -> int:
    """Behind which place a phrase that begins here ends; 0 where it does not go on. Between words of which none is
    small, small ones may stand: "add its name"."""
    place, left = start + 1, MOST_BETWEEN if phrase.loose else 0
    for word in phrase.words[1:]:
        while left and place < len(asked) and not _is(word, asked[place], plain[place], language):
            if not is_small(asked[place].word, language):
                return 0
            left, place = left - 1, place + 1
        if place >= len(asked) or not _is(word, asked[place], plain[place], language):
            return 0
        place += 1
    return place


def _is(word: str, token: Token, plain: set[str], language: str) -> bool:
    return word in plain or (
        len(word) >= SHAPED_LETTERS and not forms(word, language).isdisjoint(forms(token.word, language))
    )


def _longest(found: Sequence[Found]) -> Iterator[Found]:
    """The phrases that are no part of longer ones."""
    for start, end, cue in found:
        if not any(one <= start and end <= other and other - one > end - start for one, other, _ in found):
            yield start, end, cue
