"""The journal."""

from collections.abc import Sequence
from typing import Protocol

from bot.model.journal import Link


class Journal(Protocol):
    """The journal of a letter."""

    def links(self, letter_id: int) -> Sequence[Link]:
        """The whole chain, oldest first."""

    def commitments(self, letter_id: int) -> Sequence[tuple[int, str, str]]:
        """Beside each entry that commits to a line: its number, the salt, and the line's canonical JSON."""

    def states(self, letter_id: int) -> dict[int, str]:
        """The state of every endorsement as its record has it."""
