"""Endorsements: their states, what was agreed to, and an organization's desk."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.endorsements.communiques import Communique
from bot.model.endorsements.consents import Consent, Item
from bot.model.endorsements.endorsement import Endorsement, Exchange, Latest, PublicEntry, Representative, State, Words
from bot.model.endorsements.logos import Logo
from bot.model.endorsements.mailed import ReceivedMail
from bot.model.endorsements.media_contacts import Agreement, MediaContact, Named
from bot.model.journal.acts import Act
from bot.model.letters.categories import Trait
from bot.model.lists.counts import Count
from bot.model.lists.filters import EVERYBODY, Filter
from bot.model.lists.order import Order
from bot.model.reviews import Preference


class Endorsements(Protocol):
    """Endorsements, their representatives, and what reviewers asked."""

    def add(
        self, letter_id: int, *, organization_id: int, receipt: str, state: State, revision: int, language: str,
        entry: PublicEntry, representative: Representative, person_id: int, act: Act, origin: str = "",
    ) -> Endorsement:  # fmt: skip
        """Record a new endorsement, and in the journal."""

    def save(
        self, endorsement: Endorsement, act: Act, person_id: int | None, representative: Representative | None = None
    ) -> None:
        """Record a change of an endorsement by a person, or by the host, and in the journal."""

    def prefer(self, endorsement_id: int, why: Preference = Preference.PROVEN, holds: bool = True) -> None:
        """Reviewers are shown an endorsement before others for this reason from now on, or no longer."""

    def get(self, endorsement_id: int) -> Endorsement | None:
        """The endorsement with this id."""

    def by_receipt(self, receipt: str) -> Endorsement | None:
        """The endorsement with this receipt."""

    def in_list(self, letter_id: int, handle: str) -> Endorsement | None:
        """The endorsement whose line in a letter's list has this number; nothing where it is not in the list."""

    def standing(self, letter_id: int, organization_id: int) -> Endorsement | None:
        """The one endorsement of a letter that stands for an organization."""

    def of_person(self, person_id: int, letter_id: int) -> Sequence[Endorsement]:
        """What a person signed, newest first."""

    def of_organizations(self, organization_ids: Sequence[int]) -> Sequence[Endorsement]:
        """Every endorsement of these organizations, of any letter, oldest first."""

    def in_state(self, letter_id: int, state: State, offset: int, limit: int) -> Sequence[Endorsement]:
        """The endorsements in a state, those that have been in it longest first."""

    def page(
        self, letter_id: int, states: Collection[State], order: Order, after: Endorsement | None, limit: int
    ) -> Sequence[Endorsement]:
        """The endorsements in some states in the order of a list, from the one after another on."""

    def listed(
        self, letter_id: int, order: Order, *, offset: int, limit: int, within: Filter = EVERYBODY
    ) -> Sequence[Endorsement]:
        """The endorsements in the list that a filter leaves, in its order."""

    def found(
        self, letter_id: int, order: Order, *, offset: int, limit: int, within: Filter = EVERYBODY
    ) -> tuple[int, Sequence[Endorsement]]:
        """How many a filter leaves, and these of them: at less cost than both apart where something was typed."""

    def late(self, letter_id: int, ids: Collection[int] | None = None) -> frozenset[int]:
        """The numbers of those in a letter's list, or of some of them, whose organizations were not in the list that
        went with the letter as it was first presented: the addendum. None where it was not presented."""

    def count_listed(self, letter_id: int, within: Filter) -> int:
        """How many of them there are."""

    def count_stated(self, letter_id: int, trait: Trait) -> Mapping[str, int]:
        """How many in the list have stated each category of a trait, by its key; one that nobody has is not named."""

    def nearly_listed(self, letter_id: int, typed: str, limit: int) -> Sequence[Endorsement]:
        """The endorsements in the list whose organization's name has what was typed, slips forgiven, the best first."""

    def latest_of(self, letter_id: int, keys: Sequence[str]) -> Mapping[str, Sequence[Latest]]:
        """Where the latest endorsement of each organization of these normalized names stands, but for drafts."""

    def count(self, letter_id: int, state: State) -> int:
        """How many endorsements are in a state."""

    def signed(self, letter_id: int) -> Count:
        """How many are accepted: those in the list, and apart from them those whose names are withheld."""

    def miscounted(self, letter_id: int) -> str:
        """Which count that is kept is not what counting finds; empty where all agree."""

    def growth(self, letter_id: int, most: int) -> Sequence[tuple[datetime, int]]:
        """By when how many of those that are counted had come to stand where they do, from the first of them on;
        nothing of those who left. Each of them where they are `most` at the most, else so many moments and one."""

    def latest_entry(self, letter_id: int) -> int:
        """The number of the last entry of the letter's journal: what is listed from now on has a greater one."""

    def newly_listed(self, letter_id: int, after: int, since: int) -> Sequence[Endorsement]:
        """Those in the list that were put there after an entry of the journal, and never up to the entry `since`."""

    def corrected_since(self, letter_id: int, ids: Sequence[int], entry: int) -> Collection[int]:
        """Which of these were corrected after an entry of the journal; none where that is 0, so that it is not known
        which."""

    def still_listed(self, ids: Sequence[int]) -> Sequence[Endorsement]:
        """Those of these that are in the list now, in this order."""

    def representative(self, endorsement_id: int) -> Representative:
        """The person who signed; without a name where they are forgotten."""

    def acted(self, endorsement_id: int) -> Collection[int]:
        """The persons who have signed or acted for an endorsement, its second contact among them, by its journal."""

    def looked_at(self, endorsement: Endorsement, person_id: int) -> None:
        """Record in the journal that a person looked at the personal details."""

    def ask(self, endorsement: Endorsement, question: str, person_id: int) -> None:
        """Keep a reviewer's question, and in the journal."""

    def answer(self, endorsement: Endorsement, answer: str, person_id: int) -> Exchange | None:
        """Keep the representative's answer to the last open question, and in the journal: the question with it; nothing
        where none is open."""

    def exchanges(self, endorsement_id: int) -> Sequence[Exchange]:
        """What was asked and answered, oldest first."""


