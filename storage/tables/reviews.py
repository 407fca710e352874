"""The reviewers' queue: who holds which sign-on, and what was decided about many at once."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from storage.tables.base import Moment, metadata

leases = Table(
    "leases",
    metadata,
    Column("endorsement_id", ForeignKey("endorsements.id"), primary_key=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("until", Moment, nullable=False),
)

bulks = Table(
    "bulks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("ids", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("undone_at", Moment, nullable=True),
)
