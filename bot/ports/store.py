"""What is on disk: a unit of work over small repositories, one a topic.

A unit is a function that runs in one transaction, with no input or output but the repositories'. Its methods are
plain calls: the store runs it off the event loop's stack on any engine.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.model.announcements import Announcement, Audience, Content
from bot.model.chats import Address, Chat, ChatKind, Group, Lost, Topic
from bot.model.deliveries import Delivery, DeliveryState, Row, Subject, Tally
from bot.model.endorsements import Endorsement, Exchange, Line, Representative, State
from bot.model.files import File
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
    """Chats, what they follow, and the groups into which organizers put them."""

    def get(self, chat_id: int) -> Chat | None:
        """The chat with this id."""

    def find(self, address: Address) -> Chat | None:
        """The chat at an address, if it is known."""

    def at(self, platform: str, places: Sequence[str]) -> Sequence[Chat]:
        """The chats that are known at some places of a platform, whatever their threads."""

    def ensure(self, address: Address, kind: ChatKind, title: str) -> Chat:
        """The chat at an address, new where there is none, open again where it was closed."""

    def speak(self, chat_id: int, language: str) -> None:
        """Remember the language that was chosen for a chat."""

    def close(self, chat_id: int, cause: Lost) -> None:
        """Send nothing there any more, for this reason; what waits for it has failed."""

    def serve(self, platforms: Sequence[str]) -> None:
        """Only these platforms are served now: the chats of others can't be reached, and what waits for them failed."""

    def move(self, chat_id: int, address: Address) -> None:
        """The chat has another address now; where another chat is there already, it takes over what this one follows,
        its groups, and what waits for it."""

    def follow(self, chat_id: int, letter_id: int, topic: Topic) -> bool:
        """Let a chat follow a letter; false where it did already."""

    def unfollow(self, chat_id: int, letter_id: int, topic: Topic) -> bool:
        """Let a chat follow a letter no more; false where it did not. Without its news, it is in none of its groups."""

    def followed(self, chat_id: int) -> Sequence[tuple[int, Topic]]:
        """What a chat follows: letters and topics."""

    def since(self, chat_id: int, letter_id: int) -> datetime | None:
        """Since when a chat follows a letter's news; nothing where it does not."""

    def following(self, letter_id: int, after: int, limit: int, group_id: int | None = None) -> Sequence[Chat]:
        """The chats that follow a letter's news, or those of them in a group, whether or not they can be reached: in
        the order of their ids, beginning after one."""

    def titled(self, letter_id: int, part: str, limit: int) -> tuple[Sequence[Chat], bool]:
        """The shared chats that follow a letter's news and have this in their titles, in whatever case; and whether
        there may be more of them."""

    def census(self, letter_id: int) -> Sequence[tuple[str, int, int]]:
        """How many chats follow a letter's news on each platform: those that can be reached, and those that can't."""

    def followers(self, letter_id: int, topic: Topic) -> Sequence[Chat]:
        """The open chats that follow a letter's topic."""

    def count(self, letter_id: int, audience: Audience, closed: bool = False, most: int | None = None) -> int:
        """How many chats an audience is, counted up to `most`; those that can't be reached, where `closed` says so."""

    def reached(
        self, letter_id: int, audience: Audience, after: int, limit: int, closed: bool = False
    ) -> Sequence[Chat]:
        """The chats of an audience in the order of their ids, beginning after one."""

    def group(self, letter_id: int, name: str) -> Group:
        """The group of chats of this name, new where there is none."""

    def groups(self, letter_id: int) -> Sequence[Group]:
        """The groups of chats that a letter's organizers have made, oldest first."""

    def grouped(self, chat_id: int) -> frozenset[int]:
        """The groups in which a chat is, of whatever letter."""

    def put_together(self, group_id: int, chat_id: int, together: bool) -> None:
        """Put a chat into a group, or take it out."""

    def disband(self, group_id: int) -> None:
        """Forget a group; its chats stay."""


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

    def latest_entry(self, letter_id: int) -> int:
        """The number of the last entry of the letter's journal: what is listed from now on has a greater one."""

    def newly_listed(self, letter_id: int, after: int, since: int) -> Sequence[Endorsement]:
        """Those in the list that were put there after an entry of the journal, and never up to the entry `since`."""

    def still_listed(self, ids: Sequence[int]) -> Sequence[Endorsement]:
        """Those of these that are in the list now, in this order."""

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

    def add(
        self, letter_id: int, content: Content, audience: Audience, person_id: int | None,
        report_to: int | None = None, origin: str = "",
    ) -> Announcement:  # fmt: skip
        """A new draft. `origin`: what made the letter make it by itself, `kind:…`."""

    def save(self, announcement: Announcement, act: str = "", person_id: int | None = None) -> None:
        """Record a change, and an act of a person in the journal. Raises `ValueError` for a stage it can't become."""

    def get(self, announcement_id: int) -> Announcement | None:
        """The announcement with this id."""

    def recent(self, letter_id: int, limit: int) -> Sequence[Announcement]:
        """The latest announcements, newest first."""

    def open(self) -> Sequence[Announcement]:
        """Those of all letters that are released and have not come to their end, oldest first."""

    def live(self) -> Sequence[Announcement]:
        """Those of which something may still have to leave or to be edited."""

    def enliven(self, announcement_id: int, live: bool) -> None:
        """Something of it may have to leave or to be edited, or nothing any more."""

    def made(self, letter_id: int, origin: str) -> Announcement | None:
        """The latest one that this made the letter make."""

    def telling(self, letter_id: int, kind: str) -> Sequence[Announcement]:
        """Those of a kind that the letter made by itself."""


