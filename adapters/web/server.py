"""Serves the site: to look changes nothing, and a press is a POST."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from adapters.web.connections import Server
from adapters.web.site import LOOK_SECONDS, Site
from bot.errors import SetupError, StorageError

LARGEST = 64 * 1024
"""Bytes of a request's body: the longest form that somebody fills in is far shorter."""


@asynccontextmanager
async def serving(site: Site, address: str, or_elsewhere: bool = False) -> AsyncIterator[int]:
    """The site while it is served at an address such as `127.0.0.1:8080`: its port. `or_elsewhere`: where that port is
    taken, at any other. Raises `SetupError`."""
    host, _, port = address.rpartition(":")
    server = Server(site.answer, LARGEST)
    runner = web.ServerRunner(server, handle_signals=False)
    await runner.setup()
    looking = asyncio.create_task(_look(site))
    try:
        try:
            await _listen(runner, host.strip("[]"), int(port), or_elsewhere)
        except OSError as error:
            raise SetupError(f"WEB_ADDRESS can't be listened at: {error.strerror}.") from error
        yield runner.addresses[0][1]
    finally:
        looking.cancel()
        await asyncio.wait([looking])
        await runner.cleanup()


async def _listen(runner: web.ServerRunner, host: str, port: int, or_elsewhere: bool) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        if not or_elsewhere:
            raise
        await web.TCPSite(runner, host, 0).start()


async def _look(site: Site) -> None:
    """Look again and again whether others have changed something; a storage that fails is the pages' to tell."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        with suppress(StorageError):
            await site.look()
