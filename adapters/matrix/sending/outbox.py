"""Answers on their way: they leave in their turn, each chat's in order, and what is on disk does so after a kill."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from itertools import count

from adapters.matrix.addresses import PLATFORM
from adapters.matrix.sending.answering import Answering, read_route
from bot.delivery.backoff import Backoff
from bot.delivery.chat_queue import ChatQueue
from bot.delivery.pace import Pace
from bot.delivery.recording import until_recorded
from bot.errors import StorageError
from bot.interface.conversation import Interface
from bot.interface.requests import PendingAnswer
from bot.model.chats import ChatKind

logger = logging.getLogger(__name__)

PARTING_SECONDS = 5.0
RECORDING = Backoff(3.0, 60.0)
ANSWERING = Backoff(1.0, 60.0)
FRESH_SECONDS = 600.0
"""For so long an answer that did not leave for sure is tried again."""


class Outbox:
    """Lets answers leave, each under the key by which the homeserver takes it once."""

    def __init__(self, interface: Interface, answering: Answering, pace: Pace) -> None:
        self._interface = interface
        self._answering = answering
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
        shared = route.kind is not ChatKind.PRIVATE
        taken = self._chat_queue.put(route.address.place, shared, lambda: self._leave(number, kept, until))
        if not taken:
            await self._over(number)

    async def _leave(self, number: int | None, kept: PendingAnswer, until: float) -> None:
        """Give an answer. It is tried until it has surely arrived, and on disk until then: what is sent again after a
        kill is under the same key."""
        loop = asyncio.get_running_loop()
        for tries in count(1):
            rest = await self._answering.give(read_route(kept.route), kept.message, kept.elsewhere)
            if rest is None:
                break
            kept = replace(kept, route=rest.route.text())
            wait = max(ANSWERING.seconds(tries), rest.seconds) if rest.seconds else 0.0
            await self._pace.rest(min(wait, max(0.0, until - loop.time())))
            if loop.time() >= until:
                logger.warning("an answer could not leave, and is too old to be tried again")
                break
        await self._over(number)

    async def _over(self, number: int | None) -> None:
        if number is not None:
            with suppress(StorageError):
                await self._interface.leaving(PLATFORM, number)
