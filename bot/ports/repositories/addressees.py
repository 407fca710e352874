"""To whom letters were presented."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.model.addressees import AnswerFile, Presentation, Presented


class Presentations(Protocol):
    """What of letters went to their addressees, and what came back. Every change is journalled."""

    def all(self, letter_id: int) -> Sequence[Presentation]:
        """The presentations of a letter, the first one first."""

    def get(self, number: int) -> Presentation | None:
        """The presentation of this number."""

    def add(self, letter_id: int, said: Presented, by: str, person_id: int) -> Presentation:
        """Keep that a letter was presented."""

    def change(self, presentation: Presentation, said: Presented, person_id: int) -> Presentation:
        """Keep what came back."""

    def enclose(self, presentation: Presentation, file: AnswerFile) -> None:
        """Keep, encrypted, what an addressee has answered with, instead of what there was before."""

    def enclosed(self, presentation: Presentation) -> AnswerFile | None:
        """What an addressee has answered with; nothing where that was no file."""

    def remove(self, presentation: Presentation, person_id: int) -> None:
        """Take back that a letter was presented."""

    def silent(self, since: date, until: date) -> Sequence[Presentation]:
        """What was presented between two days of which nothing came back, and that was not told."""

    def tell(self, presentation: Presentation) -> None:
        """Keep that it was told that nothing came back."""

    def forget(self, letter_id: int | None = None) -> None:
        """Forget who has presented letters long ago, or a letter whenever that was."""

    def fingerprints(self, letter_id: int) -> Mapping[int, str]:
        """The SHA-256 of what each presentation of a letter says on disk, by its number."""
