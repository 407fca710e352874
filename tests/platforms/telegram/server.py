"""The loopback Bot API server: HTTP, routing, and the door through which tests reach the world."""

from __future__ import annotations

import asyncio
import json
import random
import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import msgspec
from aiohttp import web

from tests.waiting import PATIENCE

from .access import find_chat
from .bringing import Bringing, end
from .calls import Call, Calls
from .chats import Chat
from .clock import Clock
from .errors import (
    INTERNAL,
    LOGGED_OUT,
    NOT_FOUND,
    TOO_LARGE,
    UNAUTHORIZED,
    Refusal,
    Refused,
    stricter,
    too_many_requests,
)
from .faults import USUAL, Fault, Faults, Share, reset
from .files import UPLOAD_LIMIT
from .groups import Channel, Group
from .media import album_size
from .messages import Message
from .methods import DELETING, EDITING, METHODS, SENDING
from .parameters import PARAMETERS
from .params import Params, read_params
from .people import Person
from .rates import ChatKind, Rates, Windows
from .waiting import Match
from .world import World

_TOKEN = re.compile(r"[1-9]\d{0,15}:[A-Za-z0-9_-]{35}")
QUERY_LIFETIME = 15.0
"""Seconds in which a pressed button can be answered; no document states it, real ones differ (observed)."""


