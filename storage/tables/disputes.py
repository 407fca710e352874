"""Disputes of endorsements."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from storage.tables.base import Moment, Sealed, metadata

UNSETTLED = text("state = 'open'")
"""Whether a dispute is open; in the same words in the index and the query."""

disputes = Table(
    "disputes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("handle", String(8), nullable=False, unique=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("endorsement_id", ForeignKey("endorsements.id"), nullable=False, index=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
    Column("language", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("claim", Sealed, nullable=False),
    Column("said", Sealed, nullable=False),
    Column("proven", Boolean, nullable=False),
    Column("hides", Boolean, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment, nullable=True),
    Index(
        "uq_disputes_unsettled",
        "endorsement_id",
        "person_id",
        unique=True,
        sqlite_where=UNSETTLED,
        postgresql_where=UNSETTLED,
    ),
)