class Queue(Protocol):
    """The messages that are to leave, each in one chat."""

    def put(self, chat_id: int, subject: Subject, subject_id: int, message: str = "") -> None:
        """Queue a message; a living one that already stands in the chat is brought up to date instead.

        `message`: the platform's id of the one that is to be pinned or passed on.
        """

    def put_to_audience(self, announcement: Announcement, limit: int) -> tuple[int, int | None]:
        """Queue an announcement for the next chats of its audience: for how many, and up to which; none is left where
        that is nothing."""

    def refresh(self, subject: Subject, subject_id: int, at_once: bool = False) -> None:
        """What the messages about this say is not so any more; `at_once`, even where they were left for a while."""

    def outdate(self, announcement: Announcement, limit: int) -> int:
        """So many at the most of the messages of an announcement that stand in chats are not its version any more."""

    def cancel(self, announcement_id: int, limit: int) -> int:
        """So many at the most of the messages of an announcement that have not left won't: how many."""

    def forget(self, subject: Subject, subject_id: int) -> None:
        """The messages about this are not kept up to date any more: who is told of it again gets a new one."""

    def repeat(self, announcement_id: int, state: DeliveryState) -> int:
        """An announcement leaves anew for the open chats where it stands in a state: for how many."""

    def due(self, platform: str, limit: int, without: Collection[int] = ()) -> Sequence[Delivery]:
        """The messages of a platform that may leave now, in the order of their lanes, without some; so many at the most
        of notices, and of each announcement."""

    def begin(self, ids: Sequence[int]) -> frozenset[int]:
        """They are about to leave: those that still may, for nobody has paused or cancelled them."""

    def sent(self, ends: Sequence[tuple[int, str, int]]) -> None:
        """They are there: each by its id, the platform's id, and the version that it shows."""

    def end(self, delivery_id: int, state: DeliveryState, reason: str = "") -> None:
        """What came of one."""

    def again(self, delivery: Delivery, seconds: float, perhaps: bool, reason: str = "") -> None:
        """Leave one, as it was when it began, for so many seconds; `perhaps`: this try may have arrived."""

    def afresh(self, delivery_id: int) -> None:
        """What was sent is not there any more: it leaves once more, as a new message."""

    def postpone(self, chat_id: int, seconds: float) -> None:
        """Nothing leaves for a chat for so many seconds."""

    def showing(self, delivery_id: int, shown: int, reason: str = "", rest: timedelta = timedelta(0)) -> None:
        """A message that was sent shows this version of its subject, or can't, for a reason; it is left for a while."""

    def interrupted(self, platform: str, memory: Mapping[ChatKind, timedelta]) -> None:
        """What was leaving when the process ended leaves again within the platform's memory, or is uncertain."""

    def halts(self, platform: str) -> Sequence[tuple[str, datetime]]:
        """Where a platform has asked to wait, and until when; its name stands for everywhere."""

    def halt(self, platform: str, place: str, until: datetime) -> None:
        """Keep that a platform has asked to wait."""

    def pending(self, announcement_id: int) -> bool:
        """Whether anything of an announcement is still to leave or to be edited."""

    def unsent(self, announcement_id: int, before: datetime | None) -> bool:
        """Whether an announcement has still to leave for a chat, and is not put off beyond a moment there."""


class Results(Protocol):
    """What came of announcements."""

    def tally(self, announcement: Announcement) -> Tally:
        """How many deliveries stand in each state."""

    def rows(
        self, announcement_id: int, after: int, limit: int, troubles: bool = False, stale: bool = False
    ) -> Sequence[Row]:
        """A line a chat, beginning after a delivery: all, those that failed or are uncertain, or those that could not
        be corrected or recalled."""


class Files(Protocol):
    """Files that are sent along."""

    def add(self, letter_id: int, name: str, mime: str, content: bytes, until: datetime | None = None) -> File:
        """Keep a file, until a moment if one is given; the same file is kept once."""

    def get(self, ids: Sequence[int]) -> Sequence[File]:
        """The files with these ids, in their order, as far as they are there."""

    def kept(self, letter_id: int, file_id: int) -> bool:
        """Whether there is such a file of a letter, kept for good."""

    def content(self, file_id: int) -> bytes:
        """What is in a file; nothing where it is not there any more."""

    def reference(self, file_id: int, platform: str) -> str:
        """What a platform knows a file by; empty where it was never given it."""

    def remember(self, file_id: int, platform: str, reference: str) -> None:
        """What a platform knows a file by from now on."""


class Settings(Protocol):
    """What the organizers of a letter have set."""

    def all(self, letter_id: int) -> dict[str, str]:
        """Every setting that differs from its default, by name."""

    def set(self, letter_id: int, name: str, value: str) -> None:
        """Set one; an empty value is its default."""


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
    def journal(self) -> Journal: ...


class Store(Protocol):
    """The whole port: a unit that writes, and a unit that only reads."""

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        """Run a unit; when this returns, what it did is on disk. What it raises undoes it."""

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        """Run a unit that changes nothing."""
