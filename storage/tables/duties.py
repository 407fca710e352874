"""Of each duty, how often a process has taken it."""

from sqlalchemy import Column, Integer, String, Table

from storage.tables.base import metadata

duties = Table(
    "duties",
    metadata,
    Column("duty", String(40), primary_key=True),
    Column("epoch", Integer, nullable=False),
)
