"""Two records of one organization, put together, and taken apart again."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.endorsements.endorsement import Check, State


@dataclass(frozen=True, slots=True)
class Moved:
    """An endorsement as it was before a merge: of which organization, and what had been decided.

    `declined_at` is when the merge itself declined it, where it did.
    """

    endorsement_id: int
    organization_id: int
    state: State
    changed_at: datetime
    check: Check | None = None
    reason: str = ""
    decided_by: int | None = None
    declined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge: `gone` leads to `kept` until it is undone."""

    id: int
    kept_id: int
    gone_id: int
    at: datetime
    undone_at: datetime | None = None
