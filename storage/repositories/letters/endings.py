"""Campaigns that have ended, and the copies of their pages."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bot.model.journal.acts import Act
from bot.model.letters.ending import Copy, Ending
from storage import tables
from storage.repositories.journal.journal import JournalRepository

_OF = select(tables.endings).where(tables.endings.c.letter_id == bindparam("letter"))


class EndingRepository:
    """The ends of all letters' campaigns."""

    def __init__(self, connection: Connection, now: datetime, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._journal = journal

    def of(self, letter_id: int) -> Ending | None:
        row = self._connection.execute(_OF, {"letter": letter_id}).first()
        return Ending(row.letter_id, row.at, row.erase_at, row.erased_at) if row else None

    def end(self, letter_id: int, erase_at: datetime, person_id: int) -> Ending:
        ended = {"letter_id": letter_id, "at": self._now, "erase_at": erase_at}
        self._connection.execute(insert(tables.endings).values(ended))
        self._journal.append(letter_id, Act.LETTER_ENDED, record=0, person_id=person_id)
        return Ending(letter_id, self._now, erase_at)

    def resume(self, letter_id: int, person_id: int) -> None:
        self._connection.execute(delete(tables.endings).where(tables.endings.c.letter_id == letter_id))
        self._journal.append(letter_id, Act.LETTER_RESUMED, record=0, person_id=person_id)

    def due(self) -> Sequence[int]:
        endings = tables.endings
        due = select(endings.c.letter_id).where(endings.c.erase_at <= self._now, endings.c.erased_at.is_(None))
        return self._connection.execute(due).scalars().all()

    def erased(self, letter_id: int) -> None:
        endings = tables.endings
        self._connection.execute(
            update(endings).where(endings.c.letter_id == letter_id).values(erased_at=self._now)
        )  # fmt: skip
        self._journal.append(letter_id, Act.LETTER_PERSONS_ERASED, record=0, person_id=None)

    def copies(self, letter_id: int) -> Sequence[Copy]:
        copies = tables.copies
        rows = self._connection.execute(select(copies).where(copies.c.letter_id == letter_id).order_by(copies.c.id))
        return [_copy(row) for row in rows]

    def add_copy(self, letter_id: int, address: str) -> None:
        self._connection.execute(insert(tables.copies).values(letter_id=letter_id, address=address))

    def remove_copy(self, copy_id: int) -> None:
        self._connection.execute(delete(tables.copies).where(tables.copies.c.id == copy_id))

    def renewed(self, copy_id: int) -> None:
        self._connection.execute(update(tables.copies).where(tables.copies.c.id == copy_id).values(outdated_at=None))

    def outdate(self, letter_id: int) -> bool:
        copies = tables.copies
        good = copies.c.letter_id == letter_id, copies.c.outdated_at.is_(None)
        return self._connection.execute(update(copies).where(*good).values(outdated_at=self._now)).rowcount > 0


def _copy(row: Row[tuple[object, ...]]) -> Copy:
    return Copy(row.id, row.letter_id, row.address, row.outdated_at)
