"""The bell of PostgreSQL: NOTIFY and LISTEN, on a connection of its own."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from bot.ports.bell import SILENT, Bell
from storage.addresses import database_address
from storage.postgres.sessions import BROKEN, beside, connected

CHANNEL = "countersign"
GATHER_SECONDS = 0.02
"""In a crowd, one ring tells of many things."""

ALIVE_SECONDS, ANSWER_SECONDS, AGAIN_SECONDS = 5.0, 3.0, 1.0
"""So often it is looked whether the connection stands, how long that may take, and when it is made anew."""


def bell_of(url: str) -> AbstractAsyncContextManager[Bell]:
    """The bell of a process that serves a database: none where that is a file, which no other one serves."""
    if database_address(url).get_backend_name() == "sqlite":
        return nullcontext(SILENT)
    return _hung(url)


@asynccontextmanager
async def _hung(url: str) -> AsyncIterator[Bell]:
    bell = PostgresBell(url)
    async with beside(bell.keep):
        yield bell


class PostgresBell(Bell):
    """Rings, and hears the others."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._me = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._rung = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []

    def ring(self) -> None:
        self._rung.set()

    def hears(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    async def keep(self) -> None:
        """Ring and hear until cancelled, by one connection after another."""
        while True:
            try:
                await self._keep(await connected(self._url, "countersign bell"))
            except BROKEN:  # what hinders the storage is told by whoever uses it; all look by themselves meanwhile
                await asyncio.sleep(AGAIN_SECONDS)

    async def _keep(self, connection: Any) -> None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await connection.add_listener(CHANNEL, self._heard)
            connection.add_termination_listener(lambda _: self.ring())
            self._tell()  # here and there something may have been missed
            self.ring()
            while True:
                if await self._was_rung():
                    await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, self._me, timeout=ANSWER_SECONDS)
                    await asyncio.sleep(GATHER_SECONDS)
                else:
                    await connection.execute("SELECT 1", timeout=ANSWER_SECONDS)
        finally:
            connection.terminate()

    async def _was_rung(self) -> bool:
        try:
            async with asyncio.timeout(ALIVE_SECONDS):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True

    def _heard(self, connection: Any, process: int, channel: str, payload: object) -> None:
        if payload != self._me:
            self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
