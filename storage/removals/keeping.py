"""What was taken back is in the log before anybody is told that it was done."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from filelock import Timeout
from sqlalchemy import Connection, Select, func, select

from bot.errors import CommitUncertain, SetupError, StorageFault
from bot.model.restores import Removal, Removed
from storage import tables
from storage.faults import fault_of
from storage.removals.log import RemovalLog
from storage.removals.watching import FLAG
from storage.sqlite.transactions import Transactions
from storage.tables.base import moment

Result = TypeVar("Result")

PRUNED_EACH = timedelta(days=1)
"""So often the log is looked through for what no backup can hold any more."""

_BEHIND = "SELECT number, at, kind, subject FROM removals WHERE number > ? ORDER BY number"


class Removals:
    """Brings the log up to what a database has noted. `last`: the last number that is in the log."""

    def __init__(self, log: RemovalLog) -> None:
        self._log = log
        self._pruned_at: datetime | None = None
        self.last = 0

    def take_up(self, connection: Connection) -> None:
        """Bring the log up to the database, as after a process that died in between. Raises `SetupError` where the
        log knows of more: then the database is an older one."""
        logged, kept = self._log.last(), tables.removals
        first, last = connection.execute(select(func.min(kept.c.number), func.max(kept.c.number))).one()
        if logged is not None and logged > (last or 0):
            raise SetupError(
                f"This database is older than {self._log.path.name}, by which {logged - (last or 0)} erasures, "
                "withdrawals and the like were noted since. Restore a backup with `countersign restore`, which keeps "
                "them; if this database is a new one, move that file away."
            )
        if logged is None or (first is not None and logged < first - 1):
            after = first - 1 if first else 0
            self._log.path.unlink(missing_ok=True)
            self._log.begin(after)
            logged = after
        later = [
            as_removal(row.number, row.at, row.kind, row.subject) for row in connection.execute(_later(logged)).all()
        ]
        if later:
            self._log.note(later)
        self.last = last or 0

    def noted(self, removals: Sequence[Removal]) -> None:
        """Add what is on disk in the database already. Raises `CommitUncertain` where it can't be: it is done, and not
        noted apart; the next removal takes it along."""
        if not removals:
            return
        try:
            self._log.note(removals)
        except (OSError, Timeout) as error:
            uncertain = CommitUncertain(fault_of(error) or StorageFault.LOST)
            raise uncertain from error
        self.last = max(self.last, removals[-1].number)
        self._prune(removals[-1].at)

    def _prune(self, now: datetime) -> None:
        """Drop what is old, now and then; where that can't be done the log only grows."""
        if self._pruned_at is None or now - self._pruned_at >= PRUNED_EACH:
            self._pruned_at = now
            with suppress(OSError, Timeout, SetupError):
                self._log.prune(now)


class NotedTransactions(Transactions):
    """Transactions of which what they take back is in the log when they are done. Without `removals` there is none."""

    removals: Removals | None = None

    def here(self, work: Callable[[Connection], Result]) -> Result:
        removals = self.removals
        if removals is None:
            return super().here(work)
        done, noted = super().here(lambda connection: (work(connection), _behind(connection, removals.last)))
        removals.noted(noted)
        return done


def _behind(connection: Connection, last: int) -> Sequence[Removal]:
    """What SQLite has noted after a number: without what builds statements, for this is asked at each commit."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("only SQLite is asked at each commit")
    rows = driver.execute(_BEHIND, (last,)).fetchall()
    return [as_removal(number, moment(at), kind, subject) for number, at, kind, subject in rows]


def noted_in(connection: Connection) -> Sequence[Removal]:
    """What this transaction on PostgreSQL has taken back, without a look at what others have."""
    noted = connection.exec_driver_sql(f"SELECT current_setting('{FLAG}', true)").scalar() or ""
    lines = map(json.loads, noted.splitlines())
    return [as_removal(number, moment(at), kind, subject) for number, at, kind, subject in lines]


def _later(number: int) -> Select[tuple[int, datetime, str, str]]:
    kept = tables.removals.c
    later = select(kept.number, kept.at, kept.kind, kept.subject).where(kept.number > number)
    return later.order_by(kept.number)


def as_removal(number: int, at: datetime, kind: str, subject: str) -> Removal:
    """A removal as a row says it."""
    return Removal(number, at, Removed(kind), tuple(json.loads(subject)))
