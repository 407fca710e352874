"""What is on disk of the time that passes."""

from sqlalchemy import Column, Integer, Table

from storage.tables.base import Moment, metadata

clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seen_at", Moment, nullable=True),
    Column("accepted_at", Moment, nullable=True),
)
