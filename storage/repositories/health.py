"""The troubles of which owners were told, and how much waits, over all letters."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, not_, select, update

from bot.model.announcements.announcement import Stage
from bot.model.deliveries import Lane
from bot.model.endorsements.endorsement import State
from bot.model.health import Ailment, Backlogs, KnownTrouble, Trouble, Waiting
from storage import tables

KEPT = timedelta(days=90)
"""So long a trouble that has ended is kept."""

_ROWS = tables.troubles.c


class HealthRepository:
    """How the bot is."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def standing(self) -> Sequence[KnownTrouble]:
        open_ones = select(tables.troubles).where(_ROWS.ended_at.is_(None)).order_by(_ROWS.id)
        return [_known(row) for row in self._connection.execute(open_ones)]

    def trouble(self, number: int) -> KnownTrouble | None:
        row = self._connection.execute(select(tables.troubles).where(_ROWS.id == number)).first()
        return _known(row) if row else None

    def begin(self, trouble: Trouble) -> KnownTrouble:
        values = {"ailment": trouble.ailment.value, "about": trouble.about, "began_at": self._now, "seen_at": self._now}
        added = self._connection.execute(insert(tables.troubles).values(values).returning(_ROWS.id)).scalar_one()
        return KnownTrouble(added, trouble, self._now, self._now)

    def see(self, numbers: Sequence[int]) -> None:
        self._connection.execute(update(tables.troubles).where(_ROWS.id.in_(numbers)).values(seen_at=self._now))

    def end(self, number: int) -> None:
        self._connection.execute(delete(tables.troubles).where(_ROWS.ended_at < self._now - KEPT))
        self._connection.execute(update(tables.troubles).where(_ROWS.id == number).values(ended_at=self._now))

    def backlogs(self) -> Backlogs:
        mails, held, record = tables.mails.c, tables.deliveries.c, tables.endorsements.c
        due = select(func.count(), func.min(mails.due_at)).where(tables.QUEUED, mails.due_at <= self._now)
        waits = select(func.count(), func.min(record.changed_at)).where(record.state == State.SUBMITTED.value)
        letters = select(tables.letters.c.id)  # so that the index over each letter's states serves
        return Backlogs(
            self._now,
            queues={row.platform: Waiting(row.waiting, row.since) for row in self._connection.execute(self._due())},
            held=self._connection.execute(select(func.count(held.id)).where(tables.HELD)).scalar_one(),
            mails=self._waiting(due),
            reviews=self._waiting(waits.where(record.letter_id.in_(letters))),
        )

    def _due(self) -> Select[str, int, datetime]:
        """What may leave, but for announcements that somebody has paused."""
        rows, record = tables.deliveries.c, tables.announcements.c
        paused = exists().where(record.id == rows.subject_id, record.stage == Stage.PAUSED.value)
        return (
            select(rows.platform, func.count().label("waiting"), func.min(rows.due_at).label("since"))
            .where(tables.PENDING, rows.due_at <= self._now, not_((rows.lane == int(Lane.ANNOUNCEMENT)) & paused))
            .group_by(rows.platform)
        )

    def _waiting(self, counted: Select[int, datetime]) -> Waiting:
        count, since = self._connection.execute(counted).one()
        return Waiting(count, since)


def _known(row: Row[Any]) -> KnownTrouble:
    return KnownTrouble(row.id, Trouble(Ailment(row.ailment), row.about), row.began_at, row.seen_at, row.ended_at)
