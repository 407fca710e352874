"""Serves the site: to look changes nothing, and a press is a POST."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from adapters.web.connections import Server
from adapters.web.site import LOOK_SECONDS, Site
from bot.errors import SetupError, StorageError

LARGEST = 64 * 1024
"""Bytes of a request's body: the longest form that somebody fills in is far shorter."""

WAITING = 128
"""Connections that wait to be taken."""


@asynccontextmanager
async def serving(site: Site, address: str, or_elsewhere: bool = False) -> AsyncIterator[int]:
    """The site while it is served at an address such as `127.0.0.1:8080`: its port. `or_elsewhere`: where that port is
    taken, at any other. Raises `SetupError`."""
    host, _, port = address.rpartition(":")
    with _listening(host.strip("[]"), int(port), or_elsewhere) as listener:
        runner = web.ServerRunner(Server(site.answer, LARGEST, site.at_once), handle_signals=False)
        await runner.setup()
        looking = asyncio.create_task(_look(site))
        try:
            await web.SockSite(runner, listener).start()
            yield listener.getsockname()[1]
        finally:
            looking.cancel()
            await asyncio.wait([looking])
            await runner.cleanup()


def _listening(host: str, port: int, or_elsewhere: bool) -> socket.socket:
    """A socket of our own: the loop's servers lose theirs where another program listens a moment before them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        try:
            return socket.create_server((host, port), family=family, backlog=WAITING)
        except OSError:
            if not or_elsewhere:
                raise
            return socket.create_server((host, 0), family=family, backlog=WAITING)
    except OSError as error:
        raise SetupError(f"WEB_ADDRESS can't be listened at: {error.strerror}.") from error


async def _look(site: Site) -> None:
    """Look again and again whether others have changed something; a storage that fails is the pages' to tell."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        with suppress(StorageError):
            await site.look()
