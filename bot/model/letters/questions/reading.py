"""A question as it is read in one language: its words, with what each of them tells and how much of it each is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from bot.model.letters.questions.cues import NONE, Cues, Phrase, cues
from bot.model.letters.questions.fields import fields
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

ELSEWHERE = frozenset({Cue.OUTSIDE, Cue.OPINION, Cue.ABROAD})
"""What tells that a letter says nothing of it, but where it has the word itself."""

GREETINGS = frozenset({Cue.GREETING, Cue.THANKS, Cue.ALL_RIGHT})

WHOLE = frozenset(
    {Cue.IDLE, Cue.GREETING, Cue.THANKS, Cue.ALL_RIGHT, Cue.UNTIL, Cue.WHEN, Cue.WHERE, Cue.COUNT, Cue.WHETHER}
)
"""What a phrase tells alone, whatever its small words tell elsewhere: "how much time"."""

MOST_BETWEEN = 2
"""So many small words may stand between the words of a phrase."""

SHAPED_LETTERS = 4
"""A shorter word of a phrase is found as it is written alone."""

Found = tuple[int, int, Phrase]
"""A phrase in a question: where it begins, and behind what it ends."""

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_END = regex.compile(r"[?!;,\n؟؛،…—–]|[.:](?!\p{N})|(?<=\s)[.:]")
_AMOUNT = regex.compile(r"(?<![\p{L}\p{N}])[$€£¥+−-]\p{N}+|\b\p{N}+\s?[$€£¥%]")
"""What has a number, and names nothing by it."""


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
    nothing by itself. `idiom`: in a phrase with small words, in which it says something else."""

    token: Token
    cues: frozenset[Cue]
    part: float
    beside: frozenset[Cue]
    near: bool
    small: bool
    idiom: bool


def told_by(part: Sequence[Read]) -> frozenset[Cue]:
    """What the words of a question, or of a part of one, tell."""
    return NONE.union(*(each.cues for each in part))


def tokens(question: str) -> tuple[Token, ...]:
    """The words of the part of a question that is looked at."""
    text = _AMOUNT.sub(lambda found: " " * len(found[0]), read_part(question).replace("\u0640", ""))
    found = list(_WORD.finditer(text))[:WORDS_LIMIT]
    ends = [*(each.start() for each in found[1:]), *([len(text)] if found else [])]
    return tuple(
        Token(
            each[0],
            each[0].casefold()[:WORD_LIMIT],
            bool(_END.search(text, each.end(), end + 1)),
            each.start(),
            each.end(),
        )
        for each, end in zip(found, ends, strict=True)
    )


def read(asked: Sequence[Token], language: str, index: Index) -> tuple[Read, ...]:
    """A question's words as this language has them; `index` is the letter's, in this language or its first."""
    known = cues(language)
    joining = lexicon(language).joining
    begins = [True, *(token.ends or fold(token.word) in joining for token in asked)]
    phrases: list[list[Phrase]] = [[] for _ in asked]
    for start, end, phrase in _longest([*_phrases(asked, known, index)]):
        for place in range(start, end):
            phrases[place].append(phrase)
    return tuple(_reads(asked, begins, phrases, known, index))


def _reads(
    asked: Sequence[Token], begins: Sequence[bool], phrases: Sequence[Sequence[Phrase]], known: Cues, index: Index
) -> Iterator[Read]:
    sought = 0
    for token, first, around in zip(asked, begins, phrases, strict=False):
        small, near = is_small(token.word, known.language), False
        last = token.ends or token is asked[-1]
        found = frozenset(phrase.cue for phrase in around)
        idle = Cue.IDLE in found
        if (small or not around) and found.isdisjoint(WHOLE):
            found |= _alone(token, first, last, known, index)
        if not found and not small and sought < NEAR_LIMIT and not _listed(token, known.language, index):
            sought += 1
            found, near = known.near(token.word), True
        part = 0.0 if idle else _part(token, index, known.language)
        idiom = not small and any(not phrase.loose or phrase.cue in GREETINGS for phrase in around)
        yield Read(token, found, part, index.beside_of(token.word), near and bool(found), small, idiom)


def _listed(token: Token, language: str, index: Index) -> bool:
    """Whether a word is known, so that it is not taken for another one that is misspelled."""
    plain, known = fold(token.word), lexicon(language)
    listed = plain in known.asking or plain in known.common or index.has(token.word)
    return listed or bool(index.beside_of(token.word) or fields(language).of(token.word))


def _part(token: Token, index: Index, language: str) -> float:
    plain, known = fold(token.word), lexicon(language)
    if is_small(token.word, language) or plain.isdecimal() or plain in known.asking | known.ordinals.keys():
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


def _alone(token: Token, begins: bool, ends: bool, known: Cues, index: Index) -> frozenset[Cue]:
    found = known.of(token.word, begins, ends, shaped=not index.topical(token.word))
    if not found.isdisjoint(ELSEWHERE) and index.concerns(token.word):
        listed = known.of(token.word, begins, ends, shaped=False) & ELSEWHERE
        found -= ELSEWHERE if index.written(token.word) or not listed else NONE
    if fold(token.word) in index.names:
        found |= {Cue.ADDRESSEE}
    return found or index.cues_of(token.word) or NONE


def _phrases(asked: Sequence[Token], known: Cues, index: Index) -> Iterator[Found]:
    plain = [{fold(token.word), *_bare(token.word, known.language)} for token in asked]
    for start, spellings in enumerate(plain):
        for first in spellings:
            for phrase in known.phrases.get(first, ()):
                end = _end(phrase, asked, plain, start, index)
                if end:
                    yield start, end, phrase


def _end(phrase: Phrase, asked: Sequence[Token], plain: Sequence[set[str]], start: int, index: Index) -> int:
    """Behind which place a phrase that begins here ends; 0 where it does not go on. Between words of which none is
    small, such as say nothing may stand: "add its name"."""
    place, left = start + 1, MOST_BETWEEN if phrase.loose else 0
    for word in phrase.words[1:]:
        while left and place < len(asked) and not _is(word, asked[place], plain[place], index):
            if not (
                is_small(asked[place].word, index.language) or fold(asked[place].word) in lexicon(index.language).asking
            ):
                return 0
            left, place = left - 1, place + 1
        if place >= len(asked) or not _is(word, asked[place], plain[place], index):
            return 0
        place += 1
    return place


def _is(word: str, token: Token, plain: set[str], index: Index) -> bool:
    """Whether a word of a phrase stands here; a topic of the letter only as it is written."""
    if word in plain:
        return True
    language = index.language
    alike = len(word) >= SHAPED_LETTERS and not forms(word, language).isdisjoint(forms(token.word, language))
    return alike and not index.topical(token.word)


def _longest(found: Sequence[Found]) -> Iterator[Found]:
    """The phrases that are no part of longer ones."""
    for start, end, phrase in found:
        if not any(one <= start and end <= other and other - one > end - start for one, other, _ in found):
            yield start, end, phrase
