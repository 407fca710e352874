"""The append-only, hash-chained record of what was done to a letter and its endorsements.

It holds record numbers, states, times, a random id for each actor and salted commitments to public lines; no names,
accounts or origins. The lines, salts and persons stand beside it and can be erased while the chain still verifies.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.model.letter import canonical_json

GENESIS = "0" * 64
"""What stands as the hash before the first entry of a letter's chain."""


PUBLISHED = "letter.published"
PUBLISHED_MATERIAL = "letter.published_material"
"""The acts that publish a revision: an editorial one, or the first; and one for which who signed is asked again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `actor` is a random id, `commitment` the SHA-256 of salt and line where a public line was at
    stake, or a published text's fingerprint."""

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


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is kept: its canonical JSON, and the hash that chains it to the one before."""

    number: int
    body: str
    hash: str


def commit(salt: str, line: str) -> str:
    """The commitment to a public line: the SHA-256 of the salt, a line feed and the line's canonical JSON."""
    return hashlib.sha256(f"{salt}\n{line}".encode()).hexdigest()


def chain(previous: str, body: str) -> str:
    """The hash of an entry: the SHA-256 of the hash before it, a line feed and the entry's canonical JSON."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def link(previous: str, entry: Entry) -> Link:
    """The entry, chained to the hash before it."""
    body = canonical_json(entry)
    return Link(entry.number, body, chain(previous, body))