class Communiques(Protocol):
    """What endorsers say in their own name, encrypted, the last versions of each."""

    def latest(self, endorsement_id: int) -> Communique:
        """The last version; one of number 0, which says nothing of its own, where nobody has written any."""

    def add(self, endorsement_id: int, communique: Communique) -> None:
        """Keep the next version; of the earlier ones only the last stay."""

    def drop(self, endorsement_id: int, version: int) -> None:
        """Forget a version, so that the one before is the last again."""

    def forget(self, endorsement_id: int) -> None:
        """Forget every version."""


class Consents(Protocol):
    """To what representatives have agreed, and in which words."""

    def give(self, endorsement_id: int, person_id: int, wordings: Mapping[Item, str], language: str) -> None:
        """Record that a person agrees to these items, each by its wording. It takes the place of what they agreed to
        about them before, and of all that somebody else agreed to about this endorsement."""

    def take_back(self, endorsement_id: int, items: Collection[Item]) -> None:
        """These items are not agreed to any more."""

    def agreeing(self, letter_id: int, item: Item, after: int, limit: int) -> Sequence[int]:
        """The next accepted endorsements of a letter after one, by their ids, whose representatives agree to it."""

    def given(self, endorsement_id: int) -> Sequence[Consent]:
        """To what the representative of an endorsement agreed."""


