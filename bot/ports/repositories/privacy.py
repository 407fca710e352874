"""What is erased of persons and organizations."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.endorsements.endorsement import State


class Privacy(Protocol):
    """Erases; the journal's chain still verifies afterwards."""

    def forget(self, person_id: int) -> None:
        """Erase everything that leads to a person: accounts, private chats, forms, roles, codes, and the disputes that
        they made. What they did stays in the journal under the random number that it has there."""

    def signed(self, person_id: int, states: Collection[State], limit: int) -> Sequence[int]:
        """What a person signed that is in one of these states, and not erased: so many at the most."""

    def represented(self, person_id: int, limit: int) -> Sequence[int]:
        """What a person signed of which their personal data are held: so many at the most."""

    def forget_representative(self, endorsement_id: int) -> None:
        """Erase the personal data of whoever signed, and what they were asked; the sign-on stays as it is."""

    def erase(self, endorsement_id: int, person_id: int | None) -> None:
        """Erase a sign-on that stands no more: its line, also beside the journal, and its personal data; and the
        organization, where nothing else is known of it. Journalled."""

    def forget_organization(self, organization_id: int) -> None:
        """Erase the record of an organization, and those that were merged into it, where nothing else is known of it:
        no sign-on, and no imported list."""

    def aged(self, letter_id: int, state: State, before: datetime, limit: int) -> Sequence[int]:
        """The sign-ons that have been in a state since before a moment, and are not erased: so many at the most."""

    def attended(self, letter_id: int, state: State, before: datetime, limit: int) -> Sequence[int]:
        """Those of them whose personal data are still held."""

    def forget_disputer(self, dispute_id: int) -> None:
        """Erase who made a dispute, and what both sides said; how it ended stays."""

    def disputed(self, letter_id: int, before: datetime, limit: int) -> Sequence[int]:
        """The disputes that were settled before a moment, or whose sign-on was declined or withdrawn before it, and
        that are not erased: so many at the most."""
