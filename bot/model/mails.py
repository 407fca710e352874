"""Mail to addresses that people have given."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CODE_LENGTH = 8
"""Characters of the code in a mail, in Crockford's base 32, the last a check (`bot/model/receipts.py`)."""


class MailKind(StrEnum):
    """What a mail is for. `subject_id` is an endorsement's id, for `DISPUTE` a dispute's.

    `CODE` proves the representative's address, `COLLEAGUE` that of a second contact, `DISPUTE` that of somebody who
    says that an entry is not theirs; each holds a code. `RECEIPT` goes to a proven address, and holds none.
    """

    CODE = "code"
    COLLEAGUE = "colleague"
    DISPUTE = "dispute"
    RECEIPT = "receipt"


class MailState(StrEnum):
    """Where a mail stands. It is `uncertain` where it may have been sent, and never sent again then; `bounced` where
    the server of its address refused it, and `failed` where it never left."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one address. `token` names it in links, and is as hard to guess as a key; `sent_at` is when it left."""

    id: int
    kind: MailKind
    letter_id: int
    subject_id: int
    address: str
    language: str
    state: MailState
    token: str
    code: str
    created_at: datetime
    sent_at: datetime | None = None
    reason: str = ""
