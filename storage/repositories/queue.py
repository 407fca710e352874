"""The messages that are to leave, each in one chat."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, case, func, insert, literal, select, update

from bot.model.announcements import LIVING, Announcement, Counts, Delivery, DeliveryState, Subject
from bot.model.chats import Address, Chat, Topic
from bot.ports.messenger import LANES
from storage import tables
from storage.repositories.chats import as_chat
from storage.repositories.reports import outdate_reports

STANDING = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.SENT)
"""A living message in one of these states stands in its chat, or soon will."""


class QueueRepository:
    """The queue of all platforms."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int]) -> None:
        self._connection = connection
        self._now = now
        self._below = below

    def put(self, chat_id: int, subject: Subject, subject_id: int) -> None:
        rows, chats = tables.deliveries, tables.chats
        if subject in LIVING:
            there = select(rows.c.id).where(
                rows.c.chat_id == chat_id,
                rows.c.subject == subject.value,
                rows.c.subject_id == subject_id,
                rows.c.state.in_([state.value for state in STANDING]),
            )
            if self._connection.execute(there).first():
                self.refresh(subject, subject_id)
                return
        platform = self._connection.execute(select(chats.c.platform).where(chats.c.id == chat_id)).scalar_one()
        self._connection.execute(
            insert(rows).values(
                platform=platform,
                chat_id=chat_id,
                subject=subject.value,
                subject_id=subject_id,
                lane=int(LANES[subject]),
                state=DeliveryState.QUEUED.value,
                key=self._key(),
                due_at=self._now,
            )
        )

    def put_to_followers(self, announcement: Announcement) -> int:
        rows, chats, follows = tables.deliveries, tables.chats, tables.follows
        followers = (
            select(
                chats.c.platform,
                chats.c.id,
                literal(Subject.ANNOUNCEMENT.value),
                literal(announcement.id),
                literal(int(LANES[Subject.ANNOUNCEMENT])),
                literal(DeliveryState.QUEUED.value),
                literal(self._key()),
                literal(0),
                literal(""),
                literal(""),
                literal(1),
                literal(0),
                literal(self._now, tables.Moment),
            )
            .join(follows, follows.c.chat_id == chats.c.id)
            .where(
                follows.c.letter_id == announcement.letter_id,
                follows.c.topic == Topic.NEWS.value,
                chats.c.closed == "",
            )
            .order_by(chats.c.id)
        )
        columns = ["platform", "chat_id", "subject", "subject_id", "lane", "state", "key", "attempt", "message"]
        added = self._connection.execute(
            insert(rows).from_select([*columns, "reason", "wanted", "shown", "due_at"], followers)
        )
        return added.rowcount

    def refresh(self, subject: Subject, subject_id: int) -> None:
        rows, now = tables.deliveries, literal(self._now, tables.Moment)
        self._connection.execute(
            update(rows)
            .where(rows.c.subject == subject.value, rows.c.subject_id == subject_id)
            .values(wanted=rows.c.wanted + 1, due_at=case((rows.c.due_at > now, rows.c.due_at), else_=now))
        )

    def due(self, platform: str, limit: int) -> Sequence[Delivery]:
        rows, chats = tables.deliveries, tables.chats
        found = self._connection.execute(
            select(rows, chats.c.place, chats.c.thread)
            .join(chats, chats.c.id == rows.c.chat_id)
            .where(rows.c.platform == platform, tables.PENDING, rows.c.due_at <= self._now, chats.c.closed == "")
            .order_by(rows.c.lane, rows.c.due_at, rows.c.id)
            .limit(limit)
        )
        return [
            Delivery(
                id=row.id,
                chat_id=row.chat_id,
                address=Address(row.platform, row.place, row.thread),
                subject=Subject(row.subject),
                subject_id=row.subject_id,
                state=DeliveryState(row.state),
                key=f"{row.key}{row.id}",
                attempt=row.attempt,
                message=row.message,
                reason=row.reason,
                wanted=row.wanted,
                shown=row.shown,
                started_at=row.started_at,
                unsure_since=row.unsure_since,
            )
            for row in found
        ]

    def begin(self, ids: Sequence[int]) -> None:
        rows, now = tables.deliveries, literal(self._now, tables.Moment)
        self._connection.execute(
            update(rows)
            .where(rows.c.id.in_(ids))
            .values(
                state=DeliveryState.SENDING.value,
                started_at=func.coalesce(rows.c.started_at, now),
                unsure_since=func.coalesce(rows.c.unsure_since, now),
            )
        )

    def end(self, delivery_id: int, state: DeliveryState, message: str = "", reason: str = "") -> None:
        rows = tables.deliveries
        self._connection.execute(
            update(rows).where(rows.c.id == delivery_id).values(state=state.value, message=message, reason=reason)
        )

    def again(self, delivery: Delivery, seconds: float, perhaps: bool, reason: str = "") -> None:
        rows, sending = tables.deliveries, DeliveryState.SENDING.value
        changes: dict[str, object] = {} if perhaps else {"unsure_since": delivery.unsure_since}
        self._connection.execute(
            update(rows)
            .where(rows.c.id == delivery.id, rows.c.state.in_([sending, DeliveryState.SENT.value]))
            .values(
                state=case((rows.c.state == sending, DeliveryState.QUEUED.value), else_=rows.c.state),
                attempt=rows.c.attempt + 1,
                due_at=self._now + timedelta(seconds=seconds),
                reason=reason,
                **changes,
            )
        )

    def afresh(self, delivery_id: int) -> None:
        rows = tables.deliveries
        self._connection.execute(
            update(rows)
            .where(rows.c.id == delivery_id, rows.c.state == DeliveryState.SENT.value)
            .values(
                state=DeliveryState.QUEUED.value,
                key=self._key(),
                attempt=0,
                message="",
                due_at=self._now,
                started_at=None,
                unsure_since=None,
            )
        )

    def postpone(self, chat_id: int, seconds: float) -> None:
        rows, until = tables.deliveries, self._now + timedelta(seconds=seconds)
        self._connection.execute(
            update(rows).where(rows.c.chat_id == chat_id, tables.PENDING, rows.c.due_at < until).values(due_at=until)
        )

    def showing(self, delivery_id: int, shown: int) -> None:
        rows = tables.deliveries
        self._connection.execute(update(rows).where(rows.c.id == delivery_id).values(shown=shown, attempt=0))

    def interrupted(self, platform: str, memory: timedelta) -> None:
        rows, reason = tables.deliveries, "the process ended while it was leaving"
        leaving = and_(rows.c.platform == platform, rows.c.state == DeliveryState.SENDING.value)
        outdate_reports(self._connection, self._now, leaving)
        if memory:
            self._connection.execute(
                update(rows)
                .where(leaving, rows.c.unsure_since > self._now - memory)
                .values(state=DeliveryState.QUEUED.value, due_at=self._now, reason=reason)
            )
        self._connection.execute(update(rows).where(leaving).values(state=DeliveryState.UNCERTAIN.value, reason=reason))

    def counts(self, announcement_id: int) -> Counts:
        rows = tables.deliveries
        found = self._connection.execute(
            select(rows.c.state, func.count())
            .where(rows.c.subject == Subject.ANNOUNCEMENT.value, rows.c.subject_id == announcement_id)
            .group_by(rows.c.state)
        )
        return {DeliveryState(state): number for state, number in found}

    def troubles(self, announcement_id: int, limit: int) -> Sequence[tuple[Chat, DeliveryState, str]]:
        rows, chats = tables.deliveries, tables.chats
        bad = (DeliveryState.FAILED.value, DeliveryState.UNCERTAIN.value)
        found = self._connection.execute(
            select(chats, rows.c.state, rows.c.reason)
            .join(rows, rows.c.chat_id == chats.c.id)
            .where(
                rows.c.subject == Subject.ANNOUNCEMENT.value,
                rows.c.subject_id == announcement_id,
                rows.c.state.in_(bad),
            )
            .order_by(rows.c.id)
            .limit(limit)
        )
        return [(as_chat(row), DeliveryState(row.state), row.reason) for row in found]

    def _key(self) -> str:
        """What the platform knows a new message again by, together with its number: in all, at most 25 characters."""
        return f"{self._below(1 << 56):014x}"
