"""Half-filled forms."""

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.model.chats import Address
from bot.model.forms import Form
from bot.model.people.person import Account


class Forms(Protocol):
    """Half-filled forms, encrypted."""

    def get(self, form_id: str) -> Form | None:
        """The form with this id."""

    def waiting(self, account: Account, address: Address, without: Collection[str] = ()) -> Form | None:
        """The form of an account's in a chat whose question waits for a line, else the one that was put aside last;
        `without` those of some ids."""

    def begun(self, account: Account, address: Address) -> Sequence[Form]:
        """The forms of an account's in a chat, the one that was changed last first."""

    def save(self, form: Form) -> Sequence[Form]:
        """Keep a form. Where its question waits for a line, no other of its account in its chat does any more. Where
        its account has begun too many, the oldest are forgotten; those of them that asked for something typed."""

    def pause(self, account: Account, address: Address) -> None:
        """What an account is asked in a chat waits until its person says to go on."""

    def close(self, form_id: str) -> None:
        """Forget a form."""

    def unanswered(self, limit: int) -> Sequence[Form]:
        """The forms that are to be called to mind now, since their question has waited; from now on they were."""

    def retire(self, limit: int) -> Sequence[Form]:
        """Forget the forms that nobody went on with; those of them that asked for something typed."""
