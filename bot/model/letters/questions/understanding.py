"""From a question to what it is about."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from bot.model.letters.letter import Demand, Letter
from bot.model.letters.questions.asides import left, left_of_demand
from bot.model.letters.questions.clauses import clauses, introduces
from bot.model.letters.questions.cues import tagged
from bot.model.letters.questions.index import index_of, names_of
from bot.model.letters.questions.language import LATIN, script, told_language
from bot.model.letters.questions.lexicon import forms, lexicon
from bot.model.letters.questions.matters import COURTESIES, EVENTS, Cue, Matter
from bot.model.letters.questions.names import WORDS_OF_LONG, WORTH, called, named_organization
from bot.model.letters.questions.numbers import named_number
from bot.model.letters.questions.ranking import THRESHOLD as DEMAND_THRESHOLD
from bot.model.letters.questions.ranking import Evidence, evidence, totals
from bot.model.letters.questions.reading import Read, Token, read, tokens, told_by
from bot.model.letters.questions.signs import meant_by_signs
from bot.model.letters.questions.text import fold, words
from bot.model.letters.questions.weighing import THRESHOLD, weigh

MOST_ASKED = 3
"""So many things that one question asks are answered."""

CLOSE = 0.6
"""The part of the best score from which another demand may have been meant."""

ONE_OF_SEVERAL = 0.7
"""How sure it has to be that a part of a question asks for something, beside the other parts."""

NUMBERED = 1.2
"""How sure it is that a question is about the demand whose number it says."""

OF_SIGNS = 0.75
"""How sure it is what a sign alone says."""

OF_NAME = 0.75
"""How sure it is that somebody who only says the initiator's name asks who that is."""

ACRONYM_LETTERS = 5
"""A shorter acronym with one wrong letter is another, or a word."""

CHOOSING = frozenset({Matter.GREETING, Matter.THANKS})
"""By these words somebody chooses the language in which they want to talk: "bonjour"."""

OF_A_PART = 0.95
"""What a part of a question says is worth where all of it says nothing."""

PARTICULAR: Mapping[Matter, frozenset[Matter]] = {
    Matter.DEMANDS: frozenset({Matter.DEMAND}),
    Matter.LETTER: frozenset(Matter) - COURTESIES - {Matter.LETTER},
    Matter.EVENT: EVENTS - {Matter.EVENT},
    Matter.ESCALATION: frozenset({Matter.AFTER_SIGNING}),
    Matter.UNFOLLOW: frozenset({Matter.WITHDRAW}),
    **dict.fromkeys(
        (Matter.WITHDRAW, Matter.STANDING, Matter.HOW_TO_SIGN, Matter.WHO_SIGNED, Matter.HAS_SIGNED),
        frozenset({Matter.NOT_US}),
    ),
}
"""What is asked in general, and what in particular."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked: a demand, with those that may have been meant too, or whether an organization of this
    `name` has signed, or another matter. `which` of the letter's events or documents, by their places, where their
    words tell that. `sure`: from the threshold to a little more than 1."""

    matter: Matter
    sure: float
    demand: Demand | None = None
    runners_up: tuple[Demand, ...] = ()
    name: str = ""
    which: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question asks, at most three things, and the language to answer in. `told`: its words tell it."""

    asked: tuple[Asked, ...]
    language: str
    told: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question in one language: its words, and what they say of the demands in each of the letter's languages."""

    question: str
    language: str
    read: tuple[Read, ...]
    evidence: Mapping[str, Mapping[str, Evidence]]
    letter: Letter


