"""The loopback Discord: an HTTP server on a port of its own, with the world behind it."""

from __future__ import annotations

import asyncio
import random
import re
import secrets
import socket
import struct
from collections import deque
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web

from tests.waiting import PATIENCE

from .answers import answer, banned, broken, too_many
from .calls import Call, Route, read_body
from .clock import Clock
from .errors import Refusal, method_not_allowed, not_found, too_large, unauthorized
from .faults import KINDS, MESSAGES, Fault, Faults, Kind, Strewn
from .gateway import BAD_TOKEN, Gateway
from .guilds import Guild
from .limits import Limits
from .people import Person
from .permissions import NONE, Permission
from .rates import Rates
from .registry import Commands
from .routes import ROUTES
from .sharding import Sharding
from .world import Terms, World

PREFIX = "/api/v10"
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of one file where nobody has paid for more (reference: Uploading Files)."""

LARGEST_REQUEST = 25 * 1024 * 1024
"""Bytes of a whole request (reference: Create Message, Limitations)."""

REMEMBERED = 10_000
"""How many requests the log keeps."""


class DiscordServer:
    """Discord on loopback; an async context manager that listens while it is open."""

    def __init__(
        self,
        *,
        rates: Rates | None = None,
        terms: Terms | None = None,
        clock: Clock | None = None,
        latency: float = 0.0,
        attachment_limit: int = LARGEST_FILE,
        sharding: Sharding | None = None,
    ) -> None:
        self.clock: Final = clock or Clock()
        self.world: Final = World(self.clock, terms or Terms(), Commands(), attachment_limit, latency)
        self.token = f"{self.world.bot.id}.{secrets.token_urlsafe(24)}"
        self.gateway: Final = Gateway(self.world, self.token, sharding or Sharding())
        self.world.emit, self.world.sharding = self.gateway.emit, self.gateway.advice
        self.requests: deque[Call] = deque(maxlen=REMEMBERED)
        self._limits = Limits(rates or Rates(), self.clock)
        self._faults = Faults()
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """The address for `discord.http.Route.BASE`."""
        return f"{self.world.base_url}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """The address for `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY`."""
        return self.world.gateway_url

    @property
    def application_id(self) -> int:
        """The bot's application; the same number as its account."""
        return self.world.application_id

    @property
    def latency(self) -> float:
        """The seconds that a request and its answer travel; an event of the gateway travels half of them."""
        return self.world.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self.world.latency = seconds

    @property
    def too_many(self) -> int:
        """How many requests were answered with 429, other than by a fault that was strewn at random."""
        return self._limits.too_many

    @property
    def invalid_requests(self) -> int:
        """How many answers counted as invalid: 401, 403, and 429 unless shared."""
        return self._limits.invalid_requests

    def person(self, name: str, locale: str = "en-US") -> Person:
        """A new person with a client app."""
        return Person(self.world, name, locale)

    def guild(
        self, name: str, owner: Person, locale: str = "en-US", *, bot: bool = True, permissions: Permission = NONE
    ) -> Guild:
        """A new guild; the bot is in it, with these permissions beside everyone's, unless it is left out."""
        guild = Guild(self.world, name, owner, locale)
        if bot:
            guild.add_bot(permissions)
        return guild

    def fail_next(self, method: str, path: str, kind: Kind, *, times: int = 1, seconds: float = 0.05) -> None:
        """Let the next requests fail whose path matches; `seconds` is the delay, or the wait that a 429 asks for."""
        self._faults.add(Fault(method, re.compile(path), kind, times, seconds))

    def faults_at_random(
        self,
        share: float,
        chance: random.Random,
        kinds: Sequence[Kind] = KINDS,
        *,
        seconds: float = 0.05,
        path: str = MESSAGES,
    ) -> None:
        """Let this share of the requests that write, edit or delete messages fail from now on; 0 ends it."""
        self._faults.strew(Strewn(share, chance, tuple(kinds), seconds, re.compile(path)))

    async def renew_token(self, *, drops: bool = True) -> str:
        """Reset the token, as its owner can in the developer portal: the one before is refused from now on. Unless it
        `drops` no connections, each is closed, and its session is gone."""
        self.token = self.gateway.token = f"{self.world.bot.id}.{secrets.token_urlsafe(24)}"
        if drops:
            self.gateway.sessions.clear()
            await self.gateway.drop(BAD_TOKEN)
        return self.token

    async def connected(self, within: float = PATIENCE) -> None:
        """Wait until the bot has a session at the gateway."""
        await self.world.changes.until(
            lambda: True if any(one.wire for one in self.gateway.sessions.values()) else None,
            within,
            lambda: "the bot did not connect to the gateway",
        )

    async def registered(self, name: str, within: float = PATIENCE) -> None:
        """Wait until the bot has registered a global command of this name."""
        await self.world.changes.until(
            lambda: True if name in self.world.commands.names(None) else None,
            within,
            lambda: f"no command {name!r}; there are {self.world.commands.names(None)}",
        )

    def calls(self, method: str, path: str) -> list[Call]:
        """The requests of this method whose path matches, in order."""
        return [call for call in self.requests if call.method == method and re.search(path, call.path)]

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**28)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/attachments/{channel}/{number}/{name}", self._download)
        app.router.add_route("*", PREFIX + "/{tail:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        await web.SockSite(self._runner, listener).start()
        port = listener.getsockname()[1]
        self.world.base_url = f"http://127.0.0.1:{port}"
        self.world.gateway_url = self.gateway.url = f"ws://127.0.0.1:{port}/gateway"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.gateway.drop(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        call = Call(request.method, request.path.removeprefix(PREFIX), None, self.clock.now())
        call.query = dict(request.query)
        self.requests.append(call)
        await asyncio.sleep(self.latency / 2)
        response = await self._answer(request, call)
        call.status = response.status
        await asyncio.sleep(self.latency / 2)
        return response

    async def _answer(self, request: web.Request, call: Call) -> web.Response:
        if self._limits.banned:
            return banned()
        try:
            call.body, call.files = await read_body(request, self.world.kept)
        except Refusal as refusal:
            return answer(refusal.status, refusal.body())
        fault = self._faults.meet(call.method, call.path)
        call.fault = None if fault is None else fault.kind
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.before:
            response = self._spoiled(request, fault)
            self._limits.note(response)
            return response
        response = self._checked(request, call)
        self._limits.note(response)
        return self._spoiled(request, fault) if fault is not None and fault.after else response

    def _spoiled(self, request: web.Request, fault: Fault) -> web.Response:
        """What the bot gets in place of the true answer."""
        if fault.kind in ("reset_before", "reset_after"):
            return _reset(request)
        if fault.kind == "429":
            return too_many(fault.seconds, fault.scope)
        if fault.kind == "401":
            return answer(401, unauthorized().body())
        return broken(int(fault.kind.removesuffix("_after")))

    def _checked(self, request: web.Request, call: Call) -> web.Response:
        """The answer after the token and the rate limits have been checked; without a pause, so in order."""
        try:
            route = _route(call)
            if not route.by_token and request.headers.get("Authorization") != f"Bot {self.token}":
                raise unauthorized()
        except Refusal as refusal:
            return answer(refusal.status, refusal.body())
        passed = self._limits.take(call.method, call.path, by_token=route.by_token)
        if passed.refusal is not None:
            return passed.refusal
        try:
            self._check_size(request, call)
            body: Any = route.handler(self.world, call)
        except Refusal as refusal:
            return answer(refusal.status, refusal.body(), passed.headers)
        self.world.changes.tell()
        return answer(route.status, body, passed.headers)

    def _check_size(self, request: web.Request, call: Call) -> None:
        """Refuse a file that is too large, or files that are too large together (reference: Uploading Files)."""
        too_long = (request.content_length or 0) > LARGEST_REQUEST
        if too_long or any(len(file.data) > self.world.attachment_limit for file in call.files.values()):
            raise too_large()

    async def _download(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.latency)
        kept = self.world.attachments.get(int(request.match_info["number"]))
        if kept is None:
            return web.Response(status=404)
        return web.Response(body=kept.data)


def _route(call: Call) -> Route:
    """The route of this request; the places in its path are filled in."""
    known = False
    for route in ROUTES:
        found = route.pattern.match(call.path)
        if found is None:
            continue
        known = True
        if route.method == call.method:
            call.place = found.groupdict()
            return route
    raise method_not_allowed() if known else not_found()


def _reset(request: web.Request) -> web.Response:
    """Break the connection: the bot sees a reset, and learns nothing of what came of its request."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=499)
