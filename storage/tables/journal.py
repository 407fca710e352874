"""The journal, the lines to which it commits, and the heads that were published."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table, Text

from storage.tables.base import Moment, metadata

journal = Table(
    "journal",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("endorsement_id", Integer, nullable=True),
    Index(None, "letter_id", "endorsement_id", "number"),
)

commitments = Table(
    "commitments",
    metadata,
    Column("letter_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("salt", String(32), nullable=False),
    Column("line", Text, nullable=False),
    ForeignKeyConstraint(["letter_id", "number"], ["journal.letter_id", "journal.number"]),
)

heads = Table(
    "heads",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("published_at", Moment, nullable=False),
)
