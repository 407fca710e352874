"""Prepare a database that is opened: its tables are brought up to date, by Alembic."""

import sqlite3
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.cipher import Cipher
from storage.counting import COUNTS, keep_counts
from storage.keys import digest_names, index_names, with_index
from storage.removals.watching import REMOVALS

LOCK = 0x636F756E74
"""PostgreSQL's advisory lock under which one process migrates while others wait; SQLite locks the whole file."""


def prepare(connection: Connection, cipher: Cipher) -> Cipher:
    """Bring the tables up to date; the cipher with the key for digests that this database keeps."""
    upgrade(connection)
    return keyed(connection, cipher)


def keyed(connection: Connection, cipher: Cipher) -> Cipher:
    """The cipher with the key for digests that a database keeps whose tables are up to date, and in which what is taken
    back is noted from now on, and endorsements are counted."""
    cipher = with_index(connection, cipher)
    digest_names(connection, cipher)
    index_names(connection, cipher)
    REMOVALS.keep(connection)
    keep_counts(connection)
    return cipher


def upgrade(connection: Connection) -> None:
    """Run every migration that this database has not had. On SQLite it raises `sqlite3.IntegrityError` where a row
    refers to none afterwards."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    if is_current(connection):
        return
    REMOVALS.drop(connection)
    COUNTS.drop(connection)
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        astray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if astray:
            raise sqlite3.IntegrityError(f"a row of {astray[0]} refers to none of {astray[2]}")


def is_current(connection: Connection) -> bool:
    """Whether a database has had every migration, and no other."""
    return MigrationContext.configure(connection).get_current_heads() == heads()


@cache
def heads() -> tuple[str, ...]:
    """The last migration there is."""
    return tuple(ScriptDirectory.from_config(configuration()).get_heads())


def configuration() -> Config:
    """Where Alembic finds the migrations."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    return config
