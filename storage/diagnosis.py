"""How a database is, looked at without changing anything in it: also where a bot of another version uses it."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.addresses import asyncpg_address, database_address, database_file
from storage.migrate import configuration, heads

MOST_FAULTS = 3
SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How a database is. `engine`: its name and version. `there`: whether there is one with tables. `newer`, `older`:
    whether it is another version's than this program's. `faults`: what does not hold, in the engine's words; `reason`:
    why it could not be looked at."""

    engine: str
    there: bool = False
    newer: bool = False
    older: bool = False
    faults: tuple[str, ...] = ()
    reason: str = ""


async def diagnose(url: str) -> Diagnosis:
    """Look at the database behind a URL; raises `SetupError` where it is none that can be served."""
    address = database_address(url)
    path = database_file(address)
    return await asyncio.to_thread(_of_file, path) if path else await _of_server(url)


def _of_file(path: Path) -> Diagnosis:
    engine = f"SQLite {sqlite3.sqlite_version}"
    if not path.exists():
        return Diagnosis(engine)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=SECONDS)) as connection:
            found = [row[0] for row in connection.execute(f"PRAGMA quick_check({MOST_FAULTS})")]
            tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            has = bool(tables[0])
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone() if has else None
    except sqlite3.Error as error:
        return Diagnosis(engine, reason=str(error))
    return _compared(engine, version[0] if version else "", tuple(each for each in found if each != "ok"))


async def _of_server(url: str) -> Diagnosis:
    engine = create_async_engine(asyncpg_address(url), poolclass=NullPool, connect_args={"timeout": SECONDS})
    try:
        async with asyncio.timeout(SECONDS), engine.connect() as connection:
            server = (await connection.execute(text("SHOW server_version"))).scalar()
            there = (await connection.execute(text("SELECT to_regclass('alembic_version')::text"))).scalar()
            versions = text("SELECT version_num FROM alembic_version")
            version = (await connection.execute(versions)).scalar() if there else ""
    except (OSError, DBAPIError, TimeoutError, TypeError) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        return Diagnosis("PostgreSQL", reason=f"{type(reason).__name__}: {reason}".partition("\n")[0])
    finally:
        await engine.dispose()
    return _compared(f"PostgreSQL {server}", str(version or ""))


def _compared(engine: str, version: str, faults: tuple[str, ...] = ()) -> Diagnosis:
    if not version:
        return Diagnosis(engine, faults=faults)
    known = {each.revision for each in ScriptDirectory.from_config(configuration()).walk_revisions()}
    newer = version not in known
    return Diagnosis(engine, True, newer, not newer and (version,) != heads(), faults)
