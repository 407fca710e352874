"""Chats, what they follow, what whoever manages them has decided, and their groups."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import Moment, metadata

chats = Table(
    "chats",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("place", String(300), nullable=False),
    Column("thread", String(100), nullable=False, default=""),
    Column("kind", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("language", String(20), nullable=False, default=""),
    Column("closed", Text, nullable=False, default=""),
    Column("greeted_at", Moment, nullable=True),
    Column("chosen_letter_id", ForeignKey("letters.id"), nullable=True),
    Column("calls", String(100), nullable=False, default=""),
    UniqueConstraint("platform", "place", "thread"),
)

follows = Table(
    "follows",
    metadata,
    Column("chat_id", ForeignKey("chats.id"), primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("topic", String(20), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("asked_by", Integer, nullable=True),
    Index(None, "letter_id", "topic", "chat_id"),
)

follower_counts = Table(
    "follower_counts",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("platform", String(20), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("language", String(20), primary_key=True),
    Column("threaded", Integer, primary_key=True, autoincrement=False),
    Column("reachable", Integer, primary_key=True, autoincrement=False),
    Column("shard", Integer, primary_key=True, autoincrement=False),
    Column("counted", Integer, nullable=False),
)

chat_groups = Table(
    "chat_groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("letter_id", "name"),
    sqlite_autoincrement=True,
)

chat_group_members = Table(
    "chat_group_members",
    metadata,
    Column("group_id", ForeignKey("chat_groups.id"), primary_key=True),
    Column("chat_id", ForeignKey("chats.id"), primary_key=True, index=True),
)

chat_terms = Table(
    "chat_terms",
    metadata,
    Column("chat_id", ForeignKey("chats.id"), primary_key=True),
    Column("approves", Boolean, nullable=False),
    Column("written", Boolean, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("resumes", Moment, nullable=True),
    Column("most", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Index(None, "resumes"),
)

chat_hosts = Table(
    "chat_hosts",
    metadata,
    Column("chat_id", ForeignKey("chats.id"), primary_key=True),
    Column("person_id", ForeignKey("persons.id"), primary_key=True, index=True),
    Column("since", Moment, nullable=False),
)
