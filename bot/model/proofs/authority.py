"""What shows that an organization, and not just somebody, has signed: levels, and the addresses that prove them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.endorsements.endorsement import PublicEntry
from bot.model.organizations.organization import normalize
from bot.model.proofs import domains
from bot.model.proofs.domains import Sharing, registrable

MOST_TRIES = 6
"""So many wrong codes at the most are typed for one mail."""

VALID = timedelta(days=7)
"""A code holds for so long from when it was first to be mailed, however many are asked for it since."""

STANDS_FOR = timedelta(days=365)
"""A proven address stands for so long, where the same person signs the next letter with it."""

REMINDED_AFTER = timedelta(days=1)
"""Whoever has not typed the code after so long is reminded once, in the chat."""

MOST_MAILS = 5
"""So many codes at the most are mailed for one sign-on to each of its two contacts, to whatever addresses."""

MOST_TO_ONE = 3
"""So many mails of a kind about a letter at the most go to an address in `MOST_TO_ONE_WITHIN` without an answer, each
after the last one's code is too old; whoever gives it in between is asked for the last one's code."""

MOST_TO_ONE_WITHIN = timedelta(days=90)


class Level(StrEnum):
    """How well a sign-on is shown to be its organization's, the least first: its representative stated it; an address
    was proven at a domain of which nobody knows whose it is, which shows a mailbox and no more; one at a domain that is
    known to be the organization's; a second contact there confirmed it too."""

    STATED = "stated"
    MAILBOX = "mailbox"
    PROVEN = "proven"
    CONFIRMED = "confirmed"

    def reaches(self, required: "Level") -> bool:
        """Whether this is at least what is required."""
        levels = list(Level)
        return levels.index(self) >= levels.index(required)


class Contact(StrEnum):
    """Whose address it is: the representative's, or that of a second contact."""

    FIRST = "first"
    SECOND = "second"


class ProofState(StrEnum):
    """Where the proof of an address stands. `refused`: no mail may go there."""

    ASKED = "asked"
    PROVEN = "proven"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class Why(StrEnum):
    """Why an address is unreachable (`bounced`, `undelivered`, `unanswered`), or why no mail may go there: whoever has
    it wants none (`unwanted`), or too many went out already (`often`)."""

    NONE = ""
    BOUNCED = "bounced"
    UNDELIVERED = "undelivered"
    UNANSWERED = "unanswered"
    UNWANTED = "unwanted"
    OFTEN = "often"


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof of one contact's address, at a registrable domain. `tries` counts the wrong codes. Without a mail,
    none has left: none may, or it is still to be asked for; anew, where it was proven before at `proven_at`."""

    endorsement_id: int
    contact: Contact
    domain: str
    state: ProofState
    asked_at: datetime
    why: Why = Why.NONE
    mail_id: int | None = None
    tries: int = 0
    proven_at: datetime | None = None

    @property
    def tries_left(self) -> int:
        """How many codes may still be typed."""
        return MOST_TRIES - self.tries

    def open(self, now: datetime) -> bool:
        """Whether its code can be typed now."""
        return self.state is ProofState.ASKED and self.fresh(now)

    def fresh(self, now: datetime) -> bool:
        """Whether its mail can still be answered on the page to which it leads, also after too many wrong codes."""
        waits = self.state is ProofState.ASKED or self.why is Why.UNANSWERED
        return waits and self.mail_id is not None and now < self.asked_at + VALID


@dataclass(frozen=True, slots=True)
class Standing:
    """What shows that a sign-on is its organization's: its representative's address, and the domain that would be the
    organization's own, empty where it has none. `known`: those that are known to be, whoever signs; without any, the
    other is the signer's word. `told`: whether those can be known to everybody, the signer too."""

    address: str
    own: str
    known: tuple[str, ...] = ()
    first: Proof | None = None
    second: Proof | None = None
    told: bool = False

    @property
    def domain(self) -> str:
        """The domain of the address."""
        return self.address.rpartition("@")[2]

    @property
    def level(self) -> Level:
        """The level that was reached."""
        return level_of(self.first, self.second, self.known)

    @property
    def counts(self) -> bool:
        """Whether the address can prove anything: it is at what would be the organization's own domain."""
        return proves(self.domain, self.own)

    @property
    def may_ask_again(self) -> bool:
        """Whether another code can be asked for: one was, and it was not answered, or too many were."""
        waits = self.first and (self.first.state is ProofState.ASKED or self.first.why in (Why.UNANSWERED, Why.OFTEN))
        return bool(waits) and self.counts

    @property
    def sharing(self) -> Sharing | None:
        """Who shares the domain of the address, so that one there proves nothing."""
        return domains.sharing(self.domain)


def level_of(first: Proof | None, second: Proof | None, known: Collection[str]) -> Level:
    """The level that two proofs reach, by the domains that are known to be the organization's: the second counts only
    beside the first."""
    if first is None or first.state is not ProofState.PROVEN:
        return Level.STATED
    if first.domain not in known:
        return Level.MAILBOX
    confirmed = second is not None and second.state is ProofState.PROVEN and second.domain == first.domain
    return Level.CONFIRMED if confirmed else Level.PROVEN


def own_domain(host: str, domain: str) -> str:
    """The registrable domain that would be an organization's own, by the signer's word: its website's, else its
    representative's address's. Empty where it has none, or where many share it."""
    return domains.own(host or domain)


def proves(domain: str, own: str) -> bool:
    """Whether an address at this domain proves something of an organization with this domain of its own."""
    return bool(own) and registrable(domain) == own


def holds(before: PublicEntry, after: PublicEntry) -> bool:
    """Whether what was proven for one public line is so for the corrected one: same organization, same website."""
    return normalize(before.organization) == normalize(after.organization) and before.website == after.website
