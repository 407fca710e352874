"""The numbered updates of a platform that delivers each until it is acknowledged."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage import tables
from storage.cipher import Cipher

KEPT = timedelta(days=3)
"""How long a number is known again. Telegram keeps an update for a day at the most (Bot API, getting updates)."""

AT_ONCE = 500
"""So many answers are read by one statement."""

_THIS = (tables.updates.c.platform == bindparam("of"), tables.updates.c.number == bindparam("this"))
_FIND = select(tables.updates.c.number).where(*_THIS)
_FORGET = delete(tables.updates).where(tables.updates.c.taken_at < bindparam("before"))
_WAITING = (
    select(tables.updates.c.number)
    .where(tables.updates.c.platform == bindparam("of"), tables.updates.c.answer.is_not(None))
    .order_by(tables.updates.c.number)
)
_ANSWERS = (
    select(tables.updates.c.number, tables.updates.c.answer)
    .where(
        tables.updates.c.platform == bindparam("of"), tables.updates.c.number.in_(bindparam("these", expanding=True))
    )
    .order_by(tables.updates.c.number)
)
_ADD = insert(tables.updates)
_KEEP = update(tables.updates).where(*_THIS).values(answer=bindparam("kept"))
_LEAVING = update(tables.updates).where(*_THIS, tables.updates.c.answer.is_not(None)).values(answer=None)


class UpdateRepository:
    """The updates that were handled."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def take(self, platform: str, number: int) -> bool:
        if self._connection.execute(_FIND, {"of": platform, "this": number}).first():
            return False
        self._connection.execute(_ADD, {"platform": platform, "number": number, "taken_at": self._now})
        return True

    def forget(self) -> None:
        self._connection.execute(_FORGET, {"before": self._now - KEPT})

    def keep_answer(self, platform: str, number: int, answer: str) -> None:
        self._connection.execute(_KEEP, {"of": platform, "this": number, "kept": self._cipher.seal(answer)})

    def unanswered(self, platform: str, besides: Collection[int] = ()) -> Sequence[tuple[int, str]]:
        waiting = self._connection.execute(_WAITING, {"of": platform}).scalars()
        new = [number for number in waiting if number not in besides]
        return [
            (row.number, self._cipher.open(row.answer))
            for first in range(0, len(new), AT_ONCE)
            for row in self._connection.execute(_ANSWERS, {"of": platform, "these": new[first : first + AT_ONCE]})
        ]

    def remembered(self, platform: str) -> Mapping[str, str]:
        memory = tables.platform_memory
        rows = self._connection.execute(select(memory.c.name, memory.c.value).where(memory.c.platform == platform))
        return {row.name: self._cipher.open(row.value) for row in rows}

    def remember(self, platform: str, values: Mapping[str, str]) -> None:
        memory = tables.platform_memory
        self._connection.execute(delete(memory).where(memory.c.platform == platform, memory.c.name.in_(sorted(values))))
        kept = [
            {"platform": platform, "name": name, "value": self._cipher.seal(value)}
            for name, value in values.items()
            if value
        ]
        if kept:
            self._connection.execute(insert(memory), kept)

    def leaving(self, platform: str, number: int) -> bool:
        return self._connection.execute(_LEAVING, {"of": platform, "this": number}).rowcount > 0
