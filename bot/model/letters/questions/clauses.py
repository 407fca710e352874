"""The parts of a question that may ask for something each: "when is it, and who speaks?"."""

from collections.abc import Iterable, Iterator, Sequence

from bot.model.letters.questions.index import Index
from bot.model.letters.questions.lexicon import lexicon, without_prefixes
from bot.model.letters.questions.matters import Cue
from bot.model.letters.questions.reading import Read, told_by
from bot.model.letters.questions.text import fold
from bot.model.letters.questions.weighing import ANYWHERE, ASKING

REQUESTING = ASKING | {Cue.CONTACT, Cue.WANT, Cue.EVENT, Cue.DOCUMENT, Cue.SPEAK, Cue.SEND}
"""What asks for something, beside who asks."""

OF_SIGNING = frozenset({Cue.SIGN, Cue.SIGNED, Cue.WITHDRAW, Cue.UNLESS, Cue.DATA, Cue.RUN})
"""What asks for something else than a demand."""

PRESENTING = frozenset({Cue.OWN, Cue.ORG, Cue.I, Cue.ARE, Cue.BOT, Cue.IDLE, Cue.GREETING, Cue.INDIVIDUAL})
"""What somebody says of whom they speak for."""

MOST_CLAUSES = 6
"""So many parts of a question are looked at."""


def clauses(asked: Sequence[Read], language: str, index: Index) -> list[tuple[Read, ...]]:
    """The parts of a question. One that only asks, as in "when and where is the vigil", is about what the next is
    about, or the one before."""
    parts = [part for part in _merged(_parts(asked, language, index)) if part][:MOST_CLAUSES]
    if len(parts) < 2:
        return parts
    return [_completed(parts, place) for place in range(len(parts))]


def introduces(part: Sequence[Read]) -> bool:
    """Whether somebody only says who they are: "reporter here", "we're a small club"."""
    told = told_by(part)
    of_press = Cue.PRESS in told and told.isdisjoint(REQUESTING)
    return of_press or ({Cue.OWN, Cue.ORG} <= told <= PRESENTING)


def _merged(parts: Iterable[tuple[Read, ...]]) -> Iterator[tuple[Read, ...]]:
    """What is asked for stands behind "also": "do you also want bike lanes" is one question."""
    open_one: tuple[Read, ...] = ()
    for part in parts:
        if open_one and not part:
            continue
        if open_one and told_by(part).isdisjoint(REQUESTING | OF_SIGNING):
            part, open_one = (*open_one, *part), ()
        elif open_one:
            yield open_one
        asks = Cue.DEMANDS in told_by(part) and not any(each.part for each in part)
        open_one = part if asks and not part[-1].token.ends else ()
        if not open_one:
            yield part
    yield open_one


def _parts(asked: Sequence[Read], language: str, index: Index) -> Iterator[tuple[Read, ...]]:
    joining, part = lexicon(language).joining, list[Read]()
    told = told_by(asked)
    about_one = Cue.WHETHER in told and not told.isdisjoint({Cue.SIGN, Cue.SIGNED})
    for place, each in enumerate(asked):
        if fold(each.token.word) in joining and not (about_one and _within_name(asked, place)):
            yield tuple(part)
            part = []
            continue
        if part and _joined(each, language, index):
            yield tuple(part)
            part = []
        part.append(each)
        if each.token.ends:
            yield tuple(part)
            part = []
    yield tuple(part)


def _within_name(asked: Sequence[Read], place: int) -> bool:
    """Whether a word stands between two with capitals: "Council for Trade and Visas"."""
    return 0 < place < len(asked) - 1 and all(
        asked[beside].token.typed[:1].isupper() for beside in (place - 1, place + 1)
    )


def _joined(each: Read, language: str, index: Index) -> bool:
    """Whether a word asks anew, or is of a demand, with "and" written together with it."""
    joining = lexicon(language).joining
    word = each.token.word
    if not any(word.startswith(prefix) for prefix in joining):
        return False
    parted = without_prefixes(word, language)
    if not parted:
        return False
    asks = not each.cues.isdisjoint(ASKING | {Cue.WHETHER}) or fold(parted[0]) in lexicon(language).asking
    return asks or index.has(parted[0])


def _completed(parts: Sequence[tuple[Read, ...]], place: int) -> tuple[Read, ...]:
    part = parts[place]
    told = told_by(part)
    if (
        any(each.part for each in part)
        or told.isdisjoint(ASKING)
        or not told <= ASKING | ANYWHERE | {Cue.ADDRESSEE, Cue.ACT}
    ):
        return part
    near = [parts[other] for other in (place + 1, place - 1) if 0 <= other < len(parts)]
    about = next((other for other in near if any(each.part for each in other)), ())
    return (*part, *(each for each in about if each.part))
