"""The journal: one function appends to it, in the transaction of the change."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.model import journal as rules
from storage import tables


class JournalRepository:
    """The journals of all letters."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int]) -> None:
        self._connection = connection
        self._now = now
        self._below = below

    def append(
        self, letter_id: int, act: str, record: int, person_id: int | None,
        state: str = "", revision: int = 0, language: str = "", line: str = "", fingerprint: str = "",
    ) -> None:  # fmt: skip
        """Append an act to a letter's chain. It commits to `line`, the canonical JSON of the public line that was at
        stake, or to the `fingerprint` of a published text."""
        journal = tables.journal
        last = self._connection.execute(
            select(journal.c.number, journal.c.hash)
            .where(journal.c.letter_id == letter_id)
            .order_by(journal.c.number.desc())
            .limit(1)
        ).first()
        number, previous = (last.number + 1, last.hash) if last else (1, rules.GENESIS)
        salt = f"{self._below(1 << 128):032x}" if line else ""
        entry = rules.Entry(
            letter=letter_id,
            number=number,
            at=self._now,
            act=act,
            record=record,
            actor=self._actor(person_id),
            state=state,
            revision=revision,
            language=language,
            commitment=rules.commit(salt, line) if line else fingerprint,
        )
        link = rules.link(previous, entry)
        self._connection.execute(
            insert(journal).values(letter_id=letter_id, number=number, body=link.body, hash=link.hash)
        )
        if line:
            self._connection.execute(
                insert(tables.commitments).values(letter_id=letter_id, number=number, salt=salt, line=line)
            )

    def _actor(self, person_id: int | None) -> str:
        if person_id is None:
            return ""
        persons = tables.persons
        found = self._connection.execute(select(persons.c.journal_id).where(persons.c.id == person_id)).scalar_one()
        return str(found)

    def links(self, letter_id: int) -> Sequence[rules.Link]:
        journal = tables.journal
        rows = self._connection.execute(
            select(journal.c.number, journal.c.body, journal.c.hash)
            .where(journal.c.letter_id == letter_id)
            .order_by(journal.c.number)
        )
        return [rules.Link(row.number, row.body, row.hash) for row in rows]

    def commitments(self, letter_id: int) -> Sequence[tuple[int, str, str]]:
        beside = tables.commitments
        rows = self._connection.execute(
            select(beside.c.number, beside.c.salt, beside.c.line)
            .where(beside.c.letter_id == letter_id)
            .order_by(beside.c.number)
        )
        return [(row.number, row.salt, row.line) for row in rows]

    def states(self, letter_id: int) -> dict[int, str]:
        record = tables.endorsements
        rows = self._connection.execute(select(record.c.id, record.c.state).where(record.c.letter_id == letter_id))
        return {row.id: row.state for row in rows}
