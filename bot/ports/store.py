"""What is on disk: a unit of work over small repositories, one a topic.

A unit is a function that runs in one transaction, with no input or output but the repositories'. Its methods are
plain calls: the store runs it off the event loop's stack on any engine.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.model.announcements import Announcement, Counts, Delivery, DeliveryState, Subject
from bot.model.chats import Address, Chat, ChatKind, Topic
from bot.model.endorsements import Endorsement, Exchange, Line, Representative, State
from bot.model.forms import Form
from bot.model.journal import Link
from bot.model.letter import Letter, Revision
from bot.model.organizations import Organization
from bot.model.people import Account, Person, Role

Result = TypeVar("Result")


class Letters(Protocol):
    """Letters and their revisions."""

    def all(self) -> Sequence[Revision]:
        """The latest revision of every letter, oldest letter first."""

    def current(self, letter_id: int) -> Revision | None:
        """The latest revision of a letter."""

    def named(self, slug: str) -> Revision | None:
        """The latest revision of the letter with this name."""

    def fingerprints(self, letter_id: int) -> dict[int, str]:
        """The SHA-256 of each revision's text as it is on disk, by its number."""

    def publish(self, letter: Letter) -> Revision:
        """Record a letter as its next revision, and in the journal."""


class People(Protocol):
    """Persons, their accounts, roles and one-time codes."""

    def find(self, account: Account) -> Person | None:
        """The person to whom an account belongs, if anything had to be remembered of them."""

    def ensure(self, account: Account) -> Person:
        """The person to whom an account belongs, new where there is none."""

    def accounts(self, person_id: int) -> Sequence[Account]:
        """The accounts of a person."""

    def attach(self, account: Account, person_id: int) -> None:
        """Make an account this person's."""

    def speak(self, person_id: int, language: str) -> None:
        """Remember the language that a person chose."""

    def roles(self, person_id: int, letter_id: int) -> frozenset[Role]:
        """The roles that a person has in a letter."""

    def grant(self, person_id: int, letter_id: int | None, role: Role) -> None:
        """Give a person a role in a letter, or in every letter, also those to come."""

    def revoke(self, person_id: int, letter_id: int | None) -> None:
        """Take from a person every role in a letter, or those in every letter, and what they offered with them."""

    def everywhere(self, person_id: int) -> frozenset[Role]:
        """The roles that a person has in every letter, also those to come."""

    def organizers(self, letter_id: int) -> Sequence[tuple[int, frozenset[Role]]]:
        """The persons with a role in a letter, and their roles."""

    def owned(self, platforms: Sequence[str]) -> bool:
        """Whether an owner has an account on one of these platforms."""

    def offer(
        self, code: str, until: datetime, person_id: int | None, letter_id: int | None, role: Role | None
    ) -> None:
        """Keep a one-time code, hashed: a person's invitation to a role, or the link to their other account.

        The host's invitation, without a person, takes the place of the host's earlier ones.
        """

    def redeem(self, code: str) -> tuple[int | None, int | None, Role | None] | None:
        """Use up a one-time code that is still good: the person, letter and role with which it was offered."""


class Chats(Protocol):
    """Chats and what they follow."""

    def find(self, address: Address) -> Chat | None:
        """The chat at an address, if it is known."""

    def at(self, platform: str, places: Sequence[str]) -> Sequence[Chat]:
        """The chats that are known at some places of a platform, whatever their threads."""

    def ensure(self, address: Address, kind: ChatKind, title: str) -> Chat:
        """The chat at an address, new where there is none, open again where it was closed."""

    def speak(self, chat_id: int, language: str) -> None:
        """Remember the language that was chosen for a chat."""

    def close(self, chat_id: int, reason: str) -> None:
        """Send nothing there any more, for this reason."""

    def move(self, chat_id: int, address: Address) -> None:
        """The chat has another address now."""

    def follow(self, chat_id: int, letter_id: int, topic: Topic) -> bool:
        """Let a chat follow a letter; false where it did already."""

    def unfollow(self, chat_id: int, letter_id: int, topic: Topic) -> bool:
        """Let a chat follow a letter no more; false where it did not."""

    def followed(self, chat_id: int) -> Sequence[tuple[int, Topic]]:
        """What a chat follows: letters and topics."""

    def followers(self, letter_id: int, topic: Topic) -> Sequence[Chat]:
        """The open chats that follow a letter's topic."""


class Organizations(Protocol):
    """Organizations, one record each."""

    def same(self, name: str) -> Organization | None:
        """The organization of this name, in whatever spelling that `normalize` makes one."""

    def add(self, name: str, website: str) -> Organization:
        """A new organization."""

    def get(self, organization_id: int) -> Organization | None:
        """The organization with this id."""

    def published(self) -> Sequence[Organization]:
        """The organizations that anybody may know of: those that some list shows, as it spells them."""

    def alike(self, letter_id: int, name: str) -> Sequence[Organization]:
        """The other organizations that are perhaps the same, of those that wait for review or are listed."""


