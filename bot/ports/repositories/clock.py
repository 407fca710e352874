"""What is kept of the time that passes."""

from datetime import datetime
from typing import Protocol

from bot.model.clock import Kept


class Clock(Protocol):
    """The time, as a process has left it behind."""

    def kept(self) -> Kept:
        """What is on disk of it; of a database that an earlier version has left, the newest time that it recorded."""

    def accepted_at(self) -> datetime | None:
        """When, by the machine's clock, the host said that this is right, if no process has followed yet."""

    def see(self) -> None:
        """A process has seen the time pass until now, and has followed the host."""

    def accept(self, machine: datetime) -> None:
        """The host says that the machine's clock, which says this, is right."""
