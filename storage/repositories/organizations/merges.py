"""What organizations were merged, and what was told apart."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from bot.model.endorsements.endorsement import Check, State
from bot.model.journal.acts import Act
from bot.model.organizations.merges import Merge, Moved
from storage import tables
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.organizations.index import OrganizationIndex


class MergeRepository:
    """The merges and distinctions of all organizations."""

    def __init__(self, connection: Connection, now: datetime, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._journal = journal
        self._index = OrganizationIndex(connection)

    def add(self, kept_id: int, gone_id: int, moved: Sequence[Moved], person_id: int, letters: Sequence[int]) -> Merge:
        added = self._connection.execute(
            insert(tables.merges)
            .values(kept_id=kept_id, gone_id=gone_id, person_id=person_id, at=self._now)
            .returning(tables.merges.c.id)
        ).scalar_one()
        if moved:
            self._connection.execute(insert(tables.merged_endorsements), [_columns(added, each) for each in moved])
        signed = tables.endorsements
        self._connection.execute(
            update(signed).where(signed.c.organization_id == gone_id).values(organization_id=kept_id)
        )
        self._index.renew([kept_id, gone_id])
        self._journalled(Act.ORGANIZATION_MERGED, gone_id, [kept_id], person_id, letters)
        return Merge(added, kept_id, gone_id, self._now)

    def undo(self, merge: Merge, back: Sequence[int], person_id: int, letters: Sequence[int]) -> None:
        merges, signed = tables.merges, tables.endorsements
        self._connection.execute(update(merges).where(merges.c.id == merge.id).values(undone_at=self._now))
        self._connection.execute(update(signed).where(signed.c.id.in_(back)).values(organization_id=merge.gone_id))
        apart = [merge.kept_id, merge.gone_id]
        self._index.renew(apart)
        self._journalled(Act.ORGANIZATION_UNMERGED, merge.gone_id, apart, person_id, letters)

    def _journalled(
        self, act: Act, organization_id: int, counted: Sequence[int], person_id: int, letters: Sequence[int]
    ) -> None:
        for letter_id in letters:
            self._journal.append(letter_id, act, record=organization_id, person_id=person_id)
        self._journal.counted(counted, person_id)

    def get(self, merge_id: int) -> Merge | None:
        merges = tables.merges
        row = self._connection.execute(select(merges).where(merges.c.id == merge_id)).first()
        return _merge(row) if row else None

    def moved(self, merge_id: int) -> Sequence[Moved]:
        moved = tables.merged_endorsements
        rows = self._connection.execute(
            select(moved).where(moved.c.merge_id == merge_id).order_by(moved.c.endorsement_id)
        )
        return [
            Moved(
                row.endorsement_id,
                row.organization_id,
                State(row.state),
                row.changed_at,
                Check(row.checked) if row.checked else None,
                row.reason,
                row.decided_by,
                row.declined_at,
            )
            for row in rows
        ]

    def into(self, organization_id: int) -> Sequence[Merge]:
        merges = tables.merges
        holding = select(merges).where(merges.c.kept_id == organization_id, tables.MERGED)
        return [_merge(row) for row in self._connection.execute(holding.order_by(merges.c.id))]

    def away(self, organization_id: int) -> Merge | None:
        merges = tables.merges
        row = self._connection.execute(select(merges).where(merges.c.gone_id == organization_id, tables.MERGED)).first()
        return _merge(row) if row else None

    def tell_apart(self, one: int, other: int, person_id: int) -> None:
        low, high = sorted((one, other))
        apart = tables.distinctions
        there = select(apart.c.low_id).where(apart.c.low_id == low, apart.c.high_id == high)
        if self._connection.execute(there).first() is None:
            self._connection.execute(insert(apart).values(low_id=low, high_id=high, person_id=person_id, at=self._now))


def _columns(merge_id: int, moved: Moved) -> dict[str, object]:
    return {
        "merge_id": merge_id,
        "endorsement_id": moved.endorsement_id,
        "organization_id": moved.organization_id,
        "declined_at": moved.declined_at,
        "state": moved.state.value,
        "changed_at": moved.changed_at,
        "checked": moved.check.value if moved.check else None,
        "reason": moved.reason,
        "decided_by": moved.decided_by,
    }


def _merge(row: Row[tuple[object, ...]]) -> Merge:
    return Merge(row.id, row.kept_id, row.gone_id, row.at, row.undone_at)
