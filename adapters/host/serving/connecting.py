"""A platform, or a part of it, is connected as the host has set it up, with the worker that sends what is queued for
it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from adapters.host.opening import elapsed
from adapters.web.hooks import Hooks
from bot.delivery.pace import Pace
from bot.delivery.uploads import StoredUploads
from bot.delivery.windows import Limits
from bot.delivery.worker import Worker
from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.model.clock import Clock
from bot.model.duties import ALWAYS, Term
from bot.notices.composing import composer
from bot.platforms import Given, Hook, Part, Platform, PlatformDeclaration
from bot.ports.duties import Duties
from bot.ports.store import Store

PARTING_SECONDS = 4.0
"""So long at the most what is leaving is waited for at the end."""

MAKING_WAY_SECONDS = 2.0
"""And so long where another process takes over, which would hear everything beside this one."""

SERVING_PART, STANDING_BY_PART = 0.9, 0.05
"""So much of a platform's overall limit whoever sends keeps to, and whoever stands by and looks things up; as much as
that all the parts that hear and don't send keep to together."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A platform, or a part of it, as it was set up, and the worker that sends what is queued for it, if it sends."""

    platform: Platform
    worker: Worker | None
    pace: Pace
    duties: Duties

    async def serve(self, connected: Callable[[], None], ended: asyncio.Event, term: Term) -> str:
        """Serve it until `ended` is set, or the platform refuses what was set: what it says of that, else nothing. What
        is leaving then is waited for."""
        stopping = asyncio.Event()
        if self.worker:
            self.worker.begin(term)
        self.pace.holds = partial(self.duties.holds, term)
        async with asyncio.TaskGroup() as tasks:
            working = tasks.create_task(self._work(connected, stopping))
            serving = tasks.create_task(self._refusal())
            ending = tasks.create_task(ended.wait())
            await asyncio.wait([serving, ending], return_when=asyncio.FIRST_COMPLETED)
            stopping.set()
            await asyncio.wait([working], timeout=PARTING_SECONDS if term == ALWAYS else MAKING_WAY_SECONDS)
            refusal = serving.result() if serving.done() else ""
            for each in (working, serving, ending):
                each.cancel()
        return refusal

    async def _refusal(self) -> str:
        try:
            await self.platform.run()
        except SetupError as error:
            return str(error)
        return ""

    async def _work(self, connected: Callable[[], None], stopping: asyncio.Event) -> None:
        """Send, once it is connected."""
        await _either(self.platform.ready, stopping)
        if not stopping.is_set():
            connected()
            await (self.worker.run(stopping) if self.worker else stopping.wait())


class Connecting:
    """Makes the connections of a process, and keeps the pace of each from one to the next."""

    def __init__(self, store: Store, interface: Interface, clock: Clock, hooks: Hooks, duties: Duties) -> None:
        self._store, self._interface = store, interface
        self._clock, self._hooks, self._duties = clock, hooks, duties
        self._uploads, self._paces = StoredUploads(store), dict[str, Pace]()

    def connect(self, declared: PlatformDeclaration, part: Part, given: Given, serves: bool) -> Connection:
        """A connection of a part of a platform by what is set, to serve it, else to stand by."""
        pace = self._pace(declared, part, given, serves)
        platform = declared.build(given, self._interface, pace, self._uploads, part)
        if not part.sends:
            return Connection(platform, None, pace, self._duties)
        if isinstance(platform, Hook):
            self._hooks.open(declared.name, platform)
        self._interface.reachability.messengers[declared.name] = platform.messenger
        self._interface.links[platform.name] = lambda action: platform.link(action) if platform.ready.is_set() else ""
        self._interface.bots[platform.name] = lambda: platform.bot
        worker = Worker(self._store, platform.messenger, pace, composer(self._interface))
        return Connection(platform, worker, pace, self._duties)

    def _pace(self, declared: PlatformDeclaration, part: Part, given: Given, serves: bool) -> Pace:
        """The pace that it had before, which knows what has left, unless other limits hold now."""
        limits, name = (
            _share(declared.limits(given), part, serves, self._duties.shared),
            f"{declared.name}.{part.number}",
        )
        pace = self._paces.get(name)
        if pace is None or pace.limits != limits:
            pace = self._paces[name] = Pace(limits, elapsed)
            pace.on_request = partial(self._clock.asked, declared.name)
        return pace


def _share(limits: Limits, part: Part, serves: bool, shared: bool) -> Limits:
    """What of a platform's limits a part keeps to, which others of this process and of others share."""
    if not part.sends:
        return limits.share(STANDING_BY_PART / (part.count - 1))
    if shared:
        return limits.share(SERVING_PART if serves else STANDING_BY_PART)
    return limits.share(1 - STANDING_BY_PART) if part.count > 1 else limits


async def _either(*events: asyncio.Event) -> None:
    """Wait until one of these is set."""
    waiting = [asyncio.create_task(each.wait()) for each in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
