"""Whole transactions on threads, with SQLAlchemy's ordinary engine on connections to SQLite."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.util import LRUCache

from storage.faults import READS, committed, connecting, stands, tell_faults
from storage.sqlite.execution import SqliteConnection
from storage.sqlite.threads import Threads

Result = TypeVar("Result")

_COMPILED = LRUCache[Any, Any](2000)
"""What statements are as SQL, for all connections of the process: by default each would compile them for itself."""


class Transactions:
    """So many transactions at a time at the most, each on a thread and a connection.

    One is a single hop to a thread, whatever it executes: a hop for each statement would take several times as long as
    the statement, and longer still while the event loop is busy.
    """

    def __init__(self, connect: Callable[[], Any], begin: str, most: int, reads: bool = False) -> None:
        """`reads`: nothing is written in them."""
        self._threads = Threads(most)
        self._engine = engine_on(connect, most)
        self._engine.update_execution_options(**{READS: reads})
        self._begin = begin

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """What some work gives in a transaction of its own, which is undone where this raises."""
        return await self.hop(partial(self.here, work))

    async def hop(self, work: Callable[[], Result]) -> Result:
        """What some work gives on one of the threads, after the works of earlier hops have begun."""
        return await self._threads.hop(work)

    def here(self, work: Callable[[Connection], Result]) -> Result:
        """What some work gives in a transaction of its own, for whoever is on one of the threads already.

        Raises `TransactionLost` or `CommitUncertain` where the storage fails.
        """
        with connecting():
            connection = SqliteConnection(self._engine)
        with connection:
            return committed(connection, lambda _: self._begun(connection, work))

    def _begun(self, connection: SqliteConnection, work: Callable[[Connection], Result]) -> Result:
        connection.perform(self._begin)
        return work(connection)

    async def close(self) -> None:
        """Finish what was begun or waits, and close the connections."""
        await self._threads.close()
        self._engine.dispose()


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
    tell_faults(engine)
    return engine


def _give_up(context: ExceptionContext) -> None:
    """Where SQLite itself has ended the whole transaction, as when the disk is full, nothing more runs on the
    connection: each further statement would be a transaction of its own."""
    connection = context.connection
    if connection is not None and not connection.invalidated and not stands(connection):
        context.is_disconnect = True
