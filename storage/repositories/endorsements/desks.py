"""An organization's desk: its words and reservations, its board's date, and who acts for it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, literal, select, tuple_, union, update

from bot.model.endorsements.endorsement import STANDING, Endorsement, Representative, State, Words
from bot.model.journal.acts import Act
from storage import tables
from storage.cipher import Cipher
from storage.repositories.endorsements.endorsements import EndorsementRepository
from storage.repositories.endorsements.rows import columns, of_few, reserved
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.reviews import LATER


class DeskRepository:
    """The desks of all endorsements."""

    def __init__(
        self, connection: Connection, now: datetime, cipher: Cipher, journal: JournalRepository,
        endorsements: EndorsementRepository,
    ) -> None:  # fmt: skip
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal
        self._endorsements = endorsements

    def reword(self, endorsement: Endorsement, act: Act, person_id: int | None) -> None:
        record = tables.endorsements
        self._connection.execute(
            update(record)
            .where(record.c.id == endorsement.id)
            .values(
                statement_state=endorsement.statement.value,
                reservation_state=endorsement.reservation.value,
                **columns(endorsement.entry),
            )
        )
        self._journal.append(
            endorsement.letter_id, act, record=endorsement.id, person_id=person_id, line=endorsement.entry.canonical()
        )  # fmt: skip

    def meet(self, endorsement: Endorsement, remind_at: datetime | None) -> None:
        record, board = tables.endorsements, endorsement.board
        self._connection.execute(
            update(record)
            .where(record.c.id == endorsement.id)
            .values(board_at=board, board_zone=str(board.tzinfo) if board else "", remind_at=remind_at)
        )

    def reminders(self, limit: int) -> Sequence[Endorsement]:
        record = tables.endorsements
        due = select(record.c.id).where(record.c.remind_at <= self._now).order_by(record.c.remind_at).limit(limit)
        ids = self._connection.execute(due).scalars().all()
        if ids:
            self._connection.execute(update(record).where(record.c.id.in_(ids)).values(remind_at=None))
        return [endorsement for each in ids if (endorsement := self._endorsements.get(each))]

    def ahead(self, endorsement: Endorsement) -> int:
        record = tables.endorsements
        place = tuple_(LATER, record.c.changed_at, record.c.id)
        own = self._connection.execute(select(LATER).where(record.c.id == endorsement.id)).scalar_one()
        since = literal(endorsement.changed_at, tables.Moment)
        waiting = select(func.count()).where(
            record.c.letter_id == endorsement.letter_id,
            record.c.state == State.SUBMITTED.value,
            place < tuple_(literal(own), since, literal(endorsement.id)),
        )
        return int(self._connection.execute(waiting).scalar_one())

    def waiting(self, letter_id: int, limit: int) -> Sequence[Endorsement]:
        record, logos, waits = tables.endorsements, tables.logos, Words.WAITING.value
        there = (record.c.letter_id == letter_id, record.c.state == State.LISTED.value)
        found = select(record.c.id, record.c.changed_at)
        which = union(
            found.where(*there, tables.WORDS_WAIT),
            found.where(
                record.c.id.in_(select(logos.c.endorsement_id).where(logos.c.state == waits)),
                of_few(letter_id),
                record.c.state == State.LISTED.value,
            ),
        ).subquery()
        ids = self._connection.execute(
            select(which.c.id).order_by(which.c.changed_at, which.c.id).limit(limit)
        ).scalars()
        return self._endorsements.still_listed(ids.all())

    def reservations(self, letter_id: int) -> Mapping[int, int]:
        return self._reserved(letter_id, [State.LISTED])

    def reserved(self, letter_id: int) -> frozenset[int]:
        return frozenset(self._reserved(letter_id, STANDING))

    def _reserved(self, letter_id: int, states: Collection[State]) -> Mapping[int, int]:
        record = tables.endorsements
        in_states = record.c.state.in_([state.value for state in states])
        rows = self._connection.execute(
            select(record.c.reserved, func.count().label("count"))
            .where(record.c.letter_id == letter_id, in_states, tables.RESERVED)
            .group_by(record.c.reserved)
        )
        counts = Counter[int]()
        for kept, count in rows:
            counts.update(dict.fromkeys(reserved(kept), count))
        return counts

    def offer(self, code: str, until: datetime, endorsement: Endorsement) -> None:
        codes = tables.codes
        self._connection.execute(delete(codes).where(codes.c.endorsement_id == endorsement.id))
        self._connection.execute(
            insert(codes).values(
                digest=self._cipher.digest(code),
                until=until,
                person_id=endorsement.person_id,
                endorsement_id=endorsement.id,
            )
        )

    def offered(self, code: str) -> Endorsement | None:
        codes = tables.codes
        row = self._connection.execute(
            select(codes.c.endorsement_id, codes.c.person_id).where(
                codes.c.digest == self._cipher.digest(code),
                codes.c.until >= self._now,
                codes.c.endorsement_id.is_not(None),
            )
        ).first()
        endorsement = self._endorsements.get(row.endorsement_id) if row else None
        return endorsement if row and endorsement and endorsement.person_id == row.person_id else None

    def hand_over(self, endorsement: Endorsement, representative: Representative) -> None:
        record, codes = tables.endorsements, tables.codes
        self._endorsements.represent(endorsement.id, representative)
        self._connection.execute(
            update(record).where(record.c.id == endorsement.id).values(person_id=endorsement.person_id)
        )
        self._connection.execute(delete(codes).where(codes.c.endorsement_id == endorsement.id))
        self._journal.append(
            endorsement.letter_id, Act.ENDORSEMENT_HANDED_OVER, record=endorsement.id, person_id=endorsement.person_id
        )  # fmt: skip
