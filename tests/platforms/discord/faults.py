"""Faults on demand: what can go wrong between the bot and the server."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["401", "500", "502", "504", "429", "delay", "reset_before", "reset_after", "502_after"]
"""An HTTP error, 401 as for a token that is not known among them, a rate limit, a delay, or a connection that breaks;
"after" is after the request was handled."""

KINDS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind != "401")
"""What goes wrong now and then."""

MESSAGES = r"^(POST|PATCH|DELETE) /channels/\d+/(messages|messages/\d+|threads)$"
"""The requests that write, edit or delete messages, as a method and a path."""


@dataclass
class Fault:
    """A fault for the next requests that match."""

    method: str
    path: re.Pattern[str]
    kind: Kind
    times: int
    seconds: float
    scope: str = "user"

    @property
    def before(self) -> bool:
        """Whether the request is not handled at all."""
        return self.kind != "delay" and not self.after

    @property
    def after(self) -> bool:
        """Whether the request is handled, and its answer lost."""
        return self.kind.endswith("_after")


@dataclass(frozen=True)
class Strewn:
    """Faults that hit a share of the requests; a 429 among them is nobody's own fault, so its scope is shared."""

    share: float
    chance: random.Random
    kinds: tuple[Kind, ...]
    seconds: float
    path: re.Pattern[str]

    def draw(self, method: str, path: str) -> Fault | None:
        """A fault for this request, if it is its turn."""
        if not self.path.search(f"{method} {path}") or self.chance.random() >= self.share:
            return None
        return Fault(method, self.path, self.chance.choice(self.kinds), 1, self.seconds, scope="shared")


class Faults:
    """The faults that wait for their requests."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._strewn: Strewn | None = None

    def add(self, fault: Fault) -> None:
        """Keep a fault until requests have met it."""
        self._waiting.append(fault)

    def strew(self, strewn: Strewn) -> None:
        """Strew faults like these from now on, and no others."""
        self._strewn = strewn

    def meet(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets, if any."""
        for fault in self._waiting:
            if fault.method == method and fault.path.search(path):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return self._strewn.draw(method, path) if self._strewn is not None else None
