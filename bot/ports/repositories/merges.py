"""What organizations were merged, and what was told apart."""

from collections.abc import Sequence
from typing import Protocol

from bot.model.organizations.merges import Merge, Moved


class Merges(Protocol):
    """Merges and distinctions of organizations."""

    def add(self, kept_id: int, gone_id: int, moved: Sequence[Moved], person_id: int, letters: Sequence[int]) -> Merge:
        """Lead one organization and its endorsements to another, and in the journals of these letters."""

    def undo(self, merge: Merge, back: Sequence[int], person_id: int, letters: Sequence[int]) -> None:
        """Let an organization stand by itself again, with the endorsements `back`, and in the journals."""

    def get(self, merge_id: int) -> Merge | None:
        """The merge with this id."""

    def moved(self, merge_id: int) -> Sequence[Moved]:
        """The endorsements of both organizations as they were before the merge."""

    def into(self, organization_id: int) -> Sequence[Merge]:
        """The merges that lead to an organization and hold, oldest first."""

    def away(self, organization_id: int) -> Merge | None:
        """The merge by which an organization leads to another."""

    def tell_apart(self, one: int, other: int, person_id: int) -> None:
        """Remember that two organizations are not the same."""
