"""The messages of the queue: each in one chat, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.chats import Address, Chat


class DeliveryState(StrEnum):
    """Where a message of the queue stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    RECALLED = "recalled"


class Subject(StrEnum):
    """What a message of the queue is: an announcement or what follows it in the same chat (files that don't fit it,
    pinning it, passing it on to the channels that follow this one), a notice about one, or about an endorsement, a
    letter's queue of those that wait, or a dispute (its card, and what the signer and the disputer are told).

    The content of a message is composed when it leaves, from what is on disk then.
    """

    ANNOUNCEMENT = "announcement"
    FILES = "files"
    PIN = "pin"
    CROSSPOST = "crosspost"
    PROGRESS = "progress"
    RELEASE = "release"
    CARD = "card"
    OUTCOME = "outcome"
    QUESTION = "question"
    BURST = "burst"
    GUARD = "guard"
    QUEUE = "queue"
    OVERDUE = "overdue"
    DISPUTE = "dispute"
    DISPUTED = "disputed"
    SETTLED = "settled"
    PROOF = "proof"
    WORDS = "words"
    SAID = "said"
    BOARD = "board"
    HANDED_OVER = "handed_over"
    REVISION = "revision"
    REVISION_REMINDER = "revision_reminder"


class Trouble(StrEnum):
    """What the core itself says of a delivery that has trouble; anything else is the platform's own words."""

    INTERRUPTED = "interrupted"
    TOO_OLD = "too_old"
    REPLACED = "replaced"
    MISSING = "missing"
    NOTHING = "nothing"


LIVING = frozenset({Subject.CARD, Subject.WORDS, Subject.QUEUE, Subject.DISPUTE, Subject.PROGRESS, Subject.RELEASE})
"""What is edited in place whenever its subject changes."""

FOLLOWING = frozenset({Subject.FILES, Subject.PIN, Subject.CROSSPOST})
"""What is done in a chat once an announcement stands there; `subject_id` is the announcement's."""


SILENT = frozenset({Subject.PIN, Subject.CROSSPOST})
"""What is done about a message that stands there already, and says nothing."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message of the queue in one chat: `subject_id` is the announcement's or the endorsement's.

    `key` is what the platform knows it again by: random, and the same at each try. `attempt` counts the tries in vain.
    `message` is the platform's id of what was sent, or of what is to be pinned or passed on. `wanted` counts the
    versions of what it is to say, `shown` is the one that it says: what is behind is edited. It was first tried at
    `started_at`; `unsure_since` is when the first try began that perhaps arrived; it is there since `sent_at`.
    """

    id: int
    chat: Chat
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
    sent_at: datetime | None = None

    @property
    def address(self) -> Address:
        """Where it goes."""
        return self.chat.address


@dataclass(frozen=True, slots=True)
class Tally:
    """How many deliveries of an announcement stand in each state. Of those sent, `behind` are still to be corrected or
    recalled, and `stale` could not be. `bare`: the files did not arrive, or it is uncertain; likewise `unpinned`,
    and `unpassed` on to the channels that follow an announcement channel."""

    queued: int = 0
    sending: int = 0
    sent: int = 0
    failed: int = 0
    uncertain: int = 0
    cancelled: int = 0
    recalled: int = 0
    behind: int = 0
    stale: int = 0
    bare: int = 0
    unpinned: int = 0
    unpassed: int = 0

    @property
    def open(self) -> int:
        """How many are still to leave."""
        return self.queued + self.sending

    @property
    def total(self) -> int:
        """How many there are."""
        return self.open + self.ended + self.cancelled

    @property
    def ended(self) -> int:
        """How many have come to an end by being tried."""
        return self.sent + self.failed + self.uncertain + self.recalled


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an announcement's report: a chat, and what came of the announcement there."""

    delivery_id: int
    chat: Chat
    state: DeliveryState
    reason: str
    message: str
    sent_at: datetime | None
    behind: bool
