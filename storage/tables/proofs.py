"""The proofs of addresses, one for each contact of an endorsement."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from storage.tables.base import Moment, metadata

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
