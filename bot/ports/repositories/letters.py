"""Letters, their revisions, and who confirmed which."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.confirmations import ConfirmationCall
from bot.model.letters.letter import Draft, Letter, Proposal, Revision


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
        self,
        letter: Letter,
        person_id: int | None = None,
        material: bool = False,
        confirm_by: datetime | None = None,
        begun: int | None = None,
    ) -> Revision:
        """Record a letter as its next revision, and in the journal; what was edited and not published is gone. Nothing
        else may have its short name, if it was `begun` under a number."""

    def begin(self, letter: Letter, person_id: int) -> int:
        """Begin a letter, of which nothing is published yet: its number. What it says so far is its draft."""

    def begun(self) -> Sequence[Revision]:
        """The letters of which nothing was published yet, each as its draft says: as if that were a revision 0."""

    def attribute(self, revision: Revision, second_id: int | None, charged_to: int | None) -> Revision:
        """Note on whose word a revision rests besides: who has agreed to it, and on whose account it went."""

    def draft(self, letter_id: int) -> Draft | None:
        """What was edited of a letter and not published."""

    def keep_draft(self, letter_id: int, letter: Letter, person_id: int) -> None:
        """Keep what a person made of a letter, to be published or discarded."""

    def propose(self, letter_id: int, proposed: Proposal | None) -> None:
        """What was edited waits for another organizer, or does not any more."""

    def discard_draft(self, letter_id: int) -> None:
        """Forget what was edited and not published."""


class Confirmations(Protocol):
    """What was signed, revision by revision, and whom a revision asks to confirm it."""

    def asked(self, letter_id: int) -> Revision | None:
        """The latest revision of a letter that asks to be confirmed."""

    def call(self, letter_id: int, revision: int, reminder: bool, at: datetime) -> None:
        """Have everybody asked, or reminded, from a moment on. What earlier revisions have still to ask is dropped."""

    def due(self) -> Sequence[ConfirmationCall]:
        """The calls whose moment has come and that have not reached everybody."""

    def reach(self, call: ConfirmationCall, limit: int) -> Sequence[Endorsement]:
        """The next endorsements that stand for a revision before a call's; a call that reaches nobody more is over."""

    def signed(self, letter_id: int) -> dict[int, int]:
        """How many in the list have signed each revision, the latest revision first."""

    def standing(self, letter_id: int) -> int:
        """How many representatives a revision that is material would ask."""

    def answered(self, revision: Revision) -> tuple[int, int]:
        """Of those that stand and signed before a revision: how many stand for it by now, and how many do not."""
