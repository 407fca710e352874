"""The store on PostgreSQL: serializable units, tried again where they met another."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import StorageFault, TransactionLost
from bot.ports.store import Store, Unit
from storage.addresses import asyncpg_address
from storage.cipher import Cipher
from storage.faults import READS, committed, connecting, tell_faults
from storage.migrate import prepare
from storage.postgres.sessions import UNITS
from storage.removals.keeping import Removals, noted_in
from storage.removals.log import RemovalLog
from storage.unit import ConnectionUnit

Result = TypeVar("Result")

ATTEMPTS = 60
"""How often a unit is tried again after a serialization failure."""

CROWD_SECONDS = 1.0
"""For so long after a unit has met another one, whatever is written is written one after another, by all processes: a
crowd at one letter would meet itself anew, and do everything several times."""

IN_TURN = "LOCK TABLE duties IN SHARE UPDATE EXCLUSIVE MODE"
"""Waits for the units of other processes that begin so, and for nothing else that they do; the snapshot is taken after
it (PostgreSQL's manual, LOCK)."""

NEW_CONNECTIONS = 3
"""So often a unit is begun again where the server has ended its connection, as after the server's own new start: each
time all that there were are thrown away."""

CONNECTIONS, CONNECT_SECONDS = 5, 10.0

SESSION = {"idle_in_transaction_session_timeout": "6000", "application_name": UNITS}
"""The server ends a unit of work of which it hears nothing for so many milliseconds: that of a process which hangs, or
was cut off, keeps no row from the others for longer (`duties.py` sees to what hangs within a statement)."""

SERIALIZATION = {"40001", "40P01"}
"""PostgreSQL's codes for a serialization failure and a deadlock (its manual, appendix A)."""


class PostgresStore(Store):
    """PostgreSQL through asyncpg: serializable units, tried again where they met another."""

    def __init__(self, url: str, cipher: Cipher, now: Callable[[], datetime], removals: Path | None = None) -> None:
        """`removals` is this machine's log of what is taken back; without one that is noted in the database alone."""
        self._removals_at = removals
        self._removals: Removals | None = None
        self._cipher = cipher
        self._now = now
        self._engine = create_async_engine(
            asyncpg_address(url),
            pool_size=CONNECTIONS,
            max_overflow=0,
            isolation_level="SERIALIZABLE",
            hide_parameters=True,
            connect_args={"timeout": CONNECT_SECONDS, "server_settings": SESSION},
        )
        self._writing, self._turn = asyncio.Semaphore(CONNECTIONS), asyncio.Lock()
        self._crowded_until = 0.0
        tell_faults(self._engine.sync_engine)
        self._reading = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True, **{READS: True}
        )

    async def open(self) -> None:
        """Bring the tables up to date; of several processes that begin together, one does."""
        async with self._engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
            self._cipher = await connection.run_sync(prepare, self._cipher)
            if self._removals_at:
                removals = Removals(RemovalLog(self._removals_at, self._cipher))
                await connection.run_sync(removals.take_up)
                self._removals = removals

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    @property
    def cipher(self) -> Cipher:
        """The cipher with the key for digests that this database keeps, once it is open."""
        return self._cipher

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        """A unit that meets others is run again, and one whose connection was ended too, unless it was committing."""
        return await self._run(self._engine, unit)

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        return await self._run(self._reading, unit)

    async def _run(self, engine: AsyncEngine, unit: Callable[[Unit], Result]) -> Result:
        ended, loop, writes = 0, asyncio.get_running_loop(), engine is self._engine
        for attempt in range(ATTEMPTS):
            try:
                async with self._writing if writes else nullcontext():
                    in_turn = writes and loop.time() < self._crowded_until
                    async with self._turn if in_turn else nullcontext():
                        return await self._once(engine, unit, in_turn)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in SERIALIZATION:
                    raise
                self._crowded_until = loop.time() + CROWD_SECONDS
            except TransactionLost as error:
                ended += 1
                if error.fault is not StorageFault.UNREACHABLE or ended >= NEW_CONNECTIONS:
                    raise
            await asyncio.sleep(secrets.randbelow(1000) / 1000 * min(0.01 * 1.5**attempt, 0.5))
        raise TransactionLost(StorageFault.BUSY)

    async def _once(self, engine: AsyncEngine, unit: Callable[[Unit], Result], in_turn: bool) -> Result:
        def work(plain: Connection) -> Result:
            if in_turn:
                plain.exec_driver_sql(IN_TURN)
            return unit(self._unit(plain))

        async with AsyncExitStack() as leaving:
            with connecting():
                connection = await leaving.enter_async_context(engine.connect())
            removals = None if engine is self._reading else self._removals
            if removals is None:
                return await connection.run_sync(committed, work)
            done, noted = await connection.run_sync(committed, lambda plain: (work(plain), noted_in(plain)))
            await asyncio.to_thread(removals.noted, noted)
            return done

    def _unit(self, connection: Connection) -> ConnectionUnit:
        return ConnectionUnit(connection, self._now(), secrets.randbelow, self._cipher)
