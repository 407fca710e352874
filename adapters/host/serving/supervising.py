"""The platforms that the host has set up, served: a task each, with the worker that sends what is queued for it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from adapters.host.serving.by_itself import Runs, Sends, what_advances
from adapters.host.serving.connecting import PARTING_SECONDS, Connecting, Connection
from adapters.host.serving.parts import parts_of
from adapters.host.serving.renewing import Renewing
from adapters.web.hooks import Hooks
from bot.errors import SetupError
from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.model.clock import Clock
from bot.model.codes import spell_code
from bot.model.duties import Term
from bot.model.health import Ailment, PlatformHealth
from bot.platforms import Given, Part, Platform, PlatformDeclaration
from bot.ports.bell import Bell
from bot.ports.duties import Duties, Work
from bot.ports.store import Store


class Served:
    """A platform, or a part of it, that is served: connected, or refused and tried again with what the host sets
    then."""

    def __init__(self, declared: PlatformDeclaration, part: Part, given: Given, connecting: Connecting) -> None:
        self.declared = declared
        self._part = part
        self.refused = False
        self.was_connected = False
        self._given = given
        self._connecting = connecting
        self._connection: Connection | None = None
        self._stands_by = False

    def wake(self) -> None:
        """Something may have come into the queue."""
        if self._connection and self._connection.worker:
            self._connection.worker.wake()

    def heard(self) -> None:
        """Another process may have put something on disk for it."""
        if self._connection:
            self._connection.platform.others_answered()

    @property
    def health(self) -> PlatformHealth:
        """How it is now."""
        name, refused = self.declared.name, [Ailment.REFUSED] if self.refused else []
        if self._connection is None or self._stands_by:
            return PlatformHealth(name, False, refused, stands_by=self._stands_by, part=self._part.number)
        platform, pace = self._connection.platform, self._connection.pace
        ailments = (*refused, *platform.ailments)
        return PlatformHealth(
            name,
            platform.ready.is_set() and not {Ailment.REFUSED, Ailment.UNREACHABLE}.intersection(ailments),
            ailments,
            requests=pace.made,
            too_many=pace.too_many,
            waiting=pace.waiting,
            halted=pace.halted,
            part=self._part.number,
        )

    @property
    def duty(self) -> str:
        """By which name one process alone serves it."""
        return self.declared.name + (f".{self._part.number}" if self._part.number else "")

    async def run(
        self, code: str, renewing: Renewing, gives_up: Callable[[], bool], term: Term, over: asyncio.Event
    ) -> None:
        """Serve it until the term is over. Raises `SetupError` where it is refused, and so are the others for good."""
        self._connection = self._connecting.connect(self.declared, self._part, self._given, True)
        try:
            while not over.is_set():
                asked = renewing.asked
                refusal = await self._connection.serve(partial(self._tell, code, self._connection.platform), over, term)
                self.refused = bool(refusal)
                if refusal and gives_up():
                    raise SetupError(refusal)
                if not over.is_set():
                    await self._renew(renewing, asked, over)
        finally:
            self._connection = None

    async def stand_by(self) -> None:
        """Be of use while another process serves it, until cancelled: by what sends, which knows how to ask."""
        if not self._part.sends:
            self._stands_by = True
            try:
                await asyncio.Event().wait()
            finally:
                self._stands_by = False
        self._connection, self._stands_by = (
            self._connecting.connect(self.declared, self._part, self._given, False),
            True,
        )
        try:
            with suppress(SetupError):  # the host is told by who serves it
                await self._connection.platform.stand_by()
            await asyncio.Event().wait()
        finally:
            self._connection, self._stands_by = None, False

    def _tell(self, code: str, platform: Platform) -> None:
        """Say that it is connected, the first time with the link that makes an owner where there is none."""
        asks = code and self._part.sends and not self.was_connected
        link = platform.link(str(Action("claim", (code,)))) if asks else ""
        if link:
            print(f"Or open this on your phone, once: {link}", flush=True)
        which = f", part {self._part.number + 1} of {self._part.count}" if self._part.count > 1 else ""
        print(f"Connected: {platform.name}{which}", flush=True)
        self.was_connected = True

    async def _renew(self, renewing: Renewing, asked: int, ended: asyncio.Event) -> None:
        """Wait until it is worth trying again, or `ended` is set."""
        waiting = asyncio.create_task(renewing.after(self.declared, self._given, asked))
        ending = asyncio.create_task(ended.wait())
        try:
            await asyncio.wait([waiting, ending], return_when=asyncio.FIRST_COMPLETED)
            if not ended.is_set():
                self._given = waiting.result()
                self._connection = self._connecting.connect(self.declared, self._part, self._given, True)
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
    duties: Duties,
    bell: Bell,
    watched: Callable[[Sequence[Served]], None],
    besides: Sequence[Runs] = (),
) -> None:
    """Serve these platforms until `ended` is set, and send what is queued for them. `code` makes whoever redeems it the
    owner, where there is none; `watched` is given what is served; `besides` runs meanwhile.

    One that refuses what was set is tried again when the host has set something else; the others go on. Raises
    `SetupError` where every one refuses it, none was ever connected, and nothing else will be set.
    """
    connecting = Connecting(store, interface, clock, hooks, duties)
    served = [Served(each, part, given, connecting) for each in platforms for part in parts_of(each, given, duties)]
    watched(served)
    runs = what_advances(store, interface, [*served, *senders], bell)
    for each in served:
        bell.hears(each.heard)
    if code:
        print(f"To become the owner, send this to the bot in private, once: /claim {spell_code(code)}", flush=True)

    def gives_up() -> bool:
        lost = all(each.refused and not each.was_connected for each in served)
        return lost and not renewing.lasting

    try:
        async with asyncio.TaskGroup() as tasks:
            for each in served:
                work = partial(each.run, code, renewing, gives_up)
                tasks.create_task(duties.serve(each.duty, work, ended, each.stand_by))
            working = [tasks.create_task(duties.serve(each.duty, _in_terms(each), ended)) for each in (runs, *senders)]
            working += [tasks.create_task(each.run(ended)) for each in besides]
            await ended.wait()
            runs.wake()
            await asyncio.wait(working, timeout=PARTING_SECONDS)
            for task in working:
                task.cancel()
    except* SetupError as errors:
        raise SetupError(str(errors.exceptions[0])) from errors


def _in_terms(sends: Sends) -> Work:
    """What is done in each term."""
    return lambda term, over: sends.run(over, term)
