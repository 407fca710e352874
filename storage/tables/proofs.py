"""Proofs of addresses, and mail."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from storage.tables.base import Moment, Sealed, metadata

ASKED = text("state = 'asked'")
"""Whether an answer is waited for; in the same words in the index and the query."""

proofs = Table(
    "proofs",
    metadata,
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("contact", String(10), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("domain", String(255), nullable=False),
    Column("state", String(20), nullable=False),
    Column("why", String(20), nullable=False),
    Column("mail_id", ForeignKey("mails.id"), nullable=True, index=True),
    Column("tries", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("reminded", Boolean, nullable=False),
    Column("proven_at", Moment, nullable=True),
    Index("ix_proofs_asked", "asked_at", sqlite_where=ASKED, postgresql_where=ASKED),
)


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
    Column("sealed", Sealed, nullable=False),
    Column("language", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("created_at", Moment, nullable=False),
    Column("coded_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=True),
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
    Column("sealed", Sealed, nullable=False),
    Column("since", Moment, nullable=False),
)
