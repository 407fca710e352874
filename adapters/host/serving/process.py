"""The bot itself, from its start to its end: everything that runs in the process is wired here."""

import asyncio
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from importlib.metadata import version

from adapters.console.messenger import PLATFORM as CONSOLE
from adapters.folder import LetterFolder
from adapters.host.archiving import Setting
from adapters.host.backing_up import BackingUp, late, newest
from adapters.host.letters import read_folders
from adapters.host.opening import elapsed, now, opened_store
from adapters.host.platforms import PLATFORMS
from adapters.host.serving.by_itself import Sends
from adapters.host.serving.console import open_console
from adapters.host.serving.disk import Disk, usage
from adapters.host.serving.health import Health
from adapters.host.serving.mail import mail_workers
from adapters.host.serving.renewing import Renewing
from adapters.host.serving.supervising import serve
from adapters.host.serving.web import web_served
from adapters.host.serving.webhooks import webhook_worker
from adapters.host.settings import Settings
from adapters.metrics.registry import Registry
from adapters.metrics.server import metrics_served
from adapters.pillow.redrawer import PillowRedrawer
from adapters.web.hooks import Hooks
from bot.commands import COMMANDS
from bot.delivery.changes import Changes, ChangingStore
from bot.delivery.mailing import MailWorker
from bot.delivery.measured_store import MeasuredStore
from bot.delivery.timekeeping import Timekeeping
from bot.delivery.watching import Watching
from bot.interface.conversation import Interface
from bot.log_events import log_event
from bot.model import collation
from bot.model.clock import LEAP, Clock
from bot.model.people.person import Account
from bot.platforms import PlatformDeclaration
from bot.ports.duties import Duties
from bot.ports.store import Store
from bot.service import starting
from bot.text.locales import load
from storage.database import database_address
from storage.locks import serving
from storage.postgres.bell import bell_of
from storage.postgres.duties import duties_of

logger = logging.getLogger(__name__)

SWITCH_SECONDS = 0.001
"""So long at the most the database's thread keeps the interpreter from the platforms: while many sign on, each of the
event loop's steps would wait five times as long by default."""

WITHOUT_WITNESS = timedelta(days=1)
"""So far after the newest time on disk the machine's clock is believed at a start of the console, where no platform
says what time it is: whoever tries things out goes on the next day, and is asked after a longer time."""


WITNESS_SECONDS = 15.0
"""After so long without a platform that agrees with the machine's clock the host is told."""


def is_served(settings: Settings) -> bool:
    """Whether the host has set what a platform needs."""
    return any(each.is_served(settings.platforms) for each in PLATFORMS)


async def run_until_told(settings: Settings, renewing: Renewing) -> None:
    """Serve until the process is told to end; at a SIGHUP what a platform has refused is tried again."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    if is_served(settings):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, renewing.ask)
    sys.setswitchinterval(SWITCH_SECONDS)
    collation.load()
    gc.freeze()  # what is loaded stays: a collection that looked through it would hold everything up for 0.1 s
    process, database = os.getpid(), database_address(settings.database_url).get_backend_name()
    starts = "Countersign starts as process %(process)d, on %(database)s"
    log_event(logger, logging.INFO, "process.started", starts, process=process, database=database)
    try:
        await run(settings, ended, renewing=renewing)
    finally:
        log_event(logger, logging.INFO, "process.stopped", "Countersign stops (process %(process)d)", process=process)


@asynccontextmanager
async def kept_time(store: Store, clock: Clock, patience: float) -> AsyncIterator[None]:
    """Watch the clock meanwhile; so many seconds a platform has to say what time it is."""
    keeping = asyncio.create_task(Timekeeping(store, clock, patience).run(asyncio.Event()))
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.wait([keeping])


@asynccontextmanager
async def measuring(registry: Registry | None, address: str, health: Health) -> AsyncIterator[None]:
    """What is measured, served meanwhile at an address, where the host wants that."""
    if registry is None:
        yield
        return
    async with metrics_served(registry, address, health.readings, health.readiness):
        yield


@asynccontextmanager
async def backed_up(settings: Settings, duties: Duties) -> AsyncIterator[None]:
    """Make backups meanwhile, where the host has set a folder for them, and delete old ones."""
    backing_up = BackingUp(settings)
    making = asyncio.create_task(
        duties.serve("backups", lambda term, over: backing_up.run(over), ended=asyncio.Event())
    )
    try:
        yield
    finally:
        making.cancel()
        await asyncio.wait([making])


async def prepare(
    store: Store, folders: Sequence[LetterFolder], owners: Sequence[Account], platforms: Sequence[str]
) -> None:
    """Publish what is new in these folders, appoint who is named as an owner, and serve these platforms' chats."""
    files = {digest: content for each in folders for digest, content in each.files.items()}
    await store.write(partial(starting.publish_new, letters=[each.letter for each in folders], files=files))
    await store.write(lambda unit: starting.appoint(unit, owners))
    await store.write(lambda unit: unit.chats.serve(platforms))


