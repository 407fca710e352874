"""Sessions with PostgreSQL beside those of units of work, each for one purpose."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped] # it has none
from sqlalchemy.ext.asyncio import create_async_engine

from storage.addresses import asyncpg_address

CONNECT_SECONDS = 3.0

UNITS = "countersign units"
"""What the server shows for sessions in which units of work are done."""

BROKEN = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What is raised where a session has ended, or there is none."""

LockNotAvailable = asyncpg.LockNotAvailableError


async def connected(url: str, name: str, **settings: str) -> Any:
    """A session, by the name that the server shows for it, with these of the server's settings; raises `BROKEN`."""
    address = asyncpg_address(url)
    _, options = create_async_engine(address).dialect.create_connect_args(address)
    settings["application_name"] = name
    return await asyncpg.connect(**options, timeout=CONNECT_SECONDS, server_settings=settings)


@asynccontextmanager
async def beside(keeping: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """What keeps a session, meanwhile."""
    task = asyncio.create_task(keeping)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
