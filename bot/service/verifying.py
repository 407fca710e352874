"""Whether the journal of a letter, and what stands beside it, is as it was."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from bot.model.endorsements import Endorsement
from bot.model.journal import (
    ENDORSEMENT,
    ERASED,
    GENESIS,
    PUBLISHED,
    PUBLISHED_MATERIAL,
    Beside,
    Broken,
    Entry,
    Head,
    Link,
    Standing,
    commit,
    imported,
    walk,
)
from bot.ports.store import Unit
from bot.service import listing

FROZEN = ("list.published", "list.frozen")
"""The acts by which a list was frozen, committing to what stands in it."""

LATEST = 2000
"""So many entries at the most are followed for somebody who asks about one endorsement."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: how many entries hold, the hash of the last one, and what does not hold, if anything.

    `entry`: the number of the first entry that does not hold, or beside which something does not; 0 where that is no
    entry. `published`: the last published head that is in the chain; without one nothing is claimed about entries that
    were cut off the end. `erased`: so many lines were erased, by an act that is in the journal.
    """

    entries: int
    head: str
    fault: str = ""
    entry: int = 0
    published: Head | None = None
    erased: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody who asks about one endorsement is told: whether it is as it was, its entries, and what stands
    beside the last of them. The chain was followed from the entry `since` on, up to `entries`."""

    holds: bool
    since: int
    entries: int
    links: Sequence[Link]
    beside: Beside | None


def verify(unit: Unit, letter_id: int, heads: Sequence[Head] = ()) -> Verdict:
    """Verify a letter's chain, against the published heads and others that were noted; and that the texts, the lines
    and the records of its endorsements agree with it."""
    told = [*unit.journal.heads(letter_id), *heads]
    known, last, fault, where = _Known(unit.journal.beside(letter_id)), Link(0, "", GENESIS), "", 0
    try:
        for link, entry in walk(letter_id, unit.journal.each(letter_id), told):
            known.learn(entry)
            last = link
    except Broken as broken:
        fault, where = str(broken), broken.number
    else:
        fault, where = known.fault(unit, letter_id)
    held = [head for head in told if head.number <= last.number]
    published = max(held, key=lambda head: head.number) if held else None
    return Verdict(last.number, last.hash, fault, where, published, known.erased)


def verify_one(unit: Unit, endorsement: Endorsement, latest: int = LATEST) -> Answer:
    """Verify one endorsement: its entries, what stands beside them, its record, and the `latest` entries of the chain
    up to its end."""
    journal, letter_id = unit.journal, endorsement.letter_id
    found = journal.concerning(letter_id, endorsement.id)
    until = journal.last(letter_id).number
    start = journal.last(letter_id, until - latest) if until > latest else Link(0, "", GENESIS)
    known = _Known(beside for _, _, beside in found if beside)
    try:
        for previous, link, _ in found:
            for _, entry in walk(letter_id, [link], (), Link(link.number - 1, "", previous)):
                known.learn(entry)
        for _ in walk(letter_id, journal.each(letter_id, start.number or None), journal.heads(letter_id), start):
            pass
        holds = bool(found) and not (known.first[0] or known.about(endorsement.id, journal.record(endorsement.id))[0])
    except Broken:
        holds = False
    links = [link for _, link, _ in found]
    beside = found[-1][2] if found else None
    return Answer(holds, start.number + 1, until, links, beside)


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
    return [*lines, f"NOT AS IT WAS: {verdict.fault}"] if verdict.fault else lines


@dataclass
class _Known:
    """What the entries so far say of the texts and of the endorsements."""

    rows: Iterator[Beside]
    erased: int = 0
    first: tuple[str, int] = ("", 0)
    _next: Beside | None = None
    _texts: dict[int, str] = field(default_factory=dict)
    _standing: dict[int, Standing] = field(default_factory=dict)
    _lines: dict[int, dict[str, str]] = field(default_factory=dict)
    _missing: dict[int, list[int]] = field(default_factory=dict)
    _gone: set[int] = field(default_factory=set)
    _lists: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._next = next(self.rows, None)

    def learn(self, entry: Entry) -> None:
        """Take in an entry, and what stands beside it."""
        beside = self._next if self._next and self._next.number == entry.number else None
        if beside:
            self._next = next(self.rows, None)
            if commit(beside.salt, beside.line) != entry.commitment:
                self._note(f"the public line beside entry {entry.number} was changed", entry.number)
                return
        if entry.act in (PUBLISHED, PUBLISHED_MATERIAL):
            self._texts[entry.revision] = entry.commitment
        if entry.act in FROZEN:
            self._lists.append((entry.record, entry.commitment))
        if entry.act.startswith(ENDORSEMENT):
            self._learn_of_endorsement(entry, beside)

    def _learn_of_endorsement(self, entry: Entry, beside: Beside | None) -> None:
        record = entry.record
        if entry.act == ERASED:
            self.erased += len(self._missing.pop(record, ()))
            self._lines.pop(record, None)
            self._gone.add(record)
        elif beside:
            line = msgspec.json.decode(beside.line)
            if isinstance(line, dict):
                reserved = ",".join(map(str, line.get("reserved", ())))
                self._lines.setdefault(record, {}).update({"reservation": "", **line, "reserved": reserved})
        elif entry.commitment:
            self._missing.setdefault(record, []).append(entry.number)
        if entry.state:
            self._standing[record] = Standing(entry.state, entry.revision, entry.language)

    def _note(self, fault: str, number: int = 0) -> None:
        self.first = self.first if self.first[0] else (fault, number)

    def fault(self, unit: Unit, letter_id: int) -> tuple[str, int]:
        """What first does not agree with the journal, after all of its entries, and beside which one; or nothing."""
        if self._next:
            self._note(f"a line stands beside entry {self._next.number}, which commits to none", self._next.number)
        texts = unit.letters.fingerprints(letter_id)
        for number in sorted(texts.keys() | self._texts.keys()):
            if texts.get(number) != self._texts.get(number):
                self._note(f"the text of revision {number} was changed")
        self._note(listing.faults(unit, letter_id, self._lists))
        seen = set[int]()
        for record, standing, line in unit.journal.records(letter_id):
            seen.add(record)
            self._note(*self.about(record, (standing, line)))
        for record in sorted(self._standing.keys() - seen):
            self._note(*self.about(record, None))
        return self.first

    def about(self, record: int, there: tuple[Standing, Mapping[str, str]] | None) -> tuple[str, int]:
        """What does not agree with the journal about an endorsement as it is on disk; nothing where all does."""
        missing = self._missing.get(record)
        if missing:
            return (
                f"the public line beside entry {missing[0]} is missing, and the journal knows of no erasure",
                missing[0],
            )
        if there is None:
            return ("", 0) if record in self._gone else (f"endorsement {record} is missing", 0)
        standing, line = there
        if self._standing.get(record) != standing:
            return f"endorsement {record} stands in a state, revision or language that the journal does not know", 0
        if any(line[name] != text for name, text in self._lines.get(record, {}).items() if name in line):
            return f"the public line of endorsement {record} is not the one to which the journal committed", 0
        return "", 0