def health_of(settings: Settings, store: Store, clock: Clock, mails: Sequence[MailWorker]) -> Health:
    """What is looked at to say how the bot does."""
    disk = Disk(lambda: usage(settings.database_url))
    return Health(
        store,
        clock,
        disk=disk,
        mail_rests=lambda: any(each.rests for each in mails),
        backup_at=partial(newest, settings),
        backup_late=lambda made_at: late(settings, made_at, now()),
    )


async def run(
    settings: Settings,
    ended: asyncio.Event,
    platforms: Sequence[PlatformDeclaration] = PLATFORMS,
    renewing: Renewing | None = None,
) -> None:
    """Serve the platforms that are set up until `ended` is set, or else the console until its input ends.

    `renewing`: when what a platform has refused is tried again; by default never with anything else.

    Raises `SetupError` where the host has to mend something first.
    """
    folders = read_folders(settings.letters)
    served = [each for each in platforms if each.is_served(settings.platforms)]
    checks = {each.name: each.prepare for each in served} or {CONSOLE: lambda message: None}
    clock = Clock(now, elapsed)
    ahead, patience = (LEAP, WITNESS_SECONDS) if served else (WITHOUT_WITNESS, 0.0)
    changes = Changes()
    async with opened_store(settings, serving, clock) as opened, bell_of(settings.database_url) as bell:
        registry = Registry(version("countersign")) if settings.metrics_address else None
        measured = MeasuredStore(opened, registry) if registry else opened
        store: Store = ChangingStore(measured, changes, bell.ring)
        kept = await store.read(lambda unit: unit.clock.kept())
        await prepare(store, folders, settings.owners, list(checks))
        del folders  # they can be large, and serving lasts
        code = await store.write(lambda unit: starting.first_code(unit, list(checks))) if served else ""
        interface = Interface(COMMANDS, store, load(), checks, {each.name: each.kinds for each in served})
        interface.measures = registry or interface.measures
        interface.typesetting.typesetter = Setting(store, settings.public_url)
        interface.redrawer = PillowRedrawer()
        mails = mail_workers(settings, store, interface)
        senders: Sequence[Sends] = (*mails, webhook_worker(settings, store))
        health = health_of(settings, store, clock, mails)
        clock.begin(kept, ahead)
        hooks = Hooks(settings.public_url)
        serving_web = web_served(
            settings, store, interface=interface, hooks=hooks, changes=changes, bell=bell, ready=health.ready
        )
        async with (
            duties_of(settings.database_url) as duties,
            measuring(registry, settings.metrics_address, health),
            serving_web as page,
            kept_time(store, clock, patience),
            backed_up(settings, duties),
        ):
            if served:
                await serve(
                    platforms=served,
                    code=code,
                    given=settings.platforms,
                    store=store,
                    interface=interface,
                    ended=ended,
                    senders=senders,
                    clock=clock,
                    hooks=hooks,
                    renewing=renewing or Renewing(lambda: settings.platforms, lasting=False),
                    watched=partial(setattr, health, "served"),
                    besides=[Watching(store, health.troubles, time.monotonic)],
                    duties=duties,
                    bell=bell,
                )
            else:
                await open_console(store, interface, ended, senders, page)
