"""Who speaks for organizations to the press, where they agreed that the letter's owners may name them there."""

from dataclasses import dataclass
from datetime import datetime

NAME, ADDRESS, STATEMENT = 100, 200, 500
"""Characters at the most of a name and a role, of how somebody is reached, and of what may be quoted."""

MOST_LISTED = 1000
"""So many stand in a media list at the most; an organization has one of them at a time."""


@dataclass(frozen=True, slots=True)
class MediaContact:
    """Somebody who speaks for an organization: in which languages, how they are reached, and what may be quoted."""

    name: str
    role: str
    languages: tuple[str, ...]
    address: str
    statement: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """That it was agreed to, in words that are known by `wording` and were read in a language."""

    wording: str
    language: str


@dataclass(frozen=True, slots=True)
class Named:
    """The media contact of a sign-on's organization, since when they are named, and when the letter's owners last
    looked; nothing where they never have."""

    endorsement_id: int
    organization: str
    contact: MediaContact
    at: datetime
    seen_at: datetime | None = None
