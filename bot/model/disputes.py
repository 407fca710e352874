"""Disputes: somebody says that an entry of the list is not their organization's."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.proofs.authority import proves

MOST_OPEN = 3
"""So many disputes at the most one person has open about a letter."""

MOST_ABOUT = 10
"""So many disputes of one entry are open at the most, besides those from the organization's own domain."""

MOST_BY_ONE_PERSON = 10
"""So many disputes at the most one person ever begins about a letter."""


class DisputeState(StrEnum):
    """Where a dispute stands."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who disputes an entry and why: personal data, for the letter's reviewers alone."""

    name: str
    role: str
    email: str
    text: str

    @property
    def domain(self) -> str:
        """The domain of the address."""
        return self.email.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute of an endorsement, by a person other than who signed.

    `handle`: the random number by which people and buttons name it. `proven`: the address is. `hides`: the entry has
    left the list because of it. `tries` counts the wrong codes. `question` is what reviewers asked the signer last,
    `answer` what the signer said; `reason` why it was upheld. `asked_by`, `settled_by`: the reviewers who did.
    """

    id: int
    handle: str
    letter_id: int
    endorsement_id: int
    person_id: int
    language: str
    state: DisputeState
    claim: Claim
    created_at: datetime
    proven: bool = False
    hides: bool = False
    tries: int = 0
    question: str = ""
    answer: str = ""
    reason: str = ""
    settled_at: datetime | None = None
    asked_by: int | None = None
    settled_by: int | None = None

    @property
    def erased(self) -> bool:
        """Whether whoever made it was forgotten: only that there was a dispute is left, and how it ended."""
        return not self.claim.name


def hides(known: Collection[str], domain: str, signer_proven: bool) -> bool:
    """Whether a dispute from a proven address at `domain` hides an entry at once: the address is at a domain that is
    known to be the organization's, and the signer's address was not proven there. Otherwise it would be a way to spoil
    the list."""
    return any(proves(domain, each) for each in known) and not signer_proven
