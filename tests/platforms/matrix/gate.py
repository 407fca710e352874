"""A way to a homeserver on which messages can be stopped, before they arrive or before that is heard."""

import asyncio
from collections.abc import Collection
from enum import Enum
from types import TracebackType
from urllib.parse import unquote

from aiohttp import ClientSession, web

_OWN = frozenset({"host", "transfer-encoding", "content-length", "content-encoding", "connection"})
"""Headers that each side says of its own connection."""


class Stopped(Enum):
    """Where a message is stopped."""

    BEFORE = "it has not arrived"
    AFTER = "it has arrived, and nothing is heard of that"


class Gate:
    """Leads to a homeserver by a socket of ours: `url`."""

    def __init__(self, there: str) -> None:
        self._there = there
        self._rooms: Collection[str] = ()
        self._where = Stopped.BEFORE
        self._stopped = set[str]()
        self._changed = asyncio.Condition()
        self.url = ""

    def stop(self, rooms: Collection[str], where: Stopped) -> None:
        """Messages into these rooms are stopped from now on, as long as the process that sends them lives."""
        self._rooms, self._where = rooms, where
        self._stopped.clear()

    def open(self) -> None:
        """Everything passes from now on."""
        self._rooms = ()

    async def stopped(self, seconds: float) -> None:
        """Wait until one into each of the rooms is stopped."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: self._stopped >= set(self._rooms))

    async def __aenter__(self) -> "Gate":
        self._client = ClientSession(auto_decompress=False)
        app = web.Application(client_max_size=1 << 26)
        app.router.add_route("*", "/{path:.*}", self._passing)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()
        await self._client.close()

    async def _passing(self, request: web.Request) -> web.Response:
        room = self._room(request.raw_path)
        if room and self._where is Stopped.BEFORE:
            await self._stop(room)
        headers = {name: value for name, value in request.headers.items() if name.casefold() not in _OWN}
        async with self._client.request(
            request.method, self._there + request.raw_path, headers=headers, data=await request.read()
        ) as answer:
            body, status, kind = await answer.read(), answer.status, answer.headers.get("Content-Type", "")
        if room and self._where is Stopped.AFTER:
            await self._stop(room)
        return web.Response(body=body, status=status, headers={"Content-Type": kind})

    def _room(self, path: str) -> str:
        """The room into which a request sends a message, if messages into it are stopped."""
        parts = [unquote(each) for each in path.split("/")]
        if "m.room.message" not in parts:
            return ""
        return next((each for each in self._rooms if each in parts), "")

    async def _stop(self, room: str) -> None:
        async with self._changed:
            self._stopped.add(room)
            self._changed.notify_all()
        await asyncio.Future()
