"""Links for the press: each shows one recipient a list that is kept back, until a moment, or until it is revoked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_LIVING = 100
"""So many links of a letter lead to its list at the same time, at the most."""

MOST_ENDED = 200
"""So many that lead nowhere any more are shown to its owners at the most, the last ones."""

AFTER_EMBARGO = timedelta(days=1)
"""A link ends so long after its list is public, at the latest."""

TOLD_AGAIN_AFTER = timedelta(hours=1)
"""Owners are told that a link was opened when that has not been told for so long."""

FORGOTTEN_AFTER = timedelta(days=30)
"""So long after its end nothing is kept of a link, its recipient's name neither."""

LONGEST_RECIPIENT = 100
"""Characters of whom a link is for."""


@dataclass(frozen=True, slots=True)
class PressLink:
    """A link for one recipient. Its token is known to whoever has the link, and nowhere kept.

    `snapshot`: the number of the frozen list that it shows; without one it shows the list as it is whenever it is
    opened. `person_id`: the owner who made it. `waits`: for another organizer to agree. `opened_first`, `opened_last`:
    when it was used; `told_at`: when the owners were told of that last.
    """

    id: int
    letter_id: int
    recipient: str
    snapshot: int | None
    until: datetime
    person_id: int
    waits: bool = False
    revoked_at: datetime | None = None
    opened_first: datetime | None = None
    opened_last: datetime | None = None
    told_at: datetime | None = None

    @property
    def ends(self) -> datetime:
        """When it ends, or has ended."""
        return min(self.until, self.revoked_at) if self.revoked_at else self.until

    def lives(self, now: datetime) -> bool:
        """Whether it has not ended yet."""
        return now < self.ends
