"""What the owners were told of troubles that only the host can mend."""

from sqlalchemy import Column, Integer, String, Table

from storage.tables.base import Moment, metadata

troubles = Table(
    "troubles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ailment", String(20), nullable=False),
    Column("about", String(20), nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=True),
    Column("seen_at", Moment, nullable=False, server_default="0"),
)
