"""The platforms that the host has set up, served: a task each, with the worker that sends what is queued for it."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from adapters.host.by_itself import Runs, Sends, what_advances
from adapters.host.renewing import Renewing
from adapters.web.hooks import Hooks
from bot.delivery.pace import Pace
from bot.delivery.uploads import StoredUploads
from bot.delivery.worker import Worker
from bot.errors import SetupError
from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.model.clock import Clock
from bot.model.codes import spell_code
from bot.model.health import Ailment, PlatformHealth
from bot.notices.composing import composer
from bot.platforms import Given, Hook, Platform, PlatformDeclaration
from bot.ports.store import Store

PARTING_SECONDS = 4.0
"""So long at the most what is leaving is waited for at the end."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A platform as it was set up, and the worker that sends what is queued for it."""

    platform: Platform
    worker: Worker
    pace: Pace

    async def serve(self, connected: Callable[[], None], ended: asyncio.Event) -> str:
        """Serve it until `ended` is set, or the platform refuses what was set: what it says of that, else nothing. What
        is leaving then is waited for."""
        stopping = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            working = tasks.create_task(self._work(connected, stopping))
            serving = tasks.create_task(self._refusal())
            ending = tasks.create_task(ended.wait())
            await asyncio.wait([serving, ending], return_when=asyncio.FIRST_COMPLETED)
            stopping.set()
            await asyncio.wait([working], timeout=PARTING_SECONDS)
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
            await self.worker.run(stopping)


class Served:
    """A platform that is served: connected, or refused and tried again with what the host sets then."""

    def __init__(
        self, declared: PlatformDeclaration, given: Given, connect: Callable[[PlatformDeclaration, Given], Connection]
    ) -> None:
        self.declared = declared
        self.refused = False
        self.was_connected = False
        self._given = given
        self._connect = connect
        self._connection = connect(declared, given)
        self._requests_before = self._too_many_before = 0

    def wake(self) -> None:
        """Something may have come into the queue."""
        self._connection.worker.wake()

    @property
    def health(self) -> PlatformHealth:
        """How it is now."""
        platform, pace = self._connection.platform, self._connection.pace
        ailments = (*([Ailment.REFUSED] if self.refused else []), *platform.ailments)
        connected = platform.ready.is_set() and not {Ailment.REFUSED, Ailment.UNREACHABLE}.intersection(ailments)
        return PlatformHealth(
            self.declared.name,
            connected,
            ailments,
            requests=self._requests_before + pace.made,
            too_many=self._too_many_before + pace.too_many,
            waiting=pace.waiting,
            halted=pace.halted,
        )

    async def run(self, code: str, ended: asyncio.Event, renewing: Renewing, gives_up: Callable[[], bool]) -> None:
        """Serve it until `ended` is set. Raises `SetupError` where it is refused, and so are the others for good."""
        while not ended.is_set():
            asked = renewing.asked
            refusal = await self._connection.serve(partial(self._connected, code), ended)
            self.refused = bool(refusal)
            if refusal and gives_up():
                raise SetupError(refusal)
            if not ended.is_set():
                await self._renew(renewing, asked, ended)

    def _connected(self, code: str) -> None:
        """Say that it is connected, the first time with the link that makes an owner where there is none."""
        platform = self._connection.platform
        link = platform.link(str(Action("claim", (code,)))) if code and not self.was_connected else ""
        if link:
            print(f"Or open this on your phone, once: {link}", flush=True)
        print(f"Connected: {platform.name}", flush=True)
        self.was_connected = True

    async def _renew(self, renewing: Renewing, asked: int, ended: asyncio.Event) -> None:
        """Wait until it is worth trying again, or `ended` is set."""
        waiting = asyncio.create_task(renewing.after(self.declared, self._given, asked))
        ending = asyncio.create_task(ended.wait())
        try:
            await asyncio.wait([waiting, ending], return_when=asyncio.FIRST_COMPLETED)
            if not ended.is_set():
                self._given = waiting.result()
                self._requests_before += self._connection.pace.made
                self._too_many_before += self._connection.pace.too_many
                self._connection = self._connect(self.declared, self._given)
                self.refused = False
        finally:
            waiting.cancel()
            ending.cancel()


async def serve(
    *,
    platforms: Sequence[PlatformDeclaration],
    code: str,
    given: Given,
    store: Store,
    interface: Interface,
    ended: asyncio.Event,
    senders: Sequence[Sends],
    clock: Clock,
    hooks: Hooks,
    renewing: Renewing,
    watched: Callable[[Sequence[Served]], None],
    besides: Sequence[Runs] = (),
) -> None:
    """Serve these platforms until `ended` is set, and send what is queued for them. `code` makes whoever redeems it the
    owner, where there is none; `watched` is given what is served; `besides` runs meanwhile.

    One that refuses what was set is tried again when the host has set something else; the others go on. Raises
    `SetupError` where every one refuses it, none was ever connected, and nothing else will be set.
    """
    uploads = StoredUploads(store)

    def connect(declared: PlatformDeclaration, given: Given) -> Connection:
        pace = Pace(declared.limits(given), time.monotonic)
        pace.on_request = partial(clock.asked, declared.name)
        platform = declared.build(given, interface, pace, uploads)
        if isinstance(platform, Hook):
            hooks.open(declared.name, platform)
        interface.reachability.messengers[declared.name] = platform.messenger
        interface.links[platform.name] = lambda action: platform.link(action) if platform.ready.is_set() else ""
        interface.bots[platform.name] = lambda: platform.bot
        return Connection(platform, Worker(store, platform.messenger, pace, composer(interface)), pace)

    served = [Served(each, given, connect) for each in platforms]
    watched(served)
    runs = what_advances(store, interface, [*served, *senders])
    if code:
        print(f"To become the owner, send this to the bot in private, once: /claim {spell_code(code)}", flush=True)

    def gives_up() -> bool:
        lost = all(each.refused and not each.was_connected for each in served)
        return lost and not renewing.lasting

    try:
        async with asyncio.TaskGroup() as tasks:
            for each in served:
                tasks.create_task(each.run(code, ended, renewing, gives_up))
            working = [tasks.create_task(each.run(ended)) for each in (runs, *senders, *besides)]
            await ended.wait()
            runs.wake()
            await asyncio.wait(working, timeout=PARTING_SECONDS)
            for task in working:
                task.cancel()
    except* SetupError as errors:
        raise SetupError(str(errors.exceptions[0])) from errors


async def _either(*events: asyncio.Event) -> None:
    """Wait until one of these is set."""
    waiting = [asyncio.create_task(each.wait()) for each in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
