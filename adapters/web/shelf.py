"""Answers that are kept until what they say has changed."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from cachetools import LRUCache

from adapters.web.ready import Answers
from bot.delivery.changes import Changes, Version

MOST_BYTES = 16 * 1024 * 1024
"""So much is kept at the most, what was asked for last."""

OLDEST_SECONDS = 60.0
"""What depends on the time of day is no older."""

LATE_SECONDS = 3.0
SHARE = 100
"""What only leaves something out is made anew after three seconds, or after so many times what making it took: so that
making a page takes a hundredth of the time, and of a letter's three that many read together less than one command in
twenty meets it."""


@dataclass(slots=True)
class Kept:
    """An answer, the version of the letter of which it is, when it was made, and how long that took."""

    answers: Answers
    letter_id: int | None
    version: Version
    at: float
    took: float

    @property
    def patience(self) -> float:
        """For so many seconds it may leave something out."""
        return max(LATE_SECONDS, SHARE * self.took)


@dataclass(slots=True)
class Shelf:
    """Keeps answers by what was asked. Nothing is given out that says something of a letter that is not so any more."""

    changes: Changes
    clock: Callable[[], float]
    _kept: LRUCache[str, Kept] = field(default_factory=lambda: LRUCache(MOST_BYTES, getsizeof=_size))
    _making: dict[str, asyncio.Future[Kept | None]] = field(default_factory=dict)

    def fresh(self, key: str) -> Answers | None:
        """What is kept under a key and says what is so; it may leave out what came a moment ago."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        now, version = self.clock(), self.changes.of(kept.letter_id)
        age = now - kept.at
        if not self._holds(kept) or age > max(OLDEST_SECONDS, kept.patience):
            return None
        return kept.answers if version.added == kept.version.added or age < kept.patience else None

    async def made(self, key: str, make: Callable[[], Awaitable[Kept | None]]) -> Kept | None:
        """Make what is asked for under a key, once for all who ask meanwhile; nothing where there is no such thing.
        Whoever asks after something has changed is not given what was begun before."""
        while True:
            others = self._making.get(key)
            making = others or self._begin(key, make)
            kept = await asyncio.shield(making)
            if others is None or kept is None or self._holds(kept):
                return kept

    def _begin(self, key: str, make: Callable[[], Awaitable[Kept | None]]) -> asyncio.Future[Kept | None]:
        making = asyncio.ensure_future(make())
        self._making[key] = making
        making.add_done_callback(lambda done: self._done(key, done))
        return making

    def _holds(self, kept: Kept) -> bool:
        return self.changes.of(kept.letter_id).changed == kept.version.changed

    def _done(self, key: str, made: asyncio.Future[Kept | None]) -> None:
        del self._making[key]
        kept = None if made.cancelled() or made.exception() else made.result()
        if kept and kept.answers.size <= MOST_BYTES // 2:
            self._kept[key] = kept


def _size(kept: Kept) -> int:
    return kept.answers.size
