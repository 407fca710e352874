"""Letters, their revisions, and what their organizers have set."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from storage.tables.base import Moment, metadata

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(40), nullable=False, unique=True),
)

revisions = Table(
    "revisions",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
)

letter_settings = Table(
    "letter_settings",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
