"""The end of a letter's campaign: until when who signed is kept, and where copies of its pages stand."""

from dataclasses import dataclass
from datetime import datetime

MOST_COPIES = 20
"""So many addresses at the most are noted at which a copy of a letter's pages stands."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A campaign that has ended: since `at`. Who signed is erased at `erase_at`, and was at `erased_at`."""

    letter_id: int
    at: datetime
    erase_at: datetime
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A place where somebody shows a copy of a letter's pages. `outdated_at`: since when it names an organization that
    has left the list."""

    id: int
    letter_id: int
    address: str
    outdated_at: datetime | None = None
