"""What was signed, revision by revision, and whom a revision asks to confirm it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.model.endorsements.endorsement import Endorsement, State
from bot.model.letters.confirmations import ConfirmationCall
from bot.model.letters.letter import Revision
from storage import tables

_DUE = (
    select(tables.confirmation_calls)
    .where(tables.confirmation_calls.c.at <= bindparam("now"))
    .order_by(tables.confirmation_calls.c.at)
)


class ConfirmationRepository:
    """The calls for confirmation of all letters."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        revision: Callable[[int, int], Revision | None],
        endorsement: Callable[[int], Endorsement | None],
    ) -> None:
        self._connection = connection
        self._now = now
        self._revision = revision
        self._endorsement = endorsement

    def asked(self, letter_id: int) -> Revision | None:
        every = tables.revisions
        last = select(func.max(every.c.number)).where(every.c.letter_id == letter_id, every.c.material)
        number = self._connection.execute(last).scalar()
        return self._revision(letter_id, number) if number else None

    def call(self, letter_id: int, revision: int, reminder: bool, at: datetime) -> None:
        calls = tables.confirmation_calls
        self._connection.execute(delete(calls).where(calls.c.letter_id == letter_id, calls.c.revision < revision))
        self._connection.execute(
            insert(calls).values(letter_id=letter_id, revision=revision, reminder=reminder, at=at, reached=0)
        )

    def due(self) -> Sequence[ConfirmationCall]:
        rows = self._connection.execute(_DUE, {"now": self._now})
        return [ConfirmationCall(row.letter_id, row.revision, row.reminder, row.at, row.reached) for row in rows]

    def reach(self, call: ConfirmationCall, limit: int) -> Sequence[Endorsement]:
        calls, record = tables.confirmation_calls, tables.endorsements
        this = (
            calls.c.letter_id == call.letter_id,
            calls.c.revision == call.revision,
            calls.c.reminder == call.reminder,
        )
        chosen = (
            select(record.c.id)
            .where(
                record.c.letter_id == call.letter_id,
                tables.STANDING,
                record.c.revision < call.revision,
                record.c.id > call.reached,
            )
            .order_by(record.c.id)
            .limit(limit)
        )
        ids = self._connection.execute(chosen).scalars().all()
        if len(ids) < limit:
            self._connection.execute(delete(calls).where(*this))
        else:
            self._connection.execute(update(calls).where(*this).values(reached=ids[-1]))
        return [endorsement for number in ids if (endorsement := self._endorsement(number))]

    def signed(self, letter_id: int) -> dict[int, int]:
        kept = tables.endorsement_counts
        rows = self._connection.execute(
            select(kept.c.revision, func.sum(kept.c.counted))
            .where(kept.c.letter_id == letter_id, kept.c.state == State.LISTED.value, kept.c.counted > 0)
            .group_by(kept.c.revision)
            .order_by(kept.c.revision.desc())
        )
        return {row[0]: int(row[1]) for row in rows}

    def standing(self, letter_id: int) -> int:
        record = tables.endorsements
        standing = select(func.count()).where(record.c.letter_id == letter_id, tables.STANDING, tables.OWN)
        return self._connection.execute(standing).scalar_one()

    def answered(self, revision: Revision) -> tuple[int, int]:
        record = tables.endorsements
        before = (
            record.c.letter_id == revision.letter_id,
            tables.STANDING,
            record.c.created_at < revision.published_at,
        )
        now = select(func.count()).where(*before, record.c.revision >= revision.number)
        not_yet = select(func.count()).where(*before, record.c.revision < revision.number)
        return self._connection.execute(now).scalar_one(), self._connection.execute(not_yet).scalar_one()
