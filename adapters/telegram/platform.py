"""The bot on Telegram: updates are fetched, handled, on disk, and only then acknowledged."""

import asyncio
import logging
import os
from collections.abc import Coroutine, Sequence
from dataclasses import replace

from telegram import Update as TelegramUpdate
from telegram.constants import UpdateType
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from adapters.telegram import incoming, membership
from adapters.telegram.answering import Answering, Route, read_route, route_of
from adapters.telegram.incoming import Incoming
from adapters.telegram.keyboard import deep_link
from adapters.telegram.menu import set_menus
from adapters.telegram.messenger import PLATFORM, TelegramMessenger
from adapters.telegram.pacing import LIMITS, PaceLimiter
from bot.delivery.pace import Pace
from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.interface.requests import Elsewhere, Open, Update
from bot.model.chats import Address
from bot.ports.messenger import Lane, Message

__all__ = ["LIMITS", "TelegramPlatform"]

logger = logging.getLogger(__name__)

OFFICIAL = "https://api.telegram.org"
POLL_SECONDS = 25
CONNECTIONS = 32
PARTING_SECONDS = 5.0
PAUSE_SECONDS = 3.0
BACKLOG = 500
"""So many answers at the most wait to leave while further updates are fetched."""

UPDATES = [UpdateType.MESSAGE, UpdateType.CHANNEL_POST, UpdateType.CALLBACK_QUERY, UpdateType.MY_CHAT_MEMBER]


class TelegramPlatform:
    """Telegram: its messenger, its updates, and its links."""

    name = "Telegram"

    def __init__(self, token: str, api_url: str, interface: Interface, pace: Pace) -> None:
        os.environ.setdefault("PTB_TIMEDELTA", "1")  # else the library warns at each 429
        server = api_url or OFFICIAL
        self._bot: ExtBot[Lane] = ExtBot(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=10.0),
            get_updates_request=HTTPXRequest(connection_pool_size=1),
            rate_limiter=PaceLimiter(pace),
        )
        self._interface = interface
        self.messenger = TelegramMessenger(self._bot, interface)
        self._answering = Answering(self._bot, self.messenger)
        self._places = interface.places
        self._last: dict[Address, asyncio.Task[None]] = {}
        self._leaving: set[asyncio.Task[None]] = set()
        self.ready = asyncio.Event()

    def link(self, action: str) -> str:
        """The link that performs an action in the private chat."""
        return deep_link(self._bot.username, action)

    async def run(self) -> None:
        """Serve Telegram until cancelled; raises `SetupError` where it refuses the token."""
        await self._connect()
        try:
            await set_menus(self._bot, self._interface)
        except TelegramError as error:
            logger.warning("Telegram did not take the menus: %s", type(error).__name__)
        try:
            for number, kept in await self._interface.unanswered(PLATFORM):
                self._give(number, read_route(kept.route), kept.message, kept.elsewhere)
            self.ready.set()
            await self._poll()
        finally:
            if self._leaving:
                await asyncio.wait(self._leaving, timeout=PARTING_SECONDS)
            await self._bot.shutdown()

    async def _connect(self) -> None:
        while True:
            try:
                await self._bot.initialize()
            except InvalidToken:
                raise SetupError("Telegram refuses TELEGRAM_TOKEN. Copy it again from @BotFather.") from None
            except TelegramError as error:
                logger.warning("Telegram can't be reached (%s); trying again", type(error).__name__)
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return

    async def _poll(self) -> None:
        offset: int | None = None
        while True:
            try:
                updates = await self._bot.get_updates(offset, timeout=POLL_SECONDS, allowed_updates=UPDATES)
            except Conflict:
                logger.warning("another process fetches this bot's updates; trying again")
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            except TelegramError as error:
                logger.warning("updates could not be fetched (%s); trying again", type(error).__name__)
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            try:
                await self._take(updates)
            except Exception:
                logger.exception("updates could not be handled; they are fetched again")
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            while len(self._leaving) >= BACKLOG:
                await asyncio.wait(self._leaving, return_when=asyncio.FIRST_COMPLETED)
            if updates:
                offset = updates[-1].update_id + 1

    async def _take(self, updates: Sequence[TelegramUpdate]) -> None:
        """Handle updates, each person's in order and different persons' together; on disk when this returns."""
        by_person: dict[str, list[TelegramUpdate]] = {}
        for update in updates:
            who = update.effective_user or update.effective_chat
            by_person.setdefault(str(who.id) if who else "", []).append(update)
        async with asyncio.TaskGroup() as tasks:
            for theirs in by_person.values():
                tasks.create_task(self._in_order(theirs))

    async def _in_order(self, updates: Sequence[TelegramUpdate]) -> None:
        for update in updates:
            if update.my_chat_member:
                await membership.changed(update.my_chat_member, self._places)
            if update.message and update.message.migrate_to_chat_id:
                await membership.moved(update.message, update.message.migrate_to_chat_id, self._places)
            try:
                read = incoming.read(update, self._bot, self._interface.command)
            except Exception:
                logger.exception("an update could not be read")
                continue
            if read:
                await self._handle(update.update_id, read)

    async def _handle(self, number: int, read: Incoming) -> None:
        route = route_of(read)
        answer = await self._interface.answer(read.caller, read.request, Update(PLATFORM, number, route.text()))
        if isinstance(answer, Elsewhere) and await self._places.reachable(read.caller.account):
            answer = await self._go_on(read, answer)
        if isinstance(answer, Message):
            self._give(number, route, answer, None)
        elif isinstance(answer, Elsewhere):
            self._give(number, route, None, answer)

    async def _go_on(self, read: Incoming, elsewhere: Elsewhere) -> Elsewhere:
        """Go on at once in the private chat of somebody who has one with the bot."""
        private = incoming.in_private(read.caller)
        answer = await self._interface.answer(private, Open(elsewhere.action))
        if not isinstance(answer, Message):
            return elsewhere
        self._in_turn(private.address, self._answering.tell(private, answer))
        return replace(elsewhere, action="")

    def _give(self, number: int, route: Route, message: Message | None, elsewhere: Elsewhere | None) -> None:
        async def give() -> None:
            await self._interface.leaving(PLATFORM, number)
            await self._answering.give(route, message, elsewhere)

        self._in_turn(route.address, give())

    def _in_turn(self, address: Address, work: Coroutine[None, None, None]) -> None:
        """Let something leave for a chat, after what left for it before."""
        before = self._last.get(address)

        async def after() -> None:
            if before:
                await asyncio.wait([before])
            try:
                await work
            except Exception:
                logger.exception("an answer could not be given")

        task = asyncio.create_task(after())
        self._last[address] = task
        self._leaving.add(task)
        task.add_done_callback(lambda done: self._left(address, done))

    def _left(self, address: Address, task: asyncio.Task[None]) -> None:
        self._leaving.discard(task)
        if self._last.get(address) is task:
            del self._last[address]
