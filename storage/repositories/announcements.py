"""Announcements."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select

from bot.model.announcements import Announcement
from storage import tables
from storage.repositories.journal import JournalRepository


class AnnouncementRepository:
    """The announcements of all letters."""

    def __init__(self, connection: Connection, now: datetime, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._journal = journal

    def add(self, letter_id: int, text: str, language: str, person_id: int) -> Announcement:
        added = self._connection.execute(
            insert(tables.announcements)
            .values(letter_id=letter_id, text=text, language=language, person_id=person_id, created_at=self._now)
            .returning(tables.announcements.c.id)
        ).scalar_one()
        announcement = Announcement(added, letter_id, text, language, self._now)
        self._journal.append(letter_id, "announcement.released", announcement.id, person_id, language=language)
        return announcement

    def get(self, announcement_id: int) -> Announcement | None:
        record = tables.announcements
        row = self._connection.execute(select(record).where(record.c.id == announcement_id)).first()
        return _announcement(row) if row else None

    def recent(self, letter_id: int, limit: int) -> Sequence[Announcement]:
        record = tables.announcements
        latest = select(record).where(record.c.letter_id == letter_id).order_by(record.c.id.desc()).limit(limit)
        return [_announcement(row) for row in self._connection.execute(latest)]


def _announcement(row: Row[tuple[object, ...]]) -> Announcement:
    return Announcement(row.id, row.letter_id, row.text, row.language, row.created_at)
