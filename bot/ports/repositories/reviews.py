"""The reviewers' queue."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.endorsements.endorsement import Endorsement
from bot.model.reviews import Backlog, Bulk, Selection, Verdict


class Reviews(Protocol):
    """The sign-ons that wait for a decision, who holds which, and what was decided about many at once."""

    def next(self, letter_id: int, person_id: int, after: int | None) -> Endorsement | None:
        """The first that waits and that nobody else holds; the one after another, and after the last the first."""

    def backlog(self, letter_id: int) -> Backlog:
        """How many wait, and since when."""

    def holder(self, endorsement_id: int) -> int | None:
        """The id of the person who holds one now."""

    def lease(self, endorsement_id: int, person_id: int, until: datetime) -> None:
        """A person holds one until a moment, instead of whoever held it."""

    def taken_over(self, endorsement: Endorsement, person_id: int) -> None:
        """Record in the journal that a person took one over from another."""

    def release(self, endorsement_id: int) -> None:
        """Nobody holds one any more."""

    def selected(self, letter_id: int, selection: Selection, limit: int) -> Sequence[Endorsement]:
        """Those that wait and are meant, in the order of the queue."""

    def domains(self, letter_id: int) -> Sequence[tuple[str, int, int]]:
        """The e-mail domains of those that wait, the commonest first: each with how many there are, and the id of one
        of them."""

    def add_bulk(self, letter_id: int, person_id: int, verdict: Verdict, ids: Sequence[int]) -> Bulk:
        """Keep what was decided about many at once."""

    def bulk(self, bulk_id: int) -> Bulk | None:
        """What was decided about many at once, by its id."""

    def bulk_undone(self, bulk_id: int) -> None:
        """It was undone."""
