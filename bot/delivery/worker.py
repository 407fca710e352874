"""The worker of the queue: takes what may leave, marks it, sends it, and records what came of it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.delivery.pace import Pace
from bot.model.announcements import Delivery, DeliveryState, Subject
from bot.model.chats import Chat, ChatKind
from bot.ports.messenger import (
    LANES,
    Destination,
    Gone,
    Message,
    Messenger,
    Moved,
    Outcome,
    Refused,
    RetryAfter,
    Sent,
    Unknown,
)
from bot.ports.store import Store, Unit

logger = logging.getLogger(__name__)

Compose = Callable[[Unit, Delivery, Chat], Message | None]
"""What a message of the queue says now, for a chat; nothing where its subject is gone."""

AHEAD_SECONDS = 0.1
"""A message is marked as leaving only if its turn comes within this time."""

LOOK = 100
"""So many messages are looked at together."""

IDLE_SECONDS = 0.2
QUIET = 3
"""So many looks at the queue find nothing before it counts as empty."""

ATTEMPTS = 8
"""After so many definite failures a message has failed."""


@dataclass(frozen=True, slots=True)
class _Leaving:
    """A message that is marked as leaving, and what it says."""

    delivery: Delivery
    chat: Chat
    message: Message

    @property
    def to(self) -> Destination:
        """Where it goes, and in which lane."""
        return Destination(self.delivery.address, self.chat.kind, LANES[self.delivery.subject])


class Worker:
    """Sends the queue's messages of one platform."""

    def __init__(self, store: Store, messenger: Messenger, pace: Pace, compose: Compose) -> None:
        self._store = store
        self._messenger = messenger
        self._pace = pace
        self._compose = compose
        self._leaving: set[asyncio.Task[None]] = set()

    async def run(self, ended: asyncio.Event) -> None:
        """Send what is queued until told to end; what is leaving then has left when this returns.

        What was leaving when the process last ended is settled first.
        """
        platform, memory = self._messenger.platform, self._messenger.memory
        await self._store.write(lambda unit: unit.queue.interrupted(platform, memory))
        while not ended.is_set():
            try:
                begun = await self.step()
            except Exception:
                logger.exception("the queue of %s could not be worked", platform)
                begun = 0
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), AHEAD_SECONDS if begun else IDLE_SECONDS)
        await self.settle()

    async def step(self) -> int:
        """Let leave what may leave now: how many messages that is."""
        room = self._pace.room(AHEAD_SECONDS) - len(self._leaving)
        if room <= 0:
            return len(self._leaving)
        if not await self._store.read(lambda unit: unit.queue.due(self._messenger.platform, 1)):
            return 0
        begun = await self._store.write(lambda unit: self._begin(unit, room))
        for each in begun:
            task = asyncio.create_task(self._leave(each))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
        return len(begun)

    async def settle(self) -> None:
        """Wait until what is leaving has left."""
        while self._leaving:
            await asyncio.gather(*self._leaving)

    async def empty(self) -> None:
        """Send what is queued until nothing more is due, and does not become due in a moment."""
        quiet = 0
        while quiet < QUIET:
            quiet = 0 if await self.step() else quiet + 1
            await self.settle()
            await asyncio.sleep(AHEAD_SECONDS)

    def _begin(self, unit: Unit, room: int) -> Sequence[_Leaving]:
        begun = dict[str, _Leaving]()
        for delivery in unit.queue.due(self._messenger.platform, LOOK):
            if len(begun) == room:
                break
            chat = unit.chats.find(delivery.address)
            said = self._says(unit, delivery, chat) if chat else None
            if chat is None or not isinstance(said, Message):
                _unsaid(unit, delivery, said.reason if isinstance(said, Refused) else "")
                continue
            free_in = self._pace.free_in(delivery.address.place, chat.kind is not ChatKind.PRIVATE)
            if free_in > AHEAD_SECONDS or delivery.address.place in begun:
                unit.queue.postpone(delivery.id, max(free_in, AHEAD_SECONDS))
                continue
            begun[delivery.address.place] = _Leaving(delivery, chat, said)
        unit.queue.begin([each.delivery.id for each in begun.values() if each.delivery.state is DeliveryState.QUEUED])
        return list(begun.values())

    def _says(self, unit: Unit, delivery: Delivery, chat: Chat) -> Message | Refused | None:
        """What a message says; why it can't be said; or nothing, where its subject is gone."""
        try:
            with unit.savepoint():
                message = self._compose(unit, delivery, chat)
        except Exception as error:
            logger.exception("message %s could not be composed", delivery.id)
            return Refused(f"it could not be composed: {type(error).__name__}")
        if message is None or delivery.state is not DeliveryState.QUEUED:
            return message
        return self._messenger.prepare(message) or message

    async def _leave(self, each: _Leaving) -> None:
        delivery = each.delivery
        if delivery.state is DeliveryState.SENT:
            outcome = await self._messenger.edit(each.to, delivery.message, each.message)
            await self._store.write(lambda unit: _edited(unit, each, outcome))
            return
        key = f"d{delivery.id}-{delivery.attempt}"
        outcome = await self._messenger.send(key, each.to, each.message)
        await self._store.write(lambda unit: self._sent(unit, each, outcome))

    def _sent(self, unit: Unit, each: _Leaving, outcome: Outcome) -> None:
        delivery = each.delivery
        match outcome:
            case Sent(message):
                unit.queue.end(delivery.id, DeliveryState.SENT, message=message)
                unit.queue.showing(delivery.id, delivery.wanted)
            case RetryAfter(seconds, reason) if delivery.attempt + 1 < ATTEMPTS:
                unit.queue.again(delivery.id, seconds, failed=True, reason=reason)
            case RetryAfter(_, reason):
                unit.queue.end(delivery.id, DeliveryState.FAILED, reason=reason)
            case Gone(reason):
                unit.queue.end(delivery.id, DeliveryState.FAILED, reason=reason)
                unit.chats.close(each.chat.id, reason)
            case Moved(address):
                unit.queue.again(delivery.id, 0, failed=True)
                unit.chats.move(each.chat.id, address)
            case Refused(reason):
                unit.queue.end(delivery.id, DeliveryState.FAILED, reason=reason)
            case Unknown(reason):
                self._unknown(unit, delivery, reason)
        if delivery.subject is Subject.ANNOUNCEMENT:
            unit.queue.refresh(Subject.PROGRESS, delivery.subject_id)

    def _unknown(self, unit: Unit, delivery: Delivery, reason: str) -> None:
        """It may have arrived: sent again only while the platform would know it again."""
        memory, since = self._messenger.memory, delivery.started_at or unit.now
        if memory and unit.now - since < memory:
            unit.queue.again(delivery.id, 1, failed=False, reason=reason)
        else:
            unit.queue.end(delivery.id, DeliveryState.UNCERTAIN, reason=reason)


