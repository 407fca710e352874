"""An organization's sign-on to a revision of a letter: its states, and who may move it from one to another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from bot.model.letters.categories import Trait
from bot.model.letters.letter import canonical_json


class State(StrEnum):
    """Where an endorsement stands. `WITHHELD` is checked like one that is listed, and counted; its organization does
    not want its name to be published."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    LISTED = "listed"
    WITHHELD = "withheld"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"


STANDING = frozenset({State.SUBMITTED, State.LISTED, State.WITHHELD, State.DISPUTED})
"""The states in which an organization has one endorsement of a letter and no second."""

COUNTED = frozenset({State.LISTED, State.WITHHELD})
"""The states in which a reviewer has accepted it: it stands in the list, or is counted apart from that."""

MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.LISTED, State.WITHHELD, State.DECLINED, State.WITHDRAWN}),
    State.LISTED: frozenset({State.SUBMITTED, State.WITHHELD, State.WITHDRAWN, State.DISPUTED}),
    State.WITHHELD: frozenset({State.SUBMITTED, State.LISTED, State.WITHDRAWN, State.DISPUTED}),
    State.DECLINED: frozenset({State.SUBMITTED, State.WITHDRAWN, State.DISPUTED}),
    State.WITHDRAWN: frozenset(),
    State.DISPUTED: frozenset({State.LISTED, State.WITHHELD, State.WITHDRAWN, State.DECLINED}),
}
"""Every move that there is. `submitted` again is an undone decision, or a correction that is reviewed anew;
`disputed` after `declined` is a dispute that is open again."""


IMPORTED, MAILED = "imported", "mailed"
"""The origins of an endorsement that was gathered elsewhere, in a list, or that reached an organizer by mail."""

GATHERED = frozenset({IMPORTED, MAILED})
"""The origins of those that nobody here represents."""


class Check(StrEnum):
    """How a reviewer states to have checked an organization, through a contact that the submitter did not give.
    `SIGNER`: nobody else did, for whoever listed it had signed it, or acted for it."""

    PHONE = "phone"
    ADDRESS = "address"
    PERSON = "person"
    SIGNER = "signer"


class About(StrEnum):
    """What an organization's own words are about: the letter, or the demands about which it has a reservation."""

    STATEMENT = "statement"
    RESERVATION = "reservation"


class Words(StrEnum):
    """Where the words stand that an organization adds to its name. They are approved and taken down on their own."""

    NONE = ""
    WAITING = "waiting"
    SHOWN = "shown"
    TAKEN_DOWN = "taken_down"


_TRAITS = tuple(trait.value for trait in Trait)


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """What would stand in the public list, exactly as it was typed.

    `reserved`: the numbers of the demands about which the organization has a reservation; `reservation`: its words.
    `kind`, `sector`, `scope` and `region`: keys of the letter's categories; empty where the organization did not say.
    `withheld`: it stands in no list, for the organization does not want its name to be published. `spokesperson`: the
    name and role of who speaks for it, who has agreed to that by itself; a person's data, which can go alone.
    """

    organization: str
    website: str = ""
    place: str = ""
    statement: str = ""
    reserved: tuple[int, ...] = ()
    reservation: str = ""
    kind: str = ""
    sector: str = ""
    scope: str = ""
    region: str = ""
    withheld: bool = False
    spokesperson: str = ""

    @property
    def traits(self) -> Mapping[str, str]:
        """The category that the organization stated of each `Trait`."""
        return {trait: key for trait in _TRAITS if (key := getattr(self, trait))}

    def stating(self, traits: Mapping[str, str]) -> "PublicEntry":
        """The entry with what an organization states of each `Trait`, and nothing of the others."""
        kind, sector, scope, region = (traits.get(trait, "") for trait in Trait)
        return replace(self, kind=kind, sector=sector, scope=scope, region=region)

    @property
    def host(self) -> str:
        """The website's host; empty where there is no website."""
        return urlsplit(self.website).hostname or ""

    @property
    def bare(self) -> "PublicEntry":
        """The entry without the organization's own words and who speaks for it; that it has a reservation goes with its
        name."""
        if not (self.statement or self.reservation or self.spokesperson):
            return self
        return replace(self, statement="", reservation="", spokesperson="")

    def canonical(self) -> str:
        """The entry's canonical JSON, to which the journal commits. What it says of a reservation, of a trait, of a
        withheld name or of a spokesperson is only there where there is one, so that an entry without reads as it did
        before there were any."""
        said: dict[str, object] = {
            "organization": self.organization,
            "website": self.website,
            "place": self.place,
            "statement": self.statement,
            **self.traits,
        }
        if self.reserved:
            said |= {"reserved": self.reserved, "reservation": self.reservation}
        if self.withheld:
            said["withheld"] = True
        if self.spokesperson:
            said["spokesperson"] = self.spokesperson
        return canonical_json(said)


