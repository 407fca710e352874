"""The log of what was asked of the server and what came of it."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from .errors import Refusal
from .faults import Fault


@dataclass(frozen=True, slots=True)
class Call:
    """A request: `refusal` says why it was refused, `fault` what was done to it on demand."""

    method: str
    params: Mapping[str, str]
    time: float
    refusal: Refusal | None = None
    fault: Fault | None = None

    @property
    def ok(self) -> bool:
        """Whether it was handled and accepted."""
        return self.refusal is None and (self.fault is None or self.fault.kind in ("reset_after", "delay"))

    def __str__(self) -> str:
        outcome = self.refusal.description if self.refusal else self.fault.kind if self.fault else "ok"
        return f"{self.method} {dict(self.params)} -> {outcome}"


class Calls:
    """The last calls in order, and all refusals."""

    def __init__(self, limit: int) -> None:
        self.latest: deque[Call] = deque(maxlen=limit)
        self.refusals: list[Call] = []
        self.too_many = 0

    def add(self, call: Call) -> None:
        """Note a call."""
        self.latest.append(call)
        if call.refusal is not None:
            self.refusals.append(call)
            self.too_many += call.refusal.code == 429
