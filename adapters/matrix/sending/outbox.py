"""Answers on their way: they leave in their turn, each chat's in order, and what is on disk does so after a kill.

What goes on in private does so under a key of its own, and is on disk until both have arrived: there, and the word of
it where it was asked.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count

from adapters.matrix.addresses import PLATFORM, link_to
from adapters.matrix.api.http import MatrixError, NeverLeft, Unanswered
from adapters.matrix.incoming.callers import in_private
from adapters.matrix.incoming.encryption import elsewhere_than_in_private
from adapters.matrix.rooms.rooms import Rooms
from adapters.matrix.sending.answering import Answering, Route, read_route
from bot.delivery.backoff import Backoff
from bot.delivery.chat_queue import ChatQueue
from bot.delivery.pace import Pace
from bot.delivery.recording import until_recorded
from bot.errors import StorageError
from bot.interface.conversation import Interface
from bot.interface.requests import Caller, ContinueInPrivate, Open, PendingAnswer
from bot.model.chats import ChatKind
from bot.ports.messenger import Key, Message
from bot.text.blocks import Block, Span
from bot.text.text import t

logger = logging.getLogger(__name__)

PARTING_SECONDS = 5.0
RECORDING = Backoff(3.0, 60.0)
ANSWERING = Backoff(1.0, 60.0)
FRESH_SECONDS = 600.0
"""For so long an answer that did not leave for sure is tried again."""


NO_PRIVATE = t("This goes on in private, and I can't open a private chat with you here.")


class Outbox:
    """Lets answers leave, each under the key by which the homeserver takes it once."""

    def __init__(self, interface: Interface, answering: Answering, rooms: Rooms, pace: Pace) -> None:
        self._interface = interface
        self._answering = answering
        self._rooms = rooms
        self._pace = pace
        self._chat_queue = ChatQueue()

    async def begin(self) -> None:
        """Let what was on disk and is not known to have arrived leave."""
        for number, kept in await until_recorded(lambda: self._interface.unanswered(PLATFORM), RECORDING):
            await self.give(number, kept)

    async def end(self) -> None:
        """Let what waits leave for a moment, and no more after that."""
        await self._chat_queue.empty(PARTING_SECONDS)

    async def room(self) -> None:
        """Wait until there is room for more."""
        await self._chat_queue.room()

    async def give(self, number: int | None, kept: PendingAnswer) -> None:
        """Let an answer leave, of an update whose number it is on disk under; where too much waits, leave it out."""
        route, until = read_route(kept.route), asyncio.get_running_loop().time() + FRESH_SECONDS
        if kept.elsewhere:
            caller, elsewhere = in_private(self._rooms, route.person, route.address.place), kept.elsewhere
            place, work = caller.address.place, partial(self._go_on, number, caller, route, elsewhere, until)
        else:
            place, work = route.address.place, partial(self._leave, number, route, kept.message, until)
        if not self._chat_queue.put(place, not kept.elsewhere and route.kind is not ChatKind.PRIVATE, work):
            await self._over(number)

    async def _go_on(
        self, number: int | None, caller: Caller, route: Route, elsewhere: ContinueInPrivate, until: float
    ) -> None:
        """Go on in the private chat, into which whoever has none with the bot is invited, and say so where it was
        asked."""
        answer = await self._interface.answer(caller, Open(elsewhere.action))
        if isinstance(answer, Message):
            await self._arrive(Route(caller.address, caller.kind, f"{route.key}p"), answer, until)
        word = await self._leading_away(caller, elsewhere)
        leave = partial(self._leave, number, route, word, until)
        if not self._chat_queue.put(route.address.place, route.kind is not ChatKind.PRIVATE, leave):
            await self._over(number)

    async def _leading_away(self, caller: Caller, elsewhere: ContinueInPrivate) -> Message:
        """A word for whoever goes on in private, with the way there, or why there is none."""
        word = Message((Block("paragraph", (Span(elsewhere.text),)),))
        try:
            room = await self._rooms.private(caller.account.id)
        except (MatrixError, NeverLeft, Unanswered):
            return word
        if room is None:
            return await self._interface.say(caller, NO_PRIVATE, elsewhere_than_in_private(self._interface.web))
        return replace(word, keys=(Key(elsewhere.label, url=link_to(room.id)),))

    async def _leave(self, number: int | None, route: Route, message: Message | None, until: float) -> None:
        """Give an answer, which is on disk until it has arrived: what is sent again after a kill is under the same
        key."""
        if message:
            await self._arrive(route, message, until)
        await self._over(number)

    async def _arrive(self, route: Route, message: Message, until: float) -> None:
        """Try to give an answer until it has surely arrived, or is too old."""
        loop = asyncio.get_running_loop()
        for tries in count(1):
            rest = await self._answering.give(route, message)
            if rest is None:
                return
            route = rest.route
            wait = max(ANSWERING.seconds(tries), rest.seconds) if rest.seconds else 0.0
            await self._pace.rest(min(wait, max(0.0, until - loop.time())))
            if loop.time() >= until:
                logger.warning("an answer could not leave, and is too old to be tried again")
                return

    async def _over(self, number: int | None) -> None:
        if number is not None:
            with suppress(StorageError):
                await self._interface.leaving(PLATFORM, [number])
