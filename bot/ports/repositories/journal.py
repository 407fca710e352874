"""The journal."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.journal.entries import Found, Head, Link, Opening


class Journal(Protocol):
    """The journal of a letter."""

    def links(self, letter_id: int) -> Sequence[Link]:
        """The whole chain, oldest first."""

    def each(self, letter_id: int, after: int | None = None) -> Iterator[Link]:
        """The chain after an entry, oldest first, of which a few entries are held at a time."""

    def last(self, letter_id: int, number: int | None = None) -> Link:
        """The last entry; or the last one up to a number. Its number is 0 where there is none."""

    def concerning(self, letter_id: int, endorsement_id: int) -> Sequence[tuple[str, Link, Opening | None]]:
        """An endorsement's entries, oldest first: each with the hash before it, and what stands beside it."""

    def beside(self, letter_id: int) -> Iterator[Opening]:
        """What stands beside the entries, oldest first, of which a few are held at a time."""

    def records(self, letter_id: int) -> Iterator[tuple[int, Found]]:
        """Every endorsement of a letter, its number and what is found of it, of which a few are held at a time."""

    def record(self, endorsement_id: int) -> Found | None:
        """What is found of one endorsement."""

    def erase(self, letter_id: int, endorsement_id: int, person_id: int | None = None) -> None:
        """Erase the lines and salts beside an endorsement's entries; that is journalled, and the chain still holds."""

    def heads(self, letter_id: int) -> Sequence[Head]:
        """Every published head, oldest first."""

    def head(self, letter_id: int, at: datetime) -> Head | None:
        """The last head that had been published at a moment."""

    def publish(self, letter_id: int) -> Head:
        """Publish the hash of the last entry; what was published already stays as it is."""
