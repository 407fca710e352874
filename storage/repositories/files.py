"""Files that are sent along, and what the platforms know them by."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from bot.model.announcements.announcement import Content, Stage
from bot.model.files import MADE_LIFETIME, MOST_MADE, REPORT_LIFETIME, SENT_LIFETIME, File
from bot.model.letters.letter import DocumentFile
from storage import tables
from storage.cipher import Cipher

_FILE = select(tables.files.c.id, tables.files.c.name, tables.files.c.mime, tables.files.c.size, tables.files.c.alt)


class FileRepository:
    """The files of all letters."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def add(self, letter_id: int, name: str, mime: str, content: bytes, until: datetime | None = None) -> File:
        sha256, until_then = hashlib.sha256(content).hexdigest(), tables.files.c.until.is_not_distinct_from(until)
        same = self._same(letter_id, name, sha256, until_then)
        return same or self._insert(letter_id, name=name, mime=mime, content=content, sha256=sha256, until=until)

    def made(self, letter_id: int, name: str, mime: str, content: bytes, alt: str = "") -> File:
        files, sha256, until = tables.files, hashlib.sha256(content).hexdigest(), self._now + MADE_LIFETIME
        same = self._same(letter_id, name, sha256, files.c.alt == alt, files.c.until.is_not(None))
        if same is None:
            new = self._insert(letter_id, name=name, mime=mime, content=content, sha256=sha256, until=until)
            self._say(new.id, alt)
            same = replace(new, alt=alt)
        alike = (files.c.letter_id == letter_id, files.c.name == name, files.c.until.is_not(None))
        before = select(files.c.id).where(*alike).order_by(files.c.id.desc()).offset(MOST_MADE)
        for number in self._connection.execute(before).scalars().all():
            self.forget(number)
        return same

    def made_sealed(self, letter_id: int, name: str, mime: str, content: bytes) -> File:
        return self._sealed(letter_id, name, mime, content, self._now + MADE_LIFETIME)

    def receive_sealed(self, letter_id: int, name: str, mime: str, content: bytes) -> File:
        return self._sealed(letter_id, name, mime, content, self._now + SENT_LIFETIME)

    def _sealed(self, letter_id: int, name: str, mime: str, content: bytes, until: datetime) -> File:
        digest = self._cipher.digest(hashlib.sha256(content).hexdigest())
        made = self._insert(letter_id, name=name, mime=mime, content=b"", sha256=digest, until=until)
        files, sealed = tables.files, self._cipher.seal_bytes(content)
        self._connection.execute(update(files).where(files.c.id == made.id).values(sealed=sealed, size=len(content)))
        return replace(made, size=len(content))

    def receive(self, letter_id: int, name: str, mime: str, content: bytes) -> File:
        sha256, until = hashlib.sha256(content).hexdigest(), self._now + SENT_LIFETIME
        same = self._same(letter_id, name, sha256)
        if same is None:
            return self._insert(letter_id, name=name, mime=mime, content=content, sha256=sha256, until=until)
        longer = (tables.files.c.id == same.id, tables.files.c.until < until)
        self._connection.execute(update(tables.files).where(*longer).values(until=until))
        return same

    def _same(self, letter_id: int, name: str, sha256: str, *conditions: ColumnElement[bool]) -> File | None:
        """The same file of a letter; first the one that is kept for good."""
        files = tables.files
        alike = (files.c.letter_id == letter_id, files.c.sha256 == sha256, files.c.name == name, *conditions)
        first = _FILE.where(*alike).order_by(files.c.until.is_not(None), files.c.id).limit(1)
        row = self._connection.execute(first).first()
        return _file(row) if row else None

    def _insert(
        self, letter_id: int, *, name: str, mime: str, content: bytes, sha256: str, until: datetime | None
    ) -> File:  # fmt: skip
        files, size = tables.files, len(content)
        values = {"letter_id": letter_id, "name": name, "mime": mime, "size": size, "sha256": sha256, "until": until}
        added = insert(files).values(**values, content=content).returning(files.c.id)
        return File(self._connection.execute(added).scalar_one(), name, mime, size)

    def of_letter(self, letter_id: int, file_id: int, *, given_out: bool) -> File | None:
        files = tables.files
        columns = _FILE.add_columns(files.c.letter_id, files.c.sha256, files.c.sealed.is_not(None).label("is_sealed"))
        row = self._connection.execute(columns.where(files.c.id == file_id)).first()
        there = _file(row) if row else None
        if there is None or row is None or (row.letter_id == letter_id and not (row.is_sealed and given_out)):
            return there
        if row.is_sealed and not given_out:
            return self.receive_sealed(letter_id, there.name, there.mime, self.content(file_id))
        known = row.is_sealed or self._same(letter_id, there.name, row.sha256) is not None
        moved = self.receive(letter_id, there.name, there.mime, self.content(file_id))
        if known:
            return moved
        self._say(moved.id, there.alt)
        return replace(moved, alt=there.alt)

    def describe(self, letter_id: int, file_id: int, alt: str, announcement_id: int) -> int:
        others = (each for number, each in self._announced(letter_id) if number != announcement_id)
        if any(file_id in each for each in others) or self._in_a_letter(letter_id, file_id):
            file_id = self._copied(letter_id, file_id)
        self._say(file_id, alt)
        return file_id

    def _copied(self, letter_id: int, file_id: int) -> int:
        (there,), content = self.get([file_id]), self.content(file_id)
        sha256 = hashlib.sha256(content).hexdigest()
        return self._insert(
            letter_id, name=there.name, mime=there.mime, content=content, sha256=sha256, until=None
        ).id  # fmt: skip

    def _say(self, file_id: int, alt: str) -> None:
        files = tables.files
        self._connection.execute(update(files).where(files.c.id == file_id).values(alt=alt))

    def document(self, letter_id: int, file: DocumentFile) -> File | None:
        return self._same(letter_id, file.name, file.sha256)

    def announced(self, letter_id: int, sha256: str) -> Sequence[int]:
        ids = self._of_digest(letter_id, sha256)
        return [number for number, used in self._announced(letter_id) if not ids.isdisjoint(used)]

    def erase(self, letter_id: int, sha256: str) -> None:
        files, known, ids = tables.files, tables.file_references, self._of_digest(letter_id, sha256)
        self._connection.execute(delete(known).where(known.c.file_id.in_(ids)))
        self._connection.execute(delete(files).where(files.c.id.in_(ids)))

    def _of_digest(self, letter_id: int, sha256: str) -> frozenset[int]:
        files = tables.files
        same = select(files.c.id).where(files.c.letter_id == letter_id, files.c.sha256 == sha256)
        return frozenset(self._connection.execute(same).scalars())

    def keep(self, ids: Sequence[int]) -> None:
        files = tables.files
        self._connection.execute(update(files).where(files.c.id.in_(ids)).values(until=None))

    def release(self, letter_id: int, ids: Sequence[int]) -> None:
        files = tables.files
        for _, used in self._announced(letter_id):
            ids = [each for each in ids if each not in used]
        ids = [each for each in ids if not self._in_a_letter(letter_id, each)]
        until = self._now + REPORT_LIFETIME
        self._connection.execute(update(files).where(files.c.id.in_(ids)).values(until=until))

    def _announced(self, letter_id: int) -> Iterator[tuple[int, Sequence[int]]]:
        """The files of each announcement of a letter that was not dropped before it left."""
        announced = tables.announcements
        dropped = and_(announced.c.stage == Stage.CANCELLED.value, announced.c.started_at.is_(None))
        with_files = ~announced.c.content.contains('"files":[]')
        kept = select(announced.c.id, announced.c.content).where(announced.c.letter_id == letter_id, ~dropped)
        for row in self._connection.execute(kept.where(with_files)).all():
            yield row.id, msgspec.json.decode(row.content, type=Content).files

    def _in_a_letter(self, letter_id: int, file_id: int) -> bool:
        """Whether a revision or the draft of a letter refers to a file: both name it by its digest."""
        sha256 = self._connection.execute(
            select(tables.files.c.sha256).where(tables.files.c.id == file_id)
        ).scalar_one_or_none()
        named = (
            select(table.c.letter_id).where(table.c.letter_id == letter_id, table.c.content.contains(sha256))
            for table in (tables.revisions, tables.letter_drafts)
        )
        return sha256 is not None and any(self._connection.execute(each.limit(1)).first() for each in named)

    def get(self, ids: Sequence[int]) -> Sequence[File]:
        files = tables.files
        rows = self._connection.execute(_FILE.where(files.c.id.in_(ids)))
        by_id = {row.id: _file(row) for row in rows}
        return [by_id[number] for number in ids if number in by_id]

    def forget(self, file_id: int) -> None:
        self._forget(tables.files.c.id == file_id, limit=1)

    def retire(self, limit: int) -> None:
        self._forget(tables.files.c.until <= self._now, limit)

    def _forget(self, which: ColumnElement[bool], limit: int) -> None:
        files, known = tables.files, tables.file_references
        brief = select(files.c.id).where(files.c.until.is_not(None), which).order_by(files.c.until).limit(limit)
        ids = self._connection.execute(brief).scalars().all()
        self._connection.execute(delete(known).where(known.c.file_id.in_(ids)))
        self._connection.execute(delete(files).where(files.c.id.in_(ids)))

    def content(self, file_id: int) -> bytes:
        files = tables.files
        row = self._connection.execute(select(files.c.content, files.c.sealed).where(files.c.id == file_id)).first()
        if row is None:
            return b""
        return bytes(row.content) if row.sealed is None else self._cipher.open_bytes(row.sealed)

    def reference(self, file_id: int, platform: str) -> str:
        known = tables.file_references
        reference = self._connection.execute(
            select(known.c.reference).where(known.c.file_id == file_id, known.c.platform == platform)
        ).scalar()
        return str(reference or "")

    def remember(self, file_id: int, platform: str, reference: str) -> None:
        known = tables.file_references
        self._connection.execute(delete(known).where(known.c.file_id == file_id, known.c.platform == platform))
        self._connection.execute(insert(known).values(file_id=file_id, platform=platform, reference=reference))


def _file(row: Any) -> File:
    return File(row.id, row.name, row.mime, row.size, row.alt)
