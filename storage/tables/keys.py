"""Keys that stay while the host's secret changes."""

from sqlalchemy import Column, String, Table

from storage.tables.base import Sealed, metadata

keys = Table(
    "keys",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("sealed", Sealed, nullable=False),
)
