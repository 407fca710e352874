"""Serves the site: to look changes nothing, and a press is a POST."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from adapters.web.site import LOOK_SECONDS, Site
from bot.errors import SetupError, StorageError

LARGEST = 64 * 1024
"""Bytes of a request's body: the longest form that somebody fills in is far shorter."""

_UNREAD = logging.Logger("requests that can't be read", logging.CRITICAL)
"""Where aiohttp tells of what it can't read: nowhere, since strangers send it as often as they like. What fails
otherwise is told by the site."""


@asynccontextmanager
async def serving(site: Site, address: str, or_elsewhere: bool = False) -> AsyncIterator[int]:
    """The site while it is served at an address such as `127.0.0.1:8080`: its port. `or_elsewhere`: where that port is
    taken, at any other. Raises `SetupError`."""
    host, _, port = address.rpartition(":")
    server = web.Server(site.answer, request_factory=_request, access_log=None, logger=_UNREAD)
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


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    return web.BaseRequest(
        message, payload, protocol, writer, task, asyncio.get_running_loop(), client_max_size=LARGEST
    )