def _unsaid(unit: Unit, delivery: Delivery, wrong: str) -> None:
    """A message does not leave, for what is wrong, or since its subject is gone; what stands there already stays."""
    if delivery.state is not DeliveryState.QUEUED:
        unit.queue.showing(delivery.id, delivery.wanted)
    elif wrong:
        unit.queue.end(delivery.id, DeliveryState.FAILED, reason=wrong)
    else:
        unit.queue.end(delivery.id, DeliveryState.CANCELLED, reason="there is nothing to say any more")
    if delivery.subject is Subject.ANNOUNCEMENT:
        unit.queue.refresh(Subject.PROGRESS, delivery.subject_id)


def _edited(unit: Unit, each: _Leaving, outcome: Outcome) -> None:
    """What came of an edit, which may be repeated: it changes nothing twice."""
    delivery = each.delivery
    match outcome:
        case Sent() | Refused():
            unit.queue.showing(delivery.id, delivery.wanted)
        case RetryAfter(seconds, reason):
            unit.queue.again(delivery.id, seconds, failed=False, reason=reason)
        case Unknown(reason):
            unit.queue.again(delivery.id, 2, failed=False, reason=reason)
        case Gone(reason):
            unit.queue.showing(delivery.id, delivery.wanted)
            unit.chats.close(each.chat.id, reason)
        case Moved(address):
            unit.chats.move(each.chat.id, address)
