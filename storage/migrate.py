"""Bring the tables up to date, by Alembic."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

LOCK = 0x636F756E74
"""PostgreSQL's advisory lock under which one process migrates while others wait; SQLite locks the whole file."""


def upgrade(connection: Connection) -> None:
    """Run every migration that this database has not had."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
