"""The bot itself, from its start to its end: everything that runs in the process is wired here."""

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Mapping

from adapters.console.messenger import PLATFORM as CONSOLE
from adapters.discord.rendering import prepare as prepare_for_discord
from adapters.telegram.rendering import prepare as prepare_for_telegram
from bot.commands import COMMANDS
from bot.delivery.windows import Limits
from bot.host.console import open_console
from bot.host.letters import read_letters
from bot.host.mail import mail_out
from bot.host.opening import opened_store
from bot.host.platforms import LIMITS, serve
from bot.interface.conversation import Interface
from bot.log_events import log_event
from bot.service import starting
from bot.settings import Settings
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
    gc.freeze()  # what is loaded stays: a collection that looked through it would hold everything up for 0.1 s
    process, database = os.getpid(), database_address(settings.database_url).get_backend_name()
    starts = "Countersign starts as process %(process)d, on %(database)s"
    log_event(logger, logging.INFO, "process.started", starts, process=process, database=database)
    try:
        await run(settings, ended)
    finally:
        log_event(logger, logging.INFO, "process.stopped", "Countersign stops (process %(process)d)", process=process)


async def run(settings: Settings, ended: asyncio.Event, limits: Mapping[str, Limits] = LIMITS) -> None:
    """Serve the platforms that have a token until `ended` is set, or else the console until its input ends."""
    letters = read_letters(settings.letters)
    checks = {
        name: check
        for name, check, served in (
            ("discord", prepare_for_discord, settings.discord_token),
            ("telegram", prepare_for_telegram, settings.telegram_token),
        )
        if served
    }
    async with opened_store(settings) as store:
        await store.write(lambda unit: starting.publish_new(unit, letters))
        await store.write(lambda unit: starting.appoint(unit, settings.owners))
        await store.write(lambda unit: unit.chats.serve(list(checks) or [CONSOLE]))
        interface = Interface(COMMANDS, store, load(), checks or {CONSOLE: lambda message: None})
        async with mail_out(settings, store, interface) as mail:
            if checks:
                await serve(settings, store, interface, limits, ended, mail)
            else:
                await open_console(store, interface, ended, mail)
