"""What was to be told to somebody in private, and did not reach them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, insert, select

from bot.model.deliveries import Subject
from storage import tables


class MissedRepository:
    """What did not reach its person, until they are told so."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, person_id: int, subject: Subject, subject_id: int) -> bool:
        missed = tables.missed
        this = {"person_id": person_id, "subject": subject.value, "subject_id": subject_id}
        there = select(missed.c.person_id).filter_by(**this)
        new = self._connection.execute(there).first() is None
        if new:
            self._connection.execute(insert(missed).values(this))
        return new

    def of(self, person_id: int) -> Sequence[tuple[Subject, int]]:
        missed = tables.missed
        rows = self._connection.execute(
            select(missed).where(missed.c.person_id == person_id).order_by(missed.c.subject, missed.c.subject_id)
        )
        return [(Subject(row.subject), row.subject_id) for row in rows]

    def forget(self, person_id: int, what: Collection[tuple[Subject, int]]) -> None:
        missed = tables.missed
        for subject, number in what:
            this = missed.c.subject == subject.value, missed.c.subject_id == number
            self._connection.execute(delete(missed).where(missed.c.person_id == person_id, *this))
