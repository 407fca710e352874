"""The reviewers' queue. Times in it are since a sign-on last came to wait."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from bot.model.endorsements.endorsement import Endorsement, Representative, State
from bot.model.journal.acts import Act
from bot.model.reviews import Backlog, Bulk, Preference, Selection, Verdict, Which
from storage import tables
from storage.cipher import Cipher
from storage.repositories.endorsements.rows import read_row
from storage.repositories.journal.journal import JournalRepository

MOST_OPENED = 1000
"""So many addresses at the most are looked at for their domains."""

_RECORD = tables.endorsements
LATER = case((_RECORD.c.priority > 0, 0), else_=1)
"""Those that are preferred come first."""

_OTHERS = _RECORD.c.priority <= 0
_PLACE = (_RECORD.c.changed_at, _RECORD.c.id)
"""By what they wait among those that are preferred, and among the others."""


class ReviewRepository:
    """The reviewers' queues of all letters."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal

    def next(self, letter_id: int, person_id: int, after: int | None) -> Endorsement | None:
        held = tables.leases
        others = select(held.c.endorsement_id).where(held.c.person_id != person_id, held.c.until > self._now)
        free = select(_RECORD).where(_waits(letter_id), _RECORD.c.id.not_in(others))
        for which in (*self._behind(letter_id, after), (tables.PREFERRED,), (_OTHERS,)):
            row = self._connection.execute(free.where(*which).order_by(*_PLACE).limit(1)).first()
            if row:
                return read_row(row)
        return None

    def _behind(self, letter_id: int, after: int | None) -> Iterator[Sequence[ColumnElement[bool] | TextClause]]:
        """Which come behind one that waits: the other preferred ones and then the others, or the rest of these."""
        last = self._connection.execute(select(LATER, *_PLACE).where(_RECORD.c.id == after, _waits(letter_id))).first()
        if last:
            is_other, since, number = last
            further = tuple_(*_PLACE) > tuple_(literal(since, tables.Moment), literal(number))
            yield from (((_OTHERS, further),) if is_other else ((tables.PREFERRED, further), (_OTHERS,)))

    def backlog(self, letter_id: int) -> Backlog:
        waits = select(func.count(), func.min(_RECORD.c.changed_at)).where(_waits(letter_id))
        count, since = self._connection.execute(waits).one()
        return Backlog(count, since)

    def holder(self, endorsement_id: int) -> int | None:
        held = tables.leases
        return self._connection.execute(
            select(held.c.person_id).where(held.c.endorsement_id == endorsement_id, held.c.until > self._now)
        ).scalar()

    def lease(self, endorsement_id: int, person_id: int, until: datetime) -> None:
        held = tables.leases
        self._connection.execute(
            delete(held).where(or_(held.c.endorsement_id == endorsement_id, held.c.until <= self._now))
        )
        self._connection.execute(insert(held).values(endorsement_id=endorsement_id, person_id=person_id, until=until))

    def taken_over(self, endorsement: Endorsement, person_id: int) -> None:
        self._journal.append(
            endorsement.letter_id, Act.ENDORSEMENT_TAKEN_OVER, record=endorsement.id, person_id=person_id
        )

    def release(self, endorsement_id: int) -> None:
        held = tables.leases
        self._connection.execute(delete(held).where(held.c.endorsement_id == endorsement_id))

    def selected(self, letter_id: int, selection: Selection, limit: int) -> Sequence[Endorsement]:
        meant = _waiting(letter_id).limit(limit)
        match selection.which:
            case Which.PROVEN | Which.IMPORTED:
                why = Preference[selection.which.name].value
                meant = meant.where(_RECORD.c.priority.bitwise_and(why) != 0)
            case Which.OLDER:
                meant = meant.where(_RECORD.c.changed_at < self._now - timedelta(days=selection.days))
            case Which.DOMAIN:
                domains = self._domains(letter_id)
                like = domains.get(selection.like)
                ids = [number for number, domain in domains.items() if domain == like]
                meant = meant.where(_RECORD.c.id.in_(ids))
        return [read_row(row) for row in self._connection.execute(meant)]

    def domains(self, letter_id: int) -> Sequence[tuple[str, int, int]]:
        domains = self._domains(letter_id)
        one = dict[str, int]()
        for number, domain in domains.items():
            one.setdefault(domain, number)
        return [(domain, count, one[domain]) for domain, count in Counter(domains.values()).most_common()]

    def _domains(self, letter_id: int) -> dict[int, str]:
        """The e-mail domain of each that waits, by its id."""
        personal = tables.representatives
        sealed = (
            _waiting(letter_id)
            .with_only_columns(_RECORD.c.id, personal.c.sealed)
            .join(personal, personal.c.endorsement_id == _RECORD.c.id)
        )
        return {
            row.id: msgspec.json.decode(self._cipher.open(row.sealed), type=Representative).domain.lower()
            for row in self._connection.execute(sealed.limit(MOST_OPENED))
        }

    def add_bulk(self, letter_id: int, person_id: int, verdict: Verdict, ids: Sequence[int]) -> Bulk:
        added = self._connection.execute(
            insert(tables.bulks)
            .values(
                letter_id=letter_id,
                person_id=person_id,
                verdict=verdict.value,
                ids=json.dumps(list(ids)),
                made_at=self._now,
            )
            .returning(tables.bulks.c.id)
        ).scalar_one()
        return Bulk(added, letter_id, person_id, verdict, tuple(ids), self._now)

    def bulk(self, bulk_id: int) -> Bulk | None:
        bulks = tables.bulks
        row = self._connection.execute(select(bulks).where(bulks.c.id == bulk_id)).first()
        if row is None:
            return None
        ids = tuple(json.loads(row.ids))
        return Bulk(row.id, row.letter_id, row.person_id, Verdict(row.verdict), ids, row.made_at, row.undone_at)

    def bulk_undone(self, bulk_id: int) -> None:
        bulks = tables.bulks
        self._connection.execute(update(bulks).where(bulks.c.id == bulk_id).values(undone_at=self._now))


def _waits(letter_id: int) -> ColumnElement[bool]:
    return and_(_RECORD.c.letter_id == letter_id, _RECORD.c.state == State.SUBMITTED.value)


def _waiting(letter_id: int) -> Select[tuple[object, ...]]:
    """Those that wait, in the order of the queue."""
    return select(_RECORD).where(_waits(letter_id)).order_by(LATER, _RECORD.c.changed_at, _RECORD.c.id)
