"""What the public data look like: from these values, the answers and their published schema are both made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from bot.model.addressees import How
from bot.model.letters.categories import Trait
from bot.model.letters.ledger import Status
from bot.model.letters.letter import Initiator, Letter
from bot.model.letters.localized import Localized
from bot.model.lists.order import Order
from bot.model.lists.snapshots import Part

Address = Annotated[str, Meta(description="An address.", extra_json_schema={"format": "uri-reference"})]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="A SHA-256, in hexadecimal.")]
Slug = Annotated[str, Meta(pattern="^[a-z0-9-]+$", description="The letter's short name, as addresses have it.")]
Handle = Annotated[str, Meta(description="The random number of a line in the list, by which its address names it.")]
Count = Annotated[int, Meta(ge=0)]
Number = Annotated[int, Meta(ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterEntry:
    """A letter in short. `count`: how many organizations are in its list; `withheld`: how many more were checked, whose
    names are withheld. While the list is kept back there is neither, and `published_from` says until when. `pages`:
    where it can be read, by languages."""

    slug: Slug
    languages: tuple[str, ...]
    title: Localized
    initiator: Initiator
    revision: Number
    sha256: Sha256
    published_at: datetime
    opens: datetime | None
    closes: datetime | None
    goal: int | None
    address: Address
    endorsements: Address
    pages: Mapping[str, Address]
    count: Count | UnsetType = UNSET
    withheld: Count | UnsetType = UNSET
    published_from: datetime | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class LetterList:
    """Every letter, the oldest first."""

    letters: tuple[LetterEntry, ...]


@dataclass(frozen=True, slots=True)
class RevisionEntry:
    """A revision of a letter. `material`: it changes what the letter says, so that those who had signed were asked
    anew. `canonical`: where the JSON stands of which `sha256` is the fingerprint."""

    number: Number
    sha256: Sha256
    published_at: datetime
    material: bool
    canonical: Address


@dataclass(frozen=True, slots=True)
class SnapshotEntry:
    """The list as it was frozen at a moment: of how many organizations, `withheld` of which had their names withheld,
    with its fingerprint, and the head that the journal had. `part`: empty for the whole list, `addendum` for those who
    were listed since the letter was first presented."""

    number: Number
    at: datetime
    size: Count
    sha256: Sha256
    head: str
    withheld: Count = 0
    part: Part = ""


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """What came of a demand: which status it has, since which day in the letter's zone, and from which source. `note`:
    what is said of it, in a `language`. `due`: until when an answer is due. `recorded_at`: since when everybody can
    read it. `corrects`: the number of the entry in whose place it stands; both stay. `revision`: the one of the letter
    whose demand has that number."""

    number: Number
    demand: Number
    revision: Number
    status: Status
    on: date
    source: str
    note: str
    language: str
    due: datetime | None
    recorded_at: datetime
    corrects: Number | None


@dataclass(frozen=True, slots=True)
class PresentationEntry:
    """The letter was presented to an addressee: on which day in its zone, how, in which revision; since when it is
    acknowledged and answered. `snapshot`: the number of the frozen list that went with it; none while the list is kept
    back."""

    addressee: str
    on: date
    how: How
    revision: Number
    acknowledged: date | None
    answered: date | None
    snapshot: Number | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class LetterData:
    """A letter whole: what its present revision says in all its languages, its latest revisions, the newest first, and
    its snapshots and how many in its list have stated each category, unless that is kept back. `files`: where
    documents' files are, by their SHA-256. `table`: the list as CSV. `feeds` and `calendars`: by languages. `ledger`:
    what came of its demands, the oldest entry first. `presentations`: to whom it was presented, the first one first."""

    about: LetterEntry
    letter: Letter
    revisions: tuple[RevisionEntry, ...]
    files: Mapping[str, Address]
    table: Address
    feeds: Mapping[str, Address]
    calendars: Mapping[str, Address]
    ledger: tuple[StatusEntry, ...] = ()
    presentations: tuple[PresentationEntry, ...] = ()
    snapshots: tuple[SnapshotEntry, ...] | UnsetType = UNSET
    stated: Mapping[Trait, Mapping[str, Count]] | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class EndorsementEntry:
    """An organization in the list, exactly as it is shown there. `reserved`: the demands about which it has a
    reservation. `revision`: the one that it has signed, and `language` in which. `level`: how well it is shown that the
    organization has signed, where the letter shows that. `spokesperson`: the name and role of who speaks for it in
    public, where somebody does. `addendum`: it is listed since the letter was first presented. `kind`, `sector`,
    `scope` and `region`: keys of the letter's categories, empty where the organization did not say. `logo`: where its
    logo is, as a PNG, where it has one."""

    handle: Handle
    address: Address
    organization: str
    website: str
    place: str
    statement: str
    reserved: tuple[Number, ...]
    reservation: str
    revision: Number
    language: str
    listed_since: datetime
    level: str | UnsetType = UNSET
    spokesperson: str = ""
    addendum: bool = False
    kind: str = ""
    sector: str = ""
    scope: str = ""
    region: str = ""
    logo: Address | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class EndorsementList:
    """The whole list of a letter, in its order. `withheld`: how many more were checked, whose names are withheld. While
    it is kept back there is none of `count`, `withheld` and `endorsements`, and `published_from` says until when."""

    letter: Slug
    revision: Number
    sha256: Sha256
    order: Order
    published_from: datetime | UnsetType = UNSET
    count: Count | UnsetType = UNSET
    withheld: Count | UnsetType = UNSET
    endorsements: tuple[EndorsementEntry, ...] | UnsetType = UNSET
