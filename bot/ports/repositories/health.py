"""How the bot is."""

from collections.abc import Sequence
from typing import Protocol

from bot.model.health import Backlogs, KnownTrouble, Trouble


class Health(Protocol):
    """What the owners were told of troubles, and how much waits."""

    def standing(self) -> Sequence[KnownTrouble]:
        """The troubles that have not ended."""

    def trouble(self, number: int) -> KnownTrouble | None:
        """The trouble of this number."""

    def begin(self, trouble: Trouble) -> KnownTrouble:
        """A trouble stands from now on."""

    def see(self, numbers: Sequence[int]) -> None:
        """These are still met."""

    def end(self, number: int) -> None:
        """It is well again; troubles that ended long ago are forgotten."""

    def backlogs(self) -> Backlogs:
        """What may leave or be decided now, and has not."""