class Logos(Protocol):
    """Organizations' logos, at the most one of each sign-on."""

    def keep(self, endorsement: Endorsement, logo: Logo, content: bytes, person_id: int) -> None:
        """Keep a logo with its PNG, in the place of any other, and in the journal."""

    def settle(self, endorsement: Endorsement, state: Words, act: Act, person_id: int) -> None:
        """Keep where a logo stands from now on, and in the journal."""

    def take_down(self, endorsement: Endorsement, person_id: int | None) -> None:
        """Nothing is kept of a logo; that is journalled."""

    def forget(self, endorsement_id: int) -> None:
        """Nothing is kept of a logo, before an act that says so."""

    def of(self, endorsement_id: int) -> Logo | None:
        """The logo of a sign-on, wherever it stands."""

    def shown(self, endorsement_ids: Sequence[int]) -> Mapping[int, Logo]:
        """The logos of these that are approved, by the sign-ons."""

    def in_list(self, letter_id: int, limit: int) -> Sequence[int]:
        """The sign-ons in a letter's list whose logos are approved, in the order of the alphabet, so many at most."""

    def content(self, endorsement_id: int) -> bytes:
        """A logo as a PNG; nothing where there is none."""


class ReceivedMails(Protocol):
    """The mails by which sign-ons reached organizers; they go with what is known of who signed."""

    def keep(self, endorsement_id: int, mail: ReceivedMail) -> None:
        """Keep the mail of a sign-on that was entered, encrypted."""

    def of(self, endorsement_id: int) -> ReceivedMail | None:
        """The mail by which a sign-on came; nothing where it came otherwise, or is forgotten."""

    def count(self, letter_id: int) -> int:
        """How many of a letter are kept."""


class MediaContacts(Protocol):
    """Who speaks for organizations to the press."""

    def name(self, endorsement: Endorsement, contact: MediaContact, consent: Agreement) -> None:
        """Keep who speaks for an endorsement's organization, in the place of whoever was before; in the journal too."""

    def take_back(self, endorsement: Endorsement) -> None:
        """Its representative names nobody any more; in the journal too."""

    def drop(self, endorsement_id: int) -> None:
        """Whoever was named is gone with what it rested on."""

    def of(self, endorsement_id: int) -> Named | None:
        """Who speaks for an endorsement's organization."""

    def listed(self, letter_id: int) -> Sequence[Named]:
        """Those of a letter's listed organizations, in the order of their names: so many as a media list holds."""

    def looked_at(self, letter_id: int, revision: int, named: Sequence[Named], person_id: int) -> None:
        """A person looked at these; in the journal too, with the letter's revision."""


class Desks(Protocol):
    """What a representative does about an endorsement without changing where it stands."""

    def reword(self, endorsement: Endorsement, act: Act, person_id: int | None) -> None:
        """Keep an endorsement's words and reservations, and in the journal."""

    def meet(self, endorsement: Endorsement, remind_at: datetime | None) -> None:
        """Keep when its board meets, and when its representative is reminded of it."""

    def reminders(self, limit: int) -> Sequence[Endorsement]:
        """The endorsements of which somebody is to be reminded by now; each is given once."""

    def ahead(self, endorsement: Endorsement) -> int:
        """How many endorsements have waited longer for review."""

    def waiting(self, letter_id: int, limit: int) -> Sequence[Endorsement]:
        """Those listed whose words or logo wait to be approved, in the order in which they were listed."""

    def reservations(self, letter_id: int) -> Mapping[int, int]:
        """How many of those listed have a reservation about each demand; a demand without any is not named."""

    def reserved(self, letter_id: int) -> frozenset[int]:
        """The demands about which somebody whose endorsement stands, listed or not, has a reservation."""

    def offer(self, code: str, until: datetime, endorsement: Endorsement) -> None:
        """Keep a one-time code, hashed, with which somebody else takes an endorsement over; it replaces the last."""

    def offered(self, code: str) -> Endorsement | None:
        """The endorsement that a code hands over, as long as it is good and who made it still acts for it."""

    def hand_over(self, endorsement: Endorsement, representative: Representative) -> None:
        """Somebody else acts for an endorsement: the person whose id it has. Kept in the journal; what was kept of the
        earlier representative is gone, and so is the code."""
