"""The servers in which letters' dates stand, and what stands there."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from bot.model.letters.calendars import Calendar, Standing
from bot.model.people.workplaces import Server
from storage import tables

WANTED, THERE = tables.calendars, tables.server_events


class CalendarRepository:
    """Letters' dates in servers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, calendar: Calendar) -> None:
        self.end(calendar.letter_id, calendar.server)
        server = calendar.server
        self._connection.execute(
            insert(WANTED).values(
                letter_id=calendar.letter_id, platform=server.platform, server=server.id, language=calendar.language
            )
        )

    def end(self, letter_id: int, server: Server) -> None:
        here = WANTED.c.platform == server.platform, WANTED.c.server == server.id
        self._connection.execute(delete(WANTED).where(WANTED.c.letter_id == letter_id, *here))

    def has(self, letter_id: int, server: Server) -> bool:
        here = WANTED.c.platform == server.platform, WANTED.c.server == server.id
        found = select(WANTED.c.letter_id).where(WANTED.c.letter_id == letter_id, *here)
        return self._connection.execute(found).first() is not None

    def wanted(self, platform: str) -> Sequence[Calendar]:
        found = select(WANTED).where(WANTED.c.platform == platform).order_by(WANTED.c.letter_id, WANTED.c.server)
        rows = self._connection.execute(found)
        return [Calendar(row.letter_id, Server(row.platform, row.server), row.language) for row in rows]

    def standing(self, platform: str) -> Sequence[Standing]:
        found = select(THERE).where(THERE.c.platform == platform).order_by(THERE.c.letter_id, THERE.c.server)
        return [
            Standing(row.letter_id, row.server, row.slot, row.remote, row.digest, row.ends, row.rests_until)
            for row in self._connection.execute(found)
        ]

    def keep(self, platform: str, there: Standing) -> None:
        self.forget(platform, there.letter_id, there.server, there.slot)
        self._connection.execute(
            insert(THERE).values(
                letter_id=there.letter_id,
                platform=platform,
                server=there.server,
                slot=there.slot,
                remote=there.remote,
                digest=there.digest,
                ends=there.ends,
                rests_until=there.rests_until,
            )
        )

    def forget(self, platform: str, letter_id: int, server: str, slot: int) -> None:
        here = THERE.c.platform == platform, THERE.c.server == server, THERE.c.slot == slot
        self._connection.execute(delete(THERE).where(THERE.c.letter_id == letter_id, *here))

    def lose(self, platform: str, server: str) -> None:
        for table in (WANTED, THERE):
            self._connection.execute(delete(table).where(table.c.platform == platform, table.c.server == server))
