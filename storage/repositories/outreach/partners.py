"""Partners, whose links are found by their digests; which sign-ons came by one is not kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.model.outreach import Partner
from storage import tables
from storage.cipher import Cipher

_ROWS = tables.partners


class PartnerRepository:
    """The partners of all letters."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def add(self, partner: Partner, token: str) -> Partner:
        values = {
            "letter_id": partner.letter_id,
            "name": self._cipher.seal(partner.name),
            "link": self._cipher.digest(token),
            "signed": partner.signed,
            "until": partner.until,
        }
        number = self._connection.execute(insert(_ROWS).values(values).returning(_ROWS.c.id)).scalar_one()
        return replace(partner, id=number)

    def all(self, letter_id: int) -> Sequence[Partner]:
        rows = select(_ROWS).where(_ROWS.c.letter_id == letter_id).order_by(_ROWS.c.id)
        return [self._partner(row) for row in self._connection.execute(rows)]

    def by_link(self, token: str) -> Partner | None:
        row = self._connection.execute(select(_ROWS).where(_ROWS.c.link == self._cipher.digest(token))).first()
        return self._partner(row) if row else None

    def count(self, partner_id: int) -> None:
        self._connection.execute(update(_ROWS).where(_ROWS.c.id == partner_id).values(signed=_ROWS.c.signed + 1))

    def remove(self, partner_id: int) -> None:
        self._connection.execute(delete(_ROWS).where(_ROWS.c.id == partner_id))

    def _partner(self, row: Row[Any]) -> Partner:
        return Partner(row.id, row.letter_id, self._cipher.open(row.name), row.signed, row.until)
