"""Bring the tables up to date, by Alembic."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

LOCK = 0x636F756E74
"""PostgreSQL's advisory lock under which one process migrates while others wait; SQLite locks the whole file."""


async def migrate(engine: AsyncEngine) -> None:
    """Run every migration that this database has not had."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
