"""Faults on demand: what can go wrong between the bot and the server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["500", "502", "504", "429", "delay", "reset_before", "reset_after"]
"""An HTTP error, a rate limit, a delay, or a connection that breaks before or after the request was handled."""


@dataclass
class Fault:
    """A fault for the next requests that match."""

    method: str
    path: re.Pattern[str]
    kind: Kind
    times: int
    seconds: float


class Faults:
    """The faults that wait for their requests."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Keep a fault until requests have met it."""
        self._waiting.append(fault)

    def meet(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets, if any."""
        for fault in self._waiting:
            if fault.method == method and fault.path.search(path):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None
