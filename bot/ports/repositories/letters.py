"""Letters, and what their organizers have set."""

from collections.abc import Sequence
from typing import Protocol

from bot.model.letter import Letter, Revision


class Letters(Protocol):
    """Letters and their revisions."""

    def all(self) -> Sequence[Revision]:
        """The latest revision of every letter, oldest letter first."""

    def current(self, letter_id: int) -> Revision | None:
        """The latest revision of a letter."""

    def named(self, slug: str) -> Revision | None:
        """The latest revision of the letter with this name."""

    def fingerprints(self, letter_id: int) -> dict[int, str]:
        """The SHA-256 of each revision's text as it is on disk, by its number; empty where it is not the one noted."""

    def publish(self, letter: Letter) -> Revision:
        """Record a letter as its next revision, and in the journal."""


class Settings(Protocol):
    """What the organizers of a letter have set."""

    def all(self, letter_id: int) -> dict[str, str]:
        """Every setting that differs from its default, by name."""

    def set(self, letter_id: int, name: str, value: str) -> None:
        """Set one; an empty value is its default."""
