"""To whom letters were presented."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text

from storage.tables.base import Moment, Sealed, metadata

presentations = Table(
    "presentations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("content", Text, nullable=False),
    Column("by", Sealed, nullable=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("told", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

answer_files = Table(
    "answer_files",
    metadata,
    Column("presentation_id", ForeignKey("presentations.id"), primary_key=True),
    Column("sealed", Sealed, nullable=False),
    Column("file", Sealed, nullable=False),
)
