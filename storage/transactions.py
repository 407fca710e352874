"""Whole transactions on threads, with SQLAlchemy's ordinary engine on connections to SQLite."""

import sqlite3
from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.util import LRUCache

from storage.threads import Threads

Result = TypeVar("Result")

_COMPILED = LRUCache[Any, Any](2000)
"""What statements are as SQL, for all connections of the process: by default each would compile them for itself."""


class Transactions:
    """So many transactions at a time at the most, each on a thread and a connection.

    One is a single hop to a thread, whatever it executes: a hop for each statement would take several times as long as
    the statement, and longer still while the event loop is busy.
    """

    def __init__(self, connect: Callable[[], Any], begin: str, most: int) -> None:
        self._threads = Threads(most)
        self._engine = engine_on(connect, most)
        event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql(begin))

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """What some work gives in a transaction of its own, which is undone where this raises."""
        return await self.hop(partial(self.here, work))

    async def hop(self, work: Callable[[], Result]) -> Result:
        """What some work gives on one of the threads, after the works of earlier hops have begun."""
        return await self._threads.hop(work)

    def here(self, work: Callable[[Connection], Result]) -> Result:
        """What some work gives in a transaction of its own, for whoever is on one of the threads already."""
        with self._engine.begin() as connection:
            return work(connection)

    async def close(self) -> None:
        """Finish what was begun or waits, and close the connections."""
        await self._threads.close()
        self._engine.dispose()


def stands(connection: Connection) -> bool:
    """Whether the transaction on a connection to SQLite is still the one that was begun."""
    return not connection.invalidated and _in_transaction(connection)


def engine_on(connect: Callable[[], Any], most: int = 1) -> Engine:
    """An engine on so many connections at the most, which shares with all others what statements are as SQL."""
    like = _like()
    pool = QueuePool(connect, pool_size=most, max_overflow=0, use_lifo=True, dialect=like.dialect)
    return Engine(pool, like.dialect, like.url, execution_options={"compiled_cache": _COMPILED})


@cache
def _like() -> Engine:
    """An engine whose dialect has seen which SQLite is here: what is compiled for a dialect serves no other one."""
    engine = create_engine("sqlite://")
    engine.connect().close()
    engine.dispose()
    event.listen(engine, "handle_error", _give_up)
    return engine


def _give_up(context: ExceptionContext) -> None:
    """Where SQLite itself has ended the whole transaction, as when the disk is full, nothing more runs on the
    connection: each further statement would be a transaction of its own."""
    connection = context.connection
    if connection is not None and not connection.invalidated and not _in_transaction(connection):
        context.is_disconnect = True


def _in_transaction(connection: Connection) -> bool:
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlite3.Connection) and driver.in_transaction
