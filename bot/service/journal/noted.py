"""What a hash is that somebody has noted: of a head of the journal, a snapshot of the list, or a text of the letter."""

import re
from dataclasses import dataclass

from bot.model.journal.entries import Head
from bot.model.lists.snapshots import Snapshot
from bot.model.restores import Restore
from bot.ports.store import Unit
from bot.service.journal import verification
from bot.service.lists import publication

LONGEST = 100
"""Characters of what is typed: a hash, perhaps with a number before it, and space around it."""

_HASH = re.compile(r"(?:\d{1,9}:|sha-?256[:=]?)?([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class NotedHead:
    """A published head of the journal; whether it is in the chain still."""

    head: Head
    holds: bool


@dataclass(frozen=True, slots=True)
class NotedLost:
    """A head of the journal that was published, and is not in it any more since a backup was restored."""

    restore: Restore


@dataclass(frozen=True, slots=True)
class NotedSnapshot:
    """A snapshot of the list; whether it holds still, and how many it no longer names."""

    snapshot: Snapshot
    holds: bool
    gone: int


@dataclass(frozen=True, slots=True)
class NotedRevision:
    """The text of a revision."""

    number: int


Noted = NotedHead | NotedLost | NotedSnapshot | NotedRevision


def read_hash(typed: str) -> str | None:
    """A hash as it is written down, as `NUMBER:HASH` and `sha256:HASH` too; nothing where it is none."""
    found = _HASH.fullmatch("".join(typed.split()).lower())
    return found[1] if found else None


def noted(unit: Unit, letter_id: int, typed: str) -> Noted | None:
    """What of a letter has this hash; nothing where everybody may know of nothing that has."""
    sha256 = read_hash(typed)
    if sha256 is None:
        return None
    head = next((each for each in unit.journal.heads(letter_id) if each.hash == sha256), None)
    if head:
        return NotedHead(head, verification.in_chain(unit, letter_id, head))
    restore = unit.restores.with_lost(letter_id, sha256)
    if restore:
        return NotedLost(restore)
    revisions = unit.letters.fingerprints(letter_id)
    number = next((number for number, fingerprint in revisions.items() if fingerprint == sha256), None)
    if number is not None:
        return NotedRevision(number)
    snapshots = publication.public_snapshots(unit, letter_id)
    snapshot = next((each for each in snapshots if each.sha256 == sha256), None)
    if snapshot is None:
        return None
    return NotedSnapshot(snapshot, *publication.holds(unit, snapshot))
