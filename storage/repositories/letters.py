"""Letters and their revisions."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, select

from bot.model.journal import PUBLISHED, PUBLISHED_MATERIAL
from bot.model.letter import Draft, Letter, Revision, canonical_json, fingerprint, letter_from_json
from storage import tables
from storage.repositories.journal import JournalRepository


class LetterRepository:
    """The letters that were published."""

    def __init__(self, connection: Connection, now: datetime, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._journal = journal

    def all(self) -> Sequence[Revision]:
        return [_revision(row) for row in self._connection.execute(_latest().order_by(tables.revisions.c.letter_id))]

    def current(self, letter_id: int) -> Revision | None:
        row = self._connection.execute(_latest().where(tables.revisions.c.letter_id == letter_id)).first()
        return _revision(row) if row else None

    def named(self, slug: str) -> Revision | None:
        row = self._connection.execute(_latest().where(tables.letters.c.slug == slug)).first()
        return _revision(row) if row else None

    def revision(self, letter_id: int, number: int) -> Revision | None:
        every = tables.revisions
        one = select(every).where(every.c.letter_id == letter_id, every.c.number == number)
        row = self._connection.execute(one).first()
        return _revision(row) if row else None

    def publish(
        self, letter: Letter, person_id: int | None = None, material: bool = False, confirm_by: datetime | None = None
    ) -> Revision:
        last = self.named(letter.slug)
        if last:
            letter_id, number = last.letter_id, last.number + 1
        else:
            added = self._connection.execute(
                insert(tables.letters).values(slug=letter.slug).returning(tables.letters.c.id)
            ).scalar_one()
            letter_id, number = added, 1
        digest = fingerprint(letter)
        self._connection.execute(
            insert(tables.revisions).values(
                letter_id=letter_id,
                number=number,
                sha256=digest,
                content=canonical_json(letter),
                published_at=self._now,
                material=material,
                confirm_by=confirm_by,
                person_id=person_id,
            )
        )
        self.discard_draft(letter_id)
        act = PUBLISHED_MATERIAL if material else PUBLISHED
        self._journal.append(letter_id, act, number, person_id, revision=number, fingerprint=digest)
        return Revision(letter_id, number, letter, digest, self._now, material, confirm_by, person_id)

    def draft(self, letter_id: int) -> Draft | None:
        edited = tables.letter_drafts
        row = self._connection.execute(select(edited).where(edited.c.letter_id == letter_id)).first()
        return Draft(letter_id, _decoded(row.content), row.changed_at, row.person_id) if row else None

    def keep_draft(self, letter_id: int, letter: Letter, person_id: int) -> None:
        self.discard_draft(letter_id)
        self._connection.execute(
            insert(tables.letter_drafts).values(
                letter_id=letter_id, content=canonical_json(letter), changed_at=self._now, person_id=person_id
            )
        )

    def discard_draft(self, letter_id: int) -> None:
        edited = tables.letter_drafts
        self._connection.execute(delete(edited).where(edited.c.letter_id == letter_id))

    def fingerprints(self, letter_id: int) -> dict[int, str]:
        revisions = tables.revisions
        rows = self._connection.execute(
            select(revisions.c.number, revisions.c.content).where(revisions.c.letter_id == letter_id)
        )
        return {row.number: hashlib.sha256(row.content.encode()).hexdigest() for row in rows}


def _latest() -> Select[tuple[object, ...]]:
    every = tables.revisions
    last = select(every.c.letter_id, func.max(every.c.number).label("number")).group_by(every.c.letter_id).subquery()
    return (
        select(every)
        .join(last, and_(every.c.letter_id == last.c.letter_id, every.c.number == last.c.number))
        .join(tables.letters, tables.letters.c.id == every.c.letter_id)
    )


def _revision(row: Row[tuple[object, ...]]) -> Revision:
    return Revision(
        row.letter_id,
        row.number,
        _decoded(row.content),
        row.sha256,
        row.published_at,
        row.material,
        row.confirm_by,
        row.person_id,
    )


@lru_cache(maxsize=32)
def _decoded(content: str) -> Letter:
    return letter_from_json(content)
