"""Sessions with PostgreSQL beside those of units of work, each for one purpose."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped] # it has none
from sqlalchemy.ext.asyncio import create_async_engine

from storage.addresses import asyncpg_address

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 3.0

UNITS = "countersign units"
"""What the server shows for sessions in which units of work are done."""

BROKEN = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What is raised where a session has ended, or there is none; the last where the server has said so while nothing was
asked, and something is asked before the end is seen."""

AFTER_DEFECT_SECONDS = 1.0

LockNotAvailable = asyncpg.LockNotAvailableError


async def connected(url: str, name: str, **settings: str) -> Any:
    """A session, by the name that the server shows for it, with these of the server's settings; raises `BROKEN`."""
    address = asyncpg_address(url)
    _, options = create_async_engine(address).dialect.create_connect_args(address)
    settings["application_name"] = name
    return await asyncpg.connect(**options, timeout=CONNECT_SECONDS, server_settings=settings)


@asynccontextmanager
async def beside(keep: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """What keeps a session, meanwhile: whatever it meets, it begins anew."""
    task = asyncio.create_task(_always(keep))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _always(keep: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await keep()
        except Exception:
            logger.exception("a session beside the units of work met a defect")
        await asyncio.sleep(AFTER_DEFECT_SECONDS)
