"""Persons: accounts, roles, menus, sessions, codes, half-filled forms, what they tried, and who is kept out."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import Moment, Sealed, metadata

persons = Table(
    "persons",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("language", String(20), nullable=False, default=""),
    Column("journal_id", String(32), nullable=False, unique=True),
    Column("name", Sealed, nullable=True),
)

accounts = Table(
    "accounts",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("account", String(300), primary_key=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
)


def _role() -> tuple[Column[Any], ...]:
    """What is kept of a role, as long as somebody has it and after."""
    return (
        Column("id", Integer, primary_key=True),
        Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
        Column("letter_id", ForeignKey("letters.id"), nullable=True),
        Column("role", String(20), nullable=False),
        Column("since", Moment, nullable=True),
        Column("invited_by", Integer, nullable=True),
        Column("agreed_by", Integer, nullable=True),
    )


roles = Table(
    "roles",
    metadata,
    *_role(),
)

former_roles = Table(
    "former_roles",
    metadata,
    *_role(),
    Column("removed_by", Integer, nullable=False),
    Column("removed_at", Moment, nullable=False, index=True),
)

missed = Table(
    "missed",
    metadata,
    Column("person_id", ForeignKey("persons.id"), primary_key=True),
    Column("subject", String(20), primary_key=True),
    Column("subject_id", Integer, primary_key=True),
)

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String(32), nullable=False, unique=True),
    Column("address", String(64), nullable=False, unique=True),
    Column("sealed", Sealed, nullable=False),
    Column("language", String(20), nullable=False),
    Column("told", Boolean, nullable=False),
    Column("seen_at", Moment, nullable=False, index=True),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("mailbox_id", ForeignKey("mailboxes.id"), nullable=False, index=True),
    Column("until", Moment, nullable=False, index=True),
    Column("sealed", Sealed, nullable=True),
)

menus = Table(
    "menus",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("account", String(300), primary_key=True),
)

codes = Table(
    "codes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("until", Moment, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=True),
    Column("role", String(20), nullable=True),
    Column("endorsement_id", ForeignKey("endorsements.id"), nullable=True, index=True),
    Column("handle", String(8), nullable=True, unique=True),
)

forms = Table(
    "forms",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("account", String(300), nullable=False),
    Column("place", String(300), nullable=False),
    Column("thread", String(100), nullable=False),
    Column("command", String(32), nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("changed_at", Moment, nullable=False, index=True),
    Column("waits", String(20), nullable=False),
    Column("reminded", Boolean, nullable=False),
    Index(None, "platform", "account", "place", "thread"),
)


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


workplaces = Table(
    "workplaces",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("server", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("role", String(100), nullable=False),
    Column("role_title", Text, nullable=False),
    UniqueConstraint("letter_id", "platform", "server"),
    sqlite_autoincrement=True,
)


role_holders = Table(
    "role_holders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workplace_id", ForeignKey("workplaces.id"), nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
    Column("since", Moment, nullable=False),
    UniqueConstraint("workplace_id", "person_id"),
    sqlite_autoincrement=True,
)
