"""The journal: one function appends to it, in the transaction of the change."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, bindparam, delete, insert, select

from bot.model.journal import entries, facts
from bot.model.journal import entries as rules
from bot.model.journal.acts import ADDING, Act, Changed
from storage import tables
from storage.repositories.journal.facts import FACTS, FOUND, facts_in, line_in

PAGE = 1000
"""So many rows at the most are held while a chain is followed."""

_LAST = (
    select(tables.journal)
    .where(tables.journal.c.letter_id == bindparam("letter"))
    .order_by(tables.journal.c.number.desc())
    .limit(1)
)
_LAST_UNTIL = _LAST.where(tables.journal.c.number <= bindparam("until"))
_BEFORE = select(
    _LAST.with_only_columns(tables.journal.c.number).scalar_subquery().label("number"),
    _LAST.with_only_columns(tables.journal.c.hash).scalar_subquery().label("hash"),
    select(tables.persons.c.journal_id)
    .where(tables.persons.c.id == bindparam("person"))
    .scalar_subquery()
    .label("actor"),
)
_THIS = tables.endorsements.c.id == bindparam("endorsement")
_FACTS, _FOUND = FACTS.where(_THIS), FOUND.where(_THIS)
_APPEND, _COMMIT = insert(tables.journal), insert(tables.commitments)


class JournalRepository:
    """The journals of all letters."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int]) -> None:
        self._connection = connection
        self._now = now
        self._below = below
        self.changed = dict[int, Changed]()
        """What was done to letters in this transaction."""

    def append(
        self, letter_id: int, act: Act, *, record: int, person_id: int | None,
        state: str = "", revision: int = 0, language: str = "", line: str = "", fingerprint: str = "",
    ) -> None:  # fmt: skip
        """Append an act to a letter's chain. It commits to `line`, the canonical JSON of the public line that was at
        stake, or to the `fingerprint` of a published text; one about an endorsement says what its rows say by now."""
        before = self._connection.execute(_BEFORE, {"letter": letter_id, "person": person_id}).one()
        salt = f"{self._below(1 << 128):032x}" if line else ""
        entry = rules.Entry(
            letter=letter_id,
            number=(before.number or 0) + 1,
            at=self._now,
            act=act,
            record=record,
            actor=before.actor or "",
            state=state,
            revision=revision,
            language=language,
            commitment=rules.commit(salt, line) if line else fingerprint,
        )
        if entry.endorsement:
            rows = self._connection.execute(_FACTS, {"endorsement": record})
            entry = replace(entry, facts=facts_in(rows.one()))
        self.note(letter_id, adds=act in ADDING, entry=entry.number)
        link = rules.link(before.hash or rules.GENESIS, entry)
        self._connection.execute(
            _APPEND,
            {
                "letter_id": letter_id,
                "number": link.number,
                "body": link.body,
                "hash": link.hash,
                "endorsement_id": link.endorsement or None,
            },
        )
        if line:
            self._connection.execute(
                _COMMIT,
                {"letter_id": letter_id, "number": link.number, "salt": salt, "line": line},
            )

    def note(self, letter_id: int, adds: bool, entry: int = 0) -> None:
        """Note that what the public may see of a letter has changed."""
        before = self.changed.get(letter_id, Changed(0, adds=True))
        self.changed[letter_id] = Changed(max(entry, before.entry), adds and before.adds, before.first or entry)

    def counted(self, organization_ids: Collection[int], person_id: int | None) -> None:
        """Append, for each endorsement of these organizations in whatever letter, for which it counts by now."""
        record = tables.endorsements
        theirs = select(record.c.letter_id, record.c.id).where(record.c.organization_id.in_(organization_ids))
        for row in self._connection.execute(theirs.order_by(record.c.id)).all():
            self.append(row.letter_id, Act.ENDORSEMENT_COUNTED, record=row.id, person_id=person_id)

    def lapsed(self, endorsement_id: int) -> None:
        """Append that nothing is proven of an endorsement's addresses any more."""
        record = tables.endorsements
        letter_id = self._connection.execute(select(record.c.letter_id).where(record.c.id == endorsement_id))
        self.append(letter_id.scalar_one(), Act.ENDORSEMENT_ADDRESS_LAPSED, record=endorsement_id, person_id=None)

    def links(self, letter_id: int) -> Sequence[rules.Link]:
        return list(self.each(letter_id))

    def each(self, letter_id: int, after: int | None = None) -> Iterator[rules.Link]:
        for row in self._paged(tables.journal, letter_id, after):
            yield _link(row)

    def last(self, letter_id: int, number: int | None = None) -> rules.Link:
        latest = _LAST if number is None else _LAST_UNTIL
        row = self._connection.execute(latest, {"letter": letter_id, "until": number}).first()
        return _link(row) if row else rules.Link(0, "", rules.GENESIS)

    def concerning(
        self, letter_id: int, endorsement_id: int
    ) -> Sequence[tuple[str, rules.Link, entries.Opening | None]]:
        journal, before, beside = tables.journal, tables.journal.alias(), tables.commitments
        rows = (
            select(journal, before.c.hash.label("previous"), beside.c.salt, beside.c.line)
            .outerjoin(before, and_(before.c.letter_id == letter_id, before.c.number == journal.c.number - 1))
            .outerjoin(beside, and_(beside.c.letter_id == letter_id, beside.c.number == journal.c.number))
            .where(journal.c.letter_id == letter_id, journal.c.endorsement_id == endorsement_id)
            .order_by(journal.c.number)
        )
        return [
            (
                row.previous or rules.GENESIS,
                _link(row),
                entries.Opening(row.number, row.salt, row.line) if row.salt is not None else None,
            )
            for row in self._connection.execute(rows)
        ]

    def beside(self, letter_id: int) -> Iterator[entries.Opening]:
        for row in self._paged(tables.commitments, letter_id):
            yield entries.Opening(row.number, row.salt, row.line)

    def records(self, letter_id: int) -> Iterator[tuple[int, rules.Found]]:
        record = tables.endorsements
        for row in self._pages(FOUND.where(record.c.letter_id == letter_id), record.c.id):
            yield row.id, _found(row)

    def record(self, endorsement_id: int) -> rules.Found | None:
        row = self._connection.execute(_FOUND, {"endorsement": endorsement_id}).first()
        return _found(row) if row else None

    def erase(self, letter_id: int, endorsement_id: int, person_id: int | None = None) -> None:
        beside = tables.commitments
        numbers = [link.number for _, link, _ in self.concerning(letter_id, endorsement_id)]
        self._connection.execute(delete(beside).where(beside.c.letter_id == letter_id, beside.c.number.in_(numbers)))
        self.append(letter_id, Act.ENDORSEMENT_ERASED, record=endorsement_id, person_id=person_id)

    def heads(self, letter_id: int) -> Sequence[rules.Head]:
        heads = tables.heads
        rows = self._connection.execute(select(heads).where(heads.c.letter_id == letter_id).order_by(heads.c.number))
        return [rules.Head(row.number, row.hash, row.published_at) for row in rows]

    def head(self, letter_id: int, at: datetime) -> rules.Head | None:
        heads = tables.heads
        until = select(heads).where(heads.c.letter_id == letter_id, heads.c.published_at <= at)
        row = self._connection.execute(until.order_by(heads.c.number.desc()).limit(1)).first()
        return rules.Head(row.number, row.hash, row.published_at) if row else None

    def publish(self, letter_id: int) -> rules.Head:
        heads, last = tables.heads, self.last(letter_id)
        same = select(heads).where(heads.c.letter_id == letter_id, heads.c.number == last.number)
        row = self._connection.execute(same).first()
        if row:
            return rules.Head(row.number, row.hash, row.published_at)
        self.note(letter_id, adds=True)
        self._connection.execute(
            insert(heads).values(letter_id=letter_id, number=last.number, hash=last.hash, published_at=self._now)
        )
        return rules.Head(last.number, last.hash, self._now)

    def _paged(self, table: Table, letter_id: int, after: int | None = None) -> Iterator[Row[tuple[Any, ...]]]:
        """A letter's rows after a number, oldest first, a page at a time."""
        yield from self._pages(select(table).where(table.c.letter_id == letter_id), table.c.number, after)

    def _pages(
        self, rows: Select[tuple[Any, ...]], key: ColumnElement[int], after: int | None = None
    ) -> Iterator[Row[tuple[Any, ...]]]:
        """Rows after a key, in its order, a page at a time."""
        rows = rows.order_by(key).limit(PAGE)
        while True:
            page = self._connection.execute(rows if after is None else rows.where(key > after)).all()
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1]._mapping[key]


def _link(row: Row[tuple[Any, ...]]) -> rules.Link:
    return rules.Link(row.number, row.body, row.hash, row.endorsement_id or 0)


def _found(row: Row[tuple[Any, ...]]) -> rules.Found:
    standing = {"state": row.state, "revision": row.revision, "language": row.language}
    return rules.Found({**standing, **facts.every(facts_in(row))}, line_in(row))
