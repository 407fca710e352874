"""What is typeset for an answer, and files that take long to write. A unit of work does nothing but work on what is on
disk, and others wait for it, so a handler says what it wants; where that is not made, the unit is undone, it is made
beside the writer, and the unit is run again."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cachetools import LRUCache, TTLCache

from bot.errors import NotTypeset, Refusal
from bot.ports.store import Store, Unit
from bot.ports.typesetter import Printable, Typesetter

logger = logging.getLogger(__name__)

KEPT_BYTES = 32 * 1024 * 1024
"""So much of what was made last is kept in memory."""

FAILED_SECONDS = 30.0
"""For so long it is not tried again to make what could not be made."""

MOST_TRIES = 3
"""So often at the most something is made anew because it has changed meanwhile."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that is to be made: `compose` is what is typeset, as a unit finds it, or a whole file, which is not,
    and nothing where there is no such thing any more; it may refuse. `state` is different wherever that would be, and
    found in no time. `still_so`: what was made in an earlier state only leaves something out by now, and may be given
    out where nothing newer is made."""

    state: Callable[[Unit], Hashable]
    compose: Callable[[Unit], Printable | bytes | None]
    still_so: Callable[[Unit, Hashable], bool] = lambda unit, before: False


Typeset = Callable[[Unit, Wanted], bytes | None]
"""What was made of something that a unit wants; nothing where that can't be made now."""


def nothing_typeset(unit: Unit, wanted: Wanted) -> bytes | None:
    """What is made where there is no typesetter."""
    return None


class NotMade(Exception):
    """Something is wanted that is not made yet."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted


class Typesetting:
    """What a typesetter made last. Without one nothing can be made."""

    def __init__(self, store: Store) -> None:
        self.typesetter: Typesetter | None = None
        self._store = store
        self._made: LRUCache[Hashable, bytes] = LRUCache(KEPT_BYTES, getsizeof=len)
        self._failed: TTLCache[Hashable, Refusal | None] = TTLCache(1000, FAILED_SECONDS, timer=time.monotonic)
        self._alone = asyncio.Lock()

    async def content(self, wanted: Wanted) -> bytes | None:
        """What is made of something now; nothing where that fails, which it may not later. While others sign on, what
        was made leaves out who came meanwhile."""
        before = await self._there(wanted)
        state, holds = await self._store.read(lambda unit: (wanted.state(unit), wanted.still_so(unit, before)))
        return self._made.get(state) or (self._made.get(before) if holds else None)

    async def within(self, attempt: Callable[[Typeset], Awaitable[Result]]) -> Result:
        """What comes of an attempt in which a unit may want something of the typesetter."""
        made = list[Hashable]()
        for _ in range(MOST_TRIES):
            try:
                return await attempt(lambda unit, wanted: self._found(unit, wanted, made))
            except NotMade as missing:
                made.append(await self._there(missing.wanted))
        return await attempt(lambda unit, wanted: self._made.get(wanted.state(unit)))

    def _found(self, unit: Unit, wanted: Wanted, made: Sequence[Hashable]) -> bytes | None:
        """What is made of something, or was in one of some states and holds; raises what it was refused for."""
        state = wanted.state(unit)
        if state in self._made:
            return self._made[state]
        if state in self._failed:
            if refused := self._failed[state]:
                raise refused
            return None
        for before in made:
            if before in self._made and wanted.still_so(unit, before):
                return self._made[before]
        raise NotMade(wanted)

    async def _there(self, wanted: Wanted) -> Hashable:
        """The state in which something is made by now, or could not be."""
        async with self._alone:
            state = await self._store.read(wanted.state)
            return state if state in self._made or state in self._failed else await self._make(wanted)

    async def _make(self, wanted: Wanted) -> Hashable:
        """Make it, as it is in the state that is returned."""
        state, composed = await self._store.read(lambda unit: (wanted.state(unit), _composed(wanted, unit)))
        if composed is None:
            return state
        if isinstance(composed, Refusal):
            self._failed[state] = composed
            return state
        try:
            made = composed if isinstance(composed, bytes) else await self._typeset(composed)
            if len(made) <= self._made.maxsize:
                self._made[state] = made
                return state
        except NotTypeset as error:
            logger.warning("not typeset: %s", error)
        self._failed[state] = None
        return state

    async def _typeset(self, composed: Printable) -> bytes:
        if self.typesetter is None:
            raise NotTypeset("there is no typesetter")
        return await self.typesetter.typeset(composed)


def _composed(wanted: Wanted, unit: Unit) -> Printable | bytes | Refusal | None:
    try:
        return wanted.compose(unit)
    except Refusal as refused:
        return refused
