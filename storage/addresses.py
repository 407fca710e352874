"""Where a database is, as `DATABASE_URL` says it."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SetupError


def database_address(text: str) -> URL:
    """A database URL as its parts; raises `SetupError` where it is none that can be served."""
    example = "Write sqlite:///countersign.db, or postgresql://user:password@host/name."
    try:
        address = make_url(text)
    except (ArgumentError, ValueError):
        raise SetupError(f"DATABASE_URL is no database URL. {example}") from None
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise SetupError(f"DATABASE_URL names no database that is served. {example}")
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise SetupError(f"DATABASE_URL names no file. {example}")
    return address


def database_file(address: URL) -> Path | None:
    """The file in which a database stands; none where a server keeps it."""
    if address.get_backend_name() != "sqlite":
        return None
    name = address.database or ""
    return Path(unquote(urlsplit(name).path)) if name.startswith("file:") else Path(name)


def database_place(url: str) -> str:
    """Where a database is, for the host: its file, or its server and name."""
    address = database_address(url)
    return str(database_file(address) or f"{address.host or 'localhost'}/{address.database}")


def asyncpg_address(url: str) -> URL:
    """A URL of PostgreSQL as asyncpg takes it."""
    address = make_url(url)
    options = {"ssl" if name == "sslmode" else name: value for name, value in address.query.items()}
    return address.set(drivername="postgresql+asyncpg", query=options)
