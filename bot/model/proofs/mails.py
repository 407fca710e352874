"""Mail to addresses that people have given."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.proofs.authority import VALID
from bot.model.proofs.domains import ascii_host, registrable

CODE_LENGTH = 8
"""Characters of the code in a mail, in Crockford's base 32, the last a check (`bot/model/codes.py`)."""


class MailKind(StrEnum):
    """What a mail is for. `subject_id` is an endorsement's id, for `DISPUTE` a dispute's, for `ANNOUNCEMENT` its own,
    and for `SESSION` and `NEWS` no more than 0.

    `CODE` proves the representative's address, `COLLEAGUE` that of a second contact, `DISPUTE` that of somebody who
    says that an entry is not theirs; each holds a code. `RECEIPT` goes to a proven address, and holds none.
    `SESSION` opens a session on the web by its code; `NEWS` says, to who wants that, that something waits there.
    `ANNOUNCEMENT` is one, for who signed and agreed to news of the letter.
    """

    CODE = "code"
    COLLEAGUE = "colleague"
    DISPUTE = "dispute"
    RECEIPT = "receipt"
    SESSION = "session"
    NEWS = "news"
    ANNOUNCEMENT = "announcement"


OF_SESSIONS = frozenset({MailKind.SESSION, MailKind.NEWS, MailKind.ANNOUNCEMENT})
"""What goes to an address for its own account on the web."""

CODELESS = frozenset({MailKind.RECEIPT, MailKind.NEWS, MailKind.ANNOUNCEMENT})
"""Mail that holds no code."""


class MailState(StrEnum):
    """Where a mail stands. It is `uncertain` where it may have been sent, and never sent again then; `bounced` where
    the server of its address refused it, and `failed` where it never left. `shared`: it does not leave at all, for the
    code of an earlier one to the same address is its own."""

    QUEUED = "queued"
    SHARED = "shared"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one address. `token` names it in links, and is as hard to guess as a key; `sent_at` is when it
    left, `tried_at` when it was first tried. `coded_at` is when its code was first to be mailed, be it in another mail;
    `used_at` when that code has proven something: it proves nothing again."""

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
    coded_at: datetime
    used_at: datetime | None = None
    sent_at: datetime | None = None
    reason: str = ""
    tried_at: datetime | None = None

    def good(self, now: datetime) -> bool:
        """Whether its code can still prove something."""
        return self.used_at is None and now < self.coded_at + VALID


@dataclass(frozen=True, slots=True)
class MailEnd:
    """What came of a mail, for the log: numbers and closed values, but no address and no text."""

    mail_id: int
    kind: MailKind
    subject_id: int
    state: MailState


def mailbox(address: str) -> str:
    """What is the same for all spellings of an address that lead to one mailbox: case, a tag after a plus sign, and the
    form of the domain make no other; nor, where the host is known for that, dots and its second name."""
    local, _, host = address.strip().rpartition("@")
    name, host = local.lower().partition("+")[0], ascii_host(host) or host.lower()
    return f"{name.replace('.', '')}@{_WITHOUT_DOTS[host]}" if host in _WITHOUT_DOTS else f"{name}@{host}"


_WITHOUT_DOTS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
"""The hosts of mail that overlook dots, each by its first name."""


def domain_of(address: str) -> str:
    """The registrable domain of an address, else its host: where mail to it is counted."""
    host = address.strip().rpartition("@")[2]
    return registrable(host) or ascii_host(host) or host.lower()
