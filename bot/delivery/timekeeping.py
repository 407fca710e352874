"""The time that counts is kept on disk, and the host is told where the machine's clock can't be believed."""

import asyncio
import logging

from bot.delivery.backoff import Backoff
from bot.delivery.repeating import Repeating
from bot.delivery.waking import Waking
from bot.log_events import log_event
from bot.model.clock import Clock, Doubt, Kept
from bot.ports.store import Store

logger = logging.getLogger(__name__)

SEEN_SECONDS = 60.0
"""So often it is put on disk until when the time was seen to pass."""

KEEPING = Repeating(logger, "the time could not be kept", idle=1.0, pauses=Backoff(3.0, 60.0))


class Timekeeping:
    """Watches a clock. A doubt that stands for `patience` seconds is told: until then a platform may have agreed."""

    def __init__(self, store: Store, clock: Clock, patience: float) -> None:
        self._store = store
        self._clock = clock
        self._patience = patience
        self._doubted_since = float("inf")
        self._told = ""
        self._see_at = 0.0

    async def run(self, ended: asyncio.Event) -> None:
        """Watch it until `ended` is set."""
        await KEEPING.run(self.step, Waking(), ended)

    async def step(self) -> bool:
        """Look at it once: there is never more to do at once. What is in doubt is not put on disk, where the host may
        have said that the clock is right."""
        passed = asyncio.get_running_loop().time()
        if self._clock.doubt and await self._host_believes():
            self._clock.accept()
            self._see_at = passed
        if self._clock.doubt:
            self._clock.look()
        doubt = self._clock.doubt
        if doubt is None:
            self._believed()
            if passed >= self._see_at:
                await self._store.write(lambda unit: unit.clock.see())
                self._see_at = passed + SEEN_SECONDS
            return False
        self._doubted_since = min(passed, self._doubted_since)
        if doubt.who != self._told and passed - self._doubted_since >= self._patience:
            self._told = doubt.who
            _tell(doubt)
        return False

    async def _host_believes(self) -> bool:
        accepted_at = await self._store.read(lambda unit: unit.clock.accepted_at())
        return Kept(accepted_at=accepted_at).just_accepted(self._clock.machine())

    def _believed(self) -> None:
        if self._told:
            moment = f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ}"
            log_event(logger, logging.INFO, "clock.believed", "the machine's clock is believed: %(time)s", time=moment)
        self._told, self._doubted_since = "", float("inf")


def _tell(doubt: Doubt) -> None:
    log_event(
        logger,
        logging.WARNING,
        "clock.doubted",
        "the machine's clock says %(machine)s, but by %(who)s it is %(other)s. Until they agree it is %(counts)s here, "
        "and what waits for its time waits by that. Set the clock, or if it is right say so: countersign clock accept",
        machine=f"{doubt.machine:%Y-%m-%dT%H:%M:%SZ}",
        who=doubt.who,
        other=f"{doubt.other:%Y-%m-%dT%H:%M:%SZ}",
        counts=f"{doubt.counts:%Y-%m-%dT%H:%M:%SZ}",
    )
