"""Who acts: persons, their accounts, and the roles that they have in a letter."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an organizer may do for a letter. An owner may do everything."""

    OWNER = "owner"
    EDITOR = "editor"
    REVIEWER = "reviewer"


REVIEWERS = frozenset({Role.OWNER, Role.REVIEWER})
"""Who decides on sign-ons."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's account on a platform; `name` is shown to organizers and never stored."""

    platform: str
    id: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.platform}:{self.id}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who did something that had to be remembered; `language` is the one that they chose, if any."""

    id: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf something is done, as far as a letter is concerned.

    `person` is missing where nothing had to be remembered of this account yet, and for an anonymous admin of a chat.
    """

    account: Account
    person: Person | None = None
    roles: frozenset[Role] = frozenset()
    manages_chat: bool = False

    def may(self, *roles: Role) -> bool:
        """Whether this actor has one of the roles, or is an owner."""
        return Role.OWNER in self.roles or not self.roles.isdisjoint(roles)
