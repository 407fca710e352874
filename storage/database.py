"""The store behind a database URL."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from alembic.util import CommandError
from cryptography.fernet import InvalidToken
from sqlalchemy.exc import DBAPIError

from bot.errors import SetupError, StorageError
from storage.addresses import database_address, database_file, database_place
from storage.cipher import Cipher
from storage.postgres.store import PostgresStore
from storage.sqlite.store import SqliteStore

__all__ = ["PostgresStore", "SqliteStore", "database_address", "database_file", "database_place", "open_store"]


async def open_store(
    url: str, cipher: Cipher, now: Callable[[], datetime], removals: Path | None = None
) -> SqliteStore | PostgresStore:
    """The store behind a database URL (`sqlite:///path` or `postgresql://…`), its tables brought up to date.

    `removals` is the log of what is taken back, which is kept apart. Raises `SetupError` where
    the URL is none that can be served, or the database does not answer.
    """
    address = database_address(url)
    kind = SqliteStore if address.get_backend_name() == "sqlite" else PostgresStore
    store = kind(address.render_as_string(hide_password=False), cipher, now, removals)
    try:
        await store.open()
    except SetupError:
        await store.close()
        raise
    except CommandError as error:
        await store.close()
        raise SetupError(
            "The database behind DATABASE_URL was written by a later version of Countersign. Install that one."
        ) from error
    except InvalidToken as error:
        await store.close()
        raise SetupError("SECRET_KEY does not open this database. Write the one under which it was filled.") from error
    except (OSError, DBAPIError, StorageError, sqlite3.Error, TypeError) as error:
        await store.close()
        reason = error.__cause__ if isinstance(error, StorageError) else error
        reason = reason.orig if isinstance(reason, DBAPIError) else reason
        raise SetupError(f"The database behind DATABASE_URL does not open: {reason}") from error
    return store
