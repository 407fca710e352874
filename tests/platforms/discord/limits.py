"""Every rate limit in front of the API, and the count of requests that count as invalid."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aiohttp import web

from .answers import limit_headers, too_many
from .clock import Clock
from .rates import Rates, Sliding, Standing, Windows

POSTED = re.compile(r"^/channels/(\d+)/messages$")
CROSSPOSTED = re.compile(r"^/channels/(\d+)/messages/\d+/crosspost$")


@dataclass
class Passed:
    """What the limits say of a request: an answer that refuses it, or headers for its answer."""

    refusal: web.Response | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Limits:
    """The overall rate, the buckets of channels, and the invalid requests."""

    def __init__(self, rates: Rates, clock: Clock) -> None:
        self._clock = clock
        self._overall = Sliding(rates.overall, clock)
        self._messages = Windows(rates.messages, clock)
        self._crossposts = Windows(rates.crosspost, clock)
        self._misleading = rates.messages.seconds
        self._invalid = Sliding(rates.invalid, clock)
        self.too_many = 0
        self.invalid_requests = 0

    @property
    def banned(self) -> bool:
        """Whether the address made too many invalid requests."""
        return self._invalid.full()

    def take(self, method: str, path: str, *, by_token: bool) -> Passed:
        """Count a request; answers to interactions are bound by no overall rate."""
        if by_token:
            return Passed()
        wait = self._overall.take()
        if wait > 0:
            return Passed(too_many(wait, "global"))
        if method == "POST" and (posted := POSTED.match(path)):
            standing = self._messages.take(posted.group(1))
            headers = limit_headers(standing, "messages")
            return Passed(None if standing.allowed else too_many(standing.reset_after, "user", headers), headers)
        if method == "POST" and (posted := CROSSPOSTED.match(path)):
            return self._crosspost(self._crossposts.take(posted.group(1)))
        return Passed()

    def note(self, response: web.Response) -> None:
        """Count an answer that counts as invalid: 401, 403, and 429 unless its scope is shared."""
        shared = response.headers.get("X-RateLimit-Scope") == "shared"
        self.too_many += response.status == 429 and not shared
        if response.status in (401, 403) or (response.status == 429 and not shared):
            self.invalid_requests += 1
            self._invalid.note()

    def _crosspost(self, standing: Standing) -> Passed:
        """A hidden limit: no headers at first, then headers that promise too short a wait (observed by others)."""
        if standing.allowed:
            return Passed()
        wrong = Standing(False, standing.limit, 0, self._clock.now() + self._misleading, self._misleading)
        return Passed(too_many(standing.reset_after, "user", limit_headers(wrong, "crosspost")))
