"""How many requests are answered: of one client, and of all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cachetools import LRUCache

from adapters.web.clients import NONE, Proxies, site_of

A_SECOND, AT_ONCE = 50.0, 200.0
"""Requests that are answered: people press rarely, and each costs one look at the database."""

OF_ONE_A_SECOND, OF_ONE_AT_ONCE = 5.0, 60.0
"""Those of one client: far fewer, so that none is in the way of the others."""

GUESSES_A_SECOND, GUESSES_AT_ONCE = 1 / 60, 20.0
"""Links of one person that one client can have wrong: more than anybody who copies theirs."""

HOUSEHOLDS = 16
"""A site of many IPv6 networks may ask so many times as often as one client: else it would be as many as it likes."""

CLIENTS = 10_000
"""So many clients at the most are told apart, those who asked last."""


@dataclass(slots=True)
class _Allowance:
    """So many at once, and so many more with each second: how many were `left` `at` a time."""

    left: float
    at: float
    rate: float
    most: float

    def has(self, now: float) -> bool:
        """Whether one is left by now."""
        self.left, self.at = min(self.most, self.left + (now - self.at) * self.rate), now
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
        self._of_one = of_one
        self._all = _Allowance(most, clock(), rate, most)
        self._clients: LRUCache[str, _Allowance] = LRUCache(CLIENTS)

    def of_guesses(self) -> "Throttle":
        """One by the same clock, for links that a client has wrong."""
        return Throttle(self._clock, of_one=(GUESSES_A_SECOND, GUESSES_AT_ONCE), proxies=self.proxies)

    def gives_back(self, client: str) -> None:
        """One that was taken of a client's does not count."""
        for each in self._counted(client):
            each.left += 1

    def takes(self, client: str = "") -> bool:
        """Whether one more of a client's is answered."""
        counted, now = self._counted(client), self._clock()
        if not all(each.has(now) for each in counted):
            return False
        for each in counted:
            each.left -= 1
        return True

    def _counted(self, client: str) -> Sequence[_Allowance]:
        """Of whom a client's request takes one: of itself, of the site in which it is, and of all."""
        site = site_of(client)
        return (self._of(client), *((self._of(site, HOUSEHOLDS),) if site else ()), self._all)

    def _of(self, client: str, times: int = 1) -> _Allowance:
        """What is left to a client, or to so many together."""
        rate, most = (each * times for each in self._of_one)
        own = self._clients.get(client) or _Allowance(most, self._clock(), rate, most)
        self._clients[client] = own
        return own
