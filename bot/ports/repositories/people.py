"""Persons and what is kept about them: roles, codes, limits and blocks, what is erased, and what owners have set."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.model.deliveries import Subject
from bot.model.endorsements.endorsement import State
from bot.model.people.limits import Block, Blocked
from bot.model.people.person import Account, Invitation, Membership, Person, Role
from bot.model.people.privacy import Held
from bot.model.people.sessions import Mailbox, Session
from bot.model.people.workplaces import Server, Workplace


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

    def spoken(self, person_id: int) -> str:
        """The language in which a person last signed or disputed; empty where they did neither."""

    def roles(self, person_id: int, letter_id: int) -> frozenset[Role]:
        """The roles that a person has in a letter."""

    def grant(self, person_id: int, letter_id: int | None, role: Role, invited_by: int | None = None) -> None:
        """Give a person a role in a letter, or in every letter, also those to come. Nobody has invited whom the host
        has made an organizer."""

    def memberships(self, letter_id: int) -> Sequence[Membership]:
        """Every role that somebody has in a letter, also in all of them, oldest first."""

    def agree(self, person_id: int, letter_id: int, agreed_by: int) -> None:
        """An owner agrees to somebody whom another one has invited."""

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
        """Use up a one-time code that is still good: the person, letter and role with which it was offered. One that
        hands over a sign-on is none of these."""


class Organizers(Protocol):
    """The names of organizers, the invitations that are open, and those who were removed."""

    def names(self) -> Mapping[int, str]:
        """The names of all organizers who have one, also of those who are none any more."""

    def name(self, person_id: int) -> str:
        """As whom organizers know somebody; empty where that is not known."""

    def rename(self, person_id: int, name: str) -> None:
        """Keep the name of an organizer, encrypted; none where it is empty."""

    def invitations(self, letter_id: int) -> Sequence[Invitation]:
        """The invitations to a letter, and those of organizers to every letter, that can still be used."""

    def revoke(self, letter_id: int, handle: str) -> bool:
        """Void an invitation to a letter; false where there is none."""

    def membership(self, membership_id: int) -> Membership | None:
        """A role that somebody has, by its number."""

    def remember(self, person_id: int, letter_id: int | None, removed_by: int) -> None:
        """Keep for a while which roles somebody has in a letter, or in every letter, who is about to lose them."""

    def forget(self) -> None:
        """Forget the roles that can't be given back any more."""

    def removed(self, letter_id: int, removed_by: int) -> Sequence[int]:
        """Whom somebody has removed from a letter so lately that it can be undone."""

    def restore(self, person_id: int, letter_id: int, removed_by: int) -> Sequence[Role]:
        """Give somebody back what the one who removed them took; nothing where that was too long ago."""


class Missed(Protocol):
    """What was to be told to somebody in private and did not reach them, until they are told so."""

    def add(self, person_id: int, subject: Subject, subject_id: int) -> bool:
        """This did not reach somebody; false where they are to be told of it already."""

    def of(self, person_id: int) -> Sequence[tuple[Subject, int]]:
        """What did not reach somebody."""

    def forget(self, person_id: int, what: Collection[tuple[Subject, int]]) -> None:
        """They have been told of it."""


class Sessions(Protocol):
    """Proven addresses with an account of their own, encrypted, and the sessions that are open at them."""

    def ensure(self, address: str, language: str) -> Mailbox:
        """The account of an address that was proven just now, by somebody who reads this language."""

    def at(self, address: str) -> Mailbox | None:
        """The account of an address, if it has one."""

    def of_account(self, account: Account) -> Mailbox | None:
        """The address to which an account belongs."""

    def of_person(self, person_id: int) -> Sequence[Mailbox]:
        """The addresses at which a person has come."""

    def tell(self, mailbox_id: int, told: bool) -> None:
        """Whoever has an address wants to be told by mail that something waits, or does not."""

    def open(self, mailbox_id: int) -> str:
        """Open a session at an address: its secret, of which only a hash is kept. Too many end the oldest."""

    def find(self, secret: str) -> Session | None:
        """The session that is open under this secret."""

    def keep(self, secret: str, answer: str) -> None:
        """Keep the last answer in a session, encrypted."""

    def close(self, secret: str) -> None:
        """End a session."""

    def count(self, account: Account) -> int:
        """How many sessions are open at the address of an account."""

    def retire(self, limit: int) -> None:
        """Forget what is over: sessions, addresses on which nothing hangs, and their mail; so many of each at most."""


class Menus(Protocol):
    """Which private chats were given an organizer's menu, until it is taken from them."""

    def of(self, platform: str) -> Sequence[str]:
        """The accounts on a platform whose private chats have one."""

    def give(self, account: Account) -> None:
        """It is about to have one."""

    def take(self, account: Account) -> None:
        """It has none any more."""


class Settings(Protocol):
    """What the organizers of a letter have set."""

    def all(self, letter_id: int) -> dict[str, str]:
        """Every setting that differs from its default, by name."""

    def set(self, letter_id: int, name: str, value: str) -> None:
        """Set one; an empty value is its default."""


