"""Discord's limits: which requests of discord.py count, and what the answers say, before discord.py acts on them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import yarl

from adapters.discord.library import api
from bot.delivery.pace import Pace, TermOver, Turn
from bot.delivery.windows import Limits, Window
from bot.model.deliveries import Lane

LIMITS = Limits(overall=Window(50, 1.004), chat=Window(5, 5.02), refused=Window(5_000, 600), reserve=0)
"""50 requests a second, and 10,000 refused ones in 10 minutes, of which half are used at the most (Discord's
reference, rate limits); 5 messages in 5 seconds in a channel (its headers)."""

UNTOLD_SECONDS = 60.0
"""The wait where Discord's proxy refuses a request and says nothing of how long."""

REFUSED = (401, 403, 429)
CONNECTS = 101
"""How the gateway answers a connection, also after one that broke: it tells the time as the API does."""
BY_TOKEN = ("/interactions/", "/webhooks/")
PUT = ("/messages", "/threads")


@dataclass(frozen=True, slots=True)
class Asking:
    """What a request is about: the place in which the pace counts it.

    `once`: it must never be repeated where it may have arrived. `apart`: it has a budget of its own, so that nothing
    else waits where that is used up.
    """

    place: str
    once: bool = False
    apart: bool = False


_ASKING: ContextVar[Asking | None] = ContextVar("asking", default=None)


@contextmanager
def asking(place: str, once: bool = False, apart: bool = False) -> Iterator[None]:
    """Requests about a place, none of which discord.py repeats where Discord asks to wait: it raises `RateLimited`."""
    token = _ASKING.set(Asking(place, once, apart))
    try:
        yield
    finally:
        _ASKING.reset(token)


def traced(pace: Pace, unauthorized: Callable[[], None] = lambda: None) -> aiohttp.TraceConfig:
    """Lets the pace know of every request to Discord's API, and of what the answers say; `unauthorized` of an answer
    that does not know the bot.

    A request that nobody has taken a turn for, such as those of the login, waits for one. Answers to interactions are
    bound by no overall limit (Discord's reference, rate limits), and given by whoever heard these.
    """

    async def begins(_: aiohttp.ClientSession, kept: SimpleNamespace, start: aiohttp.TraceRequestStartParams) -> None:
        ours, path = _path(start.url)
        by_token = path.startswith(BY_TOKEN)
        counts = ours and _ASKING.get() is None and not by_token
        kept.turn = await pace.take("", False, Lane.ANSWER) if counts else None
        try:
            kept.answered = pace.asked_by_anyone() if by_token else pace.asked()
        except TermOver:
            _ended(kept)
            raise

    async def answered(_: aiohttp.ClientSession, kept: SimpleNamespace, end: aiohttp.TraceRequestEndParams) -> None:
        _ended(kept)
        ours, path = _path(end.url)
        if ours or end.response.status == CONNECTS:
            kept.answered(end.response.headers.get("Date", ""))
        if ours:
            if end.response.status == 401 and not path.startswith(BY_TOKEN):
                unauthorized()
            await _heed(pace, end.method, path, end.response)

    async def failed(_: aiohttp.ClientSession, kept: SimpleNamespace, __: aiohttp.TraceRequestExceptionParams) -> None:
        _ended(kept)

    config = aiohttp.TraceConfig()
    config.on_request_start.append(begins)
    config.on_request_end.append(answered)
    config.on_request_exception.append(failed)
    return config


def _path(url: yarl.URL) -> tuple[bool, str]:
    """Whether an address belongs to Discord's API, and its path there."""
    base, address = api(), str(url.with_query(None))
    return address.startswith(base), address.removeprefix(base)


def _ended(kept: SimpleNamespace) -> None:
    turn: Turn | None = vars(kept).pop("turn", None)
    if turn:
        turn.ended()


async def _heed(pace: Pace, method: str, path: str, response: aiohttp.ClientResponse) -> None:
    asked, headers = _ASKING.get(), response.headers
    shared = headers.get("X-RateLimit-Scope") == "shared"
    if response.status in REFUSED and not shared:
        pace.refused()
    if response.status == 429:
        seconds, everything = await _asked_to_wait(response)
        _wait(pace, asked, seconds, everything, shared)
        if asked:
            raise discord.RateLimited(seconds)
    elif response.status >= 500 and asked and asked.once:
        raise discord.DiscordServerError(response, None)
    elif asked and method == "POST" and path.endswith(PUT) and headers.get("X-RateLimit-Remaining") == "0":
        pace.close(asked.place, False, _seconds(headers.get("X-RateLimit-Reset-After")))


def _wait(pace: Pace, asked: Asking | None, seconds: float, everything: bool, shared: bool) -> None:
    """Let nothing leave for as long as Discord asks. A limit that others share is no defect of the pace."""
    place = "" if everything else asked.place if asked and not asked.apart else None
    if place is None:
        pace.too_many += not shared
    elif shared:
        pace.obey(place, False, seconds)
    else:
        pace.cool_down(place, False, seconds)


async def _asked_to_wait(response: aiohttp.ClientResponse) -> tuple[float, bool]:
    """For how long Discord asks to wait, and whether everything has to.

    The body is right where the header is not. What has no `Via` comes of the proxy in front, which knows no place.
    """
    everything = response.headers.get("X-RateLimit-Scope") == "global" or "Via" not in response.headers
    try:
        body: Any = json.loads(await response.text())
        return float(body["retry_after"]), everything or bool(body.get("global"))
    except (ValueError, TypeError, KeyError):
        return _seconds(response.headers.get("Retry-After"), UNTOLD_SECONDS), everything


def _seconds(header: str | None, otherwise: float = 0.0) -> float:
    try:
        return float(header or "")
    except ValueError:
        return otherwise
