"""The store, and lines in the log for what hinders it: one that says what to do, and one when it works again."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.errors import StorageError, StorageFault
from bot.log_events import log_event
from bot.ports.store import Store, Unit

Result = TypeVar("Result")

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 600.0
"""What goes on is told again after so long."""

CALM_SECONDS = 10.0
"""What has failed works again when it has not failed for so long: on a disk that is almost full, small things fit."""

SENTENCES = {
    StorageFault.FULL: "no room is left at %(place)s: make room; nothing has to be started anew",
    StorageFault.READ_ONLY: "%(place)s can't be written: let the account that runs the bot write there",
    StorageFault.BROKEN: "the disk of %(place)s fails, or does not let the bot write: look into the system's log, and "
    "whether a quota or a limit on the size of files is in the way",
    StorageFault.DAMAGED: "the database at %(place)s is damaged: stop the bot, keep a copy of the files, and restore a "
    "backup",
    StorageFault.BUSY: "the database at %(place)s is kept busy by somebody else: end what else has it open",
    StorageFault.UNREACHABLE: "the database at %(place)s does not answer: look whether its server runs and can be "
    "reached; nothing has to be started anew",
    StorageFault.LOST: "the database at %(place)s has ended a transaction, and does not say why: look into its log",
}
"""What the host is told, after `nothing can be recorded: `."""


def in_words(fault: StorageFault, place: str) -> str:
    """What a fault means for the host, in a sentence; `place` is where the database is."""
    return f"Nothing can be recorded: {SENTENCES[fault] % {'place': place}}."


class WatchedStore(Store):
    """A store of whose faults the host is told, once however many people meet them.

    What reads and what writes fails for itself: on a full disk, reading goes on.
    """

    def __init__(self, store: Store, place: str, clock: Callable[[], float]) -> None:
        """`place` is where the database is; `clock` counts seconds and never goes back."""
        self._store = store
        self._place = place
        self._clock = clock
        self._failed_at = dict[bool, float]()
        self._told_at = dict[StorageFault, float]()

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        with self._watched(writing=True):
            return await self._store.write(unit)

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        with self._watched(writing=False):
            return await self._store.read(unit)

    @contextmanager
    def _watched(self, writing: bool) -> Iterator[None]:
        try:
            yield
        except StorageError as error:
            self._failed(error.fault, writing)
            raise
        else:
            self._worked(writing)

    def _failed(self, fault: StorageFault, writing: bool) -> None:
        now = self._failed_at[writing] = self._clock()
        if now < self._told_at.get(fault, float("-inf")) + AGAIN_SECONDS:
            return
        self._told_at[fault] = now
        log_event(
            logger, logging.ERROR, f"store.{fault}", f"nothing can be recorded: {SENTENCES[fault]}", place=self._place
        )

    def _worked(self, writing: bool) -> None:
        failed_at = self._failed_at.get(writing)
        if failed_at is None or self._clock() < failed_at + CALM_SECONDS:
            return
        del self._failed_at[writing]
        if not self._failed_at:
            self._told_at.clear()
            log_event(
                logger, logging.WARNING, "store.works", "the database at %(place)s works again", place=self._place
            )