def understand(question: str, letter: Letter, preferred: str) -> Understood:
    """What a question asks about a letter or of the bot; nothing where that is neither in it nor known. The question
    can be in any language that the bot or the letter knows; `preferred` is answered in where its language can't be
    told. Only the first 4,000 characters are read."""
    asked = _acronym_mended(tokens(question), letter)
    meant = None if asked else meant_by_signs(question)
    if meant:
        return Understood((Asked(meant, OF_SIGNS),), preferred, False)
    languages = tuple(dict.fromkeys((*letter.languages, *tagged())))
    names = names_of(letter)
    said = [each.word for each in _said(asked) if fold(each.word) not in names]
    lone = len(asked) == 1 and not any(_of_one_language(word, languages) for word in said)
    told = None if lone else told_language(said, languages)
    best, language = tuple[Asked, ...](), told or preferred
    for tag in (told,) if told else dict.fromkeys((preferred, *languages)):
        found = tuple(_asked(_reading(question, asked, tag, told, letter)))
        if sum(each.sure for each in found) > sum(each.sure for each in best):
            best, language = found, tag
    if lone and not any(each.matter in CHOOSING for each in best):
        language = preferred
    return Understood(best, told or (language if best else preferred), bool(told))


def _acronym_mended(asked: Sequence[Token], letter: Letter) -> tuple[Token, ...]:
    """The words of a question, with the initiator's acronym where one is nearly that: letters of those are easily
    mistaken."""
    acronym = letter.initiator.acronym.casefold()
    if len(acronym) < ACRONYM_LETTERS:
        return tuple(asked)
    return tuple(replace(each, word=acronym) if OSA.distance(each.word, acronym) == 1 else each for each in asked)


def _of_one_language(word: str, languages: Sequence[str]) -> bool:
    """Whether a word that stands alone tells its language: it has letters of its own. Anybody may say "deadline"."""
    return script(word) != LATIN or any(not lexicon(tag).letters.isdisjoint(word) for tag in languages)


def _said(asked: Sequence[Token]) -> Sequence[Token]:
    """The words of a question by which its language is told: in one of two scripts, without names in the other."""
    if len({script(each.word) for each in asked}) < 2:
        return asked
    return [each for each in asked if not each.typed[:1].isupper()] or asked


def _reading(question: str, asked: Sequence[Token], tag: str, told: str | None, letter: Letter) -> _Reading:
    spoken = [tag] if tag in letter.languages and tagged() and tag in tagged() else letter.languages
    said = {
        language: evidence([each.word for each in asked], index_of(letter, language), told, len(letter.demands))
        for language in spoken
    }
    own = index_of(letter, tag)
    return _Reading(question, tag, read(asked, tag, own), said, letter)


def _asked(reading: _Reading) -> Iterator[Asked]:
    """What is asked, in the order in which it is."""
    parts = clauses(reading.read, reading.language, index_of(reading.letter, reading.language))
    asking = [part for part in parts if not introduces(part)]
    if len(asking) < len(parts) and any(_best(reading, part) for part in asking):
        parts = asking
        whole = _best(reading, [each for part in parts for each in part])
    else:
        whole = _best(reading, reading.read)
    if len(parts) < 2:
        yield from [whole] if whole else ()
        return
    found = [each for each in (_best(reading, part) for part in parts) if each]
    substantial = [each for each in found if each.matter not in COURTESIES]
    several = list[Asked]()
    sure = [each for each in substantial if each.sure >= ONE_OF_SEVERAL]
    for each in sure:
        if not any(_same(each, other) for other in several) and not _less(each, sure):
            several.append(each)
    if len(several) > 1:
        yield from several[:MOST_ASKED]
        return
    found = [each for each in found if not _less(each, found) and each.matter is not Matter.ALL_RIGHT]
    one = max((replace(each, sure=each.sure * OF_A_PART) for each in found), key=_weight, default=None)
    best = max((each for each in (whole, one) if each), key=_weight, default=None)
    if best:
        yield best


def _less(one: Asked, others: Sequence[Asked]) -> bool:
    """Whether something is only said in general that another part of the question asks in particular."""
    said = {other.matter for other in others}
    return not said.isdisjoint(PARTICULAR.get(one.matter, ()))


def _weight(asked: Asked) -> tuple[bool, float]:
    """What more than a courtesy is asked goes first."""
    return asked.matter not in COURTESIES, asked.sure


def _same(one: Asked, other: Asked) -> bool:
    return (one.matter, one.demand) == (other.matter, other.demand)


