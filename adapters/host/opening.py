"""The store that the settings name, opened."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.host.settings import Settings
from bot.delivery.logged_store import LoggedStore
from bot.errors import SetupError
from bot.model.clock import Clock
from bot.ports.store import Store
from storage.cipher import Cipher, secret_beside
from storage.database import database_address, open_store


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def elapsed() -> float:
    """Seconds that only grow, those while the machine was suspended included where the system counts them: Linux does
    by this clock alone, macOS by its monotonic one, Windows by any."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if hasattr(time, "CLOCK_MONOTONIC"):
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


@asynccontextmanager
async def opened_store(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Store]:
    """The store that the settings name; what comes to its end there is logged.

    What the host does by hand is done at the time of the machine's clock, however far that is ahead of the disk:
    nothing that waits for its time hangs on it. Whoever serves begins with `clock` anew.
    """
    clock = clock or Clock(now, elapsed)
    store = await open_store(settings.database_url, Cipher(_secret(settings)), clock.now)
    try:
        clock.begin(await store.read(lambda unit: unit.clock.kept()), timedelta.max)
        yield LoggedStore(store)
    finally:
        await store.close()


def _secret(settings: Settings) -> str:
    if settings.secret_key:
        return settings.secret_key
    address = database_address(settings.database_url)
    if address.get_backend_name() != "sqlite":
        raise SetupError("SECRET_KEY is not set. Beside a database that is no file, write a long random text into it.")
    path = Path(address.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return secret_beside(path.with_suffix(".key"))
    except OSError as error:
        raise SetupError(f"The folder of DATABASE_URL can't be written: {error.strerror}.") from error
