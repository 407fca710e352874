"""How announcements have arrived: counts, and a line for each chat."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Subquery, and_, case, func, or_, select

from bot.model.announcements.announcement import Announcement
from bot.model.deliveries import UPDATES, Cooldown, DeliveryState, Lane, ReportRow, Subject, Tally
from storage import tables
from storage.repositories.chats.chats import as_chat

LACKING = {Subject.FILES.value: "bare", Subject.PIN.value: "unpinned", Subject.CROSSPOST.value: "unpassed"}
"""What follows an announcement, and where a tally counts that it is lacking."""


class ResultRepository:
    """What came of announcements."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def tally(self, announcement: Announcement) -> Tally:
        rows = tables.deliveries
        mine = and_(rows.c.subject == Subject.ANNOUNCEMENT.value, rows.c.subject_id == announcement.id)
        by_state = self._connection.execute(select(rows.c.state, func.count()).where(mine).group_by(rows.c.state))
        counts = {DeliveryState(state).value: number for state, number in by_state}
        counts |= self._lacking(announcement.id)
        if announcement.version == 1:
            return Tally(**counts)
        told = (Subject.ANNOUNCEMENT.value, Subject.FILES.value)
        standing = and_(rows.c.subject.in_(told), rows.c.subject_id == announcement.id)
        behind = func.coalesce(func.sum(case((rows.c.wanted > rows.c.shown, 1), else_=0)), 0)
        stale = func.coalesce(func.sum(case((and_(rows.c.wanted <= rows.c.shown, rows.c.reason != ""), 1), else_=0)), 0)
        edits = self._connection.execute(
            select(behind.label("behind"), stale.label("stale")).where(
                standing, rows.c.state == DeliveryState.SENT.value
            )
        ).one()
        return Tally(**counts, behind=int(edits.behind), stale=int(edits.stale))

    def languages(self, announcement_id: int) -> Mapping[str, int]:
        rows, chats = tables.deliveries, tables.chats
        mine = and_(rows.c.subject == Subject.ANNOUNCEMENT.value, rows.c.subject_id == announcement_id)
        told = select(chats.c.language, func.count()).join(rows, rows.c.chat_id == chats.c.id).where(mine)
        rows_of_each = self._connection.execute(told.group_by(chats.c.language))
        return {str(row[0]): int(row[1]) for row in rows_of_each}

    def cooldowns(self, announcement_id: int) -> Sequence[Cooldown]:
        rows, chats, kept = tables.deliveries, tables.chats, tables.cooldowns
        waiting = (
            select(kept.c.platform, kept.c.place, kept.c.until, rows.c.id)
            .join(rows, rows.c.platform == kept.c.platform)
            .join(chats, chats.c.id == rows.c.chat_id)
            .where(
                rows.c.lane == int(Lane.ANNOUNCEMENT),
                rows.c.subject_id == announcement_id,
                tables.PENDING,
                kept.c.until > self._now,
                or_(kept.c.place == kept.c.platform, kept.c.place == chats.c.place),
            )
            .subquery()
        )
        return self._summed(waiting)

    def halts(self) -> Sequence[Cooldown]:
        kept = tables.cooldowns
        return self._summed(select(kept).where(kept.c.until > self._now, kept.c.place != UPDATES).subquery())

    def _summed(self, waiting: Subquery) -> Sequence[Cooldown]:
        """What each platform asks for with everything, and with how many chats."""
        everything = (waiting.c.place == waiting.c.platform).label("everything")
        found = self._connection.execute(
            select(
                waiting.c.platform, everything, func.max(waiting.c.until).label("until"), func.count().label("chats")
            )
            .group_by(waiting.c.platform, everything)
            .order_by(waiting.c.platform, everything.desc())
        )
        return [Cooldown(row.platform, row.until, None if row.everything else row.chats) for row in found]

    def _lacking(self, announcement_id: int) -> dict[str, int]:
        """In how many chats something that follows an announcement did not arrive, or it is uncertain."""
        rows, bad = tables.deliveries, (DeliveryState.FAILED.value, DeliveryState.UNCERTAIN.value)
        follows = and_(rows.c.subject.in_(LACKING), rows.c.subject_id == announcement_id, rows.c.state.in_(bad))
        by_subject = self._connection.execute(
            select(rows.c.subject, func.count()).where(follows).group_by(rows.c.subject)
        )
        return {LACKING[subject]: number for subject, number in by_subject}

    def rows(
        self, announcement_id: int, after: int, limit: int, troubles: bool = False, stale: bool = False
    ) -> Sequence[ReportRow]:
        rows, chats = tables.deliveries, tables.chats
        conditions = [
            rows.c.subject == Subject.ANNOUNCEMENT.value,
            rows.c.subject_id == announcement_id,
            rows.c.id > after,
        ]
        if troubles:
            conditions.append(rows.c.state.in_([DeliveryState.FAILED.value, DeliveryState.UNCERTAIN.value]))
        if stale:
            conditions.extend(
                [rows.c.state == DeliveryState.SENT.value, rows.c.reason != "", rows.c.wanted <= rows.c.shown]
            )
        deliveries = (rows.c.state, rows.c.reason, rows.c.message, rows.c.sent_at, rows.c.wanted, rows.c.shown)
        selected = self._connection.execute(
            select(chats, rows.c.id.label("delivery_id"), *deliveries)
            .join(rows, rows.c.chat_id == chats.c.id)
            .where(*conditions)
            .order_by(rows.c.id)
            .limit(limit)
        )
        return [
            ReportRow(
                row.delivery_id, as_chat(row), DeliveryState(row.state), row.reason, row.message, row.sent_at,
                row.state == DeliveryState.SENT.value and row.wanted > row.shown,
            )
            for row in selected
        ]  # fmt: skip
