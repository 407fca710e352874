"""The console: the bot in the terminal, where no platform has a token."""

import asyncio
import sys
import time
from collections.abc import Sequence

from adapters.console import lines
from adapters.console.console import FILES, FIRST, Console
from adapters.console.messenger import PLATFORM as CONSOLE
from adapters.console.messenger import ConsoleMessenger
from adapters.console.progress import Progress
from adapters.console.screen import Screen
from adapters.host.serving.by_itself import Sends, what_advances
from bot.delivery.pace import Pace
from bot.delivery.uploads import StoredUploads
from bot.delivery.windows import Limits, Window
from bot.delivery.worker import Worker
from bot.interface.conversation import Interface
from bot.model.chats import Address
from bot.model.people.person import Account
from bot.notices.composing import composer
from bot.ports.store import Store
from bot.service import starting

CONSOLE_CHATS = ("town-square", "newsroom")
"""The chats of the console that follow from the first start on, so that an announcement is seen arriving."""

UNPACED = Limits(Window(1000, 1.0), Window(1000, 1.0))


async def open_console(
    store: Store, interface: Interface, ended: asyncio.Event, senders: Sequence[Sends], page: str
) -> None:
    """Talk in the terminal until its input ends or `ended` is set; then send what is queued still. `page`: where the
    letter's pages are opened."""
    screen, live, terminal = Screen(), Progress(), sys.stdin.isatty()
    addresses = [Address(CONSOLE, name) for name in CONSOLE_CHATS]
    await store.write(lambda unit: starting.appoint(unit, [Account(CONSOLE, FIRST)]))
    await store.write(lambda unit: starting.let_follow(unit, addresses))
    worker = Worker(
        store, ConsoleMessenger(screen, live if terminal else None), Pace(UNPACED, time.monotonic), composer(interface)
    )
    console = Console(interface, screen, StoredUploads(store))
    screen.say(
        "Countersign's console. You are the owner; /as NAME speaks as another person, /in CHAT in a chat "
        f"({', '.join(CONSOLE_CHATS)} follow the letter). /help lists commands; end with Ctrl-D. {FILES}"
    )
    screen.say(f"Everybody else reads the letter in a browser: {page}")
    runs = what_advances(store, interface, [worker, *senders])
    working = [asyncio.create_task(worker.run(ended)), *(asyncio.create_task(each.run(ended)) for each in senders)]
    advancing = asyncio.create_task(runs.run(ended))
    await console.begin()
    source = lines.typed(console.prompt, console.suggest, live) if terminal else lines.piped()
    talking = asyncio.create_task(console.run(source, echo=not terminal))
    await asyncio.wait([talking, asyncio.create_task(ended.wait())], return_when=asyncio.FIRST_COMPLETED)
    talking.cancel()
    ended.set()
    runs.wake()
    await asyncio.gather(*working, advancing)
    while await runs.step() or await worker.step():
        await worker.settle()
    await worker.empty()
    for each in senders:
        while await each.step():
            pass
