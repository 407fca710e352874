"""The words by which each demand of a letter can be found in one language, and what each of them is worth."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.model.letters.letter import Demand, Letter
from bot.model.letters.questions.lexicon import forms, lexicon
from bot.model.letters.questions.text import fold, words

# What a word of a question is worth by where the demand has it. The threshold in ranking.py is 0.5.
TOPIC = 1.0  # a topic of one word: its author says that who types it means this demand
NAME = 1.0  # of the addressee
TITLE = 0.6  # of the demand: enough alone where the question hardly has another word with a topic
TOPIC_PART = 0.6  # of a topic of several words: "court" of "world court" can be another court
OFFICE = 0.6  # of the addressee
ASKED = 0.4  # the full wording: said in passing; it takes two of these

RARITY_OF_SINGLE = 0.8  # where a letter has one demand: it then takes a topic, a name, or two other words

Worths = tuple[float, ...]  # of one word, for each demand of the letter


@dataclass(frozen=True, slots=True)
class Index:
    """A letter's words in one language: the worths of each form, the names, and the words that are of all the letter.

    `single` is true of a letter with but one demand, where no word can be rare.
    """

    language: str
    worths: Mapping[str, Worths]
    names: frozenset[str]
    of_all: frozenset[str]
    single: bool

    def rarity(self, form: str) -> float:
        """From 1 for a word of one demand alone down to 0 for a word of all; a passing mention takes away little."""
        if self.single:
            return RARITY_OF_SINGLE
        worths = self.worths[form]
        elsewhere = sum(worths) / max(worths) - 1
        return 1 - elsewhere / (len(worths) - 1)


def index_of(letter: Letter, language: str) -> Index:
    """The index of a letter in one of its languages."""
    best: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(letter.demands))
    for place, demand in enumerate(letter.demands):
        for word, worth in _fields(demand, language):
            for form in forms(word, language):
                best[form][place] = max(best[form][place], worth)
    return Index(
        language=language,
        worths={form: tuple(worths) for form, worths in best.items()},
        names=frozenset(fold(word) for demand in letter.demands for word in words(demand.addressee.name)),
        of_all=_of_all(letter, language),
        single=len(letter.demands) == 1,
    )


def _fields(demand: Demand, language: str) -> Iterator[tuple[str, float]]:
    """The words of a demand, but for the small ones, each with its worth."""
    texts = [
        (demand.addressee.name, NAME),
        (demand.title.texts.get(language, ""), TITLE),
        (demand.addressee.office.texts.get(language, ""), OFFICE),
        (demand.asked.texts.get(language, ""), ASKED),
    ]
    for text, worth in texts:
        yield from ((word, worth) for word in _telling(text, language))
    for topic in demand.topics.get(language, ()):
        telling = _telling(topic, language)
        yield from ((word, TOPIC if len(telling) == 1 else TOPIC_PART) for word in telling)


def _of_all(letter: Letter, language: str) -> frozenset[str]:
    """The words of the letter's own title and initiator, which lead to no demand where there are several."""
    if len(letter.demands) == 1:
        return frozenset()
    text = f"{letter.title.texts.get(language, '')} {letter.initiator.name.texts.get(language, '')}"
    return frozenset(form for word in _telling(text, language) for form in forms(word, language))


def _telling(text: str, language: str) -> list[str]:
    return [word for word in words(text) if fold(word) not in lexicon(language).stop]
