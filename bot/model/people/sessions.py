"""Those who come by the web: an account that belongs to a proven address, and the sessions in which it is used."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.people.limits import Limit
from bot.model.people.person import MAIL, Account
from bot.model.proofs.domains import ascii_host

LASTS = timedelta(days=1)
"""A session ends after so long."""

CODE_HOLDS = timedelta(days=1)
"""A code opens a session for so long: some mail comes late, and whoever reads the mailbox could have another one."""

MOST_SESSIONS = 5
"""So many sessions at the most are open at one address; the next one ends the oldest."""

ASKED = (Limit("session_hour", 3, timedelta(hours=1)), Limit("session_day", 10, timedelta(days=1)))
"""So many codes at the most are mailed to one address, whoever asks."""

MISTYPED = Limit("session_code", 10, timedelta(hours=1))
"""So many wrong codes at the most are typed for one address, or for one mail's link."""

UNUSED_FOR = timedelta(days=30)
"""An address at which nobody has opened a session for so long is forgotten, where nothing hangs on it; so is a mail of
such, by which nobody can say any more that they want none."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address that somebody has proven, and its account. `language`: the one in which they came last, at `seen_at`;
    `told`: they want a mail where something waits for them."""

    id: int
    account: Account
    address: str
    language: str
    told: bool
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is open. `kept`: the last answer in it, as whoever drew it has written it down."""

    mailbox: Mailbox
    kept: str = ""


def account_of(number: str) -> Account:
    """The account of a proven address, by its random number."""
    return Account(MAIL, number)


def same_mailbox(address: str) -> str:
    """What is the same for all spellings of an address that surely are one person's: case, and the form of the domain.
    A tag after a plus sign may be another's, where a host gives out such addresses."""
    local, _, host = address.strip().rpartition("@")
    return f"{local.lower()}@{ascii_host(host) or host.lower()}"
