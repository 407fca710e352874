"""The messages that are to leave, and what platforms have sent and asked for."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, text

from storage.tables.base import Moment, Sealed, metadata

PENDING = text("(state = 'queued' OR (state = 'sent' AND wanted > shown))")
"""Whether a message is still to leave, or behind its subject; in the same words in the index and the query."""

IN_CHATS = text("subject = 'announcement'")
"""Whether a message is an announcement itself; in the same words in the index and the query."""

HELD = text("state = 'held'")
"""Whether a message waits for the word of whoever manages its chat; in the same words in the index and the query."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("chat_id", ForeignKey("chats.id"), nullable=False),
    Column("subject", String(20), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("key", String(14), nullable=False),
    Column("attempt", Integer, nullable=False, default=0),
    Column("message", String(700), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("wanted", Integer, nullable=False, default=1),
    Column("shown", Integer, nullable=False, default=0),
    Column("due_at", Moment, nullable=False),
    Column("started_at", Moment, nullable=True),
    Column("unsure_since", Moment, nullable=True),
    Column("sent_at", Moment, nullable=True),
    Index(
        "ix_deliveries_pending",
        "lane",
        "subject_id",
        "platform",
        "due_at",
        "id",
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    ),
    Index(None, "subject", "subject_id", "state"),
    Index("ix_deliveries_pending_in_chat", "chat_id", sqlite_where=PENDING, postgresql_where=PENDING),
    Index("ix_deliveries_announced_in_chat", "chat_id", "id", sqlite_where=IN_CHATS, postgresql_where=IN_CHATS),
    Index("ix_deliveries_held", "due_at", sqlite_where=HELD, postgresql_where=HELD),
)

cooldowns = Table(
    "halts",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("place", String(300), primary_key=True),
    Column("until", Moment, nullable=False),
)

UNANSWERED = text("answer IS NOT NULL")
"""Whether the answer to an update waits; in the same words in the index and the query."""

updates = Table(
    "updates",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("taken_at", Moment, nullable=False, index=True),
    Column("answer", Sealed, nullable=True),
    Index("ix_updates_unanswered", "platform", "number", sqlite_where=UNANSWERED, postgresql_where=UNANSWERED),
)

platform_memory = Table(
    "platform_memory",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("value", Sealed, nullable=False),
)
"""What an adapter has to find again at its next start: how far it has read, and keys of its own."""
