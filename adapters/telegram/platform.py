"""The bot on Telegram: updates are fetched, handled, on disk, and only then acknowledged."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count

from telegram import Message as TelegramMessage
from telegram import Update as TelegramUpdate
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from adapters.telegram import incoming, membership
from adapters.telegram.addresses import PLATFORM
from adapters.telegram.albums import Albums, is_of_album
from adapters.telegram.answering import Answering, Route, read_route, route_of
from adapters.telegram.chat_queue import ChatQueue
from adapters.telegram.http import AiohttpRequest
from adapters.telegram.incoming import Incoming
from adapters.telegram.keyboard import deep_link
from adapters.telegram.menu import set_menus
from adapters.telegram.messenger import TelegramMessenger
from adapters.telegram.pacing import Bot, PaceLimiter
from adapters.telegram.polling import Polling, token_refused, unreachable
from bot.delivery.backoff import Backoff
from bot.delivery.pace import Pace
from bot.delivery.recording import until_recorded
from bot.errors import SetupError, StorageError
from bot.interface.conversation import Interface
from bot.interface.requests import ContinueInPrivate, Open, PendingAnswer, Update
from bot.log_events import log_event
from bot.model.chats import ChatKind
from bot.ports.messenger import Message, Uploads

logger = logging.getLogger(__name__)

REFUSED = "Telegram refuses TELEGRAM_TOKEN. Copy it again from @BotFather."
OFFICIAL = "https://api.telegram.org"
CONNECTIONS = 100
POOL_SECONDS = 10.0
PARTING_SECONDS = 5.0
RECONNECTING = Backoff(3.0, 60.0)
ANSWERING = Backoff(1.0, 60.0)

SOON_SECONDS = 0.5
"""Whoever has pressed a button and is answered later than this is told at once how the answer begins."""

REMEMBERED = 1000
"""So much at the most is remembered to be recorded when the storage lets it be."""

FRESH_SECONDS = 600.0
"""For so long an answer that surely did not leave is tried again."""


class TelegramPlatform:
    """Telegram: its messenger, its updates, and its links."""

    name = "Telegram"

    def __init__(
        self, token: str, *, api_url: str, interface: Interface, pace: Pace, uploads: Uploads, paid: bool = False
    ) -> None:
        os.environ.setdefault("PTB_TIMEDELTA", "1")  # else the library warns at each 429
        server = api_url or OFFICIAL
        self._requests = (
            AiohttpRequest(connection_pool_size=CONNECTIONS, pool_timeout=POOL_SECONDS, on_request=pace.asked),
            AiohttpRequest(connection_pool_size=1, on_request=pace.asked),
        )
        self._bot: Bot = ExtBot(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
            rate_limiter=PaceLimiter(pace, paid),
        )
        self._interface = interface
        self._pace = pace
        self.messenger = TelegramMessenger(self._bot, interface, uploads, paid)
        self._answering = Answering(self._bot, self.messenger)
        self._places = interface.places
        self._chat_queue = ChatQueue()
        self._albums = Albums()
        self._recording = set[asyncio.Task[object]]()
        self.ready = asyncio.Event()

    def link(self, action: str) -> str:
        """The link that performs an action in the private chat."""
        return deep_link(self._bot.username, action)

    async def run(self) -> None:
        """Serve Telegram until cancelled; raises `SetupError` where it refuses the token."""
        await self._connect()
        log_event(logger, logging.INFO, "platform.started", "%(platform)s is served", platform=PLATFORM)
        try:
            await set_menus(self._bot, self._interface)
        except TelegramError as error:
            logger.warning("Telegram did not take the menus: %s", type(error).__name__)
        try:
            for number, kept in await until_recorded(lambda: self._interface.unanswered(PLATFORM), RECONNECTING):
                await self._give(number, kept)
            self.ready.set()
            polling = Polling(self._bot, self._take, self._pace, self._albums.seen)
            while await polling.step():
                await self._chat_queue.room()
        finally:
            for task in self._recording:
                task.cancel()
            await self._chat_queue.empty(PARTING_SECONDS)
            await self._bot.shutdown()
            log_event(logger, logging.INFO, "platform.stopped", "%(platform)s is served no more", platform=PLATFORM)
        raise SetupError(REFUSED)

    async def _connect(self) -> None:
        for tries in count(1):
            try:
                await self._bot.initialize()
            except InvalidToken:
                for request in self._requests:
                    await request.shutdown()
                token_refused()
                raise SetupError(REFUSED) from None
            except TelegramError as error:
                unreachable(error)
                await asyncio.sleep(RECONNECTING.seconds(tries))
            else:
                return

    async def _take(self, update: TelegramUpdate) -> None:
        """Handle an update; an album with the first of its messages, whichever update that is in."""
        if update.message is None or not is_of_album(update.message):
            await self._take_one(update)
        elif messages := await self._albums.together(update.message):
            try:
                await self._take_one(update, messages)
            except BaseException:
                self._albums.again(update.message)
                raise

    async def _take_one(self, update: TelegramUpdate, album: Sequence[TelegramMessage] = ()) -> None:
        if update.my_chat_member:
            await self._remember(partial(membership.changed, update.my_chat_member, self._places))
        if update.message and update.message.migrate_to_chat_id:
            moved = partial(membership.moved, update.message, update.message.migrate_to_chat_id, self._places)
            await self._remember(moved)
        try:
            read = incoming.read_update(update, self._bot, self._interface.command, album)
        except Exception:
            logger.exception("an update could not be read")
            return
        if read:
            await self._handle(update.update_id, read)

    async def _remember(self, change: Callable[[], Awaitable[None]]) -> None:
        """Record what became of a chat; while the storage fails it is tried beside everything else, so that people's
        updates do not wait behind it."""
        try:
            await change()
        except StorageError:
            if len(self._recording) >= REMEMBERED:
                raise
            self._record_later(change)

    async def _handle(self, number: int, read: Incoming) -> None:
        route = route_of(read).text()
        answer = await self._interface.answer(read.caller, read.request, Update(PLATFORM, number, route))
        if isinstance(answer, ContinueInPrivate) and incoming.anonymous(read.caller):
            with suppress(StorageError):
                await self._interface.leaving(PLATFORM, number)
            return
        if isinstance(answer, ContinueInPrivate) and await self._places.reachable(read.caller.account):
            answer = await self._go_on(read, answer)
        match answer:
            case Message():
                await self._give(number if answer.on_disk else None, PendingAnswer(route, answer))
            case ContinueInPrivate():
                await self._give(number, PendingAnswer(route, None, answer))

    async def _go_on(self, read: Incoming, elsewhere: ContinueInPrivate) -> ContinueInPrivate:
        """Go on at once in the private chat of somebody who has one with the bot."""
        private = incoming.in_private(read.caller)
        answer = await self._interface.answer(private, Open(elsewhere.action))
        if not isinstance(answer, Message):
            return elsewhere
        await self._give(None, PendingAnswer(Route(private.address, private.kind).text(), answer))
        return replace(elsewhere, action="")

    async def _give(self, number: int | None, kept: PendingAnswer) -> None:
        """Let an answer leave, of an update whose number it is on disk under; where too much waits, leave it out."""
        route, until = read_route(kept.route), asyncio.get_running_loop().time() + FRESH_SECONDS
        shared = route.kind is not ChatKind.PRIVATE
        announced = self._announced(route, kept)
        if announced:
            kept = replace(kept, route=replace(route, query="").text())
        taken = self._chat_queue.put(route.address.place, shared, lambda: self._leave(number, kept, until))
        if announced:
            await self._answering.announce(route.query, announced)
        if not taken and number is not None:
            with suppress(StorageError):
                await self._interface.leaving(PLATFORM, number)

    def _mark_later(self, number: int | None) -> None:
        """Record that an answer has left as soon as the storage lets it be: until then a new start would repeat it."""
        if number is not None:
            self._record_later(lambda: self._interface.leaving(PLATFORM, number))

    def _record_later(self, work: Callable[[], Awaitable[object]]) -> None:
        task = asyncio.create_task(until_recorded(work, RECONNECTING))
        self._recording.add(task)
        task.add_done_callback(self._recording.discard)

    def _announced(self, route: Route, kept: PendingAnswer) -> Message | None:
        """What is announced to whoever has pressed a button, as its turn does not come soon."""
        message = kept.message
        counts = message is not None and (route.kind is ChatKind.PRIVATE or not message.private)
        late = route.query and counts and self._pace.answers_in(len(self._chat_queue)) > SOON_SECONDS
        return message if late else None

    async def _leave(self, number: int | None, kept: PendingAnswer, until: float) -> None:
        """Give an answer once; what of it surely did not leave is on disk again until it does."""
        loop = asyncio.get_running_loop()
        for tries in count(1):
            try:
                if number is not None and not await self._interface.leaving(PLATFORM, number):
                    return
            except StorageError:  # what is on disk is told all the same
                self._mark_later(number)
            rest = await self._answering.give(read_route(kept.route), kept.message, kept.elsewhere)
            if rest is None:
                return
            wait = max(ANSWERING.seconds(tries), rest.seconds) if rest.seconds else 0.0
            kept = replace(kept, route=rest.route.text())
            if number is not None:
                try:
                    await self._interface.stays(PLATFORM, number, kept)
                except StorageError:
                    number = None  # it is in memory alone now
            await self._pace.rest(min(wait, max(0.0, until - loop.time())))
            if loop.time() >= until:
                logger.warning("an answer could not leave, and is too old to be tried again")
                self._mark_later(number)
                return
