"""Who is connected: so many at the most, so that those who ask for nothing, or read nothing, keep nobody else out."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from adapters.web.headers import PRIVATE
from adapters.web.library import RawRequestMessage, RequestHandler, StreamReader

MOST = 500
"""So many connections at the most are open; each is a file of the process, of which it often has 1,024."""

IDLE_SECONDS = 150.0
"""So long a connection is open without a whole request: longer than proxies keep theirs (Caddy two minutes)."""

_UNREAD = logging.Logger("requests that can't be read", logging.CRITICAL)
"""Where aiohttp tells of what it can't read: nowhere, since strangers send it as often as they like. What fails
otherwise is told by the site."""


class Connection(RequestHandler):
    """A connection, and what is answered by it where a request can't be read."""

    __slots__ = ()

    @property
    def asks(self) -> bool:
        """Whether a request is being answered."""
        return self._request_in_progress

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """An answer that repeats nothing of what was sent."""
        super().handle_error(request, status, exc, message)
        response = web.Response(status=status, headers=PRIVATE)
        response.force_close()
        return response


class Server(web.Server):
    """Lets everybody connect. Where there are too many, the one is closed that has been there longest: of those who ask
    for nothing, if there are any."""

    def __init__(self, answer: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]], largest: int) -> None:
        """`largest`: bytes of a request's body."""

        def request(
            message: RawRequestMessage,
            payload: StreamReader,
            protocol: RequestHandler,
            writer: AbstractStreamWriter,
            task: "asyncio.Task[None]",
        ) -> web.BaseRequest:
            return web.BaseRequest(message, payload, protocol, writer, task, self._loop, client_max_size=largest)

        super().__init__(
            answer, request_factory=request, keepalive_timeout=IDLE_SECONDS, access_log=None, logger=_UNREAD
        )

    def __call__(self) -> RequestHandler:
        return Connection(self, loop=self._loop, **self._kwargs)

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Somebody has connected."""
        super().connection_made(handler, transport)
        there = [(each, way) for each, way in self._connections.items() if not way.is_closing()]
        if len(there) > MOST:
            others = there[:-1]
            idle = (way for each, way in others if isinstance(each, Connection) and not each.asks)
            next(idle, others[0][1]).abort()
