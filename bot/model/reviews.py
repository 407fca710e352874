"""The reviewers' queue: who comes first in it, who holds a card, and what is decided about many at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntFlag, StrEnum

LEASE = timedelta(minutes=10)
"""For so long a card is one reviewer's."""

FEW = 5
"""While so many wait, each has a card in the reviewers' chats; the others are told of in one message."""

OLD = timedelta(days=2)
"""Reviewers are told once a day while a sign-on has waited for longer."""

MOST_AT_ONCE = 200
"""So many sign-ons at the most are decided on at once."""


class Preference(IntFlag):
    """Why a sign-on comes before others: its address is proven, or its organization is on the imported list."""

    PROVEN = 1
    IMPORTED = 2


class Which(StrEnum):
    """Which of the sign-ons that wait are meant."""

    PROVEN = "proven"
    IMPORTED = "imported"
    OLDER = "older"
    DOMAIN = "domain"


class Verdict(StrEnum):
    """What is decided about many at once."""

    LIST = "list"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Selection:
    """Sign-ons that wait: of those `OLDER`, longer than `days`; of `DOMAIN`, with the e-mail domain of the sign-on
    `like`."""

    which: Which
    days: int = 0
    like: int = 0


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many sign-ons wait, and since when the one that has waited longest."""

    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was decided about many sign-ons at once, by whom and when, and whether it was undone."""

    id: int
    letter_id: int
    person_id: int
    verdict: Verdict
    ids: tuple[int, ...]
    made_at: datetime
    undone_at: datetime | None = None
