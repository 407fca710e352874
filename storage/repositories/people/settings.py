"""What the organizers of a letter have set."""

from sqlalchemy import Connection, bindparam, delete, insert, select

from storage import tables
from storage.repositories.journal.journal import JournalRepository

_ALL = select(tables.letter_settings.c.name, tables.letter_settings.c.value).where(
    tables.letter_settings.c.letter_id == bindparam("letter")
)


class SettingRepository:
    """The settings of all letters, by name."""

    def __init__(self, connection: Connection, journal: JournalRepository) -> None:
        self._connection = connection
        self._journal = journal

    def all(self, letter_id: int) -> dict[str, str]:
        rows = self._connection.execute(_ALL, {"letter": letter_id})
        return {row.name: row.value for row in rows}

    def set(self, letter_id: int, name: str, value: str) -> None:
        self._journal.note(letter_id, adds=False)
        settings = tables.letter_settings
        self._connection.execute(delete(settings).where(settings.c.letter_id == letter_id, settings.c.name == name))
        if value:
            self._connection.execute(insert(settings).values(letter_id=letter_id, name=name, value=value))
