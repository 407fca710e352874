"""Disputes."""

from collections.abc import Sequence
from typing import Protocol

from bot.model.disputes import Claim, Dispute
from bot.model.journal.acts import Act


class Disputes(Protocol):
    """Disputes of endorsements; who disputes, and what was said, is encrypted on disk."""

    def add(self, letter_id: int, endorsement_id: int, person_id: int, language: str, claim: Claim) -> Dispute:
        """Record a new dispute, under a new handle, and in the journal."""

    def save(self, dispute: Dispute, act: Act | None = None, person_id: int | None = None) -> None:
        """Record what became of a dispute; in the journal too where it is an act, of a person if it is known."""

    def looked_at(self, dispute: Dispute, person_id: int) -> None:
        """Record in the journal that a person looked at the personal details."""

    def get(self, dispute_id: int) -> Dispute | None:
        """The dispute with this id."""

    def by_handle(self, handle: str) -> Dispute | None:
        """The dispute with this handle."""

    def about(self, endorsement_id: int) -> Sequence[Dispute]:
        """The disputes of an endorsement, newest first."""

    def unsettled(self, letter_id: int, limit: int) -> Sequence[Dispute]:
        """The disputes about a letter that nobody has settled, oldest first."""

    def of_person(self, person_id: int, letter_id: int) -> Sequence[Dispute]:
        """What a person disputed of a letter, newest first."""
