"""The messages that are to leave, each in one chat."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)  # fmt: skip

from bot.model.announcements import Announcement, Stage
from bot.model.chats import Address, Chat, ChatKind, Topic
from bot.model.deliveries import FOLLOWING, LIVING, Delivery, DeliveryState, Subject, Trouble
from bot.ports.messenger import LANES, Lane
from storage import tables
from storage.repositories.audiences import in_order
from storage.repositories.reports import outdate_reports, perhaps

STANDING = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.SENT)
"""A living message in one of these states stands in its chat, or soon will."""

HARMLESS = (Subject.PIN.value, Subject.CROSSPOST.value)
"""What is as it was where it is done twice."""

_QUEUED, _SENDING, _SENT = (state.value for state in STANDING)

_STANDING = select(tables.deliveries.c.id).where(
    tables.deliveries.c.chat_id == bindparam("chat"),
    tables.deliveries.c.subject == bindparam("about"),
    tables.deliveries.c.subject_id == bindparam("which"),
    tables.deliveries.c.state.in_([state.value for state in STANDING]),
)
_CHAT = select(tables.chats.c.platform, tables.chats.c.closed).where(tables.chats.c.id == bindparam("chat"))
_ADD = insert(tables.deliveries)
_MOMENT = bindparam("now", type_=tables.Moment)
_LATER = case((tables.deliveries.c.due_at > _MOMENT, tables.deliveries.c.due_at), else_=_MOMENT)
_REFRESH = (
    update(tables.deliveries)
    .where(tables.deliveries.c.subject == bindparam("about"), tables.deliveries.c.subject_id == bindparam("which"))
    .values(wanted=tables.deliveries.c.wanted + 1)
)
_REFRESH_AT_ONCE, _REFRESH_LATER = _REFRESH.values(due_at=_MOMENT), _REFRESH.values(due_at=_LATER)


class QueueRepository:
    """The queue of all platforms."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int]) -> None:
        self._connection = connection
        self._now = now
        self._below = below

    def put(self, chat_id: int, subject: Subject, subject_id: int, message: str = "") -> None:
        if subject in LIVING:
            this = {"chat": chat_id, "about": subject.value, "which": subject_id}
            if self._connection.execute(_STANDING, this).first():
                self.refresh(subject, subject_id)
                return
        chat = self._connection.execute(_CHAT, {"chat": chat_id}).one()
        if chat.closed and subject in FOLLOWING:
            return
        self._connection.execute(
            _ADD,
            {
                "platform": chat.platform,
                "chat_id": chat_id,
                "subject": subject.value,
                "subject_id": subject_id,
                "lane": int(LANES[subject]),
                "state": _QUEUED,
                "key": self._key(),
                "message": message,
                "due_at": self._now,
            },
        )

    def put_to_audience(self, announcement: Announcement, limit: int) -> tuple[int, int | None]:
        rows, chats = tables.deliveries, tables.chats
        letter_id, after = announcement.letter_id, announcement.queued_to or 0
        audience = in_order(letter_id, announcement.audience, after, limit, since=announcement.started_at)
        next_ones = self._connection.execute(audience.with_only_columns(chats.c.id, chats.c.platform)).all()
        alike = {
            "subject": Subject.ANNOUNCEMENT.value,
            "subject_id": announcement.id,
            "lane": int(Lane.ANNOUNCEMENT),
            "state": _QUEUED,
            "key": self._key(),
            "wanted": announcement.version,
            "due_at": self._now,
        }
        if next_ones:
            self._connection.execute(
                insert(rows), [{"chat_id": row.id, "platform": row.platform, **alike} for row in next_ones]
            )
        return len(next_ones), next_ones[-1].id if len(next_ones) == limit else None

    def refresh(self, subject: Subject, subject_id: int, at_once: bool = False) -> None:
        refresh = _REFRESH_AT_ONCE if at_once else _REFRESH_LATER
        self._connection.execute(refresh, {"about": subject.value, "which": subject_id, "now": self._now})

    def outdate(self, announcement: Announcement, limit: int) -> int:
        rows, chats, there = tables.deliveries, tables.chats, tables.deliveries.c.state == _SENT
        behind = select(rows.c.id).where(
            _about(announcement.id),
            rows.c.state.in_([_QUEUED, _SENDING, _SENT]),
            rows.c.wanted < announcement.version,
        )
        ids = self._connection.execute(behind.limit(limit)).scalars().all()
        self._connection.execute(
            update(rows)
            .where(rows.c.id.in_(ids))
            .values(
                wanted=announcement.version,
                due_at=case((there, literal(self._now, tables.Moment)), else_=rows.c.due_at),
                reason=case((there, ""), else_=rows.c.reason),
                attempt=case((there, 0), else_=rows.c.attempt),
            )
        )
        why = select(chats.c.closed).where(chats.c.id == rows.c.chat_id)
        self._connection.execute(
            update(rows)
            .where(rows.c.id.in_(ids), there, why.scalar_subquery() != "")
            .values(shown=rows.c.wanted, reason=why.scalar_subquery())
        )
        return len(ids)

    def cancel(self, announcement_id: int, limit: int) -> int:
        rows = tables.deliveries
        mine = and_(rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.subject_id == announcement_id)
        chosen = select(rows.c.id).where(mine, tables.PENDING, rows.c.state == _QUEUED).limit(limit)
        changed = self._connection.execute(
            update(rows).where(rows.c.id.in_(chosen.scalar_subquery())).values(perhaps(DeliveryState.CANCELLED))
        )
        return changed.rowcount

    def forget(self, subject: Subject, subject_id: int) -> None:
        rows = tables.deliveries
        self._connection.execute(
            update(rows)
            .where(rows.c.subject == subject.value, rows.c.subject_id == subject_id, rows.c.state.in_([_QUEUED, _SENT]))
            .values(state=DeliveryState.CANCELLED.value)
        )

    def repeat(self, announcement_id: int, state: DeliveryState) -> int:
        rows, chats, follows = tables.deliveries, tables.chats, tables.follows
        changed = self._connection.execute(
            update(rows)
            .where(
                _about(announcement_id),
                rows.c.state == state.value,
                exists().where(chats.c.id == rows.c.chat_id, chats.c.closed == ""),
                exists().where(follows.c.chat_id == rows.c.chat_id, follows.c.topic == Topic.NEWS.value),
            )
            .values(
                state=_QUEUED, key=self._key(), attempt=0, message="", reason="", due_at=self._now,
                started_at=None, unsure_since=None,
            )
        )  # fmt: skip
        return changed.rowcount

    def due(self, platform: str, limit: int, without: Collection[int] = ()) -> Sequence[Delivery]:
        rows, chats = tables.deliveries, tables.chats
        ready = (
            select(rows, chats.c.place, chats.c.thread, chats.c.kind, chats.c.title, chats.c.language)
            .join(chats, chats.c.id == rows.c.chat_id)
            .where(rows.c.platform == platform, tables.PENDING, rows.c.due_at <= self._now, chats.c.closed == "")
            .limit(limit)
        )
        if without:
            ready = ready.where(rows.c.id.not_in(without))
        notices = ready.where(rows.c.lane < int(Lane.ANNOUNCEMENT)).order_by(rows.c.lane, rows.c.due_at, rows.c.id)
        found = [_delivery(row) for row in self._connection.execute(notices)]
        record = tables.announcements
        live = select(record.c.id).where(tables.LIVE, record.c.stage != Stage.PAUSED.value).order_by(record.c.id)
        for announcement_id in self._connection.execute(live).scalars():
            news = ready.where(rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.subject_id == announcement_id)
            ordered = news.order_by(rows.c.due_at, rows.c.id)
            found.extend(_delivery(row) for row in self._connection.execute(ordered))
        return found

    def begin(self, ids: Sequence[int]) -> frozenset[int]:
        rows, record, now = tables.deliveries, tables.announcements, literal(self._now, tables.Moment)
        leaving = (Stage.RUNNING.value, Stage.DONE.value)
        released = exists().where(record.c.id == rows.c.subject_id, record.c.stage.in_(leaving))
        begun = self._connection.execute(
            update(rows)
            .where(
                rows.c.id.in_(ids),
                rows.c.state == _QUEUED,
                or_(rows.c.lane < int(Lane.ANNOUNCEMENT), released),
            )
            .values(
                state=_SENDING,
                started_at=func.coalesce(rows.c.started_at, now),
                unsure_since=func.coalesce(rows.c.unsure_since, now),
            )
            .returning(rows.c.id)
        )
        return frozenset(begun.scalars())

    def sent(self, ends: Sequence[tuple[int, str, int]]) -> None:
        rows = tables.deliveries
        self._connection.execute(
            update(rows)
            .where(rows.c.id == bindparam("delivery_id"))
            .values(
                state=_SENT, message=bindparam("sent_as"), shown=bindparam("says"), attempt=0, reason="",
                sent_at=self._now,
            ),
            [{"delivery_id": number, "sent_as": message, "says": shown} for number, message, shown in ends],
        )  # fmt: skip

    def end(self, delivery_id: int, state: DeliveryState, reason: str = "") -> None:
        rows = tables.deliveries
        self._connection.execute(update(rows).where(rows.c.id == delivery_id).values(state=state.value, reason=reason))

    def again(self, delivery: Delivery, seconds: float, perhaps: bool, reason: str = "") -> None:
        rows = tables.deliveries
        changes: dict[str, object] = {} if perhaps else {"unsure_since": delivery.unsure_since}
        self._connection.execute(
            update(rows)
            .where(rows.c.id == delivery.id, rows.c.state.in_([_SENDING, _SENT]))
            .values(
                state=case((rows.c.state == _SENDING, _QUEUED), else_=rows.c.state),
                attempt=rows.c.attempt + 1,
                due_at=self._now + timedelta(seconds=seconds),
                reason=reason,
                **changes,
            )
        )
        self._give_up(rows.c.id == delivery.id)

    def _give_up(self, which: ColumnElement[bool]) -> None:
        """What is queued of announcements for chats that are closed won't leave."""
        rows, chats = tables.deliveries, tables.chats
        why = select(chats.c.closed).where(chats.c.id == rows.c.chat_id).scalar_subquery()
        queued = and_(rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.state == _QUEUED)
        self._connection.execute(
            update(rows).where(which, queued, why != "").values(perhaps(DeliveryState.FAILED, why))
        )

    def afresh(self, delivery_id: int) -> None:
        rows = tables.deliveries
        self._connection.execute(
            update(rows)
            .where(rows.c.id == delivery_id, rows.c.state == _SENT)
            .values(
                state=_QUEUED, key=self._key(), attempt=0, message="", due_at=self._now,
                started_at=None, unsure_since=None,
            )
        )  # fmt: skip

    def postpone(self, chat_id: int, seconds: float) -> None:
        rows, until = tables.deliveries, self._now + timedelta(seconds=seconds)
        self._connection.execute(
            update(rows).where(rows.c.chat_id == chat_id, tables.PENDING, rows.c.due_at < until).values(due_at=until)
        )

    def showing(self, delivery_id: int, shown: int, reason: str = "", rest: timedelta = timedelta(0)) -> None:
        rows = tables.deliveries
        changes: dict[str, object] = {"due_at": self._now + rest} if rest else {}
        self._connection.execute(
            update(rows).where(rows.c.id == delivery_id).values(shown=shown, attempt=0, reason=reason, **changes)
        )

    def interrupted(self, platform: str, memory: Mapping[ChatKind, timedelta]) -> None:
        rows, chats, reason = tables.deliveries, tables.chats, Trouble.INTERRUPTED.value
        leaving = and_(rows.c.platform == platform, rows.c.state == _SENDING)
        outdate_reports(self._connection, self._now, leaving)
        again = {"state": _QUEUED, "due_at": self._now, "reason": reason}
        self._connection.execute(update(rows).where(leaving, rows.c.subject.in_(HARMLESS)).values(again))
        for kind, known in memory.items():
            there = exists().where(chats.c.id == rows.c.chat_id, chats.c.kind == kind.value)
            recent = rows.c.unsure_since > self._now - known
            self._connection.execute(update(rows).where(leaving, there, recent).values(again))
        self._connection.execute(update(rows).where(leaving).values(state=DeliveryState.UNCERTAIN.value, reason=reason))
        self._give_up(and_(rows.c.platform == platform, tables.PENDING))

    def halts(self, platform: str) -> Sequence[tuple[str, datetime]]:
        halts = tables.halts
        rows = self._connection.execute(
            select(halts.c.place, halts.c.until).where(halts.c.platform == platform, halts.c.until > self._now)
        )
        return [(row.place, row.until) for row in rows]

    def halt(self, platform: str, place: str, until: datetime) -> None:
        halts = tables.halts
        self._connection.execute(
            halts.delete().where(halts.c.platform == platform, or_(halts.c.place == place, halts.c.until <= self._now))
        )
        self._connection.execute(insert(halts).values(platform=platform, place=place, until=until))

    def pending(self, announcement_id: int) -> bool:
        rows = tables.deliveries
        found = self._connection.execute(
            select(rows.c.id)
            .where(rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.subject_id == announcement_id, tables.PENDING)
            .limit(1)
        ).first()
        return found is not None or self.unsent(announcement_id, None)

    def unsent(self, announcement_id: int, before: datetime | None) -> bool:
        rows = tables.deliveries
        queued = rows.c.state == _QUEUED
        if before is not None:
            queued &= rows.c.due_at <= before
        found = self._connection.execute(
            select(rows.c.id).where(_about(announcement_id), queued | (rows.c.state == _SENDING)).limit(1)
        ).first()
        return found is not None

    def _key(self) -> str:
        """What the platform knows a new message again by, together with its number: in all, at most 25 characters."""
        return f"{self._below(1 << 56):014x}"


def _about(announcement_id: int) -> ColumnElement[bool]:
    """The messages of an announcement: itself and its files, wherever they go."""
    rows = tables.deliveries
    told = (Subject.ANNOUNCEMENT.value, Subject.FILES.value)
    return and_(rows.c.subject.in_(told), rows.c.subject_id == announcement_id)


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    return Delivery(
        id=row.id,
        chat=Chat(
            row.chat_id, Address(row.platform, row.place, row.thread), ChatKind(row.kind), row.title, row.language
        ),
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
        sent_at=row.sent_at,
    )
