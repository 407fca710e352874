"""The tables. Times are microseconds since 1970 in UTC, through one column type."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """A moment with its zone, kept in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(40), nullable=False, unique=True),
)

revisions = Table(
    "revisions",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
)

persons = Table(
    "persons",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("language", String(20), nullable=False, default=""),
    Column("journal_id", String(32), nullable=False, unique=True),
)

accounts = Table(
    "accounts",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("account", String(100), primary_key=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
)

roles = Table(
    "roles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=True),
    Column("role", String(20), nullable=False),
)

codes = Table(
    "codes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("until", Moment, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=True),
    Column("role", String(20), nullable=True),
)

chats = Table(
    "chats",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("place", String(100), nullable=False),
    Column("thread", String(100), nullable=False, default=""),
    Column("kind", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("language", String(20), nullable=False, default=""),
    Column("closed", Text, nullable=False, default=""),
    UniqueConstraint("platform", "place", "thread"),
)

follows = Table(
    "follows",
    metadata,
    Column("chat_id", ForeignKey("chats.id"), primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("topic", String(20), primary_key=True),
    Column("since", Moment, nullable=False),
    Index(None, "letter_id", "topic", "chat_id"),
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

organizations = Table(
    "organizations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("website", Text, nullable=False, default=""),
)

organization_names = Table(
    "organization_names",
    metadata,
    Column("key", Text, primary_key=True),
    Column("organization_id", ForeignKey("organizations.id"), nullable=False, index=True),
)

STANDING = text("state IN ('submitted', 'listed', 'disputed')")
"""Whether an endorsement stands. A partial index serves only a query that says the same in the same words."""

endorsements = Table(
    "endorsements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("organization_id", ForeignKey("organizations.id"), nullable=False),
    Column("receipt", String(8), nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("language", String(20), nullable=False),
    Column("organization", Text, nullable=False),
    Column("website", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("checked", String(20), nullable=True),
    Column("reason", Text, nullable=False, default=""),
    Column("decided_by", ForeignKey("persons.id"), nullable=True),
    ForeignKeyConstraint(["letter_id", "revision"], ["revisions.letter_id", "revisions.number"]),
    Index(None, "letter_id", "state", "changed_at"),
    Index(
        "uq_endorsements_standing",
        "letter_id",
        "organization_id",
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    ),
)

representatives = Table(
    "representatives",
    metadata,
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("endorsement_id", ForeignKey("endorsements.id"), nullable=False, index=True),
    Column("question", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=True),
)

OPEN = text("stage IN ('waiting', 'running', 'paused')")
"""Whether an announcement is released and has not come to its end; in the same words in the index and the query."""

LIVE = text("live")
"""Whether something of an announcement may still have to leave or to be edited."""

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
    Index(None, "letter_id", "sha256"),
    sqlite_autoincrement=True,
)

file_references = Table(
    "file_references",
    metadata,
    Column("file_id", ForeignKey("files.id"), primary_key=True),
    Column("platform", String(20), primary_key=True),
    Column("reference", Text, nullable=False),
)

halts = Table(
    "halts",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("place", String(100), primary_key=True),
    Column("until", Moment, nullable=False),
)

letter_settings = Table(
    "letter_settings",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

PENDING = text("(state = 'queued' OR (state = 'sent' AND wanted > shown))")
"""Whether a message is still to leave, or behind its subject; in the same words in the index and the query."""

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
    Column("message", String(100), nullable=False, default=""),
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
)

forms = Table(
    "forms",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("account", String(100), nullable=False),
    Column("place", String(100), nullable=False),
    Column("thread", String(100), nullable=False),
    Column("command", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("changed_at", Moment, nullable=False, index=True),
    UniqueConstraint("platform", "account", "place", "thread", "command"),
)

updates = Table(
    "updates",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("taken_at", Moment, nullable=False, index=True),
    Column("answer", LargeBinary, nullable=True),
)

journal = Table(
    "journal",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)

commitments = Table(
    "commitments",
    metadata,
    Column("letter_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("salt", String(32), nullable=False),
    Column("line", Text, nullable=False),
    ForeignKeyConstraint(["letter_id", "number"], ["journal.letter_id", "journal.number"]),
)
