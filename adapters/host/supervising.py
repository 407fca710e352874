"""The platforms that the host has set up, served: a task each, with the worker that sends what is queued for it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.host.by_itself import what_advances
from bot.delivery.mailing import MailWorker
from bot.delivery.pace import Pace
from bot.delivery.uploads import StoredUploads
from bot.delivery.worker import Worker
from bot.errors import SetupError
from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.model.codes import spell_code
from bot.notices.composing import composer
from bot.platforms import Given, Platform, PlatformDeclaration
from bot.ports.messenger import Uploads
from bot.ports.store import Store
from bot.service import starting

PARTING_SECONDS = 10.0
"""So long at the most what is leaving is waited for at the end."""


@dataclass(frozen=True, slots=True)
class Served:
    """A platform, and the worker that sends what is queued for it."""

    platform: Platform
    worker: Worker

    async def run(self, code: str, ended: asyncio.Event) -> None:
        """Serve it until `ended` is set, and wait for what is leaving then; raises `SetupError` where it is refused."""
        try:
            async with asyncio.TaskGroup() as tasks:
                serving = tasks.create_task(self.platform.run())
                working = tasks.create_task(self._work(code, ended))
                await ended.wait()
                await asyncio.wait([working], timeout=PARTING_SECONDS)
                working.cancel()
                serving.cancel()
        except* SetupError as errors:
            raise SetupError(str(errors.exceptions[0])) from errors

    async def _work(self, code: str, ended: asyncio.Event) -> None:
        """Once it is connected, say so, with the link that makes an owner where there is none; then send."""
        await self.platform.ready.wait()
        link = self.platform.link(str(Action("claim", (code,)))) if code else ""
        if link:
            print(f"Or open this on your phone, once: {link}", flush=True)
        print(f"Connected: {self.platform.name}", flush=True)
        await self.worker.run(ended)


async def serve(
    *,
    platforms: Sequence[PlatformDeclaration],
    given: Given,
    store: Store,
    interface: Interface,
    ended: asyncio.Event,
    mail: Sequence[MailWorker],
) -> None:
    """Serve these platforms until `ended` is set, and send what is queued for them.

    Raises `SetupError` where one of them refuses what was set.
    """
    uploads = StoredUploads(store)
    served = [_served(each, given, store, interface, uploads) for each in platforms]
    runs = what_advances(store, interface, [*(each.worker for each in served), *mail])
    messengers = {each.name: one.platform.messenger for each, one in zip(platforms, served, strict=True)}
    interface.reachability.messengers.update(messengers)
    code = await store.write(lambda unit: starting.first_code(unit, list(messengers)))
    if code:
        print(f"To become the owner, send this to the bot in private, once: /claim {spell_code(code)}", flush=True)
    try:
        async with asyncio.TaskGroup() as tasks:
            for each in served:
                tasks.create_task(each.run(code, ended))
            besides = [tasks.create_task(runs.run(ended)), *(tasks.create_task(each.run(ended)) for each in mail)]
            await ended.wait()
            runs.wake()
            await asyncio.wait(besides, timeout=PARTING_SECONDS)
            for task in besides:
                task.cancel()
    except* SetupError as errors:
        raise SetupError(str(errors.exceptions[0])) from errors


def _served(
    declared: PlatformDeclaration, given: Given, store: Store, interface: Interface, uploads: Uploads
) -> Served:
    pace = Pace(declared.limits(given), time.monotonic)
    platform = declared.build(given, interface, pace, uploads)
    return Served(platform, Worker(store, platform.messenger, pace, composer(interface)))
