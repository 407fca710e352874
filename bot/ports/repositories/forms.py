"""Half-filled forms."""

from typing import Protocol

from bot.model.chats import Address
from bot.model.forms import Form
from bot.model.people.person import Account


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
