"""What a platform asks to wait: the pace obeys it, the disk keeps it, the host is told of it and can have it lifted."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.delivery.pace import Pace
from bot.log_events import log_event
from bot.model.deliveries import UPDATES
from bot.ports.store import Store, Unit
from bot.service.announcements import halts

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""So often it is looked whether the host has cleared, on disk, what a platform has asked for."""

ALMOST_SECONDS = 1.0
"""What has no longer to go than this ends by itself: it may be over on disk already, where another clock counts."""


class Cooldowns:
    """The waits that one platform has asked for: each in a chat, or, under an empty one, everywhere."""

    def __init__(self, store: Store, platform: str, pace: Pace, wake: Callable[[], None]) -> None:
        """`wake` wakes whoever keeps what comes, and sends what may leave again."""
        self._store = store
        self._platform = platform
        self._pace = pace
        self._wake = wake
        self._came = dict[str, float]()
        self._kept = dict[str, float]()
        self._look_at = 0.0
        pace.on_cooldown = self._asked

    async def take_up(self) -> None:
        """Obey what the platform asked for before."""

        def unit(unit: Unit) -> Mapping[str, tuple[datetime, float]]:
            return {chat: (until, (until - unit.now).total_seconds()) for chat, until in self._on_disk(unit).items()}

        for chat, (until, seconds) in (await self._store.read(unit)).items():
            self._pace.go_on_obeying(chat, not chat.startswith("@"), seconds)
            self._begun(chat, self._pace.clock() + seconds, until)

    async def keep(self) -> None:
        """Put on disk what the platform has asked for, where that is longer than it was known."""
        came, self._came = self._came, {}
        longer = {chat: until for chat, until in came.items() if until > self._kept.get(chat, 0.0)}
        if not longer:
            return
        now = self._pace.clock()

        def unit(unit: Unit) -> Mapping[str, datetime]:
            moments = {chat: unit.now + timedelta(seconds=until - now) for chat, until in longer.items()}
            for chat, moment in moments.items():
                unit.outbox.cool_down(self._platform, chat or self._platform, moment)
            halts.report(unit)
            return moments

        try:
            moments = await self._store.write(unit)
        except Exception:
            self._came = longer | self._came
            raise
        for chat, until in longer.items():
            self._begun(chat, until, moments[chat])

    async def follow(self) -> None:
        """Go on where the host has cleared a wait on disk, and tell what is over."""
        now = self._pace.clock()
        for chat in [chat for chat, until in self._kept.items() if until <= now]:
            self._over(chat, "ended")
        if not self._kept or now < self._look_at:
            return
        self._look_at = now + LOOK_SECONDS
        standing = {*await self._store.read(self._on_disk), *self._came}
        long = [chat for chat, until in self._kept.items() if until > now + ALMOST_SECONDS]
        cleared = [chat for chat in long if chat not in standing]
        for chat in cleared:
            self._pace.lift(chat)
            self._over(chat, "cleared")
        if cleared:
            await self._store.write(lambda unit: unit.outbox.hasten(self._platform))
            self._wake()

    def _on_disk(self, unit: Unit) -> Mapping[str, datetime]:
        kept = unit.outbox.cooldowns(self._platform)
        return {"" if place == self._platform else place: until for place, until in kept}

    def _asked(self, chat: str, seconds: float) -> None:
        self._came[chat] = max(self._pace.clock() + seconds, self._came.get(chat, 0.0))
        self._wake()

    def _begun(self, chat: str, until: float, moment: datetime) -> None:
        self._kept[chat] = until
        log_event(
            logger,
            logging.INFO if chat else logging.WARNING,
            "halt.begun",
            "%(platform)s asks to wait with %(scope)s until %(until)s",
            platform=self._platform,
            scope=_scope(chat),
            until=f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        )

    def _over(self, chat: str, how: str) -> None:
        del self._kept[chat]
        log_event(
            logger,
            logging.INFO,
            f"halt.{how}",
            f"the wait that %(platform)s asked for with %(scope)s {'is cleared' if how == 'cleared' else 'is over'}",
            platform=self._platform,
            scope=_scope(chat),
        )


def _scope(chat: str) -> str:
    """With what a platform asks to wait, as the host is told."""
    return "one chat" if chat not in ("", UPDATES) else chat or "everything"
