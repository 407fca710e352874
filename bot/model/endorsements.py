"""An organization's sign-on to a revision of a letter: its states, and who may move it from one to another."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from bot.model.letter import canonical_json


class State(StrEnum):
    """Where an endorsement stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    LISTED = "listed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"


STANDING = frozenset({State.SUBMITTED, State.LISTED, State.DISPUTED})
"""The states in which an organization has one endorsement of a letter and no second."""

MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.LISTED, State.DECLINED, State.WITHDRAWN}),
    State.LISTED: frozenset({State.SUBMITTED, State.WITHDRAWN, State.DISPUTED}),
    State.DECLINED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
    State.DISPUTED: frozenset({State.LISTED, State.WITHDRAWN, State.DECLINED}),
}
"""Every move that there is. `submitted` again is an undone decision, or a correction that is reviewed anew."""


IMPORTED = "imported"
"""The origin of an endorsement that was gathered elsewhere."""


class Check(StrEnum):
    """How a reviewer states to have checked an organization, through a contact that the submitter did not give."""

    PHONE = "phone"
    ADDRESS = "address"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Line:
    """What would stand in the public list, exactly as it was typed."""

    organization: str
    website: str = ""
    place: str = ""
    statement: str = ""

    @property
    def host(self) -> str:
        """The website's host; empty where there is no website."""
        return urlsplit(self.website).hostname or ""

    def canonical(self) -> str:
        """The line's canonical JSON, to which the journal commits."""
        return canonical_json(self)


@dataclass(frozen=True, slots=True)
class Representative:
    """The person who signs for an organization: personal data, never published without consent."""

    name: str
    role: str
    email: str

    @property
    def domain(self) -> str:
        """The domain of the address."""
        return self.email.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Endorsement:
    """An organization's sign-on. `changed_at` is when its state last changed; `decided_by` is a person's id.

    `origin` is `IMPORTED` where it was brought in from elsewhere: `person_id` is then the organizer's who did so, and
    who represents nobody.
    """

    id: int
    letter_id: int
    organization_id: int
    receipt: str
    state: State
    revision: int
    language: str
    line: Line
    person_id: int
    created_at: datetime
    changed_at: datetime
    check: Check | None = None
    reason: str = ""
    decided_by: int | None = None
    origin: str = ""

    def may_become(self, state: State) -> bool:
        """Whether there is a move from where this endorsement stands to `state`."""
        return state in MOVES[self.state]

    def moved(self, state: State, at: datetime) -> "Endorsement":
        """This endorsement in another state; the caller has asked `may_become`."""
        return replace(self, state=state, changed_at=at)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A reviewer's question about an endorsement, and the representative's answer once there is one."""

    id: int
    endorsement_id: int
    question: str
    answer: str = ""


def public_line(line: Line) -> str:
    """The line as plain text, without its statement: the organization, and its place in brackets."""
    return f"{line.organization} ({line.place})" if line.place else line.organization
