"""A half-filled form."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.chats import Address
from bot.model.people.person import Account


@dataclass(frozen=True, slots=True)
class Form:
    """The options of a command that somebody has given so far, as they were typed.

    `asked` are the options that the person is being asked for now; `wrong` is what was typed for one and can't be
    taken. A form belongs to the account that began it, in the chat where it goes on.
    """

    id: str
    account: Account
    address: Address
    command: str
    values: Mapping[str, str]
    asked: tuple[str, ...] = ()
    wrong: Mapping[str, str] | None = None
