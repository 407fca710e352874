"""Organizations, one record each."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from storage.tables.base import metadata

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
