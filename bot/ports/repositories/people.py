"""Persons, and their half-filled forms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.chats import Address
from bot.model.forms import Form
from bot.model.people.person import Account, Person, Role


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
        """Use up a one-time code that is still good: the person, letter and role with which it was offered. One that
        hands over a sign-on is none of these."""


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

    def forget(self) -> None:
        """Forget the forms that nobody went on with."""
