"""Files that are sent along, and what the platforms know them by."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.model.files import File
from storage import tables


class FileRepository:
    """The files of all letters."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def add(self, letter_id: int, name: str, mime: str, content: bytes, until: datetime | None = None) -> File:
        files, sha256 = tables.files, hashlib.sha256(content).hexdigest()
        self._forget_old()
        alike = (files.c.letter_id == letter_id, files.c.sha256 == sha256, files.c.name == name)
        same = self._connection.execute(select(files).where(*alike, files.c.until.is_not_distinct_from(until))).first()
        if same:
            return _file(same)
        added = self._connection.execute(
            insert(files)
            .values(
                letter_id=letter_id,
                name=name,
                mime=mime,
                size=len(content),
                sha256=sha256,
                content=content,
                until=until,
            )
            .returning(files.c.id)
        ).scalar_one()
        return File(added, name, mime, len(content))

    def get(self, ids: Sequence[int]) -> Sequence[File]:
        files = tables.files
        rows = self._connection.execute(
            select(files.c.id, files.c.name, files.c.mime, files.c.size).where(files.c.id.in_(ids))
        )
        found = {row.id: _file(row) for row in rows}
        return [found[number] for number in ids if number in found]

    def kept(self, letter_id: int, file_id: int) -> bool:
        files = tables.files
        mine = (files.c.id == file_id, files.c.letter_id == letter_id, files.c.until.is_(None))
        return self._connection.execute(select(files.c.id).where(*mine)).first() is not None

    def forget(self, file_id: int) -> None:
        files, known = tables.files, tables.file_references
        self._connection.execute(delete(known).where(known.c.file_id == file_id))
        self._connection.execute(delete(files).where(files.c.id == file_id))

    def content(self, file_id: int) -> bytes:
        files = tables.files
        found = self._connection.execute(select(files.c.content).where(files.c.id == file_id)).scalar()
        return bytes(found or b"")

    def reference(self, file_id: int, platform: str) -> str:
        known = tables.file_references
        found = self._connection.execute(
            select(known.c.reference).where(known.c.file_id == file_id, known.c.platform == platform)
        ).scalar()
        return str(found or "")

    def remember(self, file_id: int, platform: str, reference: str) -> None:
        known = tables.file_references
        self._connection.execute(delete(known).where(known.c.file_id == file_id, known.c.platform == platform))
        self._connection.execute(insert(known).values(file_id=file_id, platform=platform, reference=reference))

    def _forget_old(self) -> None:
        files, known = tables.files, tables.file_references
        old = select(files.c.id).where(files.c.until <= self._now)
        self._connection.execute(delete(known).where(known.c.file_id.in_(old.scalar_subquery())))
        self._connection.execute(delete(files).where(files.c.until <= self._now))


def _file(row: Any) -> File:
    return File(row.id, row.name, row.mime, row.size)
