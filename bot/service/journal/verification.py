"""Whether the journal of a letter, and what stands beside it, is as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model.endorsements.endorsement import Endorsement
from bot.model.journal.entries import GENESIS, Broken, Head, Link, Opening, imported, walk
from bot.ports.store import Unit
from bot.service.journal.replay import Replay

LATEST = 2000
"""So many entries at the most are followed for somebody who asks about one endorsement."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: how many entries hold, the hash of the last one, and what does not hold, if anything.

    `entry`: the number of the first entry that does not hold, or beside which something does not; 0 where that is no
    entry. `published`: the last published head that is in the chain; without one nothing is claimed about entries that
    were cut off the end. `erased`: so many lines were erased, by an act that is in the journal. `restored`: so often a
    backup was restored, likewise; what was done after it is lost.
    """

    entries: int
    head: str
    fault: str = ""
    entry: int = 0
    published: Head | None = None
    erased: int = 0
    restored: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody who asks about one endorsement is told: whether it is as it was, its entries, and the last of them
    that commits to the public line, with what stands beside it. The chain was followed from the entry `since` on, up to
    `entries`."""

    holds: bool
    since: int
    entries: int
    links: Sequence[Link]
    proof: tuple[Link, Opening] | None


def verify(unit: Unit, letter_id: int, heads: Sequence[Head] = ()) -> Verdict:
    """Verify a letter's chain, against the published heads and others that were noted; and that the texts, the lines
    and the records of its endorsements agree with it."""
    told = [*unit.journal.heads(letter_id), *heads]
    replay, last, fault, where = Replay(unit.journal.beside(letter_id)), Link(0, "", GENESIS), "", 0
    try:
        for link, entry in walk(letter_id, unit.journal.each(letter_id), told):
            replay.learn(entry)
            last = link
    except Broken as broken:
        fault, where = str(broken), broken.number
    else:
        fault, where = replay.fault(unit, letter_id)
    held = [head for head in told if head.number <= last.number]
    published = max(held, key=lambda head: head.number) if held else None
    return Verdict(last.number, last.hash, fault, where, published, replay.erased, replay.restored)


def in_chain(unit: Unit, letter_id: int, head: Head, latest: int = LATEST) -> bool:
    """Whether a head is in the chain, and the `latest` entries of the chain up to its end hold."""
    found = unit.journal.last(letter_id, head.number)
    return (found.number, found.hash) == (head.number, head.hash) and _follow(unit, letter_id, latest)[2]


def _follow(unit: Unit, letter_id: int, latest: int) -> tuple[int, int, bool]:
    """Follow the latest entries of a chain: the first and the last of them, and whether they hold."""
    journal = unit.journal
    until = journal.last(letter_id).number
    start = journal.last(letter_id, until - latest) if until > latest else Link(0, "", GENESIS)
    try:
        for _ in walk(letter_id, journal.each(letter_id, start.number or None), journal.heads(letter_id), start):
            pass
    except Broken:
        return start.number + 1, until, False
    return start.number + 1, until, True


def verify_one(unit: Unit, endorsement: Endorsement, latest: int = LATEST) -> Answer:
    """Verify one endorsement: its entries, what stands beside them, its record, and the `latest` entries of the chain
    up to its end."""
    journal, letter_id = unit.journal, endorsement.letter_id
    concerning = journal.concerning(letter_id, endorsement.id)
    since, until, holds = _follow(unit, letter_id, latest)
    replay = Replay(beside for _, _, beside in concerning if beside)
    try:
        for previous, link, _ in concerning:
            for _, entry in walk(letter_id, [link], (), Link(link.number - 1, "", previous)):
                replay.learn(entry)
        holds = (
            holds
            and bool(concerning)
            and not (replay.first[0] or replay.about(endorsement.id, journal.record(endorsement.id))[0])
        )
    except Broken:
        holds = False
    links = [link for _, link, _ in concerning]
    proofs = [(link, beside) for _, link, beside in concerning if beside and beside.public]
    return Answer(holds, since, until, links, proofs[-1] if proofs else None)


def verify_export(lines: Iterable[str], heads: Sequence[Head] = ()) -> Verdict:
    """Verify an exported journal: its chain, against its own head and others; raises `ValueError` where it is none."""
    letter, own, links = imported(lines)
    last, fault, where = Link(0, "", GENESIS), "", 0
    try:
        for link, _ in walk(letter, links, (own, *heads)):
            last = link
        if last.number > own.number:
            fault, where = f"entry {own.number + 1} is not part of what was exported", own.number + 1
    except Broken as broken:
        fault, where = str(broken), broken.number
    held = [head for head in heads if head.number <= last.number]
    return Verdict(last.number, last.hash, fault, where, max(held, key=lambda head: head.number) if held else None)


def in_words(verdict: Verdict) -> Sequence[str]:
    """A verdict, line by line, for the host."""
    lines = [f"{verdict.entries} entries hold; head {verdict.entries}:{verdict.head}"]
    published = verdict.published
    if published is None:
        lines.append("no head was published or given: nothing is claimed about entries that were cut off the end")
    else:
        when = f" published at {published.at:%Y-%m-%d %H:%M} UTC" if published.at else " given"
        lines.append(f"they agree with the head{when} after entry {published.number}; nothing is claimed beyond it")
    if verdict.erased:
        lines.append(f"{verdict.erased} lines were erased, as the journal says")
    if verdict.restored:
        lines.append(
            f"a backup was restored, as the journal says ({verdict.restored} times): what came after it is lost"
        )
    return [*lines, f"NOT AS IT WAS: {verdict.fault}"] if verdict.fault else lines
