"""A question without what could tell who has asked it: no names, no addresses, no numbers.

Of what can't be told apart from a name, too much is dropped rather than too little: every word with a capital letter
that does not stand so in the letter, but for common words where a sentence begins; what follows a title or "my name
is"; whatever has a digit, or a sign that addresses have. What remains of a name in small letters, or in a script
without capitals, is dropped when a second person asks the same without it: `narrowed` leaves only what both have typed.
"""

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
import regex

from bot.model.letters.letter import Letter
from bot.model.letters.questions.lexicon import Lexicon, forms, lexicon
from bot.model.letters.questions.sense import Sense, sense_of
from bot.model.letters.questions.text import fold

DROPPED = "…"
LENGTH = 200  # characters of a question that are kept
COMMON_WORDS = 2  # so many of those that any question has say something where there is no other
AFTER_INTRODUCTION = 3  # words after "my name is" that may be the name

_ADDRESS = regex.compile(r"[@#/\\:=&_<>\p{N}]|\p{L}\.\p{L}")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_END = regex.compile(r"[.?!:؟]\P{L}*$")
_BREAK = regex.compile(r"[.,;?!:،؛؟]\P{L}*$")
_REPEATED = regex.compile(r"…[\s…]*…")


@dataclass(frozen=True, slots=True)
class Gist:
    """What is kept of a question that nothing has answered: its words without names, addresses and numbers, the stems
    by which it is found to be asked again, and the kinds of question that it is."""

    text: str
    stems: frozenset[str]
    kinds: frozenset[str]


def gist_of(question: str, language: str, letter: Letter) -> Gist | None:
    """What may be kept of a question; nothing where no word of a topic is left."""
    text = _nameless(question, language, letter)
    sense, known = sense_of(text, language), lexicon(language)
    naming = known.titles.union(*known.introducing)
    terms = {key: term for key, term in sense.terms.items() if term.plain not in naming}
    telling = frozenset(key for key, term in terms.items() if term.weight == 1)
    stems = telling or frozenset(terms)
    return Gist(text, stems, sense.kinds) if telling or len(stems) >= COMMON_WORDS else None


def narrowed(text: str, question: str, language: str, letter: Letter) -> str:
    """What is kept of a question, without the words that somebody else who asks the same has not typed; common words
    and the letter's own stay."""
    known, asked = _common(language) | _folded(letter), sense_of(question, language)

    def kept(match: regex.Match[str]) -> str:
        word = match[0]
        return word if fold(word.casefold()) in known or _said(word, asked, language) else DROPPED

    return _tidy(_WORD.sub(kept, text))


def _said(word: str, asked: Sense, language: str) -> bool:
    return not forms(word.casefold(), language).isdisjoint(asked.forms)


def _nameless(question: str, language: str, letter: Letter) -> str:
    """The question without what may be a name, and without pieces that have a digit or a sign of an address."""
    hider, shown = _Hider(lexicon(language), _common(language) | _folded(letter), _words(letter)), list[str]()
    for piece in question[: 4 * LENGTH].split():
        shown.append(DROPPED if _ADDRESS.search(piece.rstrip(":")) else _WORD.sub(hider.shown, piece))
        hider.begins = bool(_END.search(piece))
        hider.hidden = 0 if _BREAK.search(piece) else hider.hidden
    return _tidy(" ".join(shown))


@dataclass
class _Hider:
    """Reads the words of a question in their order and hides those that may be names.

    `known`: words, folded, that are no names in small letters, nor where a sentence `begins`; `proper`: the letter's
    words as they stand there, with their capitals.
    """

    lexicon: Lexicon
    known: Set[str]
    proper: Set[str]
    before: tuple[str, ...] = ()
    hidden: int = 0
    begins: bool = True

    def shown(self, match: regex.Match[str]) -> str:
        word = match[0]
        plain = fold(word.casefold())
        private = self._private(word, plain)
        self.before = (*self.before, plain)[-5:]
        self.hidden = max(self.hidden - 1, self._introduced())
        self.begins = False
        return DROPPED if private else word

    def _private(self, word: str, plain: str) -> bool:
        if word in self.proper:
            return False
        if self.hidden or not any(sign.isupper() for sign in word):
            return self.hidden > 0
        return not (plain in self.known if self.begins else plain in self.lexicon.stop and len(word) == 1)

    def _introduced(self) -> int:
        """How many words may be a name after those that were read."""
        if any(self.before[-len(each) :] == each for each in self.lexicon.introducing):
            return AFTER_INTRODUCTION
        return 1 if self.before[-1] in self.lexicon.titles else 0


def _tidy(text: str) -> str:
    return _REPEATED.sub(DROPPED, text)[:LENGTH]


def _common(language: str) -> Set[str]:
    """The words of a language that any question has."""
    known = lexicon(language)
    return known.stop | known.asking | known.common | known.demand | known.number


def _words(letter: Letter) -> frozenset[str]:
    """The words of a letter, with their capitals."""
    return frozenset[str]().union(*(_words_of(text)[0] for text in _texts(msgspec.to_builtins(letter))))


def _folded(letter: Letter) -> frozenset[str]:
    """The words of a letter, folded."""
    return frozenset[str]().union(*(_words_of(text)[1] for text in _texts(msgspec.to_builtins(letter))))


def _texts(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for each in value.values() for text in _texts(each)]
        case list() | tuple():
            return [text for each in value for text in _texts(each)]
        case _:
            return []


@lru_cache(maxsize=1_000)
def _words_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of one of a letter's texts: as they stand there, and folded."""
    found = _WORD.findall(text)
    return frozenset(found), frozenset(fold(word.casefold()) for word in found)
