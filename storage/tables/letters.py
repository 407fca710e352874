"""Letters, their revisions, what their organizers have set and answered, and what could not be answered."""

from sqlalchemy import Boolean, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table, Text

from storage.tables.base import Moment, Sealed, metadata

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(40), nullable=True, unique=True),
    Column("language", String(20), nullable=False, server_default=""),
    Column("succeeds_id", ForeignKey("letters.id"), nullable=True),
)

revisions = Table(
    "revisions",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("material", Boolean, nullable=False, default=False),
    Column("confirm_by", Moment, nullable=True),
    Column("person_id", ForeignKey("persons.id"), nullable=True),
    Column("second_id", Integer, nullable=True),
    Column("charged_to", Integer, nullable=True),
)

endings = Table(
    "endings",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("erase_at", Moment, nullable=False),
    Column("erased_at", Moment, nullable=True),
)

copies = Table(
    "copies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("outdated_at", Moment, nullable=True),
    sqlite_autoincrement=True,
)

letter_drafts = Table(
    "letter_drafts",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("content", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("proposed_by", Integer, nullable=True),
    Column("material", Boolean, nullable=False, default=False),
    Column("confirm_by", Moment, nullable=True),
)

documents_taken_back = Table(
    "documents_taken_back",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
)

confirmation_calls = Table(
    "confirmation_calls",
    metadata,
    Column("letter_id", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("reminder", Boolean, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("reached", Integer, nullable=False, default=0),
    ForeignKeyConstraint(["letter_id", "revision"], ["revisions.letter_id", "revisions.number"]),
)

letter_settings = Table(
    "letter_settings",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

own_answers = Table(
    "own_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("content", Text, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    sqlite_autoincrement=True,
)

unanswered_questions = Table(
    "unanswered_questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("language", String(20), nullable=False),
    Column("stems", Text, nullable=False),
    Column("kinds", String(60), nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("people", Integer, nullable=False),
    Column("since", Moment, nullable=False, index=True),
    Index(None, "letter_id", "language"),
    sqlite_autoincrement=True,
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("content", Text, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("step", String(10), nullable=False),
    Column("second_id", Integer, nullable=True),
    Column("at", Moment, nullable=False),
    Column("due", Moment, nullable=True, index=True),
    Column("told", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

speakers = Table(
    "speakers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("handle", String(8), nullable=False, unique=True),
    Column("event", String(16), nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("answer", String(20), nullable=False),
    Column("asked_by", ForeignKey("persons.id"), nullable=False),
    Column("endorsement_id", ForeignKey("endorsements.id"), nullable=True, index=True),
    Column("until", Moment, nullable=False, index=True),
    sqlite_autoincrement=True,
)

calendars = Table(
    "calendars",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("platform", String(20), primary_key=True),
    Column("server", String(100), primary_key=True),
    Column("language", String(20), nullable=False),
)

server_events = Table(
    "server_events",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("platform", String(20), primary_key=True),
    Column("server", String(100), primary_key=True),
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("remote", String(100), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("ends", Moment),
    Column("rests_until", Moment),
)
