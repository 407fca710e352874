"""The messages of the queue: each in one chat, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum, StrEnum
from typing import Self

from bot.model.chats import Address, Chat, Hold, Unreachable


class DeliveryState(StrEnum):
    """Where a message of the queue stands. `HELD`: it waits for the word of whoever manages its chat."""

    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    RECALLED = "recalled"


class Lane(IntEnum):
    """Who goes first where several messages wait: a word to one person goes ahead of a review card, which goes ahead of
    an announcement."""

    ANSWER = 0
    CARD = 1
    ANNOUNCEMENT = 2


class Manner(Enum):
    """How a message of the queue arrives: as a new message each time; edited in place whenever its subject changes;
    once an announcement stands in the same chat; likewise, but as something that is done and says nothing; or as
    something that is done about the chat itself."""

    NEW = "new"
    EDITED_IN_PLACE = "edited_in_place"
    FOLLOWING = "following"
    WORDLESS = "wordless"
    DONE = "done"


class Subject(StrEnum):
    """What a message of the queue is about, in which lane it leaves, and how it arrives.

    Its content is composed when it leaves, from what is on disk then: `bot/notices/` says by what.
    """

    ANNOUNCEMENT = "announcement", Lane.ANNOUNCEMENT
    FILES = "files", Lane.ANNOUNCEMENT, Manner.FOLLOWING
    PIN = "pin", Lane.ANNOUNCEMENT, Manner.WORDLESS
    CROSSPOST = "crosspost", Lane.ANNOUNCEMENT, Manner.WORDLESS
    OFFERED = "offered", Lane.CARD, Manner.EDITED_IN_PLACE
    PROGRESS = "progress", Lane.CARD, Manner.EDITED_IN_PLACE
    RELEASE = "release", Lane.CARD, Manner.EDITED_IN_PLACE
    CARD = "card", Lane.CARD, Manner.EDITED_IN_PLACE
    WORDS = "words", Lane.CARD, Manner.EDITED_IN_PLACE
    QUEUE = "queue", Lane.CARD, Manner.EDITED_IN_PLACE
    OVERDUE = "overdue", Lane.CARD
    DISPUTE = "dispute", Lane.CARD, Manner.EDITED_IN_PLACE
    DISPUTED = "disputed"
    DISPUTE_ANSWERED = "dispute_answered"
    SETTLED = "settled"
    OUTCOME = "outcome"
    QUESTION = "question"
    ANSWERED = "answered"
    SAID = "said"
    PROOF = "proof"
    BOARD = "board"
    HANDED_OVER = "handed_over"
    REVISION = "revision", Lane.CARD
    REVISION_REMINDER = "revision_reminder", Lane.CARD
    REVISION_RELEASE = "revision_release", Lane.CARD, Manner.EDITED_IN_PLACE
    PRESS_LINK = "press_link", Lane.CARD, Manner.EDITED_IN_PLACE
    PRESS_LINK_OPENED = "press_link_opened"
    BURST = "burst"
    FORM_WAITS = "form_waits"
    FORM_ENDED = "form_ended"
    GUARD = "guard"
    HOLDER = "holder"
    OWN_ANSWER = "own_answer"
    ANSWER_REMOVED = "answer_removed"
    UNANSWERED = "unanswered"
    SPEAKER_ASKED = "speaker_asked"
    SPEAKER_ANSWERED = "speaker_answered"
    LEDGER = "ledger", Lane.CARD, Manner.EDITED_IN_PLACE
    ANSWER_DUE = "answer_due"
    ESCALATION_DUE = "escalation_due"
    PRESENTED = "presented"
    ADDRESSEE_SILENT = "addressee_silent"
    JOINED = "joined"
    REMOVED = "removed"
    CAME_BACK = "came_back"
    UNREACHED = "unreached"
    REVIEW_HERE = "review_here"
    ARRIVAL = "arrival"
    HELD = "held", Lane.CARD, Manner.EDITED_IN_PLACE
    WEBHOOKS = "webhooks"
    ENDED = "ended"
    RESTORED = "restored"
    COPIES_OUTDATED = "copies_outdated"
    PROSPECT = "prospect"
    HEALTH = "health", Lane.CARD, Manner.EDITED_IN_PLACE
    DEPARTURE = "departure", Lane.ANSWER, Manner.DONE

    lane: Lane
    manner: Manner

    def __new__(cls, value: str, lane: Lane = Lane.ANSWER, manner: Manner = Manner.NEW) -> Self:
        member = str.__new__(cls, value)
        member._value_, member.lane, member.manner = value, lane, manner
        return member

    @property
    def edited_in_place(self) -> bool:
        """Whether it is edited whenever its subject changes."""
        return self.manner is Manner.EDITED_IN_PLACE

    @property
    def follows(self) -> bool:
        """Whether it comes once an announcement stands in the same chat; `subject_id` is then the announcement's."""
        return self.manner in (Manner.FOLLOWING, Manner.WORDLESS)

    @property
    def wordless(self) -> bool:
        """Whether it is something that is done, and says nothing."""
        return self.manner in (Manner.WORDLESS, Manner.DONE)


