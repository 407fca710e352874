"""What nobody does more often than anybody needs to, and who is kept out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of something in any stretch of `within`, for each one that it counts for."""

    kind: str
    most: int
    within: timedelta


OF_ACCOUNT = Limit("account", 30, timedelta(days=1))
"""Sign-ons from one account: more than one person ever has to make, fewer than a flood."""

OF_CHAT = Limit("chat", 100, timedelta(hours=1))
"""Sign-ons that are begun in one chat."""

OF_ORGANIZATION = Limit("organization", 10, timedelta(days=1))
"""Sign-ons and corrections for one organization."""

ASKED_HERE = Limit("asked_here", 20, timedelta(hours=1))
"""Questions that are answered in one shared chat, where everybody has to read along."""

NOTEWORTHY = Limit("letter", 100, timedelta(minutes=10))
"""So many sign-ons of a letter are a burst, of which its organizers are told."""

FLOOD = Limit("letter", 2000, timedelta(minutes=10))
"""From so many on, nobody's form is taken that was filled faster than a person fills one."""

A_PERSON_TAKES = timedelta(seconds=60)
"""In less time nobody reads and fills the form."""

TOLD_AGAIN = timedelta(hours=6)
"""Organizers are told of a burst once in so long."""


class Blocked(StrEnum):
    """What can be kept out."""

    ACCOUNT = "account"
    DOMAIN = "domain"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is kept out of a letter: `value` as it was typed, and why."""

    id: int
    letter_id: int
    kind: Blocked
    value: str
    reason: str
    since: datetime
