"""How many requests are answered: of one client, and of all."""

from collections.abc import Callable
from dataclasses import dataclass

from cachetools import LRUCache

from adapters.web.clients import NONE, Proxies

A_SECOND, AT_ONCE = 50.0, 200.0
"""Requests that are answered: people press rarely, and each costs one look at the database."""

OF_ONE_A_SECOND, OF_ONE_AT_ONCE = 5.0, 60.0
"""Those of one client: far fewer, so that none is in the way of the others."""

GUESSES_A_SECOND, GUESSES_AT_ONCE = 1 / 60, 20.0
"""Links of one person that one client can have wrong: more than anybody who copies theirs."""

CLIENTS = 10_000
"""So many clients at the most are told apart, those who asked last."""


@dataclass(slots=True)
class _Allowance:
    """So many at once, and so many more with each second."""

    left: float
    at: float

    def has(self, now: float, rate: float, most: float) -> bool:
        """Whether one is left by now."""
        self.left, self.at = min(most, self.left + (now - self.at) * rate), now
        return self.left >= 1


class Throttle:
    """So many requests at once, and so many more with each second: of one client, and of all. One that asks too often
    takes nothing away from the others. Of clients it knows nothing but how much they have left."""

    def __init__(
        self,
        clock: Callable[[], float],
        rate: float = A_SECOND,
        most: float = AT_ONCE,
        of_one: tuple[float, float] = (OF_ONE_A_SECOND, OF_ONE_AT_ONCE),
        proxies: Proxies = NONE,
    ) -> None:
        """`of_one`: how many one client may make with each second, and at once. `proxies`: who is believed when they
        say for whom they ask."""
        self.proxies = proxies
        self._clock = clock
        self._rate = rate
        self._most = most
        self._of_one = of_one
        self._all = _Allowance(most, clock())
        self._clients: LRUCache[str, _Allowance] = LRUCache(CLIENTS)

    def of_guesses(self) -> "Throttle":
        """One by the same clock, for links that a client has wrong."""
        return Throttle(self._clock, of_one=(GUESSES_A_SECOND, GUESSES_AT_ONCE), proxies=self.proxies)

    def gives_back(self, client: str) -> None:
        """One that was taken of a client's does not count."""
        own = self._clients.get(client)
        for each in (own, self._all):
            if each:
                each.left += 1

    def takes(self, client: str = "") -> bool:
        """Whether one more of a client's is answered."""
        now = self._clock()
        own = self._clients.get(client) or _Allowance(self._of_one[1], now)
        self._clients[client] = own
        if not own.has(now, *self._of_one) or not self._all.has(now, self._rate, self._most):
            return False
        own.left -= 1
        self._all.left -= 1
        return True
