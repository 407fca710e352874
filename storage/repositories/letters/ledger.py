"""The ledger of demands: what is public of it is journalled by what it says, and never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from bot.model.journal.acts import Act
from bot.model.letters.ledger import NOTED_FOR, Ledger, LedgerEntry, Recorded, Step, fingerprint
from storage import tables
from storage.repositories.journal.journal import JournalRepository

_LEDGER = tables.ledger
_PUBLIC = (
    select(_LEDGER)
    .where(_LEDGER.c.letter_id == bindparam("letter"), _LEDGER.c.step == Step.PUBLIC.value)
    .order_by(_LEDGER.c.id)
)


class LedgerRepository:
    """The ledgers of all letters."""

    def __init__(self, connection: Connection, now: datetime, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._journal = journal

    def public(self, letter_id: int) -> Ledger:
        return Ledger([_entry(row) for row in self._connection.execute(_PUBLIC, {"letter": letter_id})])

    def get(self, number: int) -> LedgerEntry | None:
        row = self._connection.execute(select(_LEDGER).where(_LEDGER.c.id == number)).first()
        return _entry(row) if row else None

    def count(self, letter_id: int) -> int:
        kept = select(func.count()).where(
            _LEDGER.c.letter_id == letter_id, _LEDGER.c.step.in_((Step.WAITING.value, Step.PUBLIC.value))
        )
        return int(self._connection.execute(kept).scalar_one())

    def waiting(self, letter_id: int) -> Sequence[LedgerEntry]:
        rows = select(_LEDGER).where(_LEDGER.c.letter_id == letter_id, _LEDGER.c.step == Step.WAITING.value)
        return [_entry(row) for row in self._connection.execute(rows.order_by(_LEDGER.c.id))]

    def note(self, letter_id: int, said: Recorded, person_id: int) -> LedgerEntry:
        before = (_LEDGER.c.letter_id == letter_id, _LEDGER.c.person_id == person_id)
        self._connection.execute(delete(_LEDGER).where(*before, _LEDGER.c.step == Step.NOTED.value))
        added = self._connection.execute(
            insert(_LEDGER)
            .values(
                letter_id=letter_id,
                content=said.content,
                person_id=person_id,
                step=Step.NOTED.value,
                at=self._now,
                due=said.due,
                told=False,
            )
            .returning(_LEDGER.c.id)
        ).scalar_one()
        return LedgerEntry(added, letter_id, said, person_id)

    def wait(self, entry: LedgerEntry) -> LedgerEntry:
        self._set(entry, step=Step.WAITING.value)
        return replace(entry, step=Step.WAITING)

    def publish(self, entry: LedgerEntry, second_id: int | None) -> LedgerEntry:
        said = replace(entry.said, at=self._now)
        self._set(entry, step=Step.PUBLIC.value, content=said.content, second_id=second_id, at=self._now)
        self._journal.append(
            entry.letter_id,
            Act.DEMAND_STATUS_CORRECTED if said.corrects else Act.DEMAND_STATUS_RECORDED,
            record=entry.id,
            person_id=entry.person_id,
            fingerprint=fingerprint(said.content),
        )
        return replace(entry, said=said, step=Step.PUBLIC, second_id=second_id)

    def refuse(self, entry: LedgerEntry) -> None:
        self._set(entry, step=Step.REFUSED.value, at=self._now)

    def due(self, since: datetime) -> Sequence[LedgerEntry]:
        rows = select(_LEDGER).where(
            _LEDGER.c.due <= self._now,
            _LEDGER.c.due > since,
            _LEDGER.c.step == Step.PUBLIC.value,
            _LEDGER.c.told.is_(False),
        )
        return [_entry(row) for row in self._connection.execute(rows.order_by(_LEDGER.c.id))]

    def tell(self, entry: LedgerEntry) -> None:
        self._set(entry, told=True)

    def forget(self) -> None:
        noted = (_LEDGER.c.step.in_((Step.NOTED.value, Step.REFUSED.value)), _LEDGER.c.at <= self._now - NOTED_FOR)
        self._connection.execute(delete(_LEDGER).where(*noted))

    def fingerprints(self, letter_id: int) -> Mapping[int, str]:
        return {row.id: fingerprint(row.content) for row in self._connection.execute(_PUBLIC, {"letter": letter_id})}

    def _set(self, entry: LedgerEntry, **values: object) -> None:
        self._connection.execute(update(_LEDGER).where(_LEDGER.c.id == entry.id).values(**values))


def _entry(row: Row[Any]) -> LedgerEntry:
    said = msgspec.json.decode(row.content, type=Recorded)
    return LedgerEntry(row.id, row.letter_id, said, row.person_id, Step(row.step), row.second_id, row.told)
