"""To whom letters were presented."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text

from storage.tables.base import Moment, Sealed, metadata

presentations = Table(
    "presentations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("content", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("snapshot", Integer, nullable=False),
    Column("by", Sealed, nullable=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("told", Boolean, nullable=False),
    Index(None, "letter_id", "on"),
    sqlite_autoincrement=True,
)
