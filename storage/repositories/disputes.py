"""Disputes. Who disputes, and what both sides said, is encrypted; every act is journalled beside the endorsement's."""

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, select, update

from bot.model.codes import make_name
from bot.model.disputes import Claim, Dispute, DisputeState
from bot.model.journal.acts import Act
from storage import tables
from storage.cipher import Cipher
from storage.repositories.journal.journal import JournalRepository

_ABOUT = (
    select(tables.disputes)
    .where(tables.disputes.c.endorsement_id == bindparam("endorsement"))
    .order_by(tables.disputes.c.id.desc())
)


class Said(msgspec.Struct, array_like=True):
    """What was said of a dispute, as it is encrypted."""

    question: str = ""
    answer: str = ""
    reason: str = ""
    asked_by: int | None = None
    settled_by: int | None = None


class DisputeRepository:
    """The disputes of all letters."""

    def __init__(
        self, connection: Connection, now: datetime, below: Callable[[int], int], cipher: Cipher,
        journal: JournalRepository,
    ) -> None:  # fmt: skip
        self._connection = connection
        self._now = now
        self._below = below
        self._cipher = cipher
        self._journal = journal

    def add(self, letter_id: int, endorsement_id: int, person_id: int, language: str, claim: Claim) -> Dispute:
        row = self._connection.execute(
            insert(tables.disputes)
            .values(
                handle=make_name(self._below, self.by_handle),
                letter_id=letter_id,
                endorsement_id=endorsement_id,
                person_id=person_id,
                language=language,
                state=DisputeState.OPEN.value,
                claim=self._sealed(claim),
                said=self._sealed(Said()),
                proven=False,
                hides=False,
                tries=0,
                created_at=self._now,
            )
            .returning(tables.disputes)
        ).one()
        self._journal.append(letter_id, Act.DISPUTE_OPENED, record=endorsement_id, person_id=person_id)
        return self._dispute(row)

    def save(self, dispute: Dispute, act: Act | None = None, person_id: int | None = None) -> None:
        record = tables.disputes
        self._connection.execute(
            update(record)
            .where(record.c.id == dispute.id)
            .values(
                state=dispute.state.value,
                said=self._sealed(
                    Said(dispute.question, dispute.answer, dispute.reason, dispute.asked_by, dispute.settled_by)
                ),
                proven=dispute.proven,
                hides=dispute.hides,
                tries=dispute.tries,
                settled_at=dispute.settled_at,
            )
        )
        if act:
            self._journal.append(dispute.letter_id, act, record=dispute.endorsement_id, person_id=person_id)

    def looked_at(self, dispute: Dispute, person_id: int) -> None:
        self._journal.append(
            dispute.letter_id, Act.DISPUTE_DETAILS_SHOWN, record=dispute.endorsement_id, person_id=person_id
        )

    def get(self, dispute_id: int) -> Dispute | None:
        return self._one(tables.disputes.c.id == dispute_id)

    def by_handle(self, handle: str) -> Dispute | None:
        return self._one(tables.disputes.c.handle == handle)

    def _one(self, which: ColumnElement[bool]) -> Dispute | None:
        row = self._connection.execute(select(tables.disputes).where(which)).first()
        return self._dispute(row) if row else None

    def about(self, endorsement_id: int) -> Sequence[Dispute]:
        rows = self._connection.execute(_ABOUT, {"endorsement": endorsement_id})
        return [self._dispute(row) for row in rows]

    def unsettled(self, letter_id: int, limit: int) -> Sequence[Dispute]:
        record = tables.disputes
        waiting = select(record).where(record.c.letter_id == letter_id, record.c.state == DisputeState.OPEN.value)
        return [self._dispute(row) for row in self._connection.execute(waiting.order_by(record.c.id).limit(limit))]

    def of_person(self, person_id: int, letter_id: int) -> Sequence[Dispute]:
        record = tables.disputes
        mine = select(record).where(record.c.person_id == person_id, record.c.letter_id == letter_id)
        return [self._dispute(row) for row in self._connection.execute(mine.order_by(record.c.id.desc()))]

    def _sealed(self, content: Claim | Said) -> bytes:
        return self._cipher.seal(msgspec.json.encode(content).decode())

    def _dispute(self, row: Row[tuple[object, ...]]) -> Dispute:
        said = msgspec.json.decode(self._cipher.open(row.said), type=Said)
        return Dispute(
            id=row.id,
            handle=row.handle,
            letter_id=row.letter_id,
            endorsement_id=row.endorsement_id,
            person_id=row.person_id,
            language=row.language,
            state=DisputeState(row.state),
            claim=msgspec.json.decode(self._cipher.open(row.claim), type=Claim),
            created_at=row.created_at,
            proven=row.proven,
            hides=row.hides,
            tries=row.tries,
            question=said.question,
            answer=said.answer,
            reason=said.reason,
            settled_at=row.settled_at,
            asked_by=said.asked_by,
            settled_by=said.settled_by,
        )
