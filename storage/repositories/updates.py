"""The numbered updates of a platform that delivers each until it is acknowledged."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from storage import tables
from storage.cipher import Cipher

KEPT = timedelta(days=3)
"""How long a number is known again. Telegram keeps an update for a day at the most (Bot API, getting updates)."""


class UpdateRepository:
    """The updates that were handled."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def take(self, platform: str, number: int) -> bool:
        updates = tables.updates
        this = select(updates.c.number).where(updates.c.platform == platform, updates.c.number == number)
        if self._connection.execute(this).first():
            return False
        self._connection.execute(delete(updates).where(updates.c.taken_at < self._now - KEPT))
        self._connection.execute(insert(updates).values(platform=platform, number=number, taken_at=self._now))
        return True

    def keep_answer(self, platform: str, number: int, answer: str) -> None:
        updates = tables.updates
        self._connection.execute(
            update(updates)
            .where(updates.c.platform == platform, updates.c.number == number)
            .values(answer=self._cipher.seal(answer))
        )

    def unanswered(self, platform: str) -> Sequence[tuple[int, str]]:
        updates = tables.updates
        rows = self._connection.execute(
            select(updates.c.number, updates.c.answer)
            .where(updates.c.platform == platform, updates.c.answer.is_not(None))
            .order_by(updates.c.number)
        )
        return [(row.number, self._cipher.open(row.answer)) for row in rows]

    def leaving(self, platform: str, number: int) -> bool:
        updates = tables.updates
        begun = self._connection.execute(
            update(updates)
            .where(updates.c.platform == platform, updates.c.number == number, updates.c.answer.is_not(None))
            .values(answer=None)
        )
        return begun.rowcount > 0
