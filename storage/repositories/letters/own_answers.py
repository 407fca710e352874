"""The answers that owners have written themselves: each change is journalled with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bot.model.journal.acts import Act
from bot.model.letters.answers import OwnAnswer, Worded, fingerprint
from storage import tables
from storage.repositories.journal.journal import JournalRepository

_ALL = (
    select(tables.own_answers)
    .where(tables.own_answers.c.letter_id == bindparam("letter"))
    .order_by(tables.own_answers.c.id)
)


class _Content(msgspec.Struct, frozen=True):
    """What is kept of an answer, as its canonical JSON has it."""

    at: datetime
    texts: dict[str, Worded]


class OwnAnswerRepository:
    """The answers of the owners of all letters."""

    def __init__(self, connection: Connection, now: datetime, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._journal = journal

    def all(self, letter_id: int) -> Sequence[OwnAnswer]:
        return [_answer(row) for row in self._connection.execute(_ALL, {"letter": letter_id})]

    def get(self, answer_id: int) -> OwnAnswer | None:
        kept = tables.own_answers
        row = self._connection.execute(select(kept).where(kept.c.id == answer_id)).first()
        return _answer(row) if row else None

    def add(self, letter_id: int, texts: Mapping[str, Worded], person_id: int) -> OwnAnswer:
        made = OwnAnswer(0, letter_id, texts, self._now, person_id)
        added = self._connection.execute(
            insert(tables.own_answers)
            .values(letter_id=letter_id, content=made.content, person_id=person_id)
            .returning(tables.own_answers.c.id)
        ).scalar_one()
        self._note(Act.ANSWER_SET, letter_id, added, person_id, fingerprint(made.content))
        return OwnAnswer(added, letter_id, texts, self._now, person_id)

    def change(self, answer: OwnAnswer, texts: Mapping[str, Worded], person_id: int) -> OwnAnswer:
        kept, made = tables.own_answers, OwnAnswer(answer.id, answer.letter_id, texts, self._now, person_id)
        self._connection.execute(
            update(kept).where(kept.c.id == answer.id).values(content=made.content, person_id=person_id)
        )
        self._note(Act.ANSWER_CHANGED, answer.letter_id, answer.id, person_id, fingerprint(made.content))
        return made

    def remove(self, answer: OwnAnswer, person_id: int) -> None:
        kept = tables.own_answers
        self._connection.execute(delete(kept).where(kept.c.id == answer.id))
        self._note(Act.ANSWER_REMOVED, answer.letter_id, answer.id, person_id, "")

    def _note(self, act: Act, letter_id: int, record: int, person_id: int, fingerprint: str) -> None:
        self._journal.append(letter_id, act, record=record, person_id=person_id, fingerprint=fingerprint)

    def fingerprints(self, letter_id: int) -> Mapping[int, str]:
        rows = self._connection.execute(_ALL, {"letter": letter_id})
        return {row.id: fingerprint(row.content) for row in rows}


def _answer(row: Row[tuple[object, ...]]) -> OwnAnswer:
    content = _decoded(row.content)
    return OwnAnswer(row.id, row.letter_id, content.texts, content.at, row.person_id)


@lru_cache(maxsize=500)
def _decoded(content: str) -> _Content:
    return msgspec.json.decode(content, type=_Content)
