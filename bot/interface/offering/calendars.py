"""The letters' dates among servers' events, as adapters bring them there."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.letters.calendars import Due
from bot.ports.store import Store
from bot.service.letters import calendars


@dataclass(frozen=True, slots=True)
class Calendars:
    """What is to be done in a platform's servers, and what came of it."""

    store: Store

    async def due(self, platform: str, limit: int) -> Sequence[Due]:
        """What is to be done now: so much at the most."""
        return await self.store.read(lambda unit: calendars.due(unit, platform, limit))

    async def done(self, platform: str, each: Due, remote: str) -> None:
        """It was done: `remote` is the platform's id of what stands there now, if anything does."""
        await self.store.write(lambda unit: calendars.done(unit, platform, each, remote))

    async def refused(self, platform: str, each: Due) -> None:
        """It can't be done now, and is tried again in some hours."""
        await self.store.write(lambda unit: calendars.refused(unit, platform, each))

    async def lost(self, platform: str, server: str) -> None:
        """The bot is not in a server any more."""
        await self.store.write(lambda unit: calendars.lost(unit, platform, server))
