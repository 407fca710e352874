"""How often something was done lately, and who is kept out."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from storage.tables.base import Moment, Sealed, metadata

tries = Table(
    "tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index(None, "letter_id", "kind", "digest", "at"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("value", Sealed, nullable=False),
    Column("reason", Sealed, nullable=False),
    Column("since", Moment, nullable=False),
    UniqueConstraint("letter_id", "kind", "digest"),
)