TO_SIGNERS = frozenset({
    Subject.OUTCOME, Subject.QUESTION, Subject.SAID, Subject.PROOF, Subject.BOARD, Subject.HANDED_OVER,
    Subject.REVISION, Subject.REVISION_REMINDER,
})  # fmt: skip
"""What whoever signed is told of their sign-on; `subject_id` is its number."""

OF_DISPUTES = frozenset({Subject.DISPUTED, Subject.SETTLED})
"""What both sides are told of a dispute; `subject_id` is the dispute's number."""

FROM_REVIEWERS = frozenset({Subject.OUTCOME, Subject.QUESTION, Subject.SAID, Subject.DISPUTED})
"""What a reviewer has done of which whoever signed is told."""

TO_ONE_REVIEWER = frozenset({Subject.ANSWERED, Subject.DISPUTE_ANSWERED, Subject.CAME_BACK, Subject.UNREACHED})
"""What is for one reviewer; the others are told only where that one can't be."""


class Trouble(StrEnum):
    """What the core itself says of a delivery that has trouble; anything else is the platform's own words. Of what was
    held back: whoever manages the chat did not want it, or said nothing for too long.

    In the log the last four stand for such words: the platform never takes it as it is; it did not say whether it
    arrived; it asked to wait, or was not reached, for too long; the message could not be put into words.
    """

    INTERRUPTED = "interrupted"
    RESTORED = "restored"
    TOO_OLD = "too_old"
    REPLACED = "replaced"
    MISSING = "missing"
    NOTHING = "nothing"
    UNWANTED = "unwanted"
    UNHEARD = "unheard"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    HELD_UP = "held_up"
    UNCOMPOSED = "uncomposed"


Reason = Trouble | Unreachable | Hold
_REASONS: dict[str, Reason] = {each.value: each for reasons in (Trouble, Unreachable, Hold) for each in reasons}


def known_reason(text: str) -> Reason | None:
    """The reason that a text names; nothing where there is none, or it is in the platform's own words."""
    return _REASONS.get(text)


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
class DeliveryEnd:
    """What came of a message of the queue, for the log: numbers and closed values, but no names and no texts.

    `attempt` is the one in which it ended, or for which it waited. `edited`: it stood there already, and was to show
    something else from then on.
    """

    delivery_id: int
    platform: str
    chat_id: int
    subject: Subject
    subject_id: int
    state: DeliveryState
    attempt: int
    reason: Reason | None = None
    edited: bool = False


UPDATES = "updates"
"""What stands in a chat's place where a platform asks to wait with the fetching of what people send."""


@dataclass(frozen=True, slots=True)
class Cooldown:
    """A platform asks to wait until a moment: with everything, or with what goes to so many `chats`."""

    platform: str
    until: datetime
    chats: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many deliveries of an announcement stand in each state. Of those sent, `behind` are still to be corrected or
    recalled, and `stale` could not be. `bare`: the files did not arrive, or it is uncertain; likewise `unpinned`,
    and `unpassed` on to the channels that follow an announcement channel."""

    queued: int = 0
    sending: int = 0
    held: int = 0
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
        return self.open + self.held + self.ended + self.cancelled

    @property
    def ended(self) -> int:
        """How many have come to an end by being tried."""
        return self.sent + self.failed + self.uncertain + self.recalled


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of an announcement's report: a chat, and what came of the announcement there."""

    delivery_id: int
    chat: Chat
    state: DeliveryState
    reason: str
    message: str
    sent_at: datetime | None
    behind: bool
