"""What comes of an update: it is handled, on disk, and its answer leaves in its turn."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count

from cachetools import LRUCache
from telegram import InlineQuery
from telegram import Message as TelegramMessage
from telegram import Update as TelegramUpdate

from adapters.telegram.addresses import PLATFORM
from adapters.telegram.api.pacing import Bot
from adapters.telegram.incoming import membership, reading
from adapters.telegram.incoming.albums import Albums, is_of_album
from adapters.telegram.incoming.callers import anonymous, in_private
from adapters.telegram.incoming.inline import Inline
from adapters.telegram.incoming.reading import Incoming
from adapters.telegram.sending.answering import Answering, Given, Route, read_route, route_of
from adapters.telegram.sending.messenger import TelegramMessenger
from bot.delivery.backoff import Backoff
from bot.delivery.batch import Batch
from bot.delivery.chat_queue import ChatQueue
from bot.delivery.pace import Pace
from bot.delivery.recording import until_recorded
from bot.errors import StorageError
from bot.interface.conversation import Interface
from bot.interface.requests import ContinueInPrivate, Open, PendingAnswer, Update
from bot.model.chats import ChatKind
from bot.model.deliveries import Lane
from bot.ports.messenger import Destination, Message

logger = logging.getLogger(__name__)

PARTING_SECONDS = 5.0
RECORDING = Backoff(3.0, 60.0)
ANSWERING = Backoff(1.0, 60.0)

SOON_SECONDS = 0.5
"""Whoever has pressed a button and is answered later than this is told at once how the answer begins."""

REMEMBERED = 1000
"""So much at the most is remembered to be recorded when the storage lets it be."""

QUESTIONS = 10_000
"""Of so many forms at the most it is known by which message they asked last."""

CLOSING = 100
"""So many messages at the most wait to lose their buttons."""

FRESH_SECONDS = 600.0
"""For so long an answer that surely did not leave is tried again."""


class Handling:
    """Handles updates, and lets their answers leave."""

    def __init__(
        self,
        bot: Bot,
        interface: Interface,
        pace: Pace,
        messenger: TelegramMessenger,
        heard: Callable[[str], None] = lambda account: None,
    ) -> None:
        """`heard` is told the account of whoever writes in private."""
        self._heard = heard
        self._bot = bot
        self._interface = interface
        self._pace = pace
        self._messenger = messenger
        self._closing = set[asyncio.Task[None]]()
        self._questions = LRUCache[str, str](QUESTIONS)
        self._answering = Answering(bot, messenger)
        self._inline = Inline(bot, interface)
        self._places = interface.places
        self._chat_queue = ChatQueue()
        self._albums = Albums()
        self._recording = set[asyncio.Task[object]]()
        self._giving = set[int]()
        self._marking = Batch(partial(interface.leaving, PLATFORM))
        self.hands_over = False
        """Whether answers that are on disk are left for the process that serves the platform."""

    async def give(self) -> None:
        """Let what is on disk and has not begun to leave do so, whoever has put it there."""
        giving = frozenset(self._giving)
        for number, kept in await until_recorded(lambda: self._interface.unanswered(PLATFORM, giving), RECORDING):
            if number not in self._giving:
                await self._give(number, kept, on_disk=True)

    async def room(self) -> None:
        """Wait until there is room for more answers."""
        await self._chat_queue.room()

    async def end(self) -> None:
        """Let what waits leave for a moment, and no more after that."""
        for task in (*self._recording, *self._closing):
            task.cancel()
        await self._chat_queue.empty(PARTING_SECONDS)

    async def take(self, update: TelegramUpdate) -> None:
        """Handle an update, on disk when this returns; an album with the first of its messages, whichever that is."""
        if update.message is None or not is_of_album(update.message):
            await self._take(update)
        elif messages := await self._albums.together(update.message):
            try:
                await self._take(update, messages)
            except BaseException:
                self._albums.again(update.message)
                raise

    def seen(self, update: TelegramUpdate) -> None:
        """An update is there, whose turn is still to come."""
        self._albums.seen(update)

    async def _take(self, update: TelegramUpdate, album: Sequence[TelegramMessage] = ()) -> None:
        if update.inline_query:
            self._search(update.inline_query)
            return
        if update.my_chat_member:
            await self._remember(partial(membership.changed, update.my_chat_member, self._places))
        if update.message and update.message.migrate_to_chat_id:
            moved = partial(membership.moved, update.message, update.message.migrate_to_chat_id, self._places)
            await self._remember(moved)
        try:
            read = reading.read_update(update, self._bot, self._interface.command, album)
        except Exception:
            logger.exception("an update could not be read")
            return
        if read:
            await self._handle(update.update_id, read)

    def _search(self, query: InlineQuery) -> None:
        """Let somebody see what they search; it changes nothing, and holds up none of their updates."""
        self._chat_queue.put(f"inline:{query.from_user.id}", True, lambda: self._inline.answer(query))

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
        route, private = route_of(read).text(), read.caller.kind is ChatKind.PRIVATE
        if private:
            self._heard(read.caller.account.id)
        at_once = private and not self.hands_over and self._chat_queue.is_free(read.caller.address.place)
        update = Update(PLATFORM, number, route, at_once)
        answer = await self._interface.answer(read.caller, read.request, update)
        if (
            isinstance(answer, ContinueInPrivate)
            and not anonymous(read.caller)
            and await self._places.reachable(read.caller.account)
        ):
            answer = await self._go_on(read, answer)
        match answer:
            case Message():
                kept = PendingAnswer(route, answer)
                await self._give(number if answer.on_disk else None, kept, on_disk=not at_once)
            case ContinueInPrivate():
                await self._give(number, PendingAnswer(route, None, answer), on_disk=not at_once)

    async def _go_on(self, read: Incoming, elsewhere: ContinueInPrivate) -> ContinueInPrivate:
        """Go on at once in the private chat of somebody who has one with the bot."""
        private = in_private(read.caller)
        answer = await self._interface.answer(private, Open(elsewhere.action))
        if not isinstance(answer, Message):
            return elsewhere
        await self._give(None, PendingAnswer(Route(private.address, private.kind).text(), answer))
        return replace(elsewhere, action="")

    async def _give(self, number: int | None, kept: PendingAnswer, on_disk: bool = False) -> None:
        """Let an answer leave, of an update whose number it is or will be on disk under, if it has to wait; where too
        much waits, leave it out."""
        if number is not None:
            if on_disk and self.hands_over:
                self._interface.answered()
                return
            self._giving.add(number)
        route, until = read_route(kept.route), asyncio.get_running_loop().time() + FRESH_SECONDS
        shared = route.kind is not ChatKind.PRIVATE
        announced = self._announced(route, kept)
        if announced:
            kept = replace(kept, route=replace(route, query="").text())
        leaving = partial(self._leave_once, number, kept, until, on_disk)
        taken = self._chat_queue.put(route.address.place, shared, leaving)
        if announced:
            await self._answering.announce(route.query, announced)
        if taken or number is None:
            return
        self._giving.discard(number)
        if on_disk:
            with suppress(StorageError):
                await self._marking.do(number)

    def _mark_later(self, number: int | None) -> None:
        """Record that an answer has left as soon as the storage lets it be: until then a new start would repeat it."""
        if number is not None:
            self._record_later(lambda: self._marking.do(number))

    def _record_later(self, work: Callable[[], Awaitable[object]]) -> None:
        task = asyncio.create_task(until_recorded(work, RECORDING))
        self._recording.add(task)
        task.add_done_callback(self._recording.discard)

    def _announced(self, route: Route, kept: PendingAnswer) -> Message | None:
        """What is announced to whoever has pressed a button, as its turn does not come soon."""
        message = kept.message
        counts = message is not None and (route.kind is ChatKind.PRIVATE or not message.private)
        late = route.query and counts and self._pace.answers_in(len(self._chat_queue)) > SOON_SECONDS
        return message if late else None

    async def _leave_once(self, number: int | None, kept: PendingAnswer, until: float, on_disk: bool) -> None:
        try:
            await self._leave(number, kept, until, on_disk)
        finally:
            if number is not None:
                self._giving.discard(number)

    async def _leave(self, number: int | None, kept: PendingAnswer, until: float, on_disk: bool) -> None:
        """Give an answer once; what of it surely did not leave is on disk until it does."""
        loop = asyncio.get_running_loop()
        for tries in count(1):
            try:
                if on_disk and number is not None and not await self._marking.do(number):
                    return
            except StorageError:  # what is on disk is told all the same
                self._mark_later(number)
            route = read_route(kept.route)
            rest = await self._answering.give(route, kept.message, kept.elsewhere)
            if isinstance(rest, Given):
                if kept.message:
                    self._arrived(route, kept.message, rest.message)
                return
            wait = max(ANSWERING.seconds(tries), rest.seconds) if rest.seconds else 0.0
            kept = replace(kept, route=rest.route.text())
            if number is not None:
                try:
                    await self._interface.stays(PLATFORM, number, kept)
                    on_disk = True
                except StorageError:
                    number = None  # it is in memory alone now
            await self._pace.rest(min(wait, max(0.0, until - loop.time())))
            if loop.time() >= until:
                logger.warning("an answer could not leave, and is too old to be tried again")
                self._mark_later(number)
                return

    def _arrived(self, route: Route, message: Message, number: str) -> None:
        """An answer has arrived, as the message of this number, which is empty where nobody knows it. The question that
        it closes loses its buttons; a courtesy, which waits behind everything else."""
        closed = self._questions.pop(message.closes, "")
        if message.expects and number:
            self._questions[message.expects] = number
        if closed and closed != number and len(self._closing) < CLOSING:
            task = asyncio.create_task(self._close(route, closed))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    async def _close(self, route: Route, number: str) -> None:
        chat, shared = route.address.place, route.kind is not ChatKind.PRIVATE
        async with self._pace.turn(chat, shared, Lane.ANNOUNCEMENT):
            await self._messenger.close(Destination(route.address, route.kind, Lane.ANSWER), number)
