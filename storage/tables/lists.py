"""Lists that are kept back for now, as they were frozen, or are being brought in; who sees and who is told of them."""

from sqlalchemy import Boolean, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table, Text

from storage.tables.base import Moment, Sealed, metadata

embargoes = Table(
    "embargoes",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("until", Moment, nullable=False),
)

press_links = Table(
    "press_links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("recipient", Sealed, nullable=False),
    Column("snapshot", Integer, nullable=True),
    Column("until", Moment, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("waits", Boolean, nullable=False),
    Column("revoked_at", Moment, nullable=True),
    Column("opened_first", Moment, nullable=True),
    Column("opened_last", Moment, nullable=True),
    Column("told_at", Moment, nullable=True),
    sqlite_autoincrement=True,
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("head", String(64), nullable=False),
    Column("withheld", Integer, nullable=False, default=0, server_default="0"),
    Column("part", String(10), nullable=False, server_default=""),
)

snapshot_lines = Table(
    "snapshot_lines",
    metadata,
    Column("letter_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("endorsement_id", ForeignKey("endorsements.id"), nullable=False, index=True),
    Column("commitment", String(64), nullable=False),
    Column("salt", String(32), nullable=True),
    Column("line", Text, nullable=True),
    ForeignKeyConstraint(["letter_id", "number"], ["snapshots.letter_id", "snapshots.number"]),
)

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("listed", String(500), nullable=False),
    Column("state", String(20), nullable=False),
    Column("position", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("until", Moment, nullable=False),
    Column("choices", Sealed, nullable=True),
    Index(None, "state"),
    sqlite_autoincrement=True,
)

searches = Table(
    "searches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("until", Moment, nullable=False, index=True),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("sealed", Sealed, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("holds_from", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("kept_back", Boolean, nullable=False),
    Column("listed", String(64), nullable=False),
    Column("message", String(40), nullable=False),
    Column("about", String(64), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Moment),
    Column("rests_until", Moment),
    Column("ended", Boolean, nullable=False),
    Column("ledger", String(64), nullable=False, server_default=""),
    Column("presented", String(64), nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
