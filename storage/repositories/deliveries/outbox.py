"""The messages that leave: which may, what came of each, and where a platform has asked to wait."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
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
)

from bot.model.announcements.announcement import Stage
from bot.model.chats import Address, Chat, ChatKind
from bot.model.deliveries import Delivery, DeliveryState, Lane, Reason, Subject, Trouble
from storage import tables
from storage.repositories.announcements.reports import perhaps, request_report_updates
from storage.repositories.deliveries.ends import Ends
from storage.repositories.deliveries.queue import new_key

HARMLESS = (Subject.PIN.value, Subject.CROSSPOST.value, Subject.DEPARTURE.value)
"""What is as it was where it is done twice."""

_QUEUED, _SENDING, _SENT = (state.value for state in (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.SENT))

_ROWS, _CHATS, _ANNOUNCED = tables.deliveries.c, tables.chats.c, tables.announcements.c
_DUE = (
    select(
        tables.deliveries,
        _CHATS.place, _CHATS.thread, _CHATS.kind, _CHATS.title, _CHATS.language, _CHATS.calls,
    )
    .join(tables.chats, _CHATS.id == _ROWS.chat_id)
    .where(
        _ROWS.platform == bindparam("platform"), tables.PENDING, _ROWS.due_at <= bindparam("now"), _CHATS.closed == ""
    )
    .limit(bindparam("most", type_=Integer))
)  # fmt: skip
_NOTICES = _DUE.where(_ROWS.lane < int(Lane.ANNOUNCEMENT)).order_by(_ROWS.lane, _ROWS.due_at, _ROWS.id)
_NEWS = _DUE.where(
    _ROWS.lane == int(Lane.ANNOUNCEMENT), _ROWS.subject_id == bindparam("announcement")
).order_by(_ROWS.due_at, _ROWS.id)  # fmt: skip
_OTHER = _ROWS.id.not_in(bindparam("without", expanding=True))
_NOTICES_BUT, _NEWS_BUT = _NOTICES.where(_OTHER), _NEWS.where(_OTHER)
_LEAVING = select(_ANNOUNCED.id).where(tables.LIVE, _ANNOUNCED.stage != Stage.PAUSED.value).order_by(_ANNOUNCED.id)


class OutboxRepository:
    """What the workers of all platforms take from the queue, and what they write of it."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int], ends: Ends) -> None:
        self._connection = connection
        self._now = now
        self._below = below
        self._ends = ends

    def due(self, platform: str, limit: int, without: Collection[int] = ()) -> Sequence[Delivery]:
        values: dict[str, object] = {"platform": platform, "now": self._now, "most": limit}
        if without:
            values["without"] = list(without)
        notices = _NOTICES_BUT if without else _NOTICES
        deliveries = [_delivery(row) for row in self._connection.execute(notices, values)]
        for announcement_id in self._connection.execute(_LEAVING).scalars():
            news = self._connection.execute(
                _NEWS_BUT if without else _NEWS, {**values, "announcement": announcement_id}
            )
            deliveries.extend(map(_delivery, news))
        return deliveries

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

    def sent(self, arrived: Sequence[tuple[Delivery, str, int]]) -> None:
        rows = tables.deliveries
        self._connection.execute(
            update(rows)
            .where(rows.c.id == bindparam("delivery_id"))
            .values(
                state=_SENT, message=bindparam("sent_as"), shown=bindparam("says"), attempt=0, reason="",
                sent_at=self._now,
            ),
            [{"delivery_id": delivery.id, "sent_as": message, "says": shown} for delivery, message, shown in arrived],
        )  # fmt: skip
        for delivery, _, _ in arrived:
            self._ends.arrived(delivery)

    def end(self, delivery_id: int, state: DeliveryState, reason: str = "", known: Reason | None = None) -> None:
        this = tables.deliveries.c.id == delivery_id
        self._ends.write(this, {"state": state.value, "reason": reason}, known)

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

    def arrived_since(self, chat_id: int, moment: datetime) -> bool:
        rows = tables.deliveries
        since = exists().where(rows.c.chat_id == chat_id, rows.c.started_at >= moment, rows.c.sent_at.is_not(None))
        return bool(self._connection.execute(select(since)).scalar())

    def afresh(self, delivery_id: int) -> None:
        rows = tables.deliveries
        self._connection.execute(
            update(rows)
            .where(rows.c.id == delivery_id, rows.c.state == _SENT)
            .values(
                state=_QUEUED, key=new_key(self._below), attempt=0, message="", due_at=self._now,
                started_at=None, unsure_since=None,
            )
        )  # fmt: skip

    def postpone(self, chat_id: int, seconds: float) -> None:
        rows, until = tables.deliveries, self._now + timedelta(seconds=seconds)
        self._connection.execute(
            update(rows).where(rows.c.chat_id == chat_id, tables.PENDING, rows.c.due_at < until).values(due_at=until)
        )

    def showing(
        self,
        delivery_id: int,
        shown: int,
        reason: str = "",
        rest: timedelta = timedelta(0),
        known: Reason | None = None,
    ) -> None:
        changes: dict[str, object] = {"due_at": self._now + rest} if rest else {}
        this = tables.deliveries.c.id == delivery_id
        self._ends.write(this, {"shown": shown, "attempt": 0, "reason": reason, **changes}, known, edited=True)

    def interrupted(self, platform: str, memory: Mapping[ChatKind, timedelta]) -> tuple[int, int]:
        rows, chats, reason = tables.deliveries, tables.chats, Trouble.INTERRUPTED.value
        leaving = and_(rows.c.platform == platform, rows.c.state == _SENDING)
        request_report_updates(self._connection, self._now, leaving)
        again = {"state": _QUEUED, "due_at": self._now, "reason": reason}
        repeated = self._connection.execute(
            update(rows).where(leaving, rows.c.subject.in_(HARMLESS)).values(again)
        ).rowcount
        for kind, known in memory.items():
            there = exists().where(chats.c.id == rows.c.chat_id, chats.c.kind == kind.value)
            recent = rows.c.unsure_since > self._now - known
            repeated += self._connection.execute(update(rows).where(leaving, there, recent).values(again)).rowcount
        uncertain = self._ends.write(leaving, {"state": DeliveryState.UNCERTAIN.value, "reason": reason})
        self._give_up(and_(rows.c.platform == platform, tables.PENDING))
        return repeated, uncertain

    def cooldowns(self, platform: str) -> Sequence[tuple[str, datetime]]:
        cooldowns = tables.cooldowns
        rows = self._connection.execute(
            select(cooldowns.c.place, cooldowns.c.until).where(
                cooldowns.c.platform == platform, cooldowns.c.until > self._now
            )
        )
        return [(row.place, row.until) for row in rows]

    def cool_down(self, platform: str, place: str, until: datetime) -> None:
        cooldowns = tables.cooldowns
        self._connection.execute(
            cooldowns.delete().where(
                cooldowns.c.platform == platform, or_(cooldowns.c.place == place, cooldowns.c.until <= self._now)
            )
        )
        self._connection.execute(insert(cooldowns).values(platform=platform, place=place, until=until))

    def clear_cooldowns(self, platform: str = "") -> Mapping[str, int]:
        cooldowns = tables.cooldowns
        cleared = cooldowns.delete().where(cooldowns.c.until > self._now).returning(cooldowns.c.platform)
        if platform:
            cleared = cleared.where(cooldowns.c.platform == platform)
        counts = Counter(self._connection.execute(cleared).scalars())
        for each in counts:
            self.hasten(each)
        return counts

    def hasten(self, platform: str) -> None:
        rows = tables.deliveries
        waiting = and_(rows.c.platform == platform, tables.PENDING, rows.c.due_at > self._now)
        self._connection.execute(update(rows).where(waiting).values(due_at=self._now))

    def _give_up(self, which: ColumnElement[bool]) -> None:
        """What is queued of announcements for chats that are closed won't leave."""
        rows, chats = tables.deliveries, tables.chats
        why = select(chats.c.closed).where(chats.c.id == rows.c.chat_id).scalar_subquery()
        queued = and_(which, rows.c.lane == int(Lane.ANNOUNCEMENT), rows.c.state == _QUEUED, why != "")
        self._ends.write(queued, perhaps(DeliveryState.FAILED, why))


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    return Delivery(
        id=row.id,
        chat=Chat(
            row.chat_id,
            Address(row.platform, row.place, row.thread),
            ChatKind(row.kind),
            row.title,
            row.language,
            calls=row.calls,
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
