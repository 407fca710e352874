"""What somebody has caused to arrive in chats: of this one person alone may cause so much a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

A_DAY = timedelta(days=1)
"""What somebody causes counts for so long."""


class Cause(StrEnum):
    """By what somebody causes messages."""

    ANNOUNCEMENT = "announcement"
    CORRECTION = "correction"
    REPEAT = "repeat"
    REVISION = "revision"
    NEWS = "news"
    DECISION = "decision"
    PRESS_LINK = "press_link"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Spending:
    """What one person has caused without another organizer's agreement: messages in so many `chats`.

    `subject_id`: the number of the announcement, the revision, or what was decided at once. `charged_to`: the person on
    whose account it goes besides, who has invited them not long ago; else themselves. `left_at`: when the messages
    leave or have left; nothing as long as some of an announcement are still to leave.
    """

    letter_id: int
    person_id: int
    charged_to: int
    cause: Cause
    subject_id: int
    chats: int
    left_at: datetime | None
