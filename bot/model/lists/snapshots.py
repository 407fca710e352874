"""Lists as they were frozen: numbered, dated, and with a hash that stands whoever withdraws afterwards."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from bot.model.endorsements.endorsement import COUNTED, PublicEntry, State
from bot.model.letters.letter import canonical_json
from bot.model.lists.counts import Count

Part = Literal["", "addendum"]
"""What of a list is frozen: all of it, or those who came after the letter was first presented."""

ADDENDUM: Part = "addendum"


LOOKED_UP_BEFORE = 1000
"""A list was looked up so many entries of the journal, at the most, before it was frozen."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A list as it was frozen: how many organizations it has, its fingerprint, and the journal's head at that time.
    `withheld` of them had their names withheld: they come last, as commitments alone.
    `part`: the whole list, or its addendum."""

    letter_id: int
    number: int
    at: datetime
    size: int
    sha256: str
    head: str
    withheld: int = 0
    part: Part = ""

    @property
    def count(self) -> Count:
        """How many organizations it has, by whether their names were withheld."""
        return Count(self.size - self.withheld, self.withheld)


@dataclass(frozen=True, slots=True)
class Frozen:
    """An organization of a frozen list. `commitment` is to its line, with `salt`; the hash of the list is over these,
    so that it still holds where `line` was blanked. `state` is where the sign-on stands now."""

    commitment: str
    state: State
    salt: str = ""
    line: PublicEntry | None = None

    @property
    def withheld(self) -> bool:
        """Whether it names nobody because the name is withheld, and not because the organization has left."""
        return self.line is None and self.state in COUNTED


class Line(NamedTuple):
    """A line of a list as it is frozen: of which sign-on, the commitment to it, its salt, and what it says; nothing of
    these two where the name is withheld."""

    endorsement_id: int
    commitment: str
    salt: str | None
    line: str | None


def fingerprint(commitments: Iterable[str]) -> str:
    """The SHA-256 of a list, in hexadecimal: of the commitments to its lines in their order, each and a line feed."""
    digest = hashlib.sha256()
    for commitment in commitments:
        digest.update(f"{commitment}\n".encode())
    return digest.hexdigest()


def blanked(frozen: Frozen) -> Frozen:
    """What is shown of an organization of a frozen list: nothing, where it is not in the list any more."""
    return frozen if frozen.state is State.LISTED else Frozen(frozen.commitment, frozen.state)


def as_json(frozen: Frozen) -> str:
    """An organization of a frozen list as canonical JSON: with its salt and line, or with the commitment alone."""
    shown: dict[str, object] = {"commitment": frozen.commitment}
    return canonical_json(
        {**shown, "salt": frozen.salt, "line": json.loads(frozen.line.canonical())} if frozen.line else shown
    )
