"""The append-only, hash-chained record of what was done to a letter and its endorsements.

It holds record numbers, states, times, a random id for each actor and salted commitments to public lines; no names,
accounts or origins. The lines, salts and persons stand beside it and can be erased while the chain still verifies.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from bot.model.journal.acts import ADDING, Act
from bot.model.journal.facts import Facts
from bot.model.letters.letter import canonical_json

GENESIS = "0" * 64
"""What stands as the hash before the first entry of a letter's chain."""

ABOUT_ENDORSEMENTS = ("endorsement.", "dispute.")
"""What the acts begin with whose record is an endorsement."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `actor` is a random id, `commitment` the SHA-256 of salt and line where a public line was at
    stake, or a published text's fingerprint. `facts` is what an endorsement's rows say since."""

    letter: int
    number: int
    at: datetime
    act: str
    record: int
    actor: str
    state: str = ""
    revision: int = 0
    language: str = ""
    commitment: str = ""
    facts: Facts = field(default_factory=dict)

    @property
    def endorsement(self) -> int:
        """The endorsement that it is about; 0 where it is about none."""
        return self.record if self.act.startswith(ABOUT_ENDORSEMENTS) else 0


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is kept: its canonical JSON, and the hash that chains it to the one before.

    `endorsement`: under which one it is found, 0 under none; nothing where it does not come from the database.
    """

    number: int
    body: str
    hash: str
    endorsement: int | None = field(default=None, compare=False)


def only_added(links: Iterable[Link]) -> bool:
    """Whether what was public before these entries may leave something out now, and says nothing that is not so."""
    return all(json.loads(each.body)["act"] in ADDING for each in links)


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands beside the entry of a number: the line to which it commits, as canonical JSON, and the salt."""

    number: int
    salt: str
    line: str

    @property
    def said(self) -> Mapping[str, Any]:
        """What the line says: an organization's public line, or the domain of an address that was proven."""
        said = json.loads(self.line)
        return said if isinstance(said, dict) else {}

    @property
    def public(self) -> bool:
        """Whether it is a public line."""
        return "organization" in self.said


@dataclass(frozen=True, slots=True)
class Head:
    """What an outsider was told of a chain: an entry's number and hash, and when, where that is known."""

    number: int
    hash: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the tables say of an endorsement: the facts, among them its state, revision and language, and what was
    committed to, its public line and the domains that were proven."""

    facts: Facts
    line: Mapping[str, str]


class Broken(Exception):
    """A chain is not as it was. `number`: the entry from which on it does not hold."""

    def __init__(self, number: int, fault: str) -> None:
        super().__init__(fault)
        self.number = number


def commit(salt: str, line: str) -> str:
    """The commitment to a public line: the SHA-256 of the salt, a line feed and the line's canonical JSON."""
    return hashlib.sha256(f"{salt}\n{line}".encode()).hexdigest()


def chain(previous: str, body: str) -> str:
    """The hash of an entry: the SHA-256 of the hash before it, a line feed and the entry's canonical JSON."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def link(previous: str, entry: Entry) -> Link:
    """The entry, chained to the hash before it."""
    body = canonical_json(entry)
    return Link(entry.number, body, chain(previous, body), entry.endorsement)


def walk(
    letter: int, links: Iterable[Link], heads: Sequence[Head] = (), last: Link = Link(0, "", GENESIS)
) -> Iterator[tuple[Link, Entry]]:
    """Follow a letter's chain after the `last` link that holds; raises `Broken` where it is first not as it was.

    What was published as a `head` has to be in it, where it comes after `last`; but for the very one that an entry
    names as lost, because a backup was restored.
    """
    told, lost = dict[int, list[str]](), set[tuple[int, str]]()
    for head in heads:
        if not 0 < head.number <= last.number:
            told.setdefault(head.number, []).append(head.hash)
    for link in links:
        number = last.number + 1
        if link.number != number:
            raise Broken(number, f"entry {number} is missing or out of order")
        if chain(last.hash, link.body) != link.hash:
            raise Broken(number, f"entry {number} was changed")
        try:
            entry = msgspec.json.decode(link.body, type=Entry)
        except msgspec.MsgspecError as error:
            raise Broken(number, f"entry {number} can't be read") from error
        if entry.act == Act.LETTER_RESTORED:
            lost.add((entry.record, entry.commitment))
        if any(each != link.hash and (number, each) not in lost for each in told.pop(number, ())):
            raise Broken(
                number, f"entry {number} is not the one whose hash was published: it, or one before, was changed"
            )
        if entry.number != number or entry.letter != letter:
            raise Broken(number, f"entry {number} is missing or out of order")
        if link.endorsement not in (None, entry.endorsement):
            raise Broken(number, f"entry {number} is kept as if it were about another endorsement")
        last = link
        yield link, entry
    for number in sorted(each for each, hashes in told.items() if any((each, one) not in lost for one in hashes)):
        raise Broken(last.number + 1, f"a head of {number} entries was published, and there are {last.number}")


def read_head(text: str) -> Head:
    """A head as it is written down, `NUMBER:HASH`; raises `ValueError` where it is none."""
    found = re.fullmatch(r"([1-9]\d{0,8}):([0-9a-f]{64})", text.strip().lower())
    if not found:
        raise ValueError(text)
    return Head(int(found[1]), found[2])


def exported(letter: int, last: Link, links: Iterable[Link]) -> Iterator[str]:
    """The lines of an exported journal: the head, then every entry's body exactly as it is hashed, and its hash."""
    yield canonical_json({"head": last.hash, "letter": letter, "number": last.number})
    for link in links:
        yield canonical_json({"body": link.body, "hash": link.hash})


def imported(lines: Iterable[str]) -> tuple[int, Head, Iterator[Link]]:
    """The letter, the head and the entries of an exported journal; raises `ValueError` where it is none, then or while
    the entries are read."""
    rest = iter(lines)
    try:
        first = json.loads(next(rest, ""))
        letter, head = int(first["letter"]), Head(int(first["number"]), str(first["head"]))
    except (TypeError, KeyError) as error:
        raise ValueError("no head") from error
    return letter, head, _links(rest)


def _links(lines: Iterable[str]) -> Iterator[Link]:
    for number, line in enumerate(lines, 1):
        entry = json.loads(line)
        try:
            yield Link(number, str(entry["body"]), str(entry["hash"]))
        except (TypeError, KeyError) as error:
            raise ValueError(f"line {number + 1}") from error
