"""Endorsements, their representatives, what was asked about them, and what was agreed to."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
    text,
)

from bot.model.letters.categories import Trait
from storage.tables.base import Moment, Sealed, metadata

STANDING = text("state IN ('submitted', 'listed', 'withheld', 'disputed')")
"""Whether an endorsement stands. A partial index serves only a query that says the same in the same words."""

OWN = text("origin NOT IN ('imported', 'mailed')")
"""Whether who is recorded with an endorsement signed it, and did not bring it in; in the same words in the index."""

WORDS_WAIT = text("(statement_state = 'waiting' OR reservation_state = 'waiting')")
"""Whether words of an organization's own wait for a reviewer; in the same words in the index and the query."""

RESERVED = text("reserved != ''")
"""Whether it has a reservation about a demand; in the same words in the index and the query."""

PREFERRED = text("priority > 0")
"""Whether it is reviewed ahead of others; in the same words in the index and the query."""

WORDS_SHOWN = text("statement_state = 'shown'")
"""Whether its statement is shown; in the same words in the index and the query."""

endorsements = Table(
    "endorsements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("organization_id", ForeignKey("organizations.id"), nullable=False, index=True),
    Column("receipt", String(8), nullable=False, unique=True),
    Column("handle", String(8), nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("language", String(20), nullable=False),
    Column("organization", Text, nullable=False),
    Column("website", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("checked", String(20), nullable=True),
    Column("reason", Text, nullable=False, default=""),
    Column("decided_by", ForeignKey("persons.id"), nullable=True),
    Column("priority", Integer, nullable=False, server_default="0"),
    Column("statement_state", String(20), nullable=False, default=""),
    Column("reserved", String(200), nullable=False, default=""),
    Column("reservation", Text, nullable=False, default=""),
    Column("reservation_state", String(20), nullable=False, default=""),
    *(Column(trait.value, String(20), nullable=False, default="", server_default="") for trait in Trait),
    Column("board_at", Moment, nullable=True),
    Column("board_zone", String(60), nullable=False, default=""),
    Column("remind_at", Moment, nullable=True, index=True),
    Column("origin", String(20), nullable=False, default=""),
    Column("withheld", Boolean, nullable=False, default=False, server_default=false()),
    Column("spokesperson", Text, nullable=False, default="", server_default=""),
    Column("search", Text, nullable=False, server_default=""),
    Column("sort_key", LargeBinary, nullable=False, default=b"", server_default=""),
    ForeignKeyConstraint(["letter_id", "revision"], ["revisions.letter_id", "revisions.number"]),
    Index(None, "letter_id", "state", "changed_at"),
    Index(None, "letter_id", "state", "sort_key", "id"),
    Index(None, "letter_id", "state", "revision"),
    Index(None, "person_id", "changed_at"),
    Index(
        "ix_endorsements_preferred",
        "letter_id",
        "state",
        "changed_at",
        sqlite_where=PREFERRED,
        postgresql_where=PREFERRED,
    ),
    Index(
        "ix_endorsements_words_wait",
        "letter_id",
        "state",
        "changed_at",
        sqlite_where=WORDS_WAIT,
        postgresql_where=WORDS_WAIT,
    ),
    Index(
        "ix_endorsements_words_shown",
        "letter_id",
        "state",
        "sort_key",
        "id",
        sqlite_where=WORDS_SHOWN,
        postgresql_where=WORDS_SHOWN,
    ),
    Index(
        "ix_endorsements_reserved", "letter_id", "state", "reserved", sqlite_where=RESERVED, postgresql_where=RESERVED
    ),
    Index("ix_endorsements_own", "person_id", "id", sqlite_where=OWN, postgresql_where=OWN),
    Index(
        "uq_endorsements_standing",
        "letter_id",
        "organization_id",
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    ),
)

endorsement_counts = Table(
    "endorsement_counts",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("state", String(20), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    *(Column(trait.value, String(20), primary_key=True) for trait in Trait),
    Column("counted", Integer, nullable=False),
)

endorsement_growth = Table(
    "endorsement_growth",
    metadata,
    Column("letter_id", ForeignKey("letters.id"), primary_key=True),
    Column("quarter", Integer, primary_key=True, autoincrement=False),
    Column("counted", Integer, nullable=False),
)

representatives = Table(
    "representatives",
    metadata,
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("sealed", Sealed, nullable=False),
    Column("mailbox", String(64), nullable=True, index=True),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("endorsement_id", ForeignKey("endorsements.id"), nullable=False, index=True),
    Column("question", Sealed, nullable=False),
    Column("answer", Sealed, nullable=True),
    Column("asked_by", Integer, nullable=True),
)


logos = Table(
    "logos",
    metadata,
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("alt", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

received_mails = Table(
    "received_mails",
    metadata,
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("sealed", Sealed, nullable=False),
    Column("file", Sealed, nullable=True),
)


communiques = Table(
    "communiques",
    metadata,
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("sealed", Sealed, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("item", String(20), primary_key=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
    Column("wording", String(16), nullable=False),
    Column("language", String(20), nullable=False),
    Column("at", Moment, nullable=False),
)

media_contacts = Table(
    "media_contacts",
    metadata,
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False, index=True),
    Column("sealed", Sealed, nullable=False),
    Column("wording", String(16), nullable=False),
    Column("language", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=True),
)
