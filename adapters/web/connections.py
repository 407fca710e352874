"""Who is connected: so many at the most, so that those who ask for nothing, or read nothing, keep nobody else out."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, cast

from aiohttp import HttpVersion11, web
from aiohttp.abc import AbstractStreamWriter

from adapters.web.headers import PRIVATE
from adapters.web.library import EMPTY_PAYLOAD, RawRequestMessage, RequestHandler, StreamReader

MOST = 500
"""So many connections at the most are open; each is a file of the process, of which it often has 1,024."""

IDLE_SECONDS = 150.0
"""So long a connection is open without a whole request: longer than proxies keep theirs (Caddy two minutes)."""

_UNREAD = logging.Logger("requests that can't be read", logging.CRITICAL)
"""Where aiohttp tells of what it can't read: nowhere, since strangers send it as often as they like. What fails
otherwise is told by the site."""


AtOnce = Callable[[str, Mapping[str, str]], Sequence[bytes] | None]
"""The bytes of an answer that is ready, by the path and the headers; nothing where it has to be made."""

Messages = list[tuple[RawRequestMessage, StreamReader]]


class Connection(RequestHandler):
    """A connection, and what is answered by it where a request can't be read, or its answer is ready.

    Three quarters of what aiohttp's way costs for a short answer are two tasks, a future and three objects. So what is
    ready is answered where the request is read, by aiohttp's own parser still: only a common request of whoever has
    taken all that was sent before, and awaits nothing else, so that nothing piles up and nothing overtakes.
    """

    __slots__ = ("_at_once",)

    def __init__(self, at_once: AtOnce, server: web.Server, **options: Any) -> None:
        super().__init__(server, **options)
        self._at_once = at_once
        self._parser = cast(Any, _Parser(self._parser, self.answered))

    def answered(self, messages: Messages) -> int:
        """How many requests were answered at once, of some that have arrived."""
        for count, (message, payload) in enumerate(messages):
            transport, waiter = self.transport, self._waiter
            idle = waiter is not None and not waiter.done() and not self._messages
            if not idle or transport is None or transport.get_write_buffer_size():
                return count
            common = message.method == "GET" and message.version == HttpVersion11 and not message.should_close
            written = self._at_once(message.path, message.headers) if common and payload is EMPTY_PAYLOAD else None
            if written is None:
                return count
            transport.writelines(written)
            self._next_keepalive_close_time = self._loop.time() + self._keepalive_timeout
        return len(messages)

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


class _Parser:
    """A parser of requests that keeps to itself those that were answered at once."""

    def __init__(self, parser: Any, answered: Callable[[Messages], int]) -> None:
        self._parser = parser
        self._answered = answered
        self.message_consumed = parser.message_consumed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._parser, name)

    def feed_data(self, data: bytes) -> tuple[Messages, bool, bytes]:
        """What was read of requests, as far as it was not answered."""
        messages, upgraded, tail = self._parser.feed_data(data)
        if messages and not upgraded:
            count = self._answered(messages)
            for _ in range(count):
                self.message_consumed()
            messages = messages[count:] if count else messages
        return messages, upgraded, tail


class Server(web.Server):
    """Lets everybody connect. Where there are too many, the one is closed that has been there longest: of those who ask
    for nothing, if there are any."""

    def __init__(
        self, answer: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]], largest: int, at_once: AtOnce
    ) -> None:  # fmt: skip
        """`largest`: bytes of a request's body."""
        self._at_once = at_once

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
        return Connection(self._at_once, self, loop=self._loop, **self._kwargs)

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Somebody has connected."""
        super().connection_made(handler, transport)
        there = [(each, way) for each, way in self._connections.items() if not way.is_closing()]
        if len(there) > MOST:
            others = there[:-1]
            idle = (way for each, way in others if isinstance(each, Connection) and not each.asks)
            next(idle, others[0][1]).abort()
