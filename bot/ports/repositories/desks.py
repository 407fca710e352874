"""An organization's desk: its words and reservations, its board's date, and who acts for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.endorsements.endorsement import Endorsement, Representative


class Desks(Protocol):
    """What a representative does about an endorsement without changing where it stands."""

    def reword(self, endorsement: Endorsement, act: str, person_id: int) -> None:
        """Keep an endorsement's words and reservations, and in the journal."""

    def meet(self, endorsement: Endorsement, remind_at: datetime | None) -> None:
        """Keep when its board meets, and when its representative is reminded of it."""

    def reminders(self, limit: int) -> Sequence[Endorsement]:
        """The endorsements of which somebody is to be reminded by now; each is given once."""

    def ahead(self, endorsement: Endorsement) -> int:
        """How many endorsements have waited longer for review."""

    def waiting(self, letter_id: int, limit: int) -> Sequence[Endorsement]:
        """Those listed whose words wait to be approved, in the order in which they were listed."""

    def reservations(self, letter_id: int) -> Mapping[int, int]:
        """How many of those listed have a reservation about each demand; a demand without any is not named."""

    def reserved(self, letter_id: int) -> frozenset[int]:
        """The demands about which somebody whose endorsement stands, listed or not, has a reservation."""

    def offer(self, code: str, until: datetime, endorsement: Endorsement) -> None:
        """Keep a one-time code, hashed, with which somebody else takes an endorsement over; it replaces the last."""

    def offered(self, code: str) -> Endorsement | None:
        """The endorsement that a code hands over, as long as it is good and who made it still acts for it."""

    def hand_over(self, endorsement: Endorsement, representative: Representative) -> None:
        """Somebody else acts for an endorsement: the person whose id it has. Kept in the journal; what was kept of the
        earlier representative is gone, and so is the code."""