def _best(reading: _Reading, part: Sequence[Read]) -> Asked | None:
    """The one thing that a part of a question is most surely about."""
    organization = _organization(reading, part)
    name = words(organization.name) if organization else ()
    own = frozenset(name if len(name) >= WORDS_OF_LONG and organization and organization.sure >= WORTH else ())
    found = [each for each in (_demand(reading, part, own), organization, _matter(reading, part)) if each]
    return max(found, key=lambda each: each.sure, default=None)


def _matter(reading: _Reading, part: Sequence[Read]) -> Asked | None:
    index = index_of(reading.letter, reading.language)
    telling = [each.token.word for each in part if not each.small]
    worths = weigh(part)
    named = {*words(reading.letter.initiator.acronym)} & {*telling} or len(telling) >= WORDS_OF_LONG
    if named and worths.keys() <= {Matter.LETTER} and all(map(index.of_initiator, telling)):
        return Asked(Matter.WHO_RUNS, OF_NAME)
    matter = max(worths, key=lambda each: worths[each], default=None)
    if matter is None:
        return None
    sure = worths[matter] * left(reading.read, index, matter)
    return Asked(matter, sure, which=_which(reading, part, matter)) if sure >= THRESHOLD else None


def _which(reading: _Reading, part: Sequence[Read], matter: Matter) -> tuple[int, ...]:
    """The events or documents of which a question has more words than of the others."""
    index = index_of(reading.letter, reading.language)
    titles = index.events if matter in EVENTS else index.documents if matter is Matter.DOCUMENT else ()
    said = [forms(each.token.word, reading.language) for each in part]
    hits = [sum(not title.isdisjoint(each) for each in said) for title in titles]
    return tuple(place for place, count in enumerate(hits) if count == max(hits) > min(hits))


def _organization(reading: _Reading, part: Sequence[Read]) -> Asked | None:
    if Cue.OPINION in told_by(reading.read):
        return None
    known = {fold(word) for word in words(reading.letter.initiator.acronym)}
    name, sure = named_organization(part, reading.question, known)
    return Asked(Matter.HAS_SIGNED, sure, name=name) if name and sure >= THRESHOLD else None


def _demand(reading: _Reading, part: Sequence[Read], names: Set[str]) -> Asked | None:
    """The demand that a part of a question is about, but for the words by which it names an organization."""
    letter = reading.letter
    naming = called(reading.read, index_of(letter, reading.language))
    said = [each.token.word for each in part if not (each.idiom or each.token in naming or each.token.word in names)]
    number = named_number(said, tuple(dict.fromkeys((*letter.languages, reading.language))))
    named = letter.demand(number) if number is not None else None
    if named:
        matter = Matter.OUTCOME if Cue.OUTCOME in told_by(part) else Matter.DEMAND
        return Asked(matter, NUMBERED, named)
    ranked = {tag: _totals(reading, tag, said) for tag in reading.evidence}
    tag = max(ranked, key=lambda each: max(ranked[each], default=0.0), default="")
    scores, known = ranked.get(tag, ()), reading.evidence.get(tag, {})
    places = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    if not places or not scores[places[0]]:
        return None
    found = {word: known[word] for word in said if word in known}
    meant = frozenset(word for word, each in found.items() if each.shares[places[0]])
    strange = any(each.part == 1 and not any(each.shares) for each in found.values())
    index = index_of(letter, reading.language)
    best = scores[places[0]] * left_of_demand(reading.read, part, index, meant if strange else frozenset())
    if best < DEMAND_THRESHOLD:
        return None
    demand, *others = (
        letter.demands[place] for place in places if scores[place] >= max(DEMAND_THRESHOLD, CLOSE * best)
    )
    return Asked(Matter.DEMAND, _scaled(best), demand, tuple(others))


def _totals(reading: _Reading, tag: str, said: Sequence[str]) -> tuple[float, ...]:
    known = reading.evidence[tag]
    return totals([known[word] for word in dict.fromkeys(said) if word in known], len(reading.letter.demands))


def _scaled(score: float) -> float:
    """A demand's score as sure as a matter is: the thresholds are one."""
    return THRESHOLD + (score - DEMAND_THRESHOLD) * 0.6
