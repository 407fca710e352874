"""Letters, and what their organizers have set."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.letters.letter import Draft, Letter, Revision


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

    def revision(self, letter_id: int, number: int) -> Revision | None:
        """The revision of a letter with this number."""

    def publish(
        self, letter: Letter, person_id: int | None = None, material: bool = False, confirm_by: datetime | None = None
    ) -> Revision:
        """Record a letter as its next revision, and in the journal; what was edited and not published is gone."""

    def draft(self, letter_id: int) -> Draft | None:
        """What was edited of a letter and not published."""

    def keep_draft(self, letter_id: int, letter: Letter, person_id: int) -> None:
        """Keep what a person made of a letter, to be published or discarded."""

    def discard_draft(self, letter_id: int) -> None:
        """Forget what was edited and not published."""


class Settings(Protocol):
    """What the organizers of a letter have set."""

    def all(self, letter_id: int) -> dict[str, str]:
        """Every setting that differs from its default, by name."""

    def set(self, letter_id: int, name: str, value: str) -> None:
        """Set one; an empty value is its default."""
