"""The words by which each demand of a letter can be found in one language, and what each of them is worth."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

from bot.model.letters.letter import Demand, Event, Letter
from bot.model.letters.questions.fields import fields
from bot.model.letters.questions.lexicon import forms, is_small, lexicon, without_prefixes
from bot.model.letters.questions.matters import Cue
from bot.model.letters.questions.sounds import sound
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

INDEXES = 64
"""So many indexes at the most are kept: of a letter in a language."""


@dataclass(frozen=True, slots=True)
class Index:
    """A letter's words in one language: the worths of each form, the names, and the words that are of all the letter.

    `single` is true of a letter with but one demand, where no word can be rare. `sorted_forms`, `long_forms` (by their
    first letter) and `sounds` (of the names) are what near words are sought in. `told`: what words of the titles of its
    events and documents tell; `beside`: for what such words, and those of places and speakers, can stand beside others;
    `offices`: the words of its addressees' offices; `titled`: those of its title and initiator; `fields`: what a
    word of each field is worth that a demand says by another; `events` and
    `documents`: those of each; `organizations`: the words of the name of
    each that is to speak, and before them the initiator's.
    """

    language: str
    worths: Mapping[str, Worths]
    names: frozenset[str]
    of_all: frozenset[str]
    single: bool
    sorted_forms: tuple[str, ...]
    long_forms: Mapping[str, tuple[str, ...]]
    sounds: Mapping[str, str]
    told: Mapping[str, frozenset[Cue]]
    beside: Mapping[str, frozenset[Cue]]
    offices: frozenset[str]
    titled: frozenset[str]
    fields: Mapping[int, Worths]
    events: tuple[frozenset[str], ...]
    documents: tuple[frozenset[str], ...]
    organizations: tuple[frozenset[str], ...]

    def has(self, word: str) -> bool:
        """Whether a word belongs to a demand."""
        return any(form in self.worths for form in forms(word, self.language))

    def topical(self, word: str) -> bool:
        """Whether a word, as it is written, is a topic or a name of a demand."""
        bare = [fold(each) for each in (word, *without_prefixes(word, self.language))]
        return any(max(self.worths.get(each, (0.0,))) >= TOPIC for each in bare)

    def written(self, word: str) -> bool:
        """Whether a demand or an event has a word as it is written."""
        known = self.worths.keys() | self.beside.keys()
        return any(fold(each) in known for each in (word, *without_prefixes(word, self.language)))

    def concerns(self, word: str) -> bool:
        """Whether a word, or another of its field, belongs to a demand or an event."""
        in_field = any(place in self.fields for place in fields(self.language).of(word))
        return in_field or self.has(word) or bool(self.beside_of(word))

    def whole(self, word: str) -> bool:
        """Whether a word is of the letter's title or initiator, and of no demand."""
        return not self.titled.isdisjoint(forms(word, self.language)) and not self.has(word)

    def of_office(self, word: str) -> bool:
        """Whether a word is of an addressee's office or name."""
        return not self.offices.isdisjoint(forms(word, self.language))

    def beside_of(self, word: str) -> frozenset[Cue]:
        """Beside which cues a word says nothing more."""
        return frozenset[Cue]().union(*(self.beside.get(form, ()) for form in forms(word, self.language)))

    def cues_of(self, word: str) -> frozenset[Cue]:
        """What a word tells because the letter has it in the title of an event or a document."""
        return frozenset[Cue]().union(*(self.told.get(form, ()) for form in forms(word, self.language)))

    def of_initiator(self, word: str) -> bool:
        """Whether a word is of the initiator's name."""
        return not self.organizations[0].isdisjoint(forms(word, self.language))

    def names_organization(self, one: str, next_one: str) -> bool:
        """Whether two words together are of an organization's name that the letter has, and not both of a demand."""
        if self.has(one) and self.has(next_one):
            return False
        mine, other = forms(one, self.language), forms(next_one, self.language)
        return any(not name.isdisjoint(mine) and not name.isdisjoint(other) for name in self.organizations)

    def rarity(self, worths: Worths) -> float:
        """From 1 for a word of one demand alone down to 0 for a word of all, by what it is worth in each; a passing
        mention takes away little."""
        if self.single:
            return RARITY_OF_SINGLE
        elsewhere = sum(worths) / max(worths) - 1
        return 1 - elsewhere / (len(worths) - 1)


_MADE = LRUCache[tuple[int, str], tuple[Letter, Index]](INDEXES)
"""Each with its letter, so that no other one can have its number."""

_LOCK = Lock()


def index_of(letter: Letter, language: str) -> Index:
    """The index of a letter in one of its languages, made once for as long as the letter is asked about."""
    key = id(letter), language
    with _LOCK:
        found = _MADE.get(key)
    if found is None or found[0] is not letter:
        found = letter, _index(letter, language)
        with _LOCK:
            _MADE[key] = found
    return found[1]