class Endorsements(Protocol):
    """Endorsements, their representatives, and what reviewers asked."""

    def add(
        self, letter_id: int, organization_id: int, receipt: str, state: State, revision: int, language: str,
        line: Line, representative: Representative, person_id: int, act: str,
    ) -> Endorsement:  # fmt: skip
        """Record a new endorsement, and in the journal."""

    def save(
        self, endorsement: Endorsement, act: str, person_id: int, representative: Representative | None = None
    ) -> None:
        """Record a change of an endorsement by a person, and in the journal."""

    def get(self, endorsement_id: int) -> Endorsement | None:
        """The endorsement with this id."""

    def by_receipt(self, receipt: str) -> Endorsement | None:
        """The endorsement with this receipt."""

    def standing(self, letter_id: int, organization_id: int) -> Endorsement | None:
        """The one endorsement of a letter that stands for an organization."""

    def of_person(self, person_id: int, letter_id: int) -> Sequence[Endorsement]:
        """What a person signed, newest first."""

    def in_state(self, letter_id: int, state: State, offset: int, limit: int) -> Sequence[Endorsement]:
        """The endorsements in a state, those that have been in it longest first."""

    def count(self, letter_id: int, state: State) -> int:
        """How many endorsements are in a state."""

    def representative(self, endorsement_id: int) -> Representative:
        """The person who signed."""

    def looked_at(self, endorsement: Endorsement, person_id: int) -> None:
        """Record in the journal that a person looked at the personal details."""

    def ask(self, endorsement: Endorsement, question: str, person_id: int) -> None:
        """Keep a reviewer's question, and in the journal."""

    def answer(self, endorsement: Endorsement, answer: str, person_id: int) -> bool:
        """Keep the representative's answer to the last open question, and in the journal; false where none is open."""

    def exchanges(self, endorsement_id: int) -> Sequence[Exchange]:
        """What was asked and answered, oldest first."""


class Announcements(Protocol):
    """Announcements."""

    def add(self, letter_id: int, text: str, language: str, person_id: int) -> Announcement:
        """Record an announcement, and in the journal."""

    def get(self, announcement_id: int) -> Announcement | None:
        """The announcement with this id."""

    def recent(self, letter_id: int, limit: int) -> Sequence[Announcement]:
        """The latest announcements, newest first."""


class Queue(Protocol):
    """The messages that are to leave, each in one chat."""

    def put(self, chat_id: int, subject: Subject, subject_id: int) -> None:
        """Queue a message; a living one that already stands in the chat is brought up to date instead."""

    def put_to_followers(self, announcement: Announcement) -> int:
        """Queue an announcement to every open chat that follows its letter's news: how many."""

    def refresh(self, subject: Subject, subject_id: int) -> None:
        """What the messages about this say is not so any more."""

    def due(self, platform: str, limit: int) -> Sequence[Delivery]:
        """The messages of a platform that may leave now, in the order of their lanes."""

    def begin(self, ids: Sequence[int]) -> None:
        """They are about to leave."""

    def end(self, delivery_id: int, state: DeliveryState, message: str = "", reason: str = "") -> None:
        """What came of one."""

    def again(self, delivery: Delivery, seconds: float, perhaps: bool, reason: str = "") -> None:
        """Leave one, as it was when it began, for so many seconds; `perhaps`: this try may have arrived."""

    def afresh(self, delivery_id: int) -> None:
        """What was sent is not there any more: it leaves once more, as a new message."""

    def postpone(self, chat_id: int, seconds: float) -> None:
        """Nothing leaves for a chat for so many seconds."""

    def showing(self, delivery_id: int, shown: int) -> None:
        """A message that was sent shows this version of its subject."""

    def interrupted(self, platform: str, memory: timedelta) -> None:
        """What was leaving when the process ended leaves again within the platform's memory, or is uncertain."""

    def counts(self, announcement_id: int) -> Counts:
        """How many deliveries of an announcement stand in each state."""

    def troubles(self, announcement_id: int, limit: int) -> Sequence[tuple[Chat, DeliveryState, str]]:
        """The chats where an announcement failed or is uncertain, and why."""


class Forms(Protocol):
    """Half-filled forms, encrypted."""

    def get(self, form_id: str) -> Form | None:
        """The form with this id."""

    def open(self, account: Account, address: Address) -> Form | None:
        """The form that an account filled in a chat last."""

    def save(self, form: Form) -> None:
        """Keep a form; it takes the place of another of this account for the same command in this chat."""

    def close(self, form_id: str) -> None:
        """Forget a form."""


class Updates(Protocol):
    """The numbered updates of a platform that delivers each until it is acknowledged."""

    def take(self, platform: str, number: int) -> bool:
        """Record that an update is handled in this unit; false where it was before."""

    def keep_answer(self, platform: str, number: int, answer: str) -> None:
        """Keep the answer that is to leave for an update, as the adapter wrote it."""

    def unanswered(self, platform: str) -> Sequence[tuple[int, str]]:
        """The answers that did not begin to leave."""

    def leaving(self, platform: str, number: int) -> bool:
        """The answer is about to leave; false where it is not there any more, for it began to leave before."""


class Journal(Protocol):
    """The journal of a letter."""

    def links(self, letter_id: int) -> Sequence[Link]:
        """The whole chain, oldest first."""

    def commitments(self, letter_id: int) -> Sequence[tuple[int, str, str]]:
        """Beside each entry that commits to a line: its number, the salt, and the line's canonical JSON."""

    def states(self, letter_id: int) -> dict[int, str]:
        """The state of every endorsement as its record has it."""


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
    def letters(self) -> Letters: ...
    @property
    def people(self) -> People: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def organizations(self) -> Organizations: ...
    @property
    def endorsements(self) -> Endorsements: ...
    @property
    def announcements(self) -> Announcements: ...
    @property
    def queue(self) -> Queue: ...
    @property
    def forms(self) -> Forms: ...
    @property
    def updates(self) -> Updates: ...
    @property
    def journal(self) -> Journal: ...


class Store(Protocol):
    """The whole port: a unit that writes, and a unit that only reads."""

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        """Run a unit; when this returns, what it did is on disk. What it raises undoes it."""

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        """Run a unit that changes nothing."""
