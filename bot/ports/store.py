"""What is on disk: a unit of work over small repositories, one a topic.

A unit is a function that runs in one transaction, with no input or output but the repositories'. Its methods are
plain calls: the store runs it off the event loop's stack on any engine.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeVar

from bot.model.deliveries import DeliveryEnd
from bot.model.journal.acts import Changed
from bot.model.proofs.mails import MailEnd
from bot.ports.repositories.addressees import Presentations
from bot.ports.repositories.announcements import Announcements, Readers, Results, SpendingLedger
from bot.ports.repositories.chats import Chats, Groups, Hosting
from bot.ports.repositories.clock import Clock
from bot.ports.repositories.deliveries import HeldBack, Outbox, Queue, Updates
from bot.ports.repositories.disputes import Disputes
from bot.ports.repositories.duties import DutyTerms
from bot.ports.repositories.endorsements import (
    Communiques,
    Consents,
    Desks,
    Endorsements,
    Logos,
    MediaContacts,
    ReceivedMails,
)
from bot.ports.repositories.files import Files
from bot.ports.repositories.forms import Forms
from bot.ports.repositories.health import Health
from bot.ports.repositories.journal import Journal
from bot.ports.repositories.letters import (
    Calendars,
    Confirmations,
    Endings,
    LedgerEntries,
    Letters,
    OwnAnswers,
    Speakers,
    UnansweredQuestions,
)
from bot.ports.repositories.lists import Lists, Webhooks
from bot.ports.repositories.organizations import KnownDomains, Merges, Organizations
from bot.ports.repositories.outreach import Partners, Prospects
from bot.ports.repositories.people import (
    Limits,
    Menus,
    Missed,
    Organizers,
    People,
    Privacy,
    Sessions,
    Settings,
    Workplaces,
)
from bot.ports.repositories.press_links import PressLinks
from bot.ports.repositories.proofs import Mails, Proofs
from bot.ports.repositories.restores import Restores
from bot.ports.repositories.reviews import Reviews

Result = TypeVar("Result")


class Unit(Protocol):
    """One transaction."""

    @property
    def now(self) -> datetime:
        """When the unit began, in UTC."""

    def below(self, bound: int) -> int:
        """A random number, unguessable, from 0 up to but not including `bound`."""

    def savepoint(self) -> AbstractContextManager[object]:
        """What is done in it is undone where it raises."""

    @property
    def ends(self) -> Sequence[DeliveryEnd | MailEnd]:
        """What has come to its end in this unit, for the log."""

    @property
    def changed(self) -> Mapping[int, Changed]:
        """The letters of which this unit has changed what the public may see."""

    @property
    def stirs(self) -> bool:
        """Whether something may be for others to do now because of it: to be sent, or told."""

    @property
    def letters(self) -> Letters: ...
    @property
    def speakers(self) -> Speakers: ...
    @property
    def endings(self) -> Endings: ...
    @property
    def own_answers(self) -> OwnAnswers: ...
    @property
    def ledger(self) -> LedgerEntries: ...
    @property
    def presentations(self) -> Presentations: ...
    @property
    def unanswered(self) -> UnansweredQuestions: ...
    @property
    def people(self) -> People: ...
    @property
    def organizers(self) -> Organizers: ...
    @property
    def menus(self) -> Menus: ...
    @property
    def missed(self) -> Missed: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def hosting(self) -> Hosting: ...
    @property
    def organizations(self) -> Organizations: ...
    @property
    def merges(self) -> Merges: ...
    @property
    def known_domains(self) -> KnownDomains: ...
    @property
    def endorsements(self) -> Endorsements: ...
    @property
    def lists(self) -> Lists: ...
    @property
    def press_links(self) -> PressLinks: ...
    @property
    def prospects(self) -> Prospects: ...
    @property
    def partners(self) -> Partners: ...
    @property
    def webhooks(self) -> Webhooks: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def proofs(self) -> Proofs: ...
    @property
    def desks(self) -> Desks: ...
    @property
    def communiques(self) -> Communiques: ...
    @property
    def confirmations(self) -> Confirmations: ...
    @property
    def disputes(self) -> Disputes: ...
    @property
    def announcements(self) -> Announcements: ...
    @property
    def readers(self) -> Readers: ...
    @property
    def spending(self) -> SpendingLedger: ...
    @property
    def mails(self) -> Mails: ...
    @property
    def queue(self) -> Queue: ...
    @property
    def held(self) -> HeldBack: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def results(self) -> Results: ...
    @property
    def files(self) -> Files: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def forms(self) -> Forms: ...
    @property
    def updates(self) -> Updates: ...
    @property
    def calendars(self) -> Calendars: ...
    @property
    def workplaces(self) -> Workplaces: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def privacy(self) -> Privacy: ...
    @property
    def consents(self) -> Consents: ...
    @property
    def logos(self) -> Logos: ...
    @property
    def received_mails(self) -> ReceivedMails: ...
    @property
    def media_contacts(self) -> MediaContacts: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def health(self) -> Health: ...
    @property
    def duties(self) -> DutyTerms: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def restores(self) -> Restores: ...


class Store(Protocol):
    """The whole port: a unit that writes, and a unit that only reads."""

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        """Run a unit; when this returns, what it did is on disk. What it raises undoes it.

        Raises `TransactionLost` where the storage fails and nothing of it is on disk, `CommitUncertain` where it may be
        there all the same. A unit lets the first of them through, wherever it comes from.
        """

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        """Run a unit that changes nothing. Raises `TransactionLost` where the storage fails."""
