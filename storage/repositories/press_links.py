"""Links for the press. Whom they are for is encrypted; a token is found again by its digest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from bot.model.journal.acts import Act
from bot.model.lists.press_links import FORGOTTEN_AFTER, PressLink
from storage import tables
from storage.cipher import Cipher
from storage.repositories.journal.journal import JournalRepository

_LINKS = tables.press_links


class PressLinkRepository:
    """The links of all letters."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal

    def issue(self, link: PressLink, token: str) -> PressLink:
        added = self._connection.execute(
            insert(_LINKS)
            .values(
                letter_id=link.letter_id,
                digest=self._cipher.digest(token),
                recipient=self._cipher.seal(link.recipient),
                snapshot=link.snapshot,
                until=link.until,
                person_id=link.person_id,
                waits=link.waits,
            )
            .returning(_LINKS.c.id)
        ).scalar_one()
        self._journal.append(link.letter_id, Act.PRESS_LINK_MADE, record=added, person_id=link.person_id)
        return replace(link, id=added)

    def get(self, link_id: int) -> PressLink | None:
        return self._one(_LINKS.c.id == link_id)

    def by_token(self, token: str) -> PressLink | None:
        return self._one(_LINKS.c.digest == self._cipher.digest(token))

    def all(self, letter_id: int) -> Sequence[PressLink]:
        rows = select(_LINKS).where(_LINKS.c.letter_id == letter_id).order_by(_LINKS.c.id.desc())
        return [self._link(row) for row in self._connection.execute(rows)]

    def agree(self, link: PressLink, person_id: int) -> None:
        self._set(link.id, waits=False)
        self._journal.append(link.letter_id, Act.PRESS_LINK_AGREED, record=link.id, person_id=person_id)

    def revoke(self, link: PressLink, person_id: int | None) -> None:
        self._set(link.id, revoked_at=self._now)
        self._journal.append(link.letter_id, Act.PRESS_LINK_REVOKED, record=link.id, person_id=person_id)

    def save_use(self, link: PressLink) -> None:
        self._set(link.id, opened_first=link.opened_first, opened_last=link.opened_last, told_at=link.told_at)

    def remove(self, link_id: int) -> None:
        self._connection.execute(delete(_LINKS).where(_LINKS.c.id == link_id))

    def forget(self) -> None:
        before = self._now - FORGOTTEN_AFTER
        self._connection.execute(delete(_LINKS).where(or_(_LINKS.c.until <= before, _LINKS.c.revoked_at <= before)))

    def _set(self, link_id: int, **values: object) -> None:
        self._connection.execute(update(_LINKS).where(_LINKS.c.id == link_id).values(**values))

    def _one(self, which: ColumnElement[bool]) -> PressLink | None:
        row = self._connection.execute(select(_LINKS).where(which)).first()
        return self._link(row) if row else None

    def _link(self, row: Row[Any]) -> PressLink:
        return PressLink(
            id=row.id,
            letter_id=row.letter_id,
            recipient=self._cipher.open(row.recipient),
            snapshot=row.snapshot,
            until=row.until,
            person_id=row.person_id,
            waits=row.waits,
            revoked_at=row.revoked_at,
            opened_first=row.opened_first,
            opened_last=row.opened_last,
            told_at=row.told_at,
        )
