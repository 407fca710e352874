"""Organizations that are to be asked: encrypted, and found by the digests of their names and links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, case, delete, func, insert, select, update

from bot.model.organizations.organization import normalize
from bot.model.outreach import Answer, Contact, Prospect
from bot.model.proofs.mails import mailbox
from storage import tables
from storage.cipher import Cipher

_ROWS = tables.prospects
_OPEN = and_(_ROWS.c.signed.is_(False), _ROWS.c.said != Answer.NO.value)
"""There is something still to ask."""

_ANY = select(_ROWS.c.id).where(_ROWS.c.letter_id == bindparam("letter")).limit(1)
_NAMED = (
    select(_ROWS)
    .where(_ROWS.c.letter_id == bindparam("letter"), _ROWS.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(_ROWS.c.id)
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is sealed beside the name."""

    website: str
    contact: Contact
    note: str
    language: str


class ProspectRepository:
    """The organizations of all letters that are to be asked."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def add(self, prospect: Prospect) -> Prospect:
        values = {"letter_id": prospect.letter_id, **self._values(prospect)}
        number = self._connection.execute(insert(_ROWS).values(values).returning(_ROWS.c.id)).scalar_one()
        return replace(prospect, id=number)

    def save(self, prospect: Prospect) -> Prospect:
        self._connection.execute(update(_ROWS).where(_ROWS.c.id == prospect.id).values(self._values(prospect)))
        return prospect

    def get(self, prospect_id: int) -> Prospect | None:
        return self._one(_ROWS.c.id == prospect_id)

    def has_any(self, letter_id: int) -> bool:
        return self._connection.execute(_ANY, {"letter": letter_id}).first() is not None

    def named(self, letter_id: int, names: Sequence[str]) -> Sequence[Prospect]:
        keys = {name_digest(self._cipher, each) for each in names}
        rows = self._connection.execute(_NAMED, {"letter": letter_id, "keys": sorted(keys)}) if keys else ()
        return [self._prospect(row) for row in rows]

    def all(self, letter_id: int, *, answer: Answer | None = None, taken_by: int | None = None, free: bool = False,
        offset: int = 0, limit: int
    ) -> Sequence[Prospect]:  # fmt: skip
        which = [_ROWS.c.letter_id == letter_id]
        if answer is not None:
            which.append(_stands(answer))
        if taken_by is not None:
            which.append(_ROWS.c.taken_by == taken_by)
        if free:
            which.append(_ROWS.c.taken_by.is_(None))
        return self._found(*which, offset=offset, limit=limit)

    def count(self, letter_id: int, taken_by: int | None = None) -> Mapping[Answer, int]:
        answer = case((_ROWS.c.signed, Answer.SIGNED.value), else_=_ROWS.c.said).label("answer")
        counted = select(answer, func.count()).where(_ROWS.c.letter_id == letter_id).group_by(answer)
        if taken_by is not None:
            counted = counted.where(_ROWS.c.taken_by == taken_by)
        return {Answer(answer): count for answer, count in self._connection.execute(counted)}

    def takers(self, letter_id: int) -> Mapping[int, int]:
        holder = _ROWS.c.taken_by
        open_still = _ROWS.c.letter_id == letter_id, _OPEN, holder.is_not(None)
        counted = select(holder, func.count()).where(*open_still).group_by(holder).order_by(holder)
        return {row[0]: row[1] for row in self._connection.execute(counted)}

    def link(self, prospect: Prospect, token: str) -> Prospect:
        digest = self._cipher.digest(token) if prospect.link_until else None
        values = {"link": digest, "link_until": prospect.link_until}
        self._connection.execute(update(_ROWS).where(_ROWS.c.id == prospect.id).values(values))
        return prospect

    def by_link(self, token: str) -> Prospect | None:
        return self._one(_ROWS.c.link == self._cipher.digest(token))

    def due(self, limit: int) -> Sequence[Prospect]:
        due = select(_ROWS.c.id).where(_ROWS.c.remind_at <= self._now).order_by(_ROWS.c.remind_at).limit(limit)
        numbers = self._connection.execute(due).scalars().all()
        if numbers:
            self._connection.execute(update(_ROWS).where(_ROWS.c.id.in_(numbers)).values(remind_at=None))
        return self._found(_ROWS.c.id.in_(numbers)) if numbers else ()

    def remove(self, prospect_id: int) -> None:
        self._connection.execute(delete(_ROWS).where(_ROWS.c.id == prospect_id))

    def numbers(self, letter_id: int, before: datetime | None = None, limit: int | None = None) -> Sequence[int]:
        found = select(_ROWS.c.id).where(_ROWS.c.letter_id == letter_id).order_by(_ROWS.c.id).limit(limit)
        if before is not None:
            found = found.where(_ROWS.c.changed_at < before)
        return self._connection.execute(found).scalars().all()

    def reached_at(self, address: str) -> Sequence[Prospect]:
        return self._found(_ROWS.c.mailbox == self._cipher.digest(mailbox(address)))

    def release(self, person_id: int) -> None:
        taken = _ROWS.c.taken_by == person_id
        self._connection.execute(update(_ROWS).where(taken).values(taken_by=None, remind_at=None))

    def _values(self, prospect: Prospect) -> Mapping[str, object]:
        kept = _Kept(prospect.website, prospect.contact, prospect.note, prospect.language)
        address = prospect.contact.address
        return {
            "key": name_digest(self._cipher, prospect.organization),
            "organization": self._cipher.seal(prospect.organization),
            "sealed": self._cipher.seal(msgspec.json.encode(kept).decode()),
            "mailbox": self._cipher.digest(mailbox(address)) if address else None,
            "said": prospect.said.value,
            "signed": prospect.signed,
            "asked": prospect.asked,
            "taken_by": prospect.taken_by,
            "remind_at": prospect.remind_at,
            "changed_at": self._now,
        }

    def _one(self, which: ColumnElement[bool]) -> Prospect | None:
        return next(iter(self._found(which)), None)

    def _found(self, *which: ColumnElement[bool], offset: int = 0, limit: int | None = None) -> Sequence[Prospect]:
        rows = select(_ROWS).where(*which).order_by(_ROWS.c.id).offset(offset).limit(limit)
        return [self._prospect(row) for row in self._connection.execute(rows)]

    def _prospect(self, row: Row[Any]) -> Prospect:
        kept = msgspec.json.decode(self._cipher.open(row.sealed), type=_Kept)
        return Prospect(
            id=row.id,
            letter_id=row.letter_id,
            organization=self._cipher.open(row.organization),
            website=kept.website,
            contact=kept.contact,
            note=kept.note,
            language=kept.language,
            said=Answer(row.said),
            signed=row.signed,
            asked=row.asked,
            taken_by=row.taken_by,
            remind_at=row.remind_at,
            link_until=row.link_until,
        )


def _stands(answer: Answer) -> ColumnElement[bool]:
    """Those where it stands like this."""
    if answer is Answer.SIGNED:
        return _ROWS.c.signed.is_(True)
    return and_(_ROWS.c.signed.is_(False), _ROWS.c.said == answer.value)


def name_digest(cipher: Cipher, name: str) -> str:
    """By what an organization that is to be asked is found, however its name is spelled."""
    return cipher.digest(f"prospect:{normalize(name)}")
