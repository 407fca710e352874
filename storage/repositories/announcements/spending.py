"""What each person has caused to arrive in chats, without another organizer's agreement."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from bot.model.announcements.spending import A_DAY, Cause, Spending
from storage import tables

KEPT: timedelta = 2 * A_DAY
FIRST = (Cause.ANNOUNCEMENT.value, Cause.NEWS.value)
OF_ANNOUNCEMENTS = (*FIRST, Cause.CORRECTION.value, Cause.REPEAT.value)


class SpendingRepository:
    """The ledger of all letters."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def add(self, spending: Spending) -> None:
        ledger = tables.spending
        self._connection.execute(delete(ledger).where(ledger.c.left_at < self._now - KEPT))
        self._connection.execute(
            insert(ledger).values(
                letter_id=spending.letter_id,
                person_id=spending.person_id,
                charged_to=spending.charged_to,
                cause=spending.cause.value,
                subject_id=spending.subject_id,
                chats=spending.chats,
                left_at=spending.left_at,
            )
        )

    def total(self, accounts: Collection[int], since: datetime, until: datetime) -> int:
        ledger = tables.spending
        caused = select(func.coalesce(func.sum(ledger.c.chats), 0)).where(
            _charged(accounts), ledger.c.left_at > since, ledger.c.left_at < until
        )
        return int(self._connection.execute(caused).scalar_one())

    def leaving(self, accounts: Collection[int]) -> Sequence[Spending]:
        ledger = tables.spending
        leaving = select(ledger).where(_charged(accounts), ledger.c.left_at.is_(None)).order_by(ledger.c.id)
        rows = self._connection.execute(leaving)
        return [
            Spending(
                row.letter_id,
                row.person_id,
                row.charged_to,
                Cause(row.cause),
                row.subject_id,
                row.chats,
                row.left_at,
            )
            for row in rows
        ]

    def count(self, announcement_id: int, chats: int) -> None:
        ledger = tables.spending
        first = ledger.c.cause.in_(FIRST)
        self._connection.execute(update(ledger).where(_open(announcement_id), first).values(chats=chats))

    def close(self, announcement_id: int) -> None:
        ledger = tables.spending
        self._connection.execute(update(ledger).where(_open(announcement_id)).values(left_at=self._now))

    def forget(self, announcement_id: int) -> None:
        self._connection.execute(delete(tables.spending).where(_open(announcement_id)))


def _charged(accounts: Collection[int]) -> ColumnElement[bool]:
    ledger = tables.spending
    return or_(ledger.c.person_id.in_(accounts), ledger.c.charged_to.in_(accounts))


def _open(announcement_id: int) -> ColumnElement[bool]:
    ledger = tables.spending
    return and_(
        ledger.c.cause.in_(OF_ANNOUNCEMENTS), ledger.c.subject_id == announcement_id, ledger.c.left_at.is_(None)
    )
