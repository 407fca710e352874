"""To what representatives have agreed."""

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.base import Moment, metadata

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
