"""Asking who has signed an earlier revision to confirm a later one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.letter import Revision

TIME_TO_CONFIRM = timedelta(days=14)
"""So long who has signed has to confirm a material revision, where nothing else is said."""

LEAST_TIME = timedelta(days=1)
"""So long at least they have."""

REMINDED_BEFORE = timedelta(days=2)
"""So long before the date who has not answered is reminded, once."""


@dataclass(frozen=True, slots=True)
class ConfirmationCall:
    """Everybody whose endorsement stands for an earlier revision is asked, or reminded, from `at` on.

    They are told in pieces, in the order of their endorsements' ids: up to `reached` they have been.
    """

    letter_id: int
    revision: int
    reminder: bool
    at: datetime
    reached: int = 0


def outdated(endorsement: Endorsement, asked: Revision | None) -> bool:
    """Whether what was signed came before the revision that asks to be confirmed, if any does."""
    return asked is not None and endorsement.revision < asked.number
