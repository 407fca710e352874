"""One transaction, and the repositories that work in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from bot.model.deliveries import DeliveryEnd
from bot.model.journal.acts import Changed
from bot.model.proofs.mails import MailEnd
from storage.cipher import Cipher
from storage.repositories.addressees import PresentationRepository
from storage.repositories.announcements.announcements import AnnouncementRepository
from storage.repositories.announcements.readers import ReaderRepository
from storage.repositories.announcements.results import ResultRepository
from storage.repositories.announcements.spending import SpendingRepository
from storage.repositories.chats.chats import ChatRepository
from storage.repositories.chats.groups import GroupRepository
from storage.repositories.chats.hosting import HostingRepository
from storage.repositories.clock import ClockRepository
from storage.repositories.deliveries.ends import Ends
from storage.repositories.deliveries.held import HeldRepository
from storage.repositories.deliveries.outbox import OutboxRepository
from storage.repositories.deliveries.queue import QueueRepository
from storage.repositories.deliveries.updates import UpdateRepository
from storage.repositories.disputes import DisputeRepository
from storage.repositories.duties import DutyRepository
from storage.repositories.endorsements.communiques import CommuniqueRepository
from storage.repositories.endorsements.consents import ConsentRepository
from storage.repositories.endorsements.desks import DeskRepository
from storage.repositories.endorsements.endorsements import EndorsementRepository
from storage.repositories.endorsements.logos import LogoRepository
from storage.repositories.endorsements.media_contacts import MediaContactRepository
from storage.repositories.endorsements.received_mails import ReceivedMailRepository
from storage.repositories.files import FileRepository
from storage.repositories.forms import FormRepository
from storage.repositories.health import HealthRepository
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.letters.calendars import CalendarRepository
from storage.repositories.letters.confirmations import ConfirmationRepository
from storage.repositories.letters.endings import EndingRepository
from storage.repositories.letters.ledger import LedgerRepository
from storage.repositories.letters.letters import LetterRepository
from storage.repositories.letters.own_answers import OwnAnswerRepository
from storage.repositories.letters.speakers import SpeakerRepository
from storage.repositories.letters.unanswered import UnansweredRepository
from storage.repositories.lists import ListRepository
from storage.repositories.organizations.known_domains import KnownDomainRepository
from storage.repositories.organizations.merges import MergeRepository
from storage.repositories.organizations.organizations import OrganizationRepository
from storage.repositories.outreach.partners import PartnerRepository
from storage.repositories.outreach.prospects import ProspectRepository
from storage.repositories.people.limits import LimitRepository
from storage.repositories.people.menus import MenuRepository
from storage.repositories.people.missed import MissedRepository
from storage.repositories.people.organizers import OrganizerRepository
from storage.repositories.people.people import PeopleRepository
from storage.repositories.people.privacy import PrivacyRepository
from storage.repositories.people.sessions import SessionRepository
from storage.repositories.people.settings import SettingRepository
from storage.repositories.people.workplaces import WorkplaceRepository
from storage.repositories.press_links import PressLinkRepository
from storage.repositories.proofs.mails import MailRepository
from storage.repositories.proofs.proofs import ProofRepository
from storage.repositories.restores import RestoreRepository
from storage.repositories.reviews import ReviewRepository
from storage.repositories.webhooks import WebhookRepository

QUIET = frozenset(
    {
        "connection", "now", "below", "cipher", "_ends", "journal",
        "updates", "forms", "limits", "people", "chats", "groups", "settings", "calendars", "workplaces",
        "letters", "endings", "ledger", "unanswered", "speakers", "lists",
        "endorsements", "organizations", "known_domains",
    }
)  # fmt: skip
"""What a unit has by itself, and the repositories in which nothing comes to be that others have to do at once: the
journal tells of what changes a letter, and what is to be sent has repositories of its own."""


class ConnectionUnit:
    """A unit over one connection, in whatever transaction that stands in."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int], cipher: Cipher) -> None:
        self.connection = connection
        self.now = now
        self.below = below
        self.cipher = cipher
        self._ends = Ends(connection)

    @property
    def ends(self) -> Sequence[DeliveryEnd | MailEnd]:
        return self._ends.noted

    @property
    def changed(self) -> Mapping[int, Changed]:
        return self.journal.changed

    @property
    def stirs(self) -> bool:
        return bool(self.changed) or not vars(self).keys() <= QUIET

    @property
    def erases(self) -> bool:
        """Whether something may have been erased in it."""
        return "privacy" in vars(self)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        ends, changed = len(self._ends.noted), dict(self.journal.changed)
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            del self._ends.noted[ends:]
            self.journal.changed = changed
            raise

    @cached_property
    def journal(self) -> JournalRepository:
        return JournalRepository(self.connection, self.now, self.below)

    @cached_property
    def letters(self) -> LetterRepository:
        return LetterRepository(self.connection, self.now, self.journal)

    @cached_property
    def speakers(self) -> SpeakerRepository:
        return SpeakerRepository(self.connection, self.now, self.cipher)

    @cached_property
    def endings(self) -> EndingRepository:
        return EndingRepository(self.connection, self.now, self.journal)

    @cached_property
    def own_answers(self) -> OwnAnswerRepository:
        return OwnAnswerRepository(self.connection, self.now, self.journal)

    @cached_property
    def ledger(self) -> LedgerRepository:
        return LedgerRepository(self.connection, self.now, self.journal)

    @cached_property
    def presentations(self) -> PresentationRepository:
        return PresentationRepository(self.connection, self.now, self.cipher, self.journal)

    @cached_property
    def unanswered(self) -> UnansweredRepository:
        return UnansweredRepository(self.connection, self.now, self.below, self.cipher)

    @cached_property
    def people(self) -> PeopleRepository:
        return PeopleRepository(self.connection, self.now, self.below, self.cipher)

    @cached_property
    def organizers(self) -> OrganizerRepository:
        return OrganizerRepository(self.connection, self.now, self.cipher)

    @cached_property
    def menus(self) -> MenuRepository:
        return MenuRepository(self.connection)

    @cached_property
    def missed(self) -> MissedRepository:
        return MissedRepository(self.connection)

    @cached_property
    def sessions(self) -> SessionRepository:
        return SessionRepository(self.connection, self.now, self.below, self.cipher)

    @cached_property
    def chats(self) -> ChatRepository:
        return ChatRepository(self.connection, self.now, self.groups, self._ends)

    @cached_property
    def groups(self) -> GroupRepository:
        return GroupRepository(self.connection)

    @cached_property
    def organizations(self) -> OrganizationRepository:
        return OrganizationRepository(self.connection, self.now, self.journal)

    @cached_property
    def merges(self) -> MergeRepository:
        return MergeRepository(self.connection, self.now, self.journal)

    @cached_property
    def known_domains(self) -> KnownDomainRepository:
        return KnownDomainRepository(self.connection, self.now, self.cipher, self.journal, self.organizations)

    @cached_property
    def endorsements(self) -> EndorsementRepository:
        return EndorsementRepository(self.connection, self.now, self.below, self.cipher, self.journal)

    @cached_property
    def reviews(self) -> ReviewRepository:
        return ReviewRepository(self.connection, self.now, self.cipher, self.journal)

    @cached_property
    def proofs(self) -> ProofRepository:
        return ProofRepository(self.connection, self.now, self.cipher, self.journal, self.known_domains)

    @cached_property
    def desks(self) -> DeskRepository:
        return DeskRepository(self.connection, self.now, self.cipher, self.journal, self.endorsements)

    @cached_property
    def communiques(self) -> CommuniqueRepository:
        return CommuniqueRepository(self.connection, self.cipher)

    @cached_property
    def confirmations(self) -> ConfirmationRepository:
        return ConfirmationRepository(self.connection, self.now, self.letters.revision, self.endorsements.get)

    @cached_property
    def disputes(self) -> DisputeRepository:
        return DisputeRepository(self.connection, self.now, self.below, self.cipher, self.journal)

    @cached_property
    def webhooks(self) -> WebhookRepository:
        return WebhookRepository(self.connection, self.now, self.cipher)

    @cached_property
    def lists(self) -> ListRepository:
        return ListRepository(self.connection, self.now, self.below, self.cipher, self.journal)

    @cached_property
    def press_links(self) -> PressLinkRepository:
        return PressLinkRepository(self.connection, self.now, self.cipher, self.journal)

    @cached_property
    def prospects(self) -> ProspectRepository:
        return ProspectRepository(self.connection, self.now, self.cipher)

    @cached_property
    def partners(self) -> PartnerRepository:
        return PartnerRepository(self.connection, self.cipher)

    @cached_property
    def announcements(self) -> AnnouncementRepository:
        return AnnouncementRepository(self.connection, self.now, self.journal)

    @cached_property
    def readers(self) -> ReaderRepository:
        return ReaderRepository(self.connection, self.now)

    @cached_property
    def spending(self) -> SpendingRepository:
        return SpendingRepository(self.connection, self.now)

    @cached_property
    def mails(self) -> MailRepository:
        return MailRepository(self.connection, self.now, self.below, self.cipher, self._ends)

    @cached_property
    def queue(self) -> QueueRepository:
        return QueueRepository(
            self.connection, self.now, below=self.below, ends=self._ends, hosting=self.hosting, posted=self.held.posted
        )  # fmt: skip

    @cached_property
    def held(self) -> HeldRepository:
        return HeldRepository(self.connection, self.now, self.below, self._ends)

    @cached_property
    def hosting(self) -> HostingRepository:
        return HostingRepository(self.connection, self.now)

    @cached_property
    def outbox(self) -> OutboxRepository:
        return OutboxRepository(self.connection, self.now, self.below, self._ends)

    @cached_property
    def results(self) -> ResultRepository:
        return ResultRepository(self.connection, self.now)

    @cached_property
    def files(self) -> FileRepository:
        return FileRepository(self.connection, self.now, self.cipher)

    @cached_property
    def settings(self) -> SettingRepository:
        return SettingRepository(self.connection, self.journal)

    @cached_property
    def forms(self) -> FormRepository:
        return FormRepository(self.connection, self.now, self.cipher)

    @cached_property
    def updates(self) -> UpdateRepository:
        return UpdateRepository(self.connection, self.now, self.cipher)

    @cached_property
    def calendars(self) -> CalendarRepository:
        return CalendarRepository(self.connection)

    @cached_property
    def workplaces(self) -> WorkplaceRepository:
        return WorkplaceRepository(self.connection, self.now)

    @cached_property
    def limits(self) -> LimitRepository:
        return LimitRepository(self.connection, self.now, self.cipher, self.journal)

    @cached_property
    def consents(self) -> ConsentRepository:
        return ConsentRepository(self.connection, self.now)

    @cached_property
    def logos(self) -> LogoRepository:
        return LogoRepository(self.connection, self.journal)

    @cached_property
    def received_mails(self) -> ReceivedMailRepository:
        return ReceivedMailRepository(self.connection, self.cipher)

    @cached_property
    def media_contacts(self) -> MediaContactRepository:
        return MediaContactRepository(self.connection, self.now, self.cipher, self.journal)

    @cached_property
    def privacy(self) -> PrivacyRepository:
        return PrivacyRepository(
            self.connection,
            below=self.below,
            cipher=self.cipher,
            journal=self.journal,
            ends=self._ends,
            unanswered=self.unanswered,
            sessions=self.sessions,
        )

    @cached_property
    def health(self) -> HealthRepository:
        return HealthRepository(self.connection, self.now)

    @cached_property
    def duties(self) -> DutyRepository:
        return DutyRepository(self.connection)

    @cached_property
    def clock(self) -> ClockRepository:
        return ClockRepository(self.connection, self.now)

    @cached_property
    def restores(self) -> RestoreRepository:
        return RestoreRepository(self.connection, self.now, self.cipher, self.journal, self._ends)
