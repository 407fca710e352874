"""The bot itself, from its start to its end: everything that runs in the process is wired here."""

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Sequence

from adapters.console.messenger import PLATFORM as CONSOLE
from adapters.host.console import open_console
from adapters.host.letters import read_letters
from adapters.host.mail import mail_workers
from adapters.host.opening import opened_store
from adapters.host.platforms import PLATFORMS
from adapters.host.settings import Settings
from adapters.host.supervising import serve
from adapters.host.web import web_served
from bot.commands import COMMANDS
from bot.interface.conversation import Interface
from bot.log_events import log_event
from bot.model import collation
from bot.platforms import PlatformDeclaration
from bot.service import starting
from bot.text.locales import load
from storage.database import database_address

logger = logging.getLogger(__name__)

SWITCH_SECONDS = 0.001
"""So long at the most the database's thread keeps the interpreter from the platforms: while many sign on, each of the
event loop's steps would wait five times as long by default."""


async def run_until_told(settings: Settings) -> None:
    """Serve until the process is told to end."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    sys.setswitchinterval(SWITCH_SECONDS)
    collation.load()
    gc.freeze()  # what is loaded stays: a collection that looked through it would hold everything up for 0.1 s
    process, database = os.getpid(), database_address(settings.database_url).get_backend_name()
    starts = "Countersign starts as process %(process)d, on %(database)s"
    log_event(logger, logging.INFO, "process.started", starts, process=process, database=database)
    try:
        await run(settings, ended)
    finally:
        log_event(logger, logging.INFO, "process.stopped", "Countersign stops (process %(process)d)", process=process)


async def run(settings: Settings, ended: asyncio.Event, platforms: Sequence[PlatformDeclaration] = PLATFORMS) -> None:
    """Serve the platforms that are set up until `ended` is set, or else the console until its input ends.

    Raises `SetupError` where the host has to mend something first.
    """
    letters = read_letters(settings.letters)
    served = [each for each in platforms if each.is_served(settings.platforms)]
    checks = {each.name: each.prepare for each in served} or {CONSOLE: lambda message: None}
    async with opened_store(settings) as store:
        await store.write(lambda unit: starting.publish_new(unit, letters))
        await store.write(lambda unit: starting.appoint(unit, settings.owners))
        await store.write(lambda unit: unit.chats.serve(list(checks)))
        interface = Interface(COMMANDS, store, load(), checks)
        mail = mail_workers(settings, store, interface)
        async with web_served(settings, store, interface.speeches):
            if served:
                await serve(
                    platforms=served,
                    given=settings.platforms,
                    store=store,
                    interface=interface,
                    ended=ended,
                    mail=mail,
                )
            else:
                await open_console(store, interface, ended, mail)
