"""The store that the settings name, opened."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.host.secret_key import secret_key
from adapters.host.settings import Settings
from bot.delivery.logged_store import LoggedStore
from bot.delivery.watched_store import WatchedStore, in_words
from bot.errors import SetupError, StorageError
from bot.model.clock import Clock
from bot.ports.store import Store
from storage.cipher import Cipher, secret_beside
from storage.database import database_address, database_file, database_place, open_store


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


def beside_others(url: str) -> AbstractAsyncContextManager[None]:
    """Nothing is kept from anybody else."""
    return nullcontext()


@asynccontextmanager
async def opened_store(
    settings: Settings,
    held: Callable[[str], AbstractAsyncContextManager[None]] = beside_others,
    clock: Clock | None = None,
) -> AsyncIterator[Store]:
    """The store that the settings name; what comes to its end there is logged, and what hinders it.

    `held` is whether others may have it open too: what reads, or writes in short units of work, goes on beside a bot
    that runs. What the host does by hand is done at the time of the machine's clock, however far that is ahead of the
    disk: nothing that waits for its time hangs on it. Whoever serves begins with `clock` anew. Raises `SetupError`
    where it does not open, or fails and nobody beneath goes on all the same.
    """
    clock = clock or Clock(now, elapsed)
    place = database_place(settings.database_url)
    cipher = Cipher(secret_of(settings))
    async with held(settings.database_url):
        store = await open_store(settings.database_url, cipher, clock.now, removals_log(settings))
        try:
            clock.begin(await store.read(lambda unit: unit.clock.kept()), timedelta.max)
            yield LoggedStore(WatchedStore(store, place, time.monotonic))
        except StorageError as error:
            raise SetupError(in_words(error.fault, place)) from error
        finally:
            await store.close()


def removals_log(settings: Settings) -> Path | None:
    """The log of what is taken back: the file that is set, else one beside the database. None where that is no file."""
    if settings.removals_log:
        return Path(settings.removals_log)
    file = database_file(database_address(settings.database_url))
    return file.with_suffix(".removals") if file else None


def secret_of(settings: Settings, make: bool = True) -> str:
    """What is set as `SECRET_KEY`, else what stands beside the database, where it is made if there is none. Raises
    `SetupError` where there is none, and none is to be made."""
    if settings.secret_key:
        return settings.secret_key
    address = database_address(settings.database_url)
    if address.get_backend_name() != "sqlite":
        raise SetupError("SECRET_KEY is not set. Beside a database that is no file, write a long random text into it.")
    path = Path(address.database or "")
    if not make and not path.with_suffix(".key").exists():
        raise SetupError(
            f"SECRET_KEY is not set, and {path.with_suffix('.key')} is not there. Put the key back that was beside the "
            "database: a backup does not hold it, and can't be opened without."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        secret = secret_beside(path.with_suffix(".key"))
    except OSError as error:
        raise SetupError(f"The folder of DATABASE_URL can't be written: {error.strerror}.") from error
    name = path.with_suffix(".key").name
    if not secret:
        raise SetupError(f"{name} beside the database is empty. Put back the secret that was in it.")
    return secret_key(f"{name} beside the database", secret)
