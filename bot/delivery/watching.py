"""Watches what only the host can mend, and has the owners told of it once it lasts."""

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from functools import partial

from bot.delivery.backoff import Backoff
from bot.delivery.repeating import Repeating
from bot.delivery.waking import Waking
from bot.log_events import log_event
from bot.model.health import CALM, PATIENCE, KnownTrouble, Trouble
from bot.ports.store import Store
from bot.service import health

logger = logging.getLogger(__name__)

LOOK_SECONDS = 5.0

WATCHING = Repeating(logger, "the owners could not be told of troubles", idle=LOOK_SECONDS, pauses=Backoff(5.0, 60.0))


class Watching:
    """What stands of troubles. `look` finds those that are met now; `clock` counts seconds and never goes back."""

    def __init__(self, store: Store, look: Callable[[], Collection[Trouble]], clock: Callable[[], float]) -> None:
        self._store = store
        self._look = look
        self._clock = clock
        self._since = dict[Trouble, float]()
        self._met_at = dict[Trouble, float]()
        self._known: dict[Trouble, KnownTrouble] | None = None
        self._begun_at = clock()

    async def run(self, ended: asyncio.Event) -> None:
        """Watch until `ended` is set."""
        await WATCHING.run(self.step, Waking(), ended)

    async def step(self) -> bool:
        """Look once: there is never more to do at once. What stood when the process began is over as everything is,
        once it was not met for a while."""
        now, met = self._clock(), frozenset(self._look())
        self._since = {each: self._since.get(each, now) for each in met}
        self._met_at |= dict.fromkeys(met, now)
        if self._known is None:
            await self._learn()
        known = self._known or {}
        begun = [each for each in met if each not in known and _lasts(now - self._since[each], PATIENCE[each.ailment])]
        over = [each for each in known if _lasts(now - self._met_at.get(each, self._begun_at), CALM)]
        if begun or over:
            await self._store.write(partial(health.follow, begun=begun, over=[known[each] for each in over]))
            await self._learn()
            _tell("begun", "the owners are told of a trouble: %(trouble)s %(about)s", begun)
            _tell("over", "a trouble is over: %(trouble)s %(about)s", over)
        return False

    async def _learn(self) -> None:
        standing = await self._store.read(lambda unit: unit.health.standing())
        self._known = {each.trouble: each for each in standing}
        self._met_at = {each: at for each, at in self._met_at.items() if each in self._known or each in self._since}


def _lasts(seconds: float, least: timedelta) -> bool:
    return seconds >= least.total_seconds()


def _tell(what: str, sentence: str, troubles: Collection[Trouble]) -> None:
    for each in troubles:
        log_event(logger, logging.INFO, f"trouble.{what}", sentence, trouble=each.ailment.value, about=each.about)
