"""Who has a database to themselves: the process that serves it, or whoever seals it anew.

The lock is the operating system's on a file beside the database, or PostgreSQL's own: it goes with its process.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.errors import SetupError, StorageError
from storage.addresses import asyncpg_address, database_address, database_file
from storage.faults import connecting
from storage.private_files import PRIVATE

ADVISORY = int.from_bytes(hashlib.sha256(b"countersign serves").digest()[:7])
"""PostgreSQL's advisory lock: those who serve share it, and who seals anew has it alone."""

LOOK_SECONDS = 10.0
"""So often it is looked whether PostgreSQL still keeps the lock, which it forgets when it is started anew."""

SHARED, ALONE = "pg_try_advisory_lock_shared", "pg_try_advisory_lock"

SERVED = "Another process serves this database, or changes its key. Stop that one first: one process serves a database."
RUNNING = "The bot is running on this database. Stop it, and give this command again."


def serving(url: str) -> AbstractAsyncContextManager[None]:
    """While a process serves a database: nobody seals it anew, and on SQLite nobody else serves it. Raises `SetupError`
    where somebody does."""
    path = database_file(database_address(url))
    return _file_held(path, SERVED) if path else _server_held(url, SHARED, SERVED)


def resealing(url: str) -> AbstractAsyncContextManager[None]:
    """While what a database holds is sealed anew: nobody serves it. Raises `SetupError` where somebody does."""
    path = database_file(database_address(url))
    return _file_held(path, RUNNING) if path else _server_held(url, ALONE, RUNNING)


def _beside(path: Path) -> Path:
    """The file that is locked for a database's: one, by whatever link that is named."""
    file = path.resolve()
    return file.with_name(f"{file.name}.lock")


@asynccontextmanager
async def _file_held(path: Path, refusal: str) -> AsyncIterator[None]:
    lock = FileLock(_beside(path), timeout=0, mode=PRIVATE, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise SetupError(refusal) from None
    except (OSError, NotImplementedError) as error:
        raise SetupError(f"The folder of DATABASE_URL can't be written, or takes no locks: {error}.") from error
    try:
        yield
    finally:
        lock.release()


@asynccontextmanager
async def _server_held(url: str, how: str, refusal: str) -> AsyncIterator[None]:
    async with AsyncExitStack() as held:
        try:
            with connecting():
                connection = await held.enter_async_context(_connected(url))
                taken = await _taken(connection, how)
        except (StorageError, TypeError) as error:
            reason = error.__cause__ or error
            raise SetupError(f"The database behind DATABASE_URL does not open: {reason}") from error
        if not taken:
            raise SetupError(refusal)
        keeping = asyncio.create_task(_keep(url, connection, how))
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.wait([keeping])


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(asyncpg_address(url), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as connection:
        yield connection


async def _taken(connection: AsyncConnection, how: str) -> bool:
    return bool((await connection.exec_driver_sql(f"SELECT {how}({ADVISORY})")).scalar())


async def _keep(url: str, connection: AsyncConnection, how: str) -> None:
    """Take the lock again whenever the connection to which it belongs was lost. What hinders the storage is told by
    whoever uses it."""
    with suppress(Exception):
        await _watch(connection)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        with suppress(Exception):
            async with _connected(url) as other:
                if await _taken(other, how):
                    await _watch(other)


async def _watch(connection: AsyncConnection) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        await connection.exec_driver_sql("SELECT 1")