class TelegramServer:
    """A Bot API server for one bot on 127.0.0.1; use it as an async context manager."""

    def __init__(
        self,
        *,
        token: str = "7000000001:loopback-loopback-loopback-loopback",
        username: str = "countersign_bot",
        rates: Rates | None = None,
        clock: Clock | None = None,
        latency: float = 0.0,
        privacy: bool = True,
        query_lifetime: float = QUERY_LIFETIME,
        upload_limit: int = UPLOAD_LIMIT,
        log_limit: int = 10_000,
        port: int = 0,
        webhook: str = "",
        inline: bool = True,
    ) -> None:
        """`inline`: whether inline mode is switched on at @BotFather. `webhook`: what stands behind the https address
        of a webhook, such as `http://127.0.0.1:8080`, or several with spaces between; without it, nothing is brought
        there."""
        self.token = token
        self.latency = latency
        self.clock = clock or Clock()
        self.world = World(
            bot_id=int(token.partition(":")[0]),
            bot_username=username,
            clock=self.clock,
            windows=Windows(rates or Rates()),
            privacy=privacy,
            query_lifetime=query_lifetime,
            inline=inline,
        )
        self.url = ""
        self._port = port
        self._upload_limit = upload_limit
        self._calls = Calls(log_limit)
        self._faults = Faults()
        self._runner: web.AppRunner | None = None
        self._bringing = Bringing(self.world.updates, webhook) if webhook else None
        self._brings: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=self._upload_limit * 2)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_route("*", "/{anything:.*}", self._not_found)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        if self._bringing:
            self._brings = asyncio.create_task(self._bringing.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.updates.close()
        if self._brings is not None:
            await end(self._brings)
        if self._runner is not None:
            await self._runner.cleanup()

    # The log.

    @property
    def calls(self) -> list[Call]:
        """The latest requests in order, accepted or not."""
        return list(self._calls.latest)

    @property
    def refusals(self) -> list[Call]:
        """Every request that was refused; 429 among them, faults on demand not."""
        return list(self._calls.refusals)

    @property
    def too_many(self) -> int:
        """How many requests were faster than the rates."""
        return self._calls.too_many

    @property
    def pending_updates(self) -> list[dict[str, Any]]:
        """The updates that the bot has not acknowledged."""
        return self.world.updates.pending

    @property
    def paid(self) -> int:
        """How many messages were sent beyond the free ones, by paid broadcasts; each costs 0.1 Stars (Bot API)."""
        return self.world.paid

    # Faults.

    def renew_token(self) -> str:
        """Revoke the token, as its owner can at @BotFather: it is refused from now on, and a poll ends with nothing."""
        self.token = f"{self.token.partition(':')[0]}:{secrets.token_urlsafe(26)}"
        self.world.updates.close()
        return self.token

    def fail_next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next requests of a method ("*": of any but getUpdates) meet a fault."""
        self._faults.add(method, fault, times)

    def faults_at_random(
        self,
        share: float,
        chance: random.Random | None = None,
        kinds: Sequence[Fault] = USUAL,
        methods: Collection[str] = SENDING | EDITING | DELETING,
    ) -> None:
        """Let a share of the requests that send, edit and delete meet one of these faults; a share of 0 ends it."""
        named = frozenset(method.lower() for method in methods)
        self._faults.at_random = Share(share, chance or random.Random(0), tuple(kinds), named) if share else None

    # The world.

    def person(self, first_name: str, language_code: str | None = "en", username: str | None = None) -> Person:
        """Somebody new, who has not started the bot."""
        return Person(self.world, 6_000_000_000 + next(self.world.ids), first_name, language_code, username)

    def group(self, title: str, members: Sequence[Person] = (), admins: Sequence[Person] = ()) -> Group:
        """A basic group without the bot; the first of the admins owns it."""
        return self._group(-4_000_000_000, "group", title, members, admins)

    def supergroup(
        self,
        title: str,
        members: Sequence[Person] = (),
        admins: Sequence[Person] = (),
        *,
        username: str | None = None,
        topics: Sequence[str] = (),
    ) -> Group:
        """A supergroup without the bot; with topics it is a forum."""
        group = self._group(-1_002_000_000_000, "supergroup", title, members, admins, username)
        for name in topics:
            group.add_topic(name)
        return group

    def channel(self, title: str, admins: Sequence[Person] = (), *, username: str | None = None) -> Channel:
        """A channel without the bot."""
        channel = Channel(self.world, -1_002_000_000_000 - next(self.world.ids), "channel", title, username=username)
        channel.add(*admins, admin=True)
        return channel

    def _group(
        self,
        base: int,
        kind: ChatKind,
        title: str,
        members: Sequence[Person],
        admins: Sequence[Person],
        username: str | None = None,
    ) -> Group:
        group = Group(self.world, base - next(self.world.ids), kind, title, username=username)
        group.add(*members)
        group.add(*admins, admin=True)
        return group

    def chat(self, chat_id: int) -> Chat:
        """The chat with an id; the private chat of a person has the person's."""
        return self.world.chats[chat_id]

    async def wait_for(self, chat: Chat | Person, match: Match = None, within: float = PATIENCE) -> Message:
        """The bot's next message or edit in a chat that matches."""
        return await chat.expect(match, within)

    # HTTP.

    async def _not_found(self, request: web.Request) -> web.Response:
        return _answer(NOT_FOUND)

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _answer(UNAUTHORIZED if _TOKEN.fullmatch(request.match_info["token"]) else NOT_FOUND)
        if (file := self.world.paths.get(request.match_info["path"])) is None:
            return _answer(NOT_FOUND)
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        method = name.lower()
        if self.latency:
            await asyncio.sleep(self.latency / 2)
        params = Params()
        refusal: Refusal | None = None
        result: Any = None
        fault = self._faults.next(method)
        try:
            params = await self._read(request)
            if fault is None or fault.kind in ("reset_after", "delay"):
                result = await self._do(request.match_info["token"], method, params)
        except Refused as refused:
            refusal = refused.refusal
        except Exception:
            self._calls.add(Call(name, params.shown(), self.clock.now(), INTERNAL))
            raise
        self._calls.add(Call(name, params.shown(), self.clock.now(), refusal, fault))
        if self.latency:
            await asyncio.sleep(self.latency / 2)
        if fault is not None and (response := await self._suffer(request, fault)) is not None:
            return response
        return _answer(refusal) if refusal is not None else _json({"ok": True, "result": result})

    async def _read(self, request: web.Request) -> Params:
        if (request.content_length or 0) > self._upload_limit:
            await request.release()
            raise Refused(TOO_LARGE)
        try:
            return await read_params(request)
        except ValueError:
            raise Refused(Refusal(400, "Bad Request: can't parse the request")) from None

    async def _do(self, token: str, method: str, params: Params) -> Any:
        if token != self.token:
            raise Refused(UNAUTHORIZED if _TOKEN.fullmatch(token) else NOT_FOUND)
        if method not in METHODS:
            raise Refused(NOT_FOUND)
        if self.world.logged_out:
            raise Refused(LOGGED_OUT)
        params.check_names(PARAMETERS[method])
        counts = method in SENDING or (method in EDITING and self.world.rates.edits)
        paid = self._keep_pace(method, params) if counts else 0
        result = await METHODS[method](self.world, params)
        self.world.paid += paid
        return result

    def _keep_pace(self, method: str, params: Params) -> int:
        """Refuse what comes too fast, or answer how many messages of the request are to be paid for."""
        paid = params.boolean("allow_paid_broadcast")
        if paid and self.world.rates.paid_overall is None:
            raise stricter("paid broadcasts are not switched on")
        chat = find_chat(self.world, params.text("chat_id"))
        count = album_size(params) if method == "sendmediagroup" else 1
        passage = self.world.windows.admit(chat.kind, chat.id, self.clock.now(), count, paid=paid)
        if passage.retry_after is not None:
            raise Refused(too_many_requests(passage.retry_after))
        return passage.paid

    async def _suffer(self, request: web.Request, fault: Fault) -> web.Response | None:
        """The answer that a fault makes; None where the real one follows."""
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind == "too_many":
            return _answer(too_many_requests(int(fault.seconds)))
        if fault.kind == "http":
            return _http_fault(fault.status)
        return reset(request)


def _http_fault(status: int) -> web.Response:
    """A 500 is the server's own; any other comes from what stands before it, as a page."""
    if status == 500:
        return _answer(INTERNAL)
    return web.Response(status=status, text=f"<html><body>{status}</body></html>", content_type="text/html")


def _answer(refusal: Refusal) -> web.Response:
    headers = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return _json(refusal.wire(), refusal.code, headers)


def _json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    try:
        body = msgspec.json.encode(value)
    except UnicodeEncodeError:  # half a surrogate pair, which only escapes can carry
        body = json.dumps(value).encode()
    return web.Response(body=body, status=status, content_type="application/json", charset="utf-8", headers=headers)
