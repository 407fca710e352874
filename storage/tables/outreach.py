"""Whom organizers ask to sign, and who brings others along: nobody here has agreed to anything."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from storage.tables.base import Moment, Sealed, metadata

prospects = Table(
    "prospects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("organization", Sealed, nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("mailbox", String(64), nullable=True, index=True),
    Column("said", String(20), nullable=False),
    Column("signed", Boolean, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("taken_by", ForeignKey("persons.id"), nullable=True, index=True),
    Column("remind_at", Moment, nullable=True, index=True),
    Column("changed_at", Moment, nullable=False),
    Column("link", String(64), nullable=True, unique=True),
    Column("link_until", Moment, nullable=True),
    UniqueConstraint("letter_id", "key"),
    Index(None, "letter_id", "signed", "said"),
    sqlite_autoincrement=True,
)

partners = Table(
    "partners",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("name", Sealed, nullable=False),
    Column("link", String(64), nullable=False, unique=True),
    Column("signed", Integer, nullable=False),
    Column("until", Moment, nullable=False),
    sqlite_autoincrement=True,
)
