"""An announcement to the followers of a letter, and the deliveries by which it reaches them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.chats import Address


@dataclass(frozen=True, slots=True)
class Announcement:
    """One message of the initiator to the chats that follow a letter."""

    id: int
    letter_id: int
    text: str
    language: str
    created_at: datetime


class DeliveryState(StrEnum):
    """Where a message of the queue stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


class Subject(StrEnum):
    """What a message of the queue is: an announcement, or a notice about one or about an endorsement.

    The content of a message is composed when it leaves, from what is on disk then.
    """

    ANNOUNCEMENT = "announcement"
    PROGRESS = "progress"
    CARD = "card"
    OUTCOME = "outcome"
    QUESTION = "question"


LIVING = frozenset({Subject.CARD, Subject.PROGRESS})
"""What is edited in place whenever its subject changes."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message of the queue in one chat: `subject_id` is the announcement's or the endorsement's.

    `key` is what the platform knows it again by: random, and the same at each try. `attempt` counts the tries in vain.
    `message` is the platform's id of what was sent. `wanted` counts the versions of what it is to say, `shown` is the
    one that it says: a living message that is behind is edited. It was first tried at `started_at`; `unsure_since` is
    when the first try began that perhaps arrived.
    """

    id: int
    chat_id: int
    address: Address
    subject: Subject
    subject_id: int
    state: DeliveryState
    key: str
    attempt: int = 0
    message: str = ""
    reason: str = ""
    wanted: int = 1
    shown: int = 0
    started_at: datetime | None = None
    unsure_since: datetime | None = None


Counts = Mapping[DeliveryState, int]
"""How many deliveries of an announcement stand in each state."""
