"""Until when time was seen to pass, and what the host has said of the machine's clock."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.model.clock import Kept
from storage import tables

_ONLY = 1

_RECORDED = (
    tables.revisions.c.published_at,
    tables.endorsements.c.changed_at,
    tables.deliveries.c.sent_at,
    tables.forms.c.changed_at,
    tables.updates.c.taken_at,
)
"""What tells of a database that an earlier version has left behind how far time had come."""


class ClockRepository:
    """One row, of one process after another."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def kept(self) -> Kept:
        seen_at: datetime | None = self._connection.execute(select(tables.clock.c.seen_at)).scalar()
        return Kept(seen_at or self._newest(), self.accepted_at())

    def accepted_at(self) -> datetime | None:
        found: datetime | None = self._connection.execute(select(tables.clock.c.accepted_at)).scalar()
        return found

    def see(self) -> None:
        self._write(seen_at=self._now, accepted_at=None)

    def accept(self, machine: datetime) -> None:
        self._write(accepted_at=machine)

    def _write(self, **values: datetime | None) -> None:
        if not self._connection.execute(update(tables.clock).values(values)).rowcount:
            self._connection.execute(insert(tables.clock).values(id=_ONLY, **values))

    def _newest(self) -> datetime | None:
        moments = [self._connection.execute(select(func.max(column))).scalar() for column in _RECORDED]
        return max(filter(None, moments), default=None)
