"""Whose turn it is."""

from sqlalchemy import Connection, select

from bot.model.duties import ALWAYS, Term
from storage import tables


class DutyRepository:
    """Epochs. A row that was read here is the same until the unit of work ends: who takes a duty waits for that."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stands(self, term: Term) -> bool:
        if term == ALWAYS:
            return True
        rows = tables.duties
        present = select(rows.c.epoch).where(rows.c.duty == term.duty).with_for_update(read=True)
        return self._connection.execute(present).scalar() == term.epoch
