"""Announcements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from bot.model.announcements.announcement import MOVES, Announcement, Audience, Content, Stage
from bot.model.journal.acts import Act
from storage import tables
from storage.repositories.journal.journal import JournalRepository

_OPEN = select(tables.announcements).where(tables.OPEN).order_by(tables.announcements.c.id)
_LIVE = select(tables.announcements).where(tables.LIVE).order_by(tables.announcements.c.id)


class AnnouncementRepository:
    """The announcements of all letters."""

    def __init__(self, connection: Connection, now: datetime, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._journal = journal

    def add(
        self,
        letter_id: int,
        content: Content,
        *,
        audience: Audience,
        person_id: int | None,
        report_to: int | None = None,
        origin: str = "",
    ) -> Announcement:
        draft = Announcement(
            0, letter_id, Stage.DRAFT, content, audience, person_id, self._now, report_to=report_to, origin=origin
        )
        added = self._connection.execute(
            insert(tables.announcements).values(_columns(draft)).returning(tables.announcements.c.id)
        ).scalar_one()
        return replace(draft, id=added)

    def save(self, announcement: Announcement, act: Act | None = None, person_id: int | None = None) -> None:
        record = tables.announcements
        before = self.get(announcement.id)
        if before is None or (announcement.stage not in (before.stage, *MOVES[before.stage])):
            raise ValueError(f"an announcement that can't become {announcement.stage}")
        self._connection.execute(update(record).where(record.c.id == announcement.id).values(_columns(announcement)))
        if act:
            language = next(iter(announcement.content.texts), "")
            self._journal.append(
                announcement.letter_id, act, record=announcement.id, person_id=person_id, language=language
            )

    def get(self, announcement_id: int) -> Announcement | None:
        record = tables.announcements
        row = self._connection.execute(select(record).where(record.c.id == announcement_id)).first()
        return _announcement(row) if row else None

    def recent(self, letter_id: int, limit: int) -> Sequence[Announcement]:
        record = tables.announcements
        latest = select(record).where(record.c.letter_id == letter_id).order_by(record.c.id.desc()).limit(limit)
        return [_announcement(row) for row in self._connection.execute(latest)]

    def open(self) -> Sequence[Announcement]:
        return [_announcement(row) for row in self._connection.execute(_OPEN)]

    def live(self) -> Sequence[Announcement]:
        return [_announcement(row) for row in self._connection.execute(_LIVE)]

    def mark_active(self, announcement_id: int, live: bool) -> None:
        record = tables.announcements
        self._connection.execute(update(record).where(record.c.id == announcement_id).values(live=live))

    def made(self, letter_id: int, origin: str) -> Announcement | None:
        record = tables.announcements
        row = self._connection.execute(
            select(record)
            .where(record.c.letter_id == letter_id, record.c.origin == origin)
            .order_by(record.c.id.desc())
            .limit(1)
        ).first()
        return _announcement(row) if row else None

    def begun(self, letter_id: int, since: datetime, before: datetime) -> bool:
        record = tables.announcements
        within = (record.c.letter_id == letter_id, record.c.started_at >= since, record.c.started_at < before)
        return self._connection.execute(select(record.c.id).where(*within).limit(1)).first() is not None

    def telling(self, letter_id: int, kind: str) -> Sequence[Announcement]:
        record = tables.announcements
        rows = self._connection.execute(
            select(record)
            .where(record.c.letter_id == letter_id, record.c.origin.startswith(f"{kind}:"))
            .order_by(record.c.id)
        )
        return [_announcement(row) for row in rows]


def _columns(announcement: Announcement) -> dict[str, object]:
    return {
        "letter_id": announcement.letter_id,
        "stage": announcement.stage.value,
        "content": msgspec.json.encode(announcement.content).decode(),
        "audience": msgspec.json.encode(announcement.audience).decode(),
        "person_id": announcement.person_id,
        "created_at": announcement.created_at,
        "at": announcement.at,
        "zone": announcement.zone,
        "second": announcement.second,
        "second_id": announcement.second_id,
        "starts": announcement.starts,
        "started_at": announcement.started_at,
        "ended_at": announcement.ended_at,
        "version": announcement.version,
        "outdated": announcement.outdated,
        "queued_to": announcement.queued_to,
        "report_to": announcement.report_to,
        "origin": announcement.origin,
        "proposed": msgspec.json.encode(announcement.proposed).decode() if announcement.proposed else None,
        "proposed_by": announcement.proposed_by,
        "correction": msgspec.json.encode(announcement.correction).decode() if announcement.correction else None,
    }


def _announcement(row: Row[tuple[object, ...]]) -> Announcement:
    return Announcement(
        id=row.id,
        letter_id=row.letter_id,
        stage=Stage(row.stage),
        content=msgspec.json.decode(row.content, type=Content),
        audience=msgspec.json.decode(row.audience, type=Audience),
        person_id=row.person_id,
        created_at=row.created_at,
        at=row.at,
        zone=row.zone,
        second=row.second,
        second_id=row.second_id,
        starts=row.starts,
        started_at=row.started_at,
        ended_at=row.ended_at,
        version=row.version,
        outdated=row.outdated,
        queued_to=row.queued_to,
        report_to=row.report_to,
        origin=row.origin,
        proposed=msgspec.json.decode(row.proposed, type=Content) if row.proposed else None,
        proposed_by=row.proposed_by,
        correction=msgspec.json.decode(row.correction, type=Content) if row.correction else None,
    )
