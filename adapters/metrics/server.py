"""Serves the metrics, and how each part is, to whoever watches the machine: at an address that nobody else reaches."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from adapters.metrics.readings import Readings
from adapters.metrics.registry import Registry
from bot.errors import SetupError
from bot.model.health import Readiness

CONTENT = "text/plain; version=1.0.0; charset=utf-8"
"""The format of Prometheus's text (its documentation, exposition formats)."""


@asynccontextmanager
async def metrics_served(
    registry: Registry,
    address: str,
    read: Callable[[], Awaitable[Readings]],
    ready: Callable[[], Awaitable[Readiness]],
) -> AsyncIterator[int]:
    """The metrics while they are served at an address such as `127.0.0.1:9464`: the port. Raises `SetupError`."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if request.method != "GET":
            return web.Response(status=405, headers={"Allow": "GET"})
        match request.path:
            case "/metrics":
                return web.Response(body=registry.text(await read()), headers={"Content-Type": CONTENT})
            case "/healthz":
                return web.Response(text="lives\n")
            case "/readyz":
                found = await ready()
                lines = [f"{name}: {how}" for name, how in found.parts.items()]
                return web.Response(text="\n".join((*lines, "")), status=200 if found.ready else 503)
        return web.Response(status=404)

    runner = web.ServerRunner(web.Server(answer, access_log=None), handle_signals=False)
    host, _, port = address.rpartition(":")
    name = host.strip("[]")
    try:
        family = socket.AF_INET6 if ":" in name else socket.AF_INET
        listener = socket.create_server((name, int(port)), family=family)
    except OSError as error:
        raise SetupError(f"METRICS_ADDRESS can't be listened at: {error.strerror}.") from error
    with listener:
        await runner.setup()
        try:
            await web.SockSite(runner, listener).start()
            yield listener.getsockname()[1]
        finally:
            await runner.cleanup()
