"""Announcements that are held back in chats, and those that stand there."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select, update

from bot.model.chats import HeldPost, Hold, Posted
from bot.model.deliveries import DeliveryState, Subject, Trouble
from storage import tables
from storage.repositories.chats.chats import as_chat
from storage.repositories.deliveries.ends import Ends
from storage.repositories.deliveries.queue import new_key

_ROWS = tables.deliveries.c
_ANNOUNCED = and_(tables.IN_CHATS, _ROWS.subject == Subject.ANNOUNCEMENT.value)
_HELD = and_(tables.HELD, _ROWS.state == DeliveryState.HELD.value)
_GONE = (DeliveryState.HELD, DeliveryState.FAILED, DeliveryState.CANCELLED)
_COUNTED = [each.value for each in DeliveryState if each not in _GONE]
"""What has left for a chat, or is about to, counts there."""


class HeldRepository:
    """What is held back, and what stands in chats."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int], ends: Ends) -> None:
        self._connection = connection
        self._now = now
        self._below = below
        self._ends = ends

    def posted(self, chats: Collection[int], since: timedelta) -> Mapping[int, Sequence[datetime]]:
        at = func.coalesce(_ROWS.sent_at, _ROWS.due_at, type_=tables.Moment).label("at")
        rows = self._connection.execute(
            select(_ROWS.chat_id, at).where(
                _ROWS.chat_id.in_(chats), _ANNOUNCED, _ROWS.state.in_(_COUNTED), at > self._now - since
            )
        )
        found = dict[int, list[datetime]]()
        for row in rows:
            found.setdefault(row.chat_id, []).append(row.at)
        return found

    def hold(self, chat_id: int, why: Hold) -> Sequence[int]:
        rows = tables.deliveries
        held = self._connection.execute(
            update(rows)
            .where(_ROWS.chat_id == chat_id, _ANNOUNCED, _ROWS.state == DeliveryState.QUEUED.value, _untried())
            .values(state=DeliveryState.HELD.value, reason=why.value, due_at=self._now)
            .returning(_ROWS.id)
        )
        return sorted(held.scalars())

    def get(self, delivery_id: int) -> HeldPost | None:
        row = self._connection.execute(_post().where(_ROWS.id == delivery_id)).first()
        return _held(row) if row else None

    def in_chat(self, chat_id: int, announcement_id: int) -> HeldPost | None:
        here = _post().where(_ROWS.chat_id == chat_id, _ROWS.subject_id == announcement_id)
        row = self._connection.execute(here).first()
        return _held(row) if row else None

    def of_chat(self, chat_id: int, limit: int) -> Sequence[HeldPost]:
        here = _post().where(_ROWS.chat_id == chat_id, _HELD)
        return [_held(row) for row in self._connection.execute(here.order_by(_ROWS.id).limit(limit))]

    def count(self, chat_id: int) -> int:
        here = select(func.count()).select_from(tables.deliveries).where(_ROWS.chat_id == chat_id, _ANNOUNCED, _HELD)
        return int(self._connection.execute(here).scalar_one())

    def of_announcement(self, announcement_id: int, after: int, limit: int) -> Sequence[HeldPost]:
        these = _post().where(_ROWS.subject_id == announcement_id, _HELD, _ROWS.chat_id > after)
        return [_held(row) for row in self._connection.execute(these.order_by(_ROWS.chat_id).limit(limit))]

    def let_go(self, delivery_id: int) -> bool:
        rows = tables.deliveries
        gone = update(rows).where(_ROWS.id == delivery_id, _HELD)
        values = {"state": DeliveryState.QUEUED.value, "reason": "", "due_at": self._now, "key": new_key(self._below)}
        return self._connection.execute(gone.values(values)).rowcount > 0

    def drop(self, delivery_id: int, why: Trouble) -> bool:
        this = and_(_ROWS.id == delivery_id, _HELD)
        return self._ends.write(this, {"state": DeliveryState.CANCELLED.value, "reason": why.value}) > 0

    def overdue(self, after: timedelta, limit: int) -> Sequence[HeldPost]:
        old = _post().where(_HELD, _ROWS.due_at <= self._now - after)
        return [_held(row) for row in self._connection.execute(old.order_by(_ROWS.due_at, _ROWS.id).limit(limit))]

    def history(self, chat_id: int, before: int | None, limit: int) -> Sequence[Posted]:
        there = select(_ROWS.id, _ROWS.subject_id, _ROWS.message, _ROWS.sent_at).where(
            _ROWS.chat_id == chat_id, _ANNOUNCED, _ROWS.state == DeliveryState.SENT.value
        )
        if before is not None:
            there = there.where(_ROWS.subject_id < before)
        rows = self._connection.execute(there.order_by(_ROWS.subject_id.desc()).limit(limit))
        return [Posted(row.id, row.subject_id, row.message, row.sent_at) for row in rows]


def _untried() -> ColumnElement[bool]:
    """Whether a message surely has not left yet: one that perhaps has is tried again."""
    return _ROWS.started_at.is_(None)


def _post() -> Select[Any]:
    rows, record = tables.deliveries, tables.announcements
    described = (
        _ROWS.id.label("delivery_id"), _ROWS.subject_id, _ROWS.state, _ROWS.reason, _ROWS.due_at, record.c.letter_id,
        record.c.version,
    )  # fmt: skip
    return (
        select(tables.chats, *described)
        .select_from(rows)
        .join(tables.chats, tables.chats.c.id == _ROWS.chat_id)
        .join(record, record.c.id == _ROWS.subject_id)
        .where(_ANNOUNCED)
    )


def _held(row: Row[Any]) -> HeldPost:
    return HeldPost(
        delivery_id=row.delivery_id,
        announcement_id=row.subject_id,
        letter_id=row.letter_id,
        chat=as_chat(row),
        version=row.version,
        since=row.due_at,
        waits=row.state == DeliveryState.HELD.value,
        state=row.state,
        reason=row.reason,
    )