@dataclass(frozen=True, slots=True)
class Representative:
    """The person who signs for an organization: personal data, never published without consent."""

    name: str
    role: str
    email: str

    @property
    def domain(self) -> str:
        """The domain of the address."""
        return self.email.rpartition("@")[2]

    @property
    def named(self) -> str:
        """The name and role as they stand beside the organization, where that was agreed to."""
        return ", ".join(each for each in (self.name, self.role) if each)


@dataclass(frozen=True, slots=True)
class Latest:
    """Where an organization's latest sign-on stands, and its place as far as that is known."""

    organization_id: int
    place: str
    state: State


@dataclass(frozen=True, slots=True)
class Endorsement:
    """An organization's sign-on. `changed_at` is when its state last changed; `decided_by` is a person's id.

    `statement` and `reservation`: where its words about each stand. `board`: when the organization's board meets
    to decide, in the zone in which that was said. `origin` is one of `GATHERED` where an organizer brought it
    in or entered it: `person_id` is then theirs, and they represent nobody. `sort_key`: where it stands in a list
    that is in the order of the alphabet. `handle`: the random number by which everybody names its line in the list.
    """

    id: int
    letter_id: int
    organization_id: int
    receipt: str
    state: State
    revision: int
    language: str
    entry: PublicEntry
    person_id: int
    created_at: datetime
    changed_at: datetime
    check: Check | None = None
    reason: str = ""
    decided_by: int | None = None
    statement: Words = Words.NONE
    reservation: Words = Words.NONE
    board: datetime | None = None
    origin: str = ""
    sort_key: bytes = field(default=b"", compare=False, repr=False)
    handle: str = ""

    @property
    def gathered(self) -> bool:
        """Whether an organizer brought it in or entered it, so that nobody here represents it."""
        return self.origin in GATHERED

    @property
    def public(self) -> PublicEntry:
        """The entry as everybody may read it: with its words only where they are shown, and who speaks for it only as
        long as it is listed."""
        entry = self.entry
        spokesperson = entry.spokesperson if self.state is State.LISTED else ""
        statement = entry.statement if self.statement is Words.SHOWN else ""
        reservation = entry.reservation if self.reservation is Words.SHOWN else ""
        if (spokesperson, statement, reservation) == (entry.spokesperson, entry.statement, entry.reservation):
            return entry  # as nearly every one is, of very many
        return replace(entry, spokesperson=spokesperson, statement=statement, reservation=reservation)

    def says(self, about: About) -> str:
        """Its words about the letter or its reservation, wherever they stand."""
        return self.entry.statement if about is About.STATEMENT else self.entry.reservation

    def words(self, about: About) -> Words:
        """Where its words stand."""
        return self.statement if about is About.STATEMENT else self.reservation

    def worded(self, about: About, text: str, words: Words) -> "Endorsement":
        """This endorsement with other words, or with its words standing elsewhere."""
        if about is About.STATEMENT:
            return replace(self, entry=replace(self.entry, statement=text), statement=words)
        return replace(self, entry=replace(self.entry, reservation=text), reservation=words)

    def corrected(self, entry: PublicEntry, representative: Representative) -> "Endorsement":
        """This endorsement with an entry typed anew: its reservation stays, a statement that was changed waits. Whether
        the name is withheld, only a draft leaves open. Who is named as speaking for it is named as they are now."""
        before = self.entry
        kept = replace(
            entry,
            reserved=before.reserved,
            reservation=before.reservation,
            withheld=entry.withheld if self.state is State.DRAFT else before.withheld,
            spokesperson=representative.named if before.spokesperson else "",
        )
        changed = Words.WAITING if entry.statement else Words.NONE
        return replace(
            self, entry=kept, statement=self.statement if entry.statement == self.entry.statement else changed
        )

    @property
    def erased(self) -> bool:
        """Whether its organization was erased: only that there was a sign-on is left, and nothing is done to it."""
        return not self.entry.organization

    def may_become(self, state: State) -> bool:
        """Whether there is a move from where this endorsement stands to `state`."""
        return state in MOVES[self.state]

    def moved(self, state: State, at: datetime) -> "Endorsement":
        """This endorsement in another state; the caller has asked `may_become`. Nothing whose name is withheld is ever
        listed: it is counted apart.

        Once reviewed, it is listed with the words that waited; withdrawn, it says nothing any more.
        """
        state = State.WITHHELD if state is State.LISTED and self.entry.withheld else state
        approved = self.state is State.SUBMITTED and state in COUNTED

        def then(words: Words) -> Words:
            if state is State.WITHDRAWN and words:
                return Words.TAKEN_DOWN
            return Words.SHOWN if approved and words is Words.WAITING else words

        return replace(
            self, state=state, changed_at=at, statement=then(self.statement), reservation=then(self.reservation)
        )


@dataclass(frozen=True, slots=True)
class Exchange:
    """A reviewer's question about an endorsement, and the representative's answer once there is one. `asked_by` is the
    reviewer's id, where it is known."""

    id: int
    endorsement_id: int
    question: str
    answer: str = ""
    asked_by: int | None = None


def entry_text(entry: PublicEntry) -> str:
    """The entry as plain text, without its statement: the organization, and its place in brackets."""
    return f"{entry.organization} ({entry.place})" if entry.place else entry.organization
