"""How the bot is, put together of all its parts: for the probes, the metrics, and what the owners are told."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from adapters.host.serving.disk import Disk
from adapters.host.serving.supervising import Served
from adapters.metrics.readings import Readings
from bot.errors import StorageError
from bot.model.clock import Clock
from bot.model.health import Ailment, Backlogs, PlatformHealth, Readiness, Trouble
from bot.ports.store import Store

ANSWER_SECONDS = 2.0
"""A storage that takes longer to be read does not answer."""

KEPT_SECONDS = 1.0
"""So long what was found holds: who asks all the time makes no work."""

DOUBT_SECONDS = 15.0
"""A clock is in doubt for so long after a start, until a platform has said what time it is."""


class Health:
    """How the bot is. `served`: its platforms; `mail_rests`: whether the mail's server lets nothing in; `backup_at`:
    when the newest backup was made, and `backup_late` whether another should have been since."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        disk: Disk,
        mail_rests: Callable[[], bool] = lambda: False,
        backup_at: Callable[[], datetime | None] = lambda: None,
        backup_late: Callable[[datetime | None], bool] = lambda made_at: False,
    ) -> None:
        self.served: Sequence[Served] = ()
        self._store = store
        self._clock = clock
        self._disk = disk
        self._mail_rests = mail_rests
        self._backup_at, self._backup_late = backup_at, backup_late
        self._backlogs: Backlogs | None = None
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()
        self._began_at = time.monotonic()

    def troubles(self) -> Sequence[Trouble]:
        """What is met now that only the host can mend."""
        found = dict.fromkeys(Trouble(ailment, each.name) for each in self.platforms() for ailment in each.ailments)
        conditions = {
            Ailment.MAIL: self._mail_rests(),
            Ailment.DISK: self._disk.nearly_full,
            Ailment.BACKUP: self._backup_late(self._backup_at()),
            Ailment.CLOCK: bool(self._clock.doubt) and time.monotonic() > self._began_at + DOUBT_SECONDS,
        }
        return (*found, *(Trouble(ailment) for ailment, met in conditions.items() if met))

    def platforms(self) -> tuple[PlatformHealth, ...]:
        """How each platform is."""
        return tuple(each.health for each in self.served)

    async def readiness(self) -> Readiness:
        """Whether every part does its work."""
        platforms, backlogs = self.platforms(), await self._backlogs_now()
        stands_by = bool(platforms) and all(each.stands_by for each in platforms)
        parts = {
            "role": "standing by" if stands_by else "served",
            "storage": "answers" if backlogs else "does not answer",
            **{each.label: _how(each) for each in platforms},
        }
        return Readiness(backlogs is not None and all(each.ready for each in platforms), parts)

    async def ready(self) -> bool:
        """The same in one word."""
        return (await self.readiness()).ready

    async def readings(self) -> Readings:
        """All that there is to tell."""
        readiness, troubles = await self.readiness(), tuple(self.troubles())
        return Readings(
            readiness.ready, self.platforms(), troubles, self._backlogs, self._disk.usage, self._backup_at()
        )

    async def _backlogs_now(self) -> Backlogs | None:
        """What waits; nothing where the storage does not answer."""
        async with self._reading:
            if time.monotonic() < self._read_at + KEPT_SECONDS:
                return self._backlogs
            self._backlogs = None
            with suppress(StorageError, TimeoutError):
                async with asyncio.timeout(ANSWER_SECONDS):
                    self._backlogs = await self._store.read(lambda unit: unit.health.backlogs())
            self._read_at = time.monotonic()
        return self._backlogs


def _how(platform: PlatformHealth) -> str:
    if Ailment.REFUSED in platform.ailments:
        return "refused"
    if platform.stands_by:
        return "standing by"
    return "connected" if platform.connected else "not connected"