class Workplaces(Protocol):
    """The servers in which organizers work, and who has decided there by a role."""

    def all(self, letter_id: int) -> Sequence[Workplace]:
        """Those that were named for a letter, oldest first."""

    def find(self, letter_id: int, server: Server) -> Workplace | None:
        """What a server is for a letter, if it was named."""

    def servers(self, platform: str) -> Sequence[str]:
        """The ids of a platform's servers that were named for some letter."""

    def name(self, letter_id: int, server: Server, role: str, role_title: str) -> Workplace:
        """Name a server, with this role or none; whoever has decided by another role there counts as new again."""

    def take_back(self, workplace_id: int) -> None:
        """Name it no more."""

    def hold(self, workplace_id: int, person_id: int) -> int | None:
        """Keep that somebody decides by the role: the number of that, or nothing where it was known."""

    def holder(self, holder_id: int) -> tuple[Workplace, int] | None:
        """Where somebody decides by a role, and who."""


class Limits(Protocol):
    """Counts of the last days, by digests, and blocks, encrypted."""

    def add(self, letter_id: int, *kinds: tuple[str, str]) -> None:
        """Count that each of these kinds was done now, each by its key."""

    def forget(self) -> None:
        """Forget what was done so long ago that it counts for nothing."""

    def count(self, letter_id: int, kind: str, key: str, within: timedelta) -> int:
        """How often it was done lately."""

    def latest(self, letter_id: int, kind: str, key: str) -> datetime | None:
        """When it was done last, as far as that is known still."""

    def block(self, letter_id: int, *, kind: Blocked, key: str, value: str, reason: str, person_id: int) -> None:
        """Keep something out, known by its one spelling `key`; journalled, without saying what."""

    def unblock(self, letter_id: int, block_id: int, person_id: int) -> bool:
        """Let it in again, journalled; false where it was already."""

    def blocked(self, letter_id: int, keys: Mapping[Blocked, str]) -> bool:
        """Whether one of these, each of another kind, is kept out."""

    def blocks(self, letter_id: int, limit: int) -> Sequence[Block]:
        """What is kept out, the latest first."""


class Privacy(Protocol):
    """Erases; the journal's chain still verifies afterwards."""

    def held(self, accounts: Sequence[Account], person_id: int | None) -> Held:
        """What is held about whoever has these accounts, and is this person if any; but for what they signed and
        disputed."""

    def forget_account(self, account: Account) -> None:
        """Erase everything that leads to an account: its forms, and its private chat with what waits for it."""

    def forget(self, person_id: int) -> None:
        """Erase everything that leads to a person: accounts with what is theirs, roles, codes, what they have staged,
        and the disputes that they made. What they did stays in the journal under the random number that it has
        there."""

    def signed(self, person_id: int, states: Collection[State], limit: int) -> Sequence[int]:
        """What a person signed that is in one of these states, and not erased: so many at the most."""

    def named(self, address: str, limit: int) -> Sequence[int]:
        """The numbers of sign-ons that organizers have entered, in which whoever reads mail at an address is named."""

    def represented(self, person_id: int, limit: int) -> Sequence[int]:
        """What a person signed of which their personal data are held: so many at the most."""

    def forget_representative(self, endorsement_id: int) -> None:
        """Erase the personal data of whoever signed, and what they were asked and said; the sign-on stays as it is."""

    def forget_addresses(self, endorsement_id: int) -> None:
        """Erase the addresses to which mail about a sign-on went."""

    def erase(self, endorsement_id: int, person_id: int | None) -> None:
        """Erase a sign-on that stands no more: its line, also beside the journal, and its personal data; and the
        organization, where nothing else is known of it. Journalled."""

    def forget_organization(self, organization_id: int) -> None:
        """Erase the record of an organization, and those that were merged into it, where nothing else is known of it:
        no sign-on, and no imported list."""

    def aged(self, letter_id: int, state: State, before: datetime, limit: int) -> Sequence[int]:
        """The sign-ons that have been in a state since before a moment, and are not erased: so many at the most."""

    def attended(self, letter_id: int, state: State, before: datetime, limit: int) -> Sequence[int]:
        """Those of them whose personal data are still held."""

    def forget_disputer(self, dispute_id: int) -> None:
        """Erase who made a dispute, and what both sides said; how it ended stays."""

    def disputers(self, letter_id: int, limit: int) -> Sequence[int]:
        """The disputes about a letter's list, settled or not, of which it is kept who made them."""

    def only_signed(self, letter_id: int, limit: int) -> Sequence[int]:
        """The persons with an account here who signed a letter and are nobody else: no organizers, who follow nothing,
        and of whom nothing is kept as signers or disputers of any letter."""

    def forget_told(self, letter_id: int) -> None:
        """Forget which messages those who signed a letter were sent."""

    def disputed(self, letter_id: int, before: datetime, limit: int) -> Sequence[int]:
        """The disputes that were settled before a moment, or whose sign-on was declined or withdrawn before it, and
        that are not erased: so many at the most."""
