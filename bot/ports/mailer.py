"""What the core needs of mail: one coroutine that sends a composed mail, with a closed set of outcomes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Post:
    """A composed mail, in plain text. `key` is the same for the same mail; `never` is the address at which one press
    stops all mail, or empty."""

    key: str
    address: str
    subject: str
    text: str
    language: str
    at: datetime
    never: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A server has taken it."""


@dataclass(frozen=True, slots=True)
class Bounced:
    """It was refused for its address, for good."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """It was refused for good, and its address is not at fault."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """It was not taken now; `everything` where no mail would have been."""

    reason: str
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """The connection was lost after the mail was given: it may have been taken."""

    reason: str


Posted = Taken | Bounced | Rejected | Later | Unsure


class Mailer(Protocol):
    """Mail out. What goes wrong is a value and never raised; reasons hold no addresses."""

    async def send(self, post: Post) -> Posted:
        """Give one mail to the server."""
