"""Prepare a database that is opened: its tables are brought up to date, by Alembic."""

import sqlite3
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cipher import Cipher
from storage.keys import digest_names, with_index
from storage.removals.watching import unwatch, watch

LOCK = 0x636F756E74
"""PostgreSQL's advisory lock under which one process migrates while others wait; SQLite locks the whole file."""


async def prepare(connection: AsyncConnection, cipher: Cipher) -> Cipher:
    """Bring the tables up to date; the cipher with the key for digests that this database keeps."""
    await connection.run_sync(upgrade)
    cipher = await connection.run_sync(with_index, cipher)
    await connection.run_sync(digest_names, cipher)
    await connection.run_sync(watch)
    return cipher


def upgrade(connection: Connection) -> None:
    """Run every migration that this database has not had. On SQLite it raises `sqlite3.IntegrityError` where a row
    refers to none afterwards."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    if MigrationContext.configure(connection).get_current_heads() == heads():
        return
    unwatch(connection)
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        astray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if astray:
            raise sqlite3.IntegrityError(f"a row of {astray[0]} refers to none of {astray[2]}")


@cache
def heads() -> tuple[str, ...]:
    """The last migration there is."""
    return tuple(ScriptDirectory.from_config(configuration()).get_heads())


def configuration() -> Config:
    """Where Alembic finds the migrations."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    return config
