"""Discord's limits, and what its answers say of them: each answer is looked at as it comes, before discord.py acts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord

from bot.delivery.pace import Limits, Pace, Window

LIMITS = Limits(overall=Window(50, 1.002), chat=Window(5, 5.02), refused=Window(5_000, 600))
"""50 requests a second, and 10,000 refused ones in 10 minutes, of which half are used at the most (Discord's
reference, rate limits); 5 messages in 5 seconds in a channel (its headers)."""

UNTOLD_SECONDS = 60.0
"""The wait where Discord's proxy refuses a request and says nothing of how long."""

REFUSED = (401, 403, 429)


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


def traced(pace: Pace) -> aiohttp.TraceConfig:
    """Tells the pace what the answers of Discord's API say of its limits."""

    async def answered(_: aiohttp.ClientSession, __: SimpleNamespace, end: aiohttp.TraceRequestEndParams) -> None:
        if str(end.url).startswith(discord.http.Route.BASE):
            await _heed(pace, end.method, end.url.path, end.response)

    config = aiohttp.TraceConfig()
    config.on_request_end.append(answered)
    return config


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
    elif asked and not asked.apart and method == "POST" and headers.get("X-RateLimit-Remaining") == "0":
        pace.close(asked.place, False, _seconds(headers.get("X-RateLimit-Reset-After")))


def _wait(pace: Pace, asked: Asking | None, seconds: float, everything: bool, shared: bool) -> None:
    """Let nothing leave for as long as Discord asks. A limit that others share is no defect of the pace."""
    place = "" if everything else asked.place if asked and not asked.apart else None
    if place is None:
        pace.too_many += not shared
    elif shared:
        pace.close(place, False, seconds)
    else:
        pace.halt(place, False, seconds)


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
