"""A half-filled form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.chats import Address
from bot.model.people.person import Account

FRESH = timedelta(minutes=30)
"""For so long the next line is taken for the answer to a question; then only its buttons go on."""

OFFERED = timedelta(days=1)
"""For so long it is offered to go on with a form that something else has come between."""

REMINDED_AFTER = timedelta(hours=3)
"""After so long a form whose question nobody has answered is called to mind, once."""

KEPT = timedelta(days=14)
"""For so long a form waits for its person."""

MOST_IN_CHAT, MOST = 5, 20
"""So many forms of an account's at the most wait in one chat, and in all of them; the oldest gives way."""


class Waits(StrEnum):
    """For what a form's question waits: nothing that is typed; the next line; or, since something else came between,
    that its person says to go on."""

    NOTHING = "nothing"
    LINE = "line"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Form:
    """The options of a command that somebody has given so far, as they were typed.

    `asked` are the options that the person is being asked for now; `wrong` is what was typed for one and can't be
    taken. A form belongs to the account that began it, in the chat where it goes on. `step` counts what was asked: a
    button of an earlier step holds no more. `held` is a line that may be the answer, or a question of its own.
    `beneath`: it was asked beneath an answer, by the way, and ends where anything else comes of that. `changed_at`:
    when it last asked something, as it is on disk.
    """

    id: str
    account: Account
    address: Address
    command: str
    values: Mapping[str, str]
    asked: tuple[str, ...] = ()
    wrong: Mapping[str, str] | None = None
    step: int = 0
    waits: Waits = Waits.NOTHING
    held: str = ""
    beneath: bool = False
    changed_at: datetime | None = None

    @property
    def given_up(self) -> bool:
        """Whether nothing is lost where something else comes between."""
        return self.beneath and not self.held and not self.wrong
