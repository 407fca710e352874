"""What was signed, revision by revision, and whom a revision asks to confirm it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.endorsements.endorsement import Endorsement
from bot.model.letters.confirmations import Call
from bot.model.letters.letter import Revision


class Confirmations(Protocol):
    """What was signed, revision by revision, and whom a revision asks to confirm it."""

    def asked(self, letter_id: int) -> Revision | None:
        """The latest revision of a letter that asks to be confirmed."""

    def call(self, letter_id: int, revision: int, reminder: bool, at: datetime) -> None:
        """Have everybody asked, or reminded, from a moment on. What earlier revisions have still to ask is dropped."""

    def due(self) -> Sequence[Call]:
        """The calls whose moment has come and that have not reached everybody."""

    def reach(self, call: Call, limit: int) -> Sequence[Endorsement]:
        """The next endorsements that stand for a revision before a call's; a call that reaches nobody more is over."""

    def signed(self, letter_id: int) -> dict[int, int]:
        """How many in the list have signed each revision, the latest revision first."""

    def answered(self, revision: Revision) -> tuple[int, int]:
        """Of those that stand and signed before a revision: how many stand for it by now, and how many do not."""
