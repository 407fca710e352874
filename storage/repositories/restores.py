"""What was taken back, and the backups that were restored."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, case, delete, exists, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError

from bot.model.deliveries import DeliveryState, Subject, Trouble
from bot.model.journal.acts import Act
from bot.model.proofs.mails import MailState
from bot.model.restores import REMOVALS_KEPT, Lost, Removal, Restore
from storage import tables
from storage.cipher import Cipher
from storage.repositories.announcements.reports import request_report_updates
from storage.repositories.deliveries.ends import Ends
from storage.repositories.journal.journal import JournalRepository

_REMOVALS, _RESTORES = tables.removals, tables.restores
_WAITS = and_(_RESTORES.c.confirmed_at.is_(None), ~_RESTORES.c.whole)
_OF_ANNOUNCEMENTS = tuple(each.value for each in (Subject.ANNOUNCEMENT, Subject.FILES, Subject.PIN, Subject.CROSSPOST))


class RestoreRepository:
    """What a database has noted of removals, and the restores of all letters."""

    def __init__(
        self, connection: Connection, now: datetime, cipher: Cipher, journal: JournalRepository, ends: Ends
    ) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal
        self._ends = ends

    # What was taken back.

    def noted(self) -> Sequence[int]:
        return self._connection.execute(select(_REMOVALS.c.number).order_by(_REMOVALS.c.number)).scalars().all()

    def note(self, removals: Sequence[Removal]) -> None:
        rows = [
            {"number": each.number, "at": each.at, "kind": each.kind.value, "subject": json.dumps(each.subject)}
            for each in removals
        ]
        if rows:
            self._connection.execute(insert(_REMOVALS), rows)
        if rows and self._connection.dialect.name == "postgresql":
            last = select(func.setval("removals_number_seq", select(func.max(_REMOVALS.c.number)).scalar_subquery()))
            self._connection.execute(last)

    def prune(self) -> None:
        last = select(func.max(_REMOVALS.c.number)).scalar_subquery()
        old = _REMOVALS.c.at < self._now - REMOVALS_KEPT, _REMOVALS.c.number < last
        self._connection.execute(delete(_REMOVALS).where(*old))

    def drop(self, table: str, key: Sequence[str | int]) -> bool:
        rows = tables.metadata.tables[table]
        this = [column == value for column, value in zip(rows.primary_key.columns, key, strict=True)]
        try:
            with self._connection.begin_nested():
                self._connection.execute(delete(rows).where(*this))
        except IntegrityError:  # something that was removed too, and was not noted, refers to it
            return False
        return True

    def use_code(self, token: str) -> None:
        mails = tables.mails
        unused = mails.c.token == token, mails.c.used_at.is_(None)
        self._connection.execute(update(mails).where(*unused).values(used_at=self._now))

    def stop_mail(self, digest: str) -> None:
        unwanted = tables.unwanted_mail
        if self._connection.execute(select(unwanted.c.address).where(unwanted.c.address == digest)).first() is None:
            nobody = self._cipher.seal("")
            self._connection.execute(insert(unwanted).values(address=digest, sealed=nobody, since=self._now))

    def void_codes(self) -> None:
        self._connection.execute(delete(tables.codes))
        self._connection.execute(delete(tables.sessions))

    # What may have left.

    def doubt(self, sparing: Collection[int]) -> int:
        rows, mails = tables.deliveries, tables.mails
        spared = and_(rows.c.subject.in_(_OF_ANNOUNCEMENTS), rows.c.subject_id.in_(sparing))
        leaving = rows.c.state.in_([DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.HELD])
        request_report_updates(self._connection, self._now, and_(leaving, ~spared))
        uncertain = {
            "state": DeliveryState.UNCERTAIN.value,
            "reason": Trouble.RESTORED.value,
            "unsure_since": case((rows.c.unsure_since.is_(None), literal(self._now, tables.Moment)),
                                 else_=rows.c.unsure_since),
        }  # fmt: skip
        doubted = self._ends.write(and_(leaving, ~spared), uncertain)
        waiting = mails.c.state.in_([MailState.QUEUED, MailState.SENDING])
        mailed = self._connection.execute(update(mails).where(waiting).values(state=MailState.UNCERTAIN.value))
        updates = tables.updates
        self._connection.execute(update(updates).where(updates.c.answer.is_not(None)).values(answer=None))
        return doubted + mailed.rowcount

    # Restores.

    def add(self, letter_id: int, taken_at: datetime, whole: bool, kept_back: bool, lost: Lost | None) -> Restore:
        number, hash_ = (lost.number, lost.hash) if lost else (None, None)
        added = self._connection.execute(
            insert(_RESTORES)
            .values(
                letter_id=letter_id, at=self._now, taken_at=taken_at, whole=whole, kept_back=kept_back,
                lost_number=number, lost_hash=hash_,
            )
            .returning(_RESTORES)
        ).one()  # fmt: skip
        self._journal.append(
            letter_id, Act.LETTER_RESTORED, record=number or 0, person_id=None, fingerprint=hash_ or ""
        )
        return _restore(added)

    def latest(self, letter_id: int) -> Restore | None:
        return self._first(_RESTORES.c.letter_id == letter_id)

    def with_lost(self, letter_id: int, hash_: str) -> Restore | None:
        return self._first(and_(_RESTORES.c.letter_id == letter_id, _RESTORES.c.lost_hash == hash_))

    def wait(self) -> bool:
        return bool(self._connection.execute(select(exists().where(_WAITS))).scalar())

    def unconfirmed(self, letter_id: int) -> Sequence[Restore]:
        rows = select(_RESTORES).where(_RESTORES.c.letter_id == letter_id, _WAITS).order_by(_RESTORES.c.id)
        return [_restore(row) for row in self._connection.execute(rows)]

    def confirm(self, letter_id: int, person_id: int) -> None:
        these = update(_RESTORES).where(_RESTORES.c.letter_id == letter_id, _WAITS)
        self._connection.execute(these.values(confirmed_at=self._now, confirmed_by=person_id))

    def _first(self, which: Any) -> Restore | None:
        row = self._connection.execute(select(_RESTORES).where(which).order_by(_RESTORES.c.id.desc()).limit(1)).first()
        return _restore(row) if row else None


def _restore(row: Row[Any]) -> Restore:
    lost = Lost(row.lost_number, row.lost_hash) if row.lost_hash else None
    return Restore(row.id, row.letter_id, row.at, row.taken_at, row.whole, row.kept_back, lost, row.confirmed_at)
