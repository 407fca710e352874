"""Faults on demand: what a network and a tired server do to a client."""

import random
import socket
import struct
from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a request instead of, or besides, being handled."""

    kind: Literal["http", "reset_before", "reset_after", "delay", "too_many"]
    status: int = 0
    seconds: float = 0.0

    @staticmethod
    def http(status: int) -> "Fault":
        """Answer this status, and do nothing."""
        return Fault("http", status=status)

    @staticmethod
    def reset_before() -> "Fault":
        """Break the connection, and do nothing."""
        return Fault("reset_before")

    @staticmethod
    def reset_after() -> "Fault":
        """Do what is asked, and break the connection instead of answering."""
        return Fault("reset_after")

    @staticmethod
    def delay(seconds: float) -> "Fault":
        """Do what is asked, and answer late."""
        return Fault("delay", seconds=seconds)

    @staticmethod
    def too_many(retry_after: int) -> "Fault":
        """Answer 429 out of the blue, and do nothing; it does not count as the client's fault."""
        return Fault("too_many", status=429, seconds=retry_after)


USUAL = (
    Fault.too_many(1),
    Fault.http(500),
    Fault.http(502),
    Fault.reset_before(),
    Fault.reset_after(),
    Fault.delay(6.0),
)
"""What goes wrong now and then; the delay is longer than python-telegram-bot waits, which is 5 seconds."""


@dataclass(frozen=True, slots=True)
class Share:
    """Faults for a share of the requests of some methods."""

    share: float
    chance: random.Random
    kinds: Sequence[Fault]
    methods: Collection[str]


class Faults:
    """The faults that wait for their request, by method; "*" is any method but getUpdates."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self.at_random: Share | None = None

    def add(self, method: str, fault: Fault, times: int) -> None:
        """Let the next requests meet a fault."""
        self._waiting[method.lower()].extend([fault] * times)

    def next(self, method: str) -> Fault | None:
        """The fault that this request meets."""
        for name in (method, "*"):
            if name == "*" and method == "getupdates":
                continue
            if self._waiting.get(name):
                return self._waiting[name].popleft()
        share = self.at_random
        if share is None or method not in share.methods or share.chance.random() >= share.share:
            return None
        return share.chance.choice(share.kinds)


def reset(request: web.Request) -> web.Response:
    """Break the connection the hard way (RST); the response that is returned reaches nobody."""
    if (transport := request.transport) is not None:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()
