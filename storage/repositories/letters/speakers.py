"""Whom organizers have asked to speak, encrypted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from bot.model.deliveries import Subject
from bot.model.letters.letter import Speaker
from bot.model.letters.speakers import Answer, AskedSpeaker
from storage import tables
from storage.cipher import Cipher

_ASKED = tables.speakers
_Sealed = tuple[Speaker, str]


class SpeakerRepository:
    """Those of all letters."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def add(self, asked: AskedSpeaker) -> AskedSpeaker:
        added = insert(_ASKED).values(**self._columns(asked)).returning(_ASKED.c.id)
        return replace(asked, id=self._connection.execute(added).scalar_one())

    def save(self, asked: AskedSpeaker) -> None:
        self._connection.execute(update(_ASKED).where(_ASKED.c.id == asked.id).values(**self._columns(asked)))

    def get(self, asked_id: int) -> AskedSpeaker | None:
        row = self._connection.execute(select(_ASKED).where(_ASKED.c.id == asked_id)).first()
        return self._asked(row) if row else None

    def by_handle(self, handle: str) -> AskedSpeaker | None:
        row = self._connection.execute(select(_ASKED).where(_ASKED.c.handle == handle)).first()
        return self._asked(row) if row else None

    def all(self, letter_id: int) -> Sequence[AskedSpeaker]:
        rows = self._connection.execute(select(_ASKED).where(_ASKED.c.letter_id == letter_id).order_by(_ASKED.c.id))
        return [self._asked(row) for row in rows]

    def count(self, letter_id: int) -> int:
        counted = select(func.count()).select_from(_ASKED).where(_ASKED.c.letter_id == letter_id)
        return int(self._connection.execute(counted).scalar_one())

    def drop(self, asked_id: int) -> None:
        self._drop(_ASKED.c.id == asked_id)

    def drop_all(self, letter_id: int) -> None:
        self._drop(_ASKED.c.letter_id == letter_id)

    def drop_of(self, endorsement_id: int) -> None:
        self._drop(_ASKED.c.endorsement_id == endorsement_id)

    def retire(self, limit: int) -> None:
        old = select(_ASKED.c.id).where(_ASKED.c.until <= self._now).order_by(_ASKED.c.until).limit(limit)
        self._drop(_ASKED.c.id.in_(self._connection.execute(old).scalars().all()))

    def _drop(self, which: ColumnElement[bool]) -> None:
        """Forget some; what was said of them is edited wherever it stands."""
        gone = self._connection.execute(select(_ASKED.c.id).where(which)).scalars().all()
        rows, said = tables.deliveries, (Subject.SPEAKER_ASKED.value, Subject.SPEAKER_ANSWERED.value)
        about = rows.c.subject.in_(said), rows.c.subject_id.in_(gone)
        self._connection.execute(update(rows).where(*about).values(wanted=rows.c.wanted + 1))
        self._connection.execute(delete(_ASKED).where(_ASKED.c.id.in_(gone)))

    def _columns(self, asked: AskedSpeaker) -> dict[str, object]:
        sealed = msgspec.json.encode((asked.speaker, asked.contact)).decode()
        return {
            "handle": asked.handle,
            "letter_id": asked.letter_id,
            "event": asked.event,
            "sealed": self._cipher.seal(sealed),
            "until": asked.until,
            "asked_by": asked.asked_by,
            "answer": asked.answer.value,
            "endorsement_id": asked.endorsement_id,
        }

    def _asked(self, row: Row[Any]) -> AskedSpeaker:
        speaker, contact = msgspec.json.decode(self._cipher.open(row.sealed), type=_Sealed)
        return AskedSpeaker(
            row.id,
            row.handle,
            row.letter_id,
            row.event,
            speaker,
            contact,
            row.until,
            row.asked_by,
            Answer(row.answer),
            row.endorsement_id,
        )
