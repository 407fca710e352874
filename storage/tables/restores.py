"""What was taken back, for the log that is kept apart; and the backups that were restored."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from storage.tables.base import Moment, metadata

removals = Table(
    "removals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", Text, nullable=False),
    sqlite_autoincrement=True,
)

restores = Table(
    "restores",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("taken_at", Moment, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("kept_back", Boolean, nullable=False),
    Column("lost_number", Integer, nullable=True),
    Column("lost_hash", String(64), nullable=True),
    Column("confirmed_at", Moment, nullable=True),
    Column("confirmed_by", Integer, nullable=True),
    sqlite_autoincrement=True,
)
