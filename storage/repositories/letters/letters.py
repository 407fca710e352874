"""Letters and their revisions."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, select, update

from bot.model.journal.acts import Act
from bot.model.letters.letter import (
    Draft,
    Letter,
    Proposal,
    Revision,
    fingerprint,
    letter_from_json,
    letter_to_json,
)
from storage import tables
from storage.repositories.journal.journal import JournalRepository

_LAST = (
    select(tables.revisions.c.letter_id, func.max(tables.revisions.c.number).label("number"))
    .group_by(tables.revisions.c.letter_id)
    .subquery()
)
_LATEST = (
    select(tables.revisions)
    .join(
        _LAST,
        and_(tables.revisions.c.letter_id == _LAST.c.letter_id, tables.revisions.c.number == _LAST.c.number),
    )
    .join(tables.letters, tables.letters.c.id == tables.revisions.c.letter_id)
)
_ALL = _LATEST.order_by(tables.revisions.c.letter_id)
_CURRENT = _LATEST.where(tables.revisions.c.letter_id == bindparam("letter"))
_NAMED = _LATEST.where(tables.letters.c.slug == bindparam("named"))
_REVISION = select(tables.revisions).where(
    tables.revisions.c.letter_id == bindparam("letter"), tables.revisions.c.number == bindparam("which")
)
_BEGUN = (
    select(tables.letter_drafts.c.letter_id, tables.letter_drafts.c.content, tables.letter_drafts.c.changed_at)
    .join(tables.letters, tables.letters.c.id == tables.letter_drafts.c.letter_id)
    .where(tables.letters.c.slug.is_(None))
    .order_by(tables.letter_drafts.c.letter_id)
)


class LetterRepository:
    """The letters that were published."""

    def __init__(self, connection: Connection, now: datetime, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._journal = journal
        self._all: Sequence[Revision] | None = None

    def all(self) -> Sequence[Revision]:
        if self._all is None:
            self._all = [_revision(row) for row in self._connection.execute(_ALL)]
        return self._all

    def current(self, letter_id: int) -> Revision | None:
        row = self._connection.execute(_CURRENT, {"letter": letter_id}).first()
        return _revision(row) if row else None

    def named(self, slug: str) -> Revision | None:
        row = self._connection.execute(_NAMED, {"named": slug}).first()
        return _revision(row) if row else None

    def earlier(self, letter_id: int) -> int | None:
        letters = tables.letters
        return self._connection.execute(select(letters.c.succeeds_id).where(letters.c.id == letter_id)).scalar()

    def succeed(self, letter_id: int, earlier_id: int, person_id: int) -> None:
        letters = tables.letters
        self._connection.execute(update(letters).where(letters.c.id == letter_id).values(succeeds_id=earlier_id))
        self._journal.append(letter_id, Act.LETTER_FOLLOWS, record=earlier_id, person_id=person_id)

    def revision(self, letter_id: int, number: int) -> Revision | None:
        row = self._connection.execute(_REVISION, {"letter": letter_id, "which": number}).first()
        return _revision(row) if row else None

    def publish(
        self,
        letter: Letter,
        person_id: int | None = None,
        material: bool = False,
        confirm_by: datetime | None = None,
        begun: int | None = None,
    ) -> Revision:
        last = self.named(letter.slug) if begun is None else None
        if last:
            letter_id, number = last.letter_id, last.number + 1
        else:
            letter_id, number = self._name(letter, begun), 1
        digest = fingerprint(letter)
        self._connection.execute(
            insert(tables.revisions).values(
                letter_id=letter_id,
                number=number,
                sha256=digest,
                content=letter_to_json(letter),
                published_at=self._now,
                material=material,
                confirm_by=confirm_by,
                person_id=person_id,
            )
        )
        self._all = None
        self.discard_draft(letter_id)
        act = Act.LETTER_PUBLISHED_MATERIAL if material else Act.LETTER_PUBLISHED
        self._journal.append(letter_id, act, record=number, person_id=person_id, revision=number, fingerprint=digest)
        return Revision(letter_id, number, letter, digest, self._now, material, confirm_by, person_id)

    def _name(self, letter: Letter, begun: int | None) -> int:
        """The number of a letter that is published for the first time, under its short name from now on."""
        letters, said = tables.letters, {"slug": letter.slug, "language": letter.languages[0]}
        if begun is None:
            added = insert(letters).values(**said).returning(letters.c.id)
            return int(self._connection.execute(added).scalar_one())
        self._connection.execute(update(letters).where(letters.c.id == begun).values(**said))
        return begun

    def begin(self, letter: Letter, person_id: int) -> int:
        added = insert(tables.letters).values(slug=None).returning(tables.letters.c.id)
        letter_id = int(self._connection.execute(added).scalar_one())
        self.keep_draft(letter_id, letter, person_id)
        return letter_id

    def begun(self) -> Sequence[Revision]:
        drafts = self._connection.execute(_BEGUN)
        letters = ((row, _decoded(row.content)) for row in drafts)
        return [Revision(row.letter_id, 0, letter, fingerprint(letter), row.changed_at) for row, letter in letters]

    def attribute(self, revision: Revision, second_id: int | None, charged_to: int | None) -> Revision:
        revisions = tables.revisions
        self._connection.execute(
            update(revisions)
            .where(revisions.c.letter_id == revision.letter_id, revisions.c.number == revision.number)
            .values(second_id=second_id, charged_to=charged_to)
        )
        self._all = None
        return replace(revision, second_id=second_id, charged_to=charged_to)

    def draft(self, letter_id: int) -> Draft | None:
        edited = tables.letter_drafts
        row = self._connection.execute(select(edited).where(edited.c.letter_id == letter_id)).first()
        if row is None:
            return None
        proposed = Proposal(row.proposed_by, row.material, row.confirm_by) if row.proposed_by is not None else None
        return Draft(letter_id, _decoded(row.content), row.changed_at, row.person_id, proposed)

    def keep_draft(self, letter_id: int, letter: Letter, person_id: int) -> None:
        self.discard_draft(letter_id)
        self._connection.execute(
            insert(tables.letter_drafts).values(
                letter_id=letter_id, content=letter_to_json(letter), changed_at=self._now, person_id=person_id
            )
        )

    def propose(self, letter_id: int, proposed: Proposal | None) -> None:
        edited = tables.letter_drafts
        self._connection.execute(
            update(edited)
            .where(edited.c.letter_id == letter_id)
            .values(
                proposed_by=proposed.person_id if proposed else None,
                material=proposed.material if proposed else False,
                confirm_by=proposed.confirm_by if proposed else None,
            )
        )

    def discard_draft(self, letter_id: int) -> None:
        edited = tables.letter_drafts
        self._connection.execute(delete(edited).where(edited.c.letter_id == letter_id))

    def take_back(self, revision: Revision, sha256: str, person_id: int | None) -> None:
        letter_id, number = revision.letter_id, revision.number
        noted = {"letter_id": letter_id, "sha256": sha256, "at": self._now}
        self._connection.execute(insert(tables.documents_taken_back).values(**noted))
        self._journal.append(
            letter_id, Act.DOCUMENT_TAKEN_BACK, record=number, person_id=person_id, revision=number, fingerprint=sha256
        )

    def taken_back(self, letter_id: int) -> Mapping[str, datetime]:
        gone = tables.documents_taken_back
        rows = self._connection.execute(select(gone.c.sha256, gone.c.at).where(gone.c.letter_id == letter_id))
        return {row.sha256: row.at for row in rows}

    def fingerprints(self, letter_id: int) -> dict[int, str]:
        revisions = tables.revisions
        rows = self._connection.execute(
            select(revisions.c.number, revisions.c.sha256, revisions.c.content).where(
                revisions.c.letter_id == letter_id
            )
        )
        digests = {row.number: (row.sha256, hashlib.sha256(row.content.encode()).hexdigest()) for row in rows}
        return {number: digest if digest == noted else "" for number, (noted, digest) in digests.items()}


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
        row.second_id,
        row.charged_to,
    )


@lru_cache(maxsize=32)
def _decoded(content: str) -> Letter:
    return letter_from_json(content)
