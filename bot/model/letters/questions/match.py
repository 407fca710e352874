"""From a question to the demand that it is about."""

from dataclasses import dataclass

from bot.model.letters.letter import Demand, Letter
from bot.model.letters.questions.index import index_of
from bot.model.letters.questions.language import told_language
from bot.model.letters.questions.lexicon import lexicon
from bot.model.letters.questions.numbers import named_number
from bot.model.letters.questions.ranking import THRESHOLD, scores
from bot.model.letters.questions.text import fold, question_words, words

CLOSE = 0.6  # the part of the best score from which another demand may have been meant


@dataclass(frozen=True, slots=True)
class Match:
    """The demand that a question is about, the language to answer in, and the demands that may have been meant too."""

    demand: Demand
    language: str
    runners_up: tuple[Demand, ...]


def answer(question: str, letter: Letter, preferred: str) -> Match | None:
    """The demand that a question is about, or nothing where it is about none of them, or about the whole letter.

    The question can be in any language of the letter; `preferred` is answered in where its language can't be told. Of a
    question only the first 4,000 characters are read.
    """
    asked = question_words(question)
    names = {fold(word) for demand in letter.demands for word in words(demand.addressee.name)}
    told = told_language([word for word in asked if fold(word) not in names], letter.languages)
    number = named_number(asked, letter.languages)
    named = letter.demand(number) if number is not None else None
    if named:
        return Match(named, told or preferred, ())
    return _best(asked, letter, told, preferred)


def strong(text: str, letter: Letter) -> bool:
    """Whether a line is surely a question about the letter."""
    asked = question_words(text)
    asks = any(fold(word) in lexicon(tag).stop for word in asked[:1] for tag in letter.languages)
    return asks and len(asked) > 2 and answer(text, letter, letter.languages[0]) is not None


def _best(asked: list[str], letter: Letter, told: str | None, preferred: str) -> Match | None:
    """The demand with the highest score in any language; the preferred language wins where two are equal."""
    ranked = {
        language: scores(asked, index_of(letter, language), told, len(letter.demands)) for language in letter.languages
    }
    language = max(ranked, key=lambda tag: (max(ranked[tag], default=0.0), tag == told, tag == preferred))
    totals = ranked[language]
    best = max(totals, default=0.0)
    if best < THRESHOLD:
        return None
    places = sorted(range(len(totals)), key=lambda place: (-totals[place], place))
    close = [place for place in places if totals[place] >= max(THRESHOLD, CLOSE * best)]
    demand, *others = (letter.demands[place] for place in close)
    return Match(demand, told or language, tuple(others))
