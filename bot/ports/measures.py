"""What is measured while the bot works, for whoever watches the machine."""

from typing import Protocol

from bot.model.deliveries import DeliveryEnd
from bot.model.proofs.mails import MailEnd


class Measures(Protocol):
    """Takes measurements. Times are seconds."""

    def replied(self, platform: str, seconds: float) -> None:
        """Somebody's request on a platform was done, and is on disk."""

    def stored(self, writes: bool, seconds: float) -> None:
        """A unit of work has ended."""

    def ended(self, end: DeliveryEnd | MailEnd) -> None:
        """A message or a mail came to its end."""


class Unmeasured(Measures):
    """Measures nothing."""

    def replied(self, platform: str, seconds: float) -> None: ...

    def stored(self, writes: bool, seconds: float) -> None: ...

    def ended(self, end: DeliveryEnd | MailEnd) -> None: ...
