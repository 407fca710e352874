"""The journal: one function appends to it, in the transaction of the change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, bindparam, delete, insert, select

from bot.model import journal as rules
from storage import tables

PAGE = 1000
"""So many rows at the most are held while a chain is followed."""

_LAST = (
    select(tables.journal)
    .where(tables.journal.c.letter_id == bindparam("letter"))
    .order_by(tables.journal.c.number.desc())
    .limit(1)
)
_LAST_UNTIL = _LAST.where(tables.journal.c.number <= bindparam("until"))
_ACTOR = select(tables.persons.c.journal_id).where(tables.persons.c.id == bindparam("person"))
_APPEND, _COMMIT = insert(tables.journal), insert(tables.commitments)
LINE = ("organization", "website", "place", "statement", "reserved", "reservation")
"""What an endorsement's public line is kept in."""


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
        last = self.last(letter_id)
        salt = f"{self._below(1 << 128):032x}" if line else ""
        entry = rules.Entry(
            letter=letter_id,
            number=last.number + 1,
            at=self._now,
            act=act,
            record=record,
            actor=self._actor(person_id),
            state=state,
            revision=revision,
            language=language,
            commitment=rules.commit(salt, line) if line else fingerprint,
        )
        link = rules.link(last.hash, entry)
        self._connection.execute(
            _APPEND,
            {"letter_id": letter_id, "number": link.number, "body": link.body, "hash": link.hash},
        )
        if line:
            self._connection.execute(
                _COMMIT,
                {"letter_id": letter_id, "number": link.number, "salt": salt, "line": line},
            )

    def _actor(self, person_id: int | None) -> str:
        if person_id is None:
            return ""
        return str(self._connection.execute(_ACTOR, {"person": person_id}).scalar_one())

    def links(self, letter_id: int) -> Sequence[rules.Link]:
        return list(self.each(letter_id))

    def each(self, letter_id: int, after: int | None = None) -> Iterator[rules.Link]:
        for row in self._paged(tables.journal, letter_id, after):
            yield _link(row)

    def last(self, letter_id: int, number: int | None = None) -> rules.Link:
        latest = _LAST if number is None else _LAST_UNTIL
        row = self._connection.execute(latest, {"letter": letter_id, "until": number}).first()
        return _link(row) if row else rules.Link(0, "", rules.GENESIS)

    def concerning(self, letter_id: int, endorsement_id: int) -> Sequence[tuple[str, rules.Link, rules.Beside | None]]:
        journal, before, beside = tables.journal, tables.journal.alias(), tables.commitments
        act = journal.c.body.startswith(f'{{"act":"{rules.ENDORSEMENT}', autoescape=True)
        record = journal.c.body.contains(f'"record":{endorsement_id},', autoescape=True)
        rows = (
            select(journal, before.c.hash.label("previous"), beside.c.salt, beside.c.line)
            .outerjoin(before, and_(before.c.letter_id == letter_id, before.c.number == journal.c.number - 1))
            .outerjoin(beside, and_(beside.c.letter_id == letter_id, beside.c.number == journal.c.number))
            .where(journal.c.letter_id == letter_id, act, record)
            .order_by(journal.c.number)
        )
        return [
            (
                row.previous or rules.GENESIS,
                _link(row),
                rules.Beside(row.number, row.salt, row.line) if row.salt is not None else None,
            )
            for row in self._connection.execute(rows)
        ]

    def beside(self, letter_id: int) -> Iterator[rules.Beside]:
        for row in self._paged(tables.commitments, letter_id):
            yield rules.Beside(row.number, row.salt, row.line)

    def records(self, letter_id: int) -> Iterator[tuple[int, rules.Standing, Mapping[str, str]]]:
        record = tables.endorsements
        for row in self._connection.execute(
            select(record).where(record.c.letter_id == letter_id).order_by(record.c.id)
        ):
            yield (row.id, *_standing(row))

    def record(self, endorsement_id: int) -> tuple[rules.Standing, Mapping[str, str]] | None:
        record = tables.endorsements
        row = self._connection.execute(select(record).where(record.c.id == endorsement_id)).first()
        return _standing(row) if row else None

    def erase(self, letter_id: int, endorsement_id: int, person_id: int | None = None) -> None:
        beside = tables.commitments
        numbers = [link.number for _, link, _ in self.concerning(letter_id, endorsement_id)]
        self._connection.execute(delete(beside).where(beside.c.letter_id == letter_id, beside.c.number.in_(numbers)))
        self.append(letter_id, rules.ERASED, endorsement_id, person_id)

    def heads(self, letter_id: int) -> Sequence[rules.Head]:
        heads = tables.heads
        rows = self._connection.execute(select(heads).where(heads.c.letter_id == letter_id).order_by(heads.c.number))
        return [rules.Head(row.number, row.hash, row.published_at) for row in rows]

    def publish(self, letter_id: int) -> rules.Head:
        heads, last = tables.heads, self.last(letter_id)
        same = select(heads).where(heads.c.letter_id == letter_id, heads.c.number == last.number)
        row = self._connection.execute(same).first()
        if row:
            return rules.Head(row.number, row.hash, row.published_at)
        self._connection.execute(
            insert(heads).values(letter_id=letter_id, number=last.number, hash=last.hash, published_at=self._now)
        )
        return rules.Head(last.number, last.hash, self._now)

    def _paged(self, table: Table, letter_id: int, after: int | None = None) -> Iterator[Row[tuple[Any, ...]]]:
        """A letter's rows after a number, oldest first, a page at a time."""
        while True:
            rows = select(table).where(table.c.letter_id == letter_id).order_by(table.c.number).limit(PAGE)
            page = self._connection.execute(rows if after is None else rows.where(table.c.number > after)).all()
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1].number


def _link(row: Row[tuple[Any, ...]]) -> rules.Link:
    return rules.Link(row.number, row.body, row.hash)


def _standing(row: Row[tuple[Any, ...]]) -> tuple[rules.Standing, Mapping[str, str]]:
    line = {name: row._mapping[name] for name in LINE}
    return rules.Standing(row.state, row.revision, row.language), line
