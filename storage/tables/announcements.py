"""Announcements and their files."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from storage.tables.base import Moment, Sealed, metadata

OPEN = text("stage IN ('waiting', 'running', 'paused')")
"""Whether an announcement is released and has not come to its end; in the same words in the index and the query."""

LIVE = text("live")
"""Whether something of an announcement may still have to leave or to be edited."""

BRIEF = text("until IS NOT NULL")
"""Whether a file is kept for a while only; in the same words in the index and the query."""

announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("stage", String(20), nullable=False),
    Column("content", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("at", Moment, nullable=True),
    Column("zone", String(60), nullable=False, default=""),
    Column("second", Boolean, nullable=False, default=False),
    Column("second_id", ForeignKey("persons.id"), nullable=True),
    Column("starts", Moment, nullable=True),
    Column("started_at", Moment, nullable=True),
    Column("ended_at", Moment, nullable=True),
    Column("version", Integer, nullable=False, default=1),
    Column("outdated", Integer, nullable=False, default=1),
    Column("live", Boolean, nullable=False, default=False),
    Column("queued_to", Integer, nullable=True),
    Column("report_to", ForeignKey("chats.id"), nullable=True),
    Column("origin", String(60), nullable=False, default=""),
    Column("proposed", Text, nullable=True),
    Column("proposed_by", ForeignKey("persons.id"), nullable=True),
    Column("correction", Text, nullable=True),
    Index("ix_announcements_open", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    Index("ix_announcements_live", "id", sqlite_where=LIVE, postgresql_where=LIVE),
    Index(None, "letter_id", "origin"),
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("mime", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("until", Moment, nullable=True),
    Column("alt", Text, nullable=False, server_default=""),
    Column("sealed", Sealed, nullable=True),
    Index(None, "letter_id", "sha256"),
    Index("ix_files_until", "until", sqlite_where=BRIEF, postgresql_where=BRIEF),
    sqlite_autoincrement=True,
)

spending = Table(
    "outreach",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
    Column("charged_to", ForeignKey("persons.id"), nullable=False, index=True),
    Column("cause", String(20), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("chats", Integer, nullable=False),
    Column("left_at", Moment, nullable=True, index=True),
)

told_signers = Table(
    "told_signers",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("person_id", ForeignKey("persons.id"), primary_key=True, index=True),
    Column("told", String(20), primary_key=True),
    Column("subject_id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

file_references = Table(
    "file_references",
    metadata,
    Column("file_id", ForeignKey("files.id"), primary_key=True),
    Column("platform", String(20), primary_key=True),
    Column("reference", Text, nullable=False),
)
