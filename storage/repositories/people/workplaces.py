"""Servers that owners have named, and who has decided there by a role."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.model.people.workplaces import Server, Workplace
from storage import tables

PLACES, HOLDERS = tables.workplaces, tables.role_holders


class WorkplaceRepository:
    """The servers in which organizers work."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def all(self, letter_id: int) -> Sequence[Workplace]:
        found = select(PLACES).where(PLACES.c.letter_id == letter_id).order_by(PLACES.c.id)
        return [_workplace(row) for row in self._connection.execute(found)]

    def find(self, letter_id: int, server: Server) -> Workplace | None:
        here = PLACES.c.platform == server.platform, PLACES.c.server == server.id
        row = self._connection.execute(select(PLACES).where(PLACES.c.letter_id == letter_id, *here)).first()
        return _workplace(row) if row else None

    def servers(self, platform: str) -> Sequence[str]:
        found = select(PLACES.c.server).where(PLACES.c.platform == platform).distinct().order_by(PLACES.c.server)
        return self._connection.execute(found).scalars().all()

    def name(self, letter_id: int, server: Server, role: str, role_title: str) -> Workplace:
        known = self.find(letter_id, server)
        values = {"title": server.title, "role": role, "role_title": role_title}
        if known is None:
            new = insert(PLACES).values(letter_id=letter_id, platform=server.platform, server=server.id, **values)
            number = self._connection.execute(new.returning(PLACES.c.id)).scalar_one()
        else:
            number = known.id
            self._connection.execute(update(PLACES).where(PLACES.c.id == number).values(values))
            if known.role != role:
                self._connection.execute(delete(HOLDERS).where(HOLDERS.c.workplace_id == number))
        return Workplace(number, letter_id, server, role, role_title)

    def take_back(self, workplace_id: int) -> None:
        self._connection.execute(delete(HOLDERS).where(HOLDERS.c.workplace_id == workplace_id))
        self._connection.execute(delete(PLACES).where(PLACES.c.id == workplace_id))

    def hold(self, workplace_id: int, person_id: int) -> int | None:
        here = HOLDERS.c.workplace_id == workplace_id, HOLDERS.c.person_id == person_id
        if self._connection.execute(select(HOLDERS.c.id).where(*here)).first():
            return None
        new = insert(HOLDERS).values(workplace_id=workplace_id, person_id=person_id, since=self._now)
        return int(self._connection.execute(new.returning(HOLDERS.c.id)).scalar_one())

    def holder(self, holder_id: int) -> tuple[Workplace, int] | None:
        joined = select(PLACES, HOLDERS.c.person_id).join(HOLDERS, HOLDERS.c.workplace_id == PLACES.c.id)
        row = self._connection.execute(joined.where(HOLDERS.c.id == holder_id)).first()
        return (_workplace(row), row.person_id) if row else None


def _workplace(row: Row[Any]) -> Workplace:
    return Workplace(row.id, row.letter_id, Server(row.platform, row.server, row.title), row.role, row.role_title)
