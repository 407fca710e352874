"""Duties on PostgreSQL: advisory locks on a connection that is used for nothing else, each with a lease and an epoch.

The server ends a connection from which it has heard nothing for the length of the lease, and with it all its locks:
that of a process that hangs, or was cut off. The process itself takes them for lost a little earlier. Whoever takes a
duty counts its epoch up, and by that what an earlier holder still wants to mark as leaving is refused
(`DutyRepository.stands`).
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import Any

from bot.log_events import log_event
from bot.model.duties import Term
from bot.ports.duties import AllDuties, Duties, Work, standing_by
from storage.addresses import database_address
from storage.postgres.sessions import BROKEN, UNITS, LockNotAvailable, beside, connected

logger = logging.getLogger(__name__)

LEASE_SECONDS = 4.0
"""The server forgets whoever was silent for so long; the process does a `MARGIN_SECONDS` earlier."""

MARGIN_SECONDS = 0.5
LOOK_SECONDS = 0.25
"""So often it is looked which duties are free; by that the server also hears that the process lives."""

PART_LOOKS = 4
"""So many looks whoever does a part already leaves each further one to others, though it is free."""

SESSION = {
    "idle_session_timeout": str(round(LEASE_SECONDS * 1000)),
    "lock_timeout": "1000",
}
"""How the connection is kept by the server; times in milliseconds. A duty that was taken is let go again where a unit
of work of its holder before has not come to its end."""

SILENT_SECONDS, END_EACH_SECONDS = 6.0, 1.0
"""A unit of work whose process hangs, or was cut off, in the middle of what it sends is ended after so long, which the
server does by itself only between two statements; and so often it is looked for such."""

END_SILENT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = $1 AND datname = current_database() AND usename = current_user
AND state = 'active' AND wait_event = 'ClientRead' AND state_change < clock_timestamp() - make_interval(secs => $2)
"""
TAKE = "SELECT pg_try_advisory_lock($1)"
LEAVE = "SELECT pg_advisory_unlock($1)"
COUNT = """
INSERT INTO duties (duty, epoch) VALUES ($1, 1)
ON CONFLICT (duty) DO UPDATE SET epoch = duties.epoch + 1
RETURNING epoch
"""


def duties_of(url: str) -> AbstractAsyncContextManager[Duties]:
    """The duties of a process that serves a database: all of them where that is a file."""
    if database_address(url).get_backend_name() == "sqlite":
        return nullcontext(AllDuties())
    return _shared(url)


@asynccontextmanager
async def _shared(url: str) -> AsyncIterator[Duties]:
    duties = SharedDuties(url)
    async with beside(duties.keep):
        yield duties


@dataclass(slots=True, eq=False)
class _Asked:
    """A duty that this process would do, and its term when it does."""

    duty: str
    waited: int = 0
    free: int = 0
    term: Term | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def family(self) -> str:
        """What a duty is a part of: one process does several parts only where no other does them."""
        return self.duty.partition(".")[0]

    @property
    def key(self) -> int:
        """What PostgreSQL knows the duty by."""
        return int.from_bytes(hashlib.sha256(f"countersign {self.duty}".encode()).digest()[:7])


class SharedDuties(Duties):
    """Duties that several processes share among them: who holds few takes the next one first."""

    shared = True

    def __init__(self, url: str) -> None:
        self._url = url
        self._asked: list[_Asked] = []
        self._held: list[_Asked] = []
        self._sure_until = 0.0
        self._next_end = 0.0

    async def serve(
        self, duty: str, work: Work, ended: asyncio.Event, meanwhile: Callable[[], Awaitable[None]] = standing_by
    ) -> None:
        while not ended.is_set():
            asked = _Asked(duty)
            self._asked.append(asked)
            try:
                term = await self._taken(asked, ended, meanwhile)
                if term:
                    await _work(work, term, asked.over, ended)
            finally:
                self._asked.remove(asked)

    def holds(self, term: Term) -> bool:
        held = any(each.term == term for each in self._held)
        return held and time.monotonic() < self._sure_until  # a loop's clock may stand still while it is busy

    async def _taken(
        self, asked: _Asked, ended: asyncio.Event, meanwhile: Callable[[], Awaitable[None]]
    ) -> Term | None:
        """Wait until the duty is this process's: its term; none where `ended` was set before."""
        waiting = [asyncio.ensure_future(each.wait()) for each in (asked.changed, ended)]
        beside = asyncio.ensure_future(meanwhile())
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (*waiting, beside):
                each.cancel()
            await asyncio.wait([beside])
        if not beside.cancelled() and (error := beside.exception()):
            raise error
        return asked.term

    async def keep(self) -> None:
        """Hold what can be held, until cancelled."""
        while True:
            try:
                await self._keep(await connected(self._url, "countersign duties", **SESSION))
            except BROKEN:  # what hinders the storage is told by whoever uses it
                await asyncio.sleep(LOOK_SECONDS)

    async def _keep(self, connection: Any) -> None:
        """Hold duties by a connection as long as it stands, and answers in time."""
        self._sure_until = time.monotonic() + LEASE_SECONDS - MARGIN_SECONDS
        try:
            while True:
                began = time.monotonic()
                async with asyncio.timeout(self._sure_until - began):
                    await self._look(connection)
                self._sure_until = began + LEASE_SECONDS - MARGIN_SECONDS
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            connection.terminate()
            for each in self._held:
                _end(each)
            self._held.clear()

    async def _look(self, connection: Any) -> None:
        """Let go what is not asked for any more, and take what is free; one that holds others lets who holds fewer
        have as many looks before, and more at what it holds another part of."""
        await connection.execute("SELECT 1")
        if time.monotonic() >= self._next_end:
            await connection.execute(END_SILENT, UNITS, SILENT_SECONDS)
            self._next_end = time.monotonic() + END_EACH_SECONDS
        for each in [each for each in self._held if each not in self._asked]:
            await connection.execute(LEAVE, each.key)
            self._held.remove(each)
            _end(each)
        for each in [each for each in self._asked if each.term is None]:
            if each.waited >= len(self._held) and await connection.fetchval(TAKE, each.key):
                each.free += 1
                if each.free > PART_LOOKS * sum(held.family == each.family for held in self._held):
                    with suppress(LockNotAvailable):
                        await self._take(connection, each)
                if each.term is None:
                    await connection.execute(LEAVE, each.key)
            each.waited += 1

    async def _take(self, connection: Any, asked: _Asked) -> None:
        asked.term = Term(asked.duty, await connection.fetchval(COUNT, asked.duty))
        self._held.append(asked)
        asked.changed.set()
        log_event(logger, logging.INFO, "duty.taken", "this process does %(duty)s now", duty=asked.duty)


async def _work(work: Work, term: Term, over: asyncio.Event, ended: asyncio.Event) -> None:
    """Work until the term is over, or `ended` is set."""
    ending = asyncio.ensure_future(ended.wait())
    ending.add_done_callback(lambda _: over.set())
    try:
        await work(term, over)
    finally:
        ending.cancel()


def _end(asked: _Asked) -> None:
    asked.over.set()
    log_event(
        logger, logging.INFO, "duty.over", "another process may do %(duty)s now", duty=asked.duty
    )  # fmt: skip
