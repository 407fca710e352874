"""To whom letters were presented: each change is journalled by what is said then. Who has presented them is sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bot.model.addressees import BY_KEPT_FOR, AnswerFile, Presentation, Presented, fingerprint
from bot.model.journal.acts import Act
from storage import tables
from storage.cipher import Cipher
from storage.repositories.journal.journal import JournalRepository

_PRESENTED, _FILES = tables.presentations, tables.answer_files
_ALL = select(_PRESENTED).where(_PRESENTED.c.letter_id == bindparam("letter"))


def first_snapshot(connection: Connection, letter_id: int) -> int | None:
    """The number of the list that went with a letter as it was first presented; nothing where it was not."""
    rows = connection.execute(_ALL.with_only_columns(_PRESENTED.c.id, _PRESENTED.c.content), {"letter": letter_id})
    found = [(msgspec.json.decode(row.content, type=Presented), row.id) for row in rows]
    first = min(found, key=lambda each: (each[0].on, each[1]), default=None)
    return first[0].snapshot if first else None


class PresentationRepository:
    """The presentations of all letters."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal

    def all(self, letter_id: int) -> Sequence[Presentation]:
        found = [self._presentation(row) for row in self._connection.execute(_ALL, {"letter": letter_id})]
        return sorted(found, key=lambda each: (each.said.on, each.id))

    def get(self, number: int) -> Presentation | None:
        row = self._connection.execute(select(_PRESENTED).where(_PRESENTED.c.id == number)).first()
        return self._presentation(row) if row else None

    def add(self, letter_id: int, said: Presented, by: str, person_id: int) -> Presentation:
        added = self._connection.execute(
            insert(_PRESENTED)
            .values(
                letter_id=letter_id,
                content=said.content,
                by=self._cipher.seal(by) if by else None,
                person_id=person_id,
                at=self._now,
                told=False,
            )
            .returning(_PRESENTED.c.id)
        ).scalar_one()
        made = Presentation(added, letter_id, said, by, person_id)
        self._note(Act.ADDRESSEE_PRESENTED, made, person_id, fingerprint(said.content))
        return made

    def change(self, presentation: Presentation, said: Presented, person_id: int) -> Presentation:
        self._set(presentation, content=said.content, person_id=person_id)
        act = Act.ADDRESSEE_ANSWERED if said.answered else Act.ADDRESSEE_ACKNOWLEDGED
        self._note(act, presentation, person_id, fingerprint(said.content))
        return replace(presentation, said=said, person_id=person_id)

    def enclose(self, presentation: Presentation, file: AnswerFile) -> None:
        self._discard(presentation)
        sealed = self._cipher.seal(msgspec.json.encode((file.name, file.mime)).decode())
        values = {"sealed": sealed, "file": self._cipher.seal_bytes(file.content)}
        self._connection.execute(insert(_FILES).values(presentation_id=presentation.id, **values))

    def enclosed(self, presentation: Presentation) -> AnswerFile | None:
        row = self._connection.execute(select(_FILES).where(_FILES.c.presentation_id == presentation.id)).first()
        if row is None:
            return None
        name, mime = msgspec.json.decode(self._cipher.open(row.sealed), type=tuple[str, str])
        return AnswerFile(name, mime, self._cipher.open_bytes(row.file))

    def _discard(self, presentation: Presentation) -> None:
        self._connection.execute(delete(_FILES).where(_FILES.c.presentation_id == presentation.id))

    def remove(self, presentation: Presentation, person_id: int) -> None:
        self._discard(presentation)
        self._connection.execute(delete(_PRESENTED).where(_PRESENTED.c.id == presentation.id))
        self._note(Act.ADDRESSEE_TAKEN_BACK, presentation, person_id, "")

    def silent(self, since: date, until: date) -> Sequence[Presentation]:
        rows = select(_PRESENTED).where(_PRESENTED.c.told.is_(False)).order_by(_PRESENTED.c.id)
        found = map(self._presentation, self._connection.execute(rows))
        return [each for each in found if each.said.silent and since <= each.said.on <= until]

    def tell(self, presentation: Presentation) -> None:
        self._set(presentation, told=True)

    def forget(self, letter_id: int | None = None) -> None:
        old = _PRESENTED.c.at <= self._now - BY_KEPT_FOR if letter_id is None else _PRESENTED.c.letter_id == letter_id
        self._connection.execute(update(_PRESENTED).where(old, _PRESENTED.c.by.is_not(None)).values(by=None))

    def fingerprints(self, letter_id: int) -> Mapping[int, str]:
        return {row.id: fingerprint(row.content) for row in self._connection.execute(_ALL, {"letter": letter_id})}

    def _note(self, act: Act, presentation: Presentation, person_id: int, commitment: str) -> None:
        self._journal.append(
            presentation.letter_id, act, record=presentation.id, person_id=person_id, fingerprint=commitment
        )

    def _set(self, presentation: Presentation, **values: object) -> None:
        self._connection.execute(update(_PRESENTED).where(_PRESENTED.c.id == presentation.id).values(**values))

    def _presentation(self, row: Row[Any]) -> Presentation:
        said = msgspec.json.decode(row.content, type=Presented)
        by = self._cipher.open(row.by) if row.by is not None else ""
        return Presentation(row.id, row.letter_id, said, by, row.person_id)