def _index(letter: Letter, language: str) -> Index:
    best: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(letter.demands))
    for place, demand in enumerate(letter.demands):
        for word, worth in _fields(demand, language):
            for form in forms(word, language):
                best[form][place] = max(best[form][place], worth)
    names = names_of(letter)
    long = defaultdict[str, list[str]](list)
    for form in best:
        long[form[0]].append(form)
    titled = frozenset(_forms(_titles(letter, language), language))
    return Index(
        language=language,
        worths={form: tuple(worths) for form, worths in best.items()},
        names=names,
        of_all=frozenset() if len(letter.demands) == 1 else titled - _topics(best),
        single=len(letter.demands) == 1,
        sorted_forms=tuple(sorted(best)),
        long_forms={first: tuple(each) for first, each in long.items()},
        sounds={sound(name): name for name in sorted(names, reverse=True) if name in best},
        told=_told(letter, language, best.keys() | titled),
        beside=_beside(letter, language),
        offices=frozenset(form for demand in letter.demands for form in _of_office(demand, language)),
        titled=titled,
        fields=_by_field(letter, best, language),
        events=tuple(frozenset(_forms(_of_event(each, language), language)) for each in letter.events),
        documents=tuple(frozenset(_forms(each.title.texts.get(language, ""), language)) for each in letter.documents),
        organizations=tuple(frozenset(_forms(name, language)) for name in _organizations(letter, language)),
    )


def _organizations(letter: Letter, language: str) -> Iterator[str]:
    """The names of the initiator and of the organizations that are to speak."""
    yield f"{letter.initiator.name.texts.get(language, '')} {letter.initiator.acronym}"
    yield from (each.organization for event in letter.events for each in event.speakers if each.organization)


def names_of(letter: Letter) -> frozenset[str]:
    """The words of the addressees' names, but for those that any text has in one of the letter's languages."""
    return frozenset(
        fold(word)
        for demand in letter.demands
        for word in words(demand.addressee.name)
        if not any(is_small(word, language) or fold(word) in lexicon(language).common for language in letter.languages)
    )


def _of_office(demand: Demand, language: str) -> Iterator[str]:
    """The words of an addressee's name and office, and those that a topic has beside these: "Minister Joly"."""
    own = {*_forms(f"{demand.addressee.name} {demand.addressee.office.texts.get(language, '')}", language)}
    yield from own
    for topic in demand.topics.get(language, ()):
        said = {*_forms(topic, language)}
        yield from said if not own.isdisjoint(said) else ()


def _by_field(letter: Letter, best: Mapping[str, Sequence[float]], language: str) -> Mapping[int, Worths]:
    """What each field is worth in each demand: the most of its words there, but for those said in passing, and as much
    as a topic where one of several words is a phrase of that field."""
    found, known, topics = dict[int, Worths](), fields(language), defaultdict[int, list[Worths]](list)
    for demand in letter.demands:
        for number in {place for topic in demand.topics.get(language, ()) for place in known.of_phrase(words(topic))}:
            topics[number].append(tuple(TOPIC if other is demand else 0.0 for other in letter.demands))
    for number in known.members.keys() | topics.keys():
        said = [*topics[number], *(best[form] for form in known.members.get(number, ()) if form in best)]
        worths = tuple(max(each) for each in zip(*said, strict=True))
        if any(worth > ASKED for worth in worths):
            found[number] = tuple(worth if worth > ASKED else 0.0 for worth in worths)
    return found


def _topics(best: Mapping[str, Sequence[float]]) -> frozenset[str]:
    """The words that are a topic of one demand alone."""
    return frozenset(form for form, worths in best.items() if sum(worth == TOPIC for worth in worths) == 1)


def _beside(letter: Letter, language: str) -> Mapping[str, frozenset[Cue]]:
    found = defaultdict[str, set[Cue]](set)
    for event in letter.events:
        for form in _forms(_of_event(event, language), language):
            found[form] |= {Cue.EVENT, Cue.SPEAK, Cue.ATTEND}
    for document in letter.documents:
        for form in _forms(f"{document.title.texts.get(language, '')} {document.issuer}", language):
            found[form].add(Cue.DOCUMENT)
    return {form: frozenset(each) for form, each in found.items()}


def _of_event(event: Event, language: str) -> str:
    """The words of an event: its title, its place, who speaks."""
    speakers = " ".join(f"{each.name} {each.organization}" for each in event.speakers)
    place = event.place.texts.get(language, "") if event.place else ""
    return f"{event.title.texts.get(language, '')} {place} {speakers}"


def _told(letter: Letter, language: str, taken: Set[str]) -> Mapping[str, frozenset[Cue]]:
    """What the words of events' and documents' titles tell, where they say nothing else."""
    said = [(Cue.EVENT, each.title) for each in letter.events] + [
        (Cue.DOCUMENT, each.title) for each in letter.documents
    ]
    found, known = defaultdict[str, set[Cue]](set), lexicon(language)
    for cue, title in said:
        for word in _telling(title.texts.get(language, ""), language):
            plain = fold(word)
            if plain in known.common or plain in known.asking or any(sign.isdecimal() for sign in plain):
                continue
            for form in forms(word, language) - taken:
                found[form].add(cue)
    return {form: frozenset(each) for form, each in found.items()}


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


def _titles(letter: Letter, language: str) -> str:
    """The words of the letter's own title and initiator, which lead to no demand where there are several."""
    who = letter.initiator
    return f"{letter.title.texts.get(language, '')} {who.name.texts.get(language, '')} {who.acronym}"


def _forms(text: str, language: str) -> Iterator[str]:
    for word in _telling(text, language):
        yield from forms(word, language)


def _telling(text: str, language: str) -> list[str]:
    return [word for word in words(text) if not is_small(word, language)]
