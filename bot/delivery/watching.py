"""Watches what only the host can mend, and has the owners told of it once it lasts."""

import asyncio
import logging
from collections.abc import Callable, Collection
from functools import partial

from bot.delivery.backoff import Backoff
from bot.delivery.repeating import Repeating
from bot.delivery.waking import Waking
from bot.log_events import log_event
from bot.model.health import CALM, PATIENCE, SEEN_EACH, Trouble
from bot.ports.store import Store, Unit
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

    async def run(self, ended: asyncio.Event) -> None:
        """Watch until `ended` is set."""
        await WATCHING.run(self.step, Waking(), ended)

    async def step(self) -> bool:
        """Look once: there is never more to do at once."""
        now, met = self._clock(), frozenset(self._look())
        self._since = {each: self._since.get(each, now) for each in met}
        self._met_at |= dict.fromkeys(met, now)
        lasting = [each for each in met if now - self._since[each] >= PATIENCE[each.ailment].total_seconds()]
        calm = [each for each, at in self._met_at.items() if now - at >= CALM.total_seconds()]
        begun, over, seen = await self._store.read(partial(_news, lasting=lasting, met=met, calm=calm))
        if begun or over or seen:
            await self._store.write(partial(health.follow, begun=begun, met=met, calm=calm))
            _tell("begun", "the owners are told of a trouble: %(trouble)s %(about)s", begun)
            _tell("over", "a trouble is over: %(trouble)s %(about)s", over)
        for each in calm:
            del self._met_at[each]
        return False


def _news(
    unit: Unit, lasting: Collection[Trouble], met: Collection[Trouble], calm: Collection[Trouble]
) -> tuple[Collection[Trouble], Collection[Trouble], Collection[Trouble]]:
    """What has begun, what is over, and of what it is to be put on disk that it is still met."""
    standing = {each.trouble: each for each in unit.health.standing()}
    begun = [each for each in lasting if each not in standing]
    over = [each for each, known in standing.items() if health.is_over(known, met, calm, unit.now)]
    seen = [each for each, known in standing.items() if each in met and unit.now - known.seen_at >= SEEN_EACH]
    return begun, over, seen


def _tell(what: str, sentence: str, troubles: Collection[Trouble]) -> None:
    for each in troubles:
        log_event(logger, logging.INFO, f"trouble.{what}", sentence, trouble=each.ailment.value, about=each.about)
