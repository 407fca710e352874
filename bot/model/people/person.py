"""Who acts: persons, their accounts, and the roles that they have in a letter."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Role(StrEnum):
    """What an organizer may do for a letter. An owner may do everything."""

    OWNER = "owner"
    EDITOR = "editor"
    REVIEWER = "reviewer"


REVIEWERS = frozenset({Role.OWNER, Role.REVIEWER})
"""Who decides on sign-ons."""

SENDERS = frozenset({Role.OWNER, Role.EDITOR})
"""Who announces, and publishes revisions."""

COUNTS_AFTER = timedelta(days=1)
"""An organizer whom another one has invited counts as a second one after so long, if nobody agrees to them before."""


REMOVED_FOR = timedelta(days=1)
"""For so long whoever removed an organizer can take that back."""


MAIL = "mail"
"""In the place of a platform: the account is that of a proven address, whose person opens sessions on the web."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's account on a platform; `name`, its display name there, is
    kept of organizers alone, as a name of theirs."""

    platform: str
    id: str
    name: str = ""

    @property
    def visits(self) -> bool:
        """Whether no message can be sent to it: its person comes, and is told then what waits for them."""
        return self.platform == MAIL

    def __str__(self) -> str:
        return f"{self.platform}:{self.id}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who did something that had to be remembered; `language` is the one that they chose, if any. `name`: as
    whom organizers know them, where they are one. `missed`: something that was to be told to them did not arrive."""

    id: int
    language: str = ""
    name: str = ""
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf something is done, as far as a letter is concerned.

    `by_role`: they have the role of a server that an owner has named, for as long as the platform says so. `person` is
    missing where nothing had to be remembered of this account yet, and for an anonymous admin of a chat.
    """

    account: Account
    person: Person | None = None
    roles: frozenset[Role] = frozenset()
    manages_chat: bool = False
    by_role: bool = False

    def may(self, *roles: Role) -> bool:
        """Whether this actor has one of the roles, or is an owner."""
        return Role.OWNER in self.roles or not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Membership:
    """A role that a person has in a letter, or in every letter.

    `since` when; nothing where that was not noted. `invited_by`: the organizer who invited them; nobody, where the host
    did. `agreed_by`: the other owner who has agreed to it.
    """

    person_id: int
    letter_id: int | None
    role: Role
    since: datetime | None = None
    invited_by: int | None = None
    agreed_by: int | None = None
    id: int = 0

    @property
    def counts_from(self) -> datetime | None:
        """From when on they count as somebody of their own; nothing where they always have."""
        if self.invited_by is None or self.agreed_by is not None or self.since is None:
            return None
        return self.since + COUNTS_AFTER

    def counts(self, now: datetime) -> bool:
        """Whether they count as somebody of their own, and not as the one who has invited them."""
        return self.counts_from is None or self.counts_from <= now


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that nobody has used yet: by which it is named, to which role, from whom, and until when it is
    good. The host's is nobody's."""

    handle: str
    letter_id: int | None
    role: Role
    person_id: int | None
    until: datetime
