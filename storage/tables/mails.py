"""Mail that is to leave, and the addresses that want none. An address is found again by its digest."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from storage.tables.base import Moment, metadata

QUEUED = text("state = 'queued'")

mails = Table(
    "mails",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("address", String(64), nullable=False),
    Column("domain", String(64), nullable=False),
    Column("token", String(64), nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("language", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("tried_at", Moment, nullable=True),
    Column("sent_at", Moment, nullable=True, index=True),
    Index(None, "kind", "subject_id"),
    Index(None, "address", "letter_id"),
    Index(None, "domain", "sent_at"),
    Index("ix_mails_queued", "due_at", "id", sqlite_where=QUEUED, postgresql_where=QUEUED),
)

unwanted_mail = Table(
    "unwanted_mail",
    metadata,
    Column("address", String(64), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("since", Moment, nullable=False),
)
