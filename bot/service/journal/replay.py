"""What the entries of a journal lead one to expect of the tables, and where these first say something else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.model.journal.acts import Act
from bot.model.journal.entries import Entry, Found, Opening, commit
from bot.model.journal.facts import (
    CHANGED_BY,
    LINE_CHANGED_BY,
    WITHHELD,
    Facts,
    changed,
    every,
)
from bot.model.letters.categories import Trait
from bot.ports.store import Unit
from bot.service.lists import publication

FROZEN = (Act.LIST_PUBLISHED, Act.LIST_FROZEN)
"""The acts by which a list was frozen, committing to what stands in it."""

ANSWER, STATUS = "answer {number} of the owners", "entry {number} of the ledger"
PRESENTED = "presentation {number}"
COMMITS_TO = {
    Act.ANSWER_SET: ANSWER,
    Act.ANSWER_CHANGED: ANSWER,
    Act.ANSWER_REMOVED: ANSWER,
    Act.DEMAND_STATUS_RECORDED: STATUS,
    Act.DEMAND_STATUS_CORRECTED: STATUS,
    Act.ADDRESSEE_PRESENTED: PRESENTED,
    Act.ADDRESSEE_ACKNOWLEDGED: PRESENTED,
    Act.ADDRESSEE_ANSWERED: PRESENTED,
    Act.ADDRESSEE_TAKEN_BACK: PRESENTED,
}
"""The acts about what organizers have written: by each it commits to what that says, or to nothing; and what it is."""

PROOFS = {"first": Act.ENDORSEMENT_ADDRESS_PROVEN, "second": Act.ENDORSEMENT_SECOND_CONFIRMED}
"""The facts that say whether an address is proven, and the acts by which it is."""

Fault = tuple[str, int]
"""What is not as it was, empty where all is, and the number of the entry that says how it was; 0 where none does."""


@dataclass
class _Expected:
    """What is known of an endorsement: its facts, each with the entry that brought it about, and what the entries
    commit to. Nobody has proven an address before an entry says so."""

    facts: dict[str, str | int] = field(default_factory=lambda: {"first": "", "second": ""})
    since: dict[str, int] = field(default_factory=dict)
    line: dict[str, str | int] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)

    def learn(self, facts: Facts, number: int) -> None:
        """Take in what an entry says."""
        self.since |= {name: number for name, value in facts.items() if self.facts.get(name) != value}
        self.facts.update(facts)
        for name in PROOFS:
            if not self.facts.get(name):
                self.line.pop(name, None)


@dataclass
class Replay:
    """The entries so far, and what they lead one to expect. `first` is the first fault that was found."""

    rows: Iterator[Opening]
    erased: int = 0
    restored: int = 0
    first: Fault = ("", 0)
    _next: Opening | None = None
    _texts: dict[int, str] = field(default_factory=dict)
    _lists: list[tuple[int, str]] = field(default_factory=list)
    _written: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    _endorsements: dict[int, _Expected] = field(default_factory=dict)

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
        if entry.act in (Act.LETTER_PUBLISHED, Act.LETTER_PUBLISHED_MATERIAL):
            self._texts[entry.revision] = entry.commitment
        self.restored += entry.act == Act.LETTER_RESTORED
        if entry.act in FROZEN:
            self._lists.append((entry.record, entry.commitment))
        if entry.act in COMMITS_TO:
            self._written[COMMITS_TO[Act(entry.act)], entry.record] = entry.commitment, entry.number
        if entry.endorsement:
            self._learn_of_endorsement(entry, beside)

    def _learn_of_endorsement(self, entry: Entry, beside: Opening | None) -> None:
        known = self._endorsements.setdefault(entry.record, _Expected())
        if beside:
            line = _committed(beside)
            if changed(line, known.line) and entry.act not in LINE_CHANGED_BY:
                self._note_change(entry, "its public line")
            known.line |= line
        elif entry.commitment:
            known.missing.append(entry.number)
        said = _said(entry)
        for name in changed(said, known.facts):
            if entry.act not in CHANGED_BY[name]:
                self._note_change(entry, WORDS[name])
        known.learn(said, entry.number)
        if entry.act in PROOFS.values() and not entry.facts:
            known.facts = {name: value for name, value in known.facts.items() if PROOFS.get(name) != entry.act}
        if entry.act == Act.ENDORSEMENT_ERASED:
            self.erased += len(known.missing)
            known.missing, known.line = [], {}

    def _note_change(self, entry: Entry, what: str) -> None:
        """Note that something was changed before an act which does not change it."""
        said = f"entry {entry.number} says that of endorsement {entry.record} {what} was changed"
        self._note(f"{said}, which no act before it did", entry.number)

    def _note(self, fault: str, number: int = 0) -> None:
        self.first = self.first if self.first[0] else (fault, number)

    def fault(self, unit: Unit, letter_id: int) -> Fault:
        """What first does not agree with the journal, after all of its entries."""
        if self._next:
            self._note(f"a line stands beside entry {self._next.number}, which commits to none", self._next.number)
        texts = unit.letters.fingerprints(letter_id)
        for number in sorted(texts.keys() | self._texts.keys()):
            if texts.get(number) != self._texts.get(number):
                self._note(f"the text of revision {number} was changed")
        self._note(publication.faults(unit, letter_id, self._lists))
        self._compare(ANSWER, unit.own_answers.fingerprints(letter_id))
        self._compare(STATUS, unit.ledger.fingerprints(letter_id))
        self._compare(PRESENTED, unit.presentations.fingerprints(letter_id))
        seen = set[int]()
        for record, found in unit.journal.records(letter_id):
            seen.add(record)
            self._note(*self.about(record, found))
        for record in sorted(self._endorsements.keys() - seen):
            self._note(*self.about(record, None))
        miscounted = unit.endorsements.miscounted(letter_id)
        self._note(f"{miscounted} holds other numbers than there are endorsements" if miscounted else "")
        return self.first

    def _compare(self, what: str, found: Mapping[int, str]) -> None:
        """Note the first of what organizers have written that is not as an entry left it; `found` are the fingerprints
        of what there is of it."""
        known = {number for kind, number in self._written if kind == what}
        for number in sorted(found.keys() | known):
            commitment, entry = self._written.get((what, number), ("", 0))
            if found.get(number, "") != commitment:
                since = f"entry {entry} left it otherwise" if entry else "no entry is about it"
                self._note(f"{what.format(number=number)} was changed; {since}", entry)

    def about(self, record: int, found: Found | None) -> Fault:
        """What does not agree with the journal about an endorsement as it is on disk."""
        known = self._endorsements.get(record)
        if known is None:
            return f"endorsement {record} is there, and no entry is about it", 0
        if known.missing:
            number = known.missing[0]
            return f"the public line beside entry {number} is missing, and the journal knows of no erasure", number
        if found is None:
            return f"endorsement {record} is missing", 0
        for name in changed(found.facts, known.facts):
            number = known.since.get(name, 0)
            since = f"entry {number} left it otherwise" if number else "no entry says so"
            return f"endorsement {record}: {WORDS[name]} was changed; {since}", number
        for name in changed(found.line, known.line):
            if name in PROOFS:
                return f"endorsement {record}: the domain of an address that is proven was changed", 0
            return f"the public line of endorsement {record} is not the one to which the journal committed", 0
        return "", 0


def _said(entry: Entry) -> Facts:
    """The facts that an entry says of an endorsement."""
    standing: Facts = {"state": entry.state, "revision": entry.revision, "language": entry.language}
    return {**(standing if entry.state else {}), **(every(entry.facts) if entry.facts else {})}


def _committed(beside: Opening) -> dict[str, str | int]:
    """What stands beside an entry, as the tables keep it: a public line, or the domain that was proven."""
    said = dict(beside.said)
    if beside.public:
        said = {
            "reservation": "",
            "spokesperson": "",
            **dict.fromkeys(Trait, ""),
            **said,
            "reserved": ",".join(map(str, said.get("reserved", ()))),
            "withheld": WITHHELD if said.get("withheld") else "",
        }
    return said


WORDS = {
    "state": "its state",
    "revision": "the revision that was signed",
    "language": "the language in which it was signed",
    "organization": "the organization for which it counts",
    "parent": "of which organization it is a chapter",
    "merged": "which records were merged into its organization",
    "signer": "who signs for it",
    "origin": "where it came from",
    "checked": "how a reviewer checked it",
    "decided": "who decided about it",
    "statement": "where its statement stands",
    "reservation": "where the words of its reservation stand",
    "logo": "where its logo stands",
    "first": "whether its address is proven",
    "second": "whether a second contact has confirmed it",
    "disputes": "what became of its disputes",
}
"""The facts, in words for the host."""
