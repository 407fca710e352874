"""To what representatives have agreed."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.model.endorsements.consents import Consent, Item


class Consents(Protocol):
    """To what representatives have agreed, and in which words."""

    def give(self, endorsement_id: int, person_id: int, wordings: Mapping[Item, str], language: str) -> None:
        """Record that a person agrees to these items, each by its wording. It takes the place of what they agreed to
        about them before, and of all that somebody else agreed to about this endorsement."""

    def given(self, endorsement_id: int) -> Sequence[Consent]:
        """To what the representative of an endorsement agreed."""
