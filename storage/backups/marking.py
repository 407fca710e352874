"""A backup is marked by a table that nothing else has, so that nobody serves it as it is."""

import sqlite3
from datetime import datetime

MARK = "backup"


def mark(connection: sqlite3.Connection, taken_at: datetime) -> None:
    """Mark a database as a backup that was made at a moment."""
    connection.execute("CREATE TABLE backup (taken_at TEXT NOT NULL)")
    connection.execute("INSERT INTO backup VALUES (?)", (taken_at.isoformat(),))


def unmark(connection: sqlite3.Connection) -> datetime | None:
    """Take the mark from a backup: when it was made; nothing where a database is none."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (MARK,)).fetchone()
    if there is None:
        return None
    (moment,) = connection.execute("SELECT taken_at FROM backup").fetchone()
    connection.execute("DROP TABLE backup")
    return datetime.fromisoformat(moment)
