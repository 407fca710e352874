"""The worker of the queue: takes what may leave, marks it, sends it, and records what came of it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.delivery.pace import Pace
from bot.model.announcements import Delivery, DeliveryState, Subject
from bot.model.chats import Chat, ChatKind
from bot.ports.messenger import (
    LANES,
    Destination,
    Gone,
    Message,
    Messenger,
    Missing,
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

PAUSE_SECONDS = 3.0
LONGEST_PAUSE_SECONDS = 300.0

PATIENCE = timedelta(days=1)
"""A message that could not be delivered for so long has failed."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def pause(tries: int) -> float:
    """For how many seconds nothing is tried after so many tries in vain: each time twice as long."""
    return min(PAUSE_SECONDS * 2.0 ** min(tries - 1, 10), LONGEST_PAUSE_SECONDS)


@dataclass(frozen=True, slots=True)
class _Leaving:
    """A message that is marked as leaving, what it says, and since when."""

    delivery: Delivery
    chat: Chat
    message: Message
    began: datetime

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
        self._leaving: dict[asyncio.Task[None], _Leaving] = {}
        self._failures = 0
        self._rests_until = _LONG_AGO

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
        """Let leave what may leave now: how many messages that is, or that still leave."""
        room = self._pace.room(AHEAD_SECONDS)
        if room <= 0 or not await self._store.read(self._due):
            return len(self._leaving)
        begun = await self._store.write(lambda unit: self._begin(unit, room))
        for each in begun:
            self._pace.expect(each.to.address.place)
            task = asyncio.create_task(self._leave(each))
            self._leaving[task] = each
            task.add_done_callback(self._left)
        return len(self._leaving)

    def _due(self, unit: Unit) -> bool:
        return unit.now >= self._rests_until and bool(unit.queue.due(self._messenger.platform, 1))

    def _left(self, task: "asyncio.Task[None]") -> None:
        self._pace.dismiss(self._leaving.pop(task).to.address.place)

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
        """Mark what may leave now, one message a place; after a failure one alone, to see whether anything does."""
        begun = list[_Leaving]()
        busy = {each.delivery.address.place for each in self._leaving.values()}
        leaving, put_off = {each.delivery.id for each in self._leaving.values()}, set[int]()
        room = min(room, 1 - len(self._leaving)) if self._failures else room
        for delivery in unit.queue.due(self._messenger.platform, LOOK):
            if len(begun) >= room:
                break
            chat = unit.chats.find(delivery.address)
            if chat is None or chat.id in put_off or self._was_forgotten(unit, delivery):
                continue
            free_in = self._pace.free_in(delivery.address.place, chat.kind is not ChatKind.PRIVATE)
            if free_in > AHEAD_SECONDS or delivery.address.place in busy or delivery.id in leaving:
                unit.queue.postpone(chat.id, max(free_in, AHEAD_SECONDS))
                put_off.add(chat.id)
                continue
            said = self._says(unit, delivery, chat)
            if not isinstance(said, Message):
                _unsaid(unit, delivery, said.reason if said else "")
                continue
            busy.add(delivery.address.place)
            begun.append(_Leaving(delivery, chat, said, unit.now))
        unit.queue.begin([each.delivery.id for each in begun if each.delivery.state is DeliveryState.QUEUED])
        return begun

    def _was_forgotten(self, unit: Unit, delivery: Delivery) -> bool:
        """Whether a message perhaps arrived so long ago that the platform would not know it again: it is uncertain."""
        since = delivery.unsure_since
        if delivery.state is not DeliveryState.QUEUED or since is None or unit.now - since < self._messenger.memory:
            return False
        unit.queue.end(delivery.id, DeliveryState.UNCERTAIN, reason=delivery.reason)
        _report(unit, delivery)
        return True

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
            await self._store.write(lambda unit: self._edited(unit, each, outcome))
        else:
            outcome = await self._messenger.send(delivery.key, each.to, each.message)
            await self._store.write(lambda unit: self._sent(unit, each, outcome))

    def _sent(self, unit: Unit, each: _Leaving, outcome: Outcome) -> None:
        delivery = each.delivery
        wait = self._wait(unit, each, outcome)
        match outcome:
            case Sent(message):
                unit.queue.end(delivery.id, DeliveryState.SENT, message=message)
                unit.queue.showing(delivery.id, delivery.wanted)
            case RetryAfter(_, reason):
                self._again(unit, each, wait, delivery.unsure_since, reason)
            case Unknown(reason):
                self._again(unit, each, wait, delivery.unsure_since or each.began, reason)
            case Gone(reason):
                unit.queue.end(delivery.id, DeliveryState.FAILED, reason=reason)
                unit.chats.close(each.chat.id, reason)
            case Moved(address):
                unit.queue.again(delivery, 0, perhaps=False)
                unit.chats.move(each.chat.id, address)
            case Refused(reason) | Missing(reason):
                unit.queue.end(delivery.id, DeliveryState.FAILED, reason=reason)
        _report(unit, delivery)

    def _again(self, unit: Unit, each: _Leaving, wait: float, unsure: datetime | None, reason: str) -> None:
        """It leaves once more, but never where the platform would not know again by then what perhaps arrived."""
        delivery, tried = each.delivery, unit.now - (each.delivery.started_at or each.began)
        if unsure and unit.now + timedelta(seconds=wait) - unsure >= self._messenger.memory:
            unit.queue.end(delivery.id, DeliveryState.UNCERTAIN, reason=reason)
        elif tried >= PATIENCE:
            unit.queue.end(delivery.id, DeliveryState.FAILED, reason=reason)
        else:
            unit.queue.again(delivery, wait, perhaps=unsure is not None, reason=reason)

    def _edited(self, unit: Unit, each: _Leaving, outcome: Outcome) -> None:
        """What came of an edit, which may be repeated: it changes nothing twice."""
        delivery = each.delivery
        wait = self._wait(unit, each, outcome)
        match outcome:
            case Sent() | Refused():
                unit.queue.showing(delivery.id, delivery.wanted)
            case RetryAfter(_, reason) | Unknown(reason):
                unit.queue.again(delivery, wait, perhaps=False, reason=reason)
            case Missing():
                unit.queue.afresh(delivery.id)
            case Gone(reason):
                unit.queue.showing(delivery.id, delivery.wanted)
                unit.chats.close(each.chat.id, reason)
            case Moved(address):  # there, no message has the number that it had
                unit.queue.afresh(delivery.id)
                unit.chats.move(each.chat.id, address)

    def _wait(self, unit: Unit, each: _Leaving, outcome: Outcome) -> float:
        """For how many seconds a message waits now, and the whole queue where nothing seems to reach the platform."""
        match outcome:
            case RetryAfter(seconds, everything=True):
                return max(seconds, self._rest(unit, seconds))
            case Unknown():
                return max(pause(each.delivery.attempt + 1), self._rest(unit, 0.0))
        self._failures, self._rests_until = 0, _LONG_AGO
        return outcome.seconds if isinstance(outcome, RetryAfter) else 0.0

    def _rest(self, unit: Unit, seconds: float) -> float:
        """Let the queue rest, longer with each failure in a row; those that come meanwhile are one: how long it is."""
        if unit.now >= self._rests_until:
            self._failures += 1
            self._rests_until = unit.now + timedelta(seconds=max(seconds, pause(self._failures)))
        return (self._rests_until - unit.now).total_seconds()


def _unsaid(unit: Unit, delivery: Delivery, wrong: str) -> None:
    """A message does not leave, for what is wrong, or since its subject is gone; what stands there already stays."""
    if delivery.state is not DeliveryState.QUEUED:
        unit.queue.showing(delivery.id, delivery.wanted)
    elif wrong:
        unit.queue.end(delivery.id, DeliveryState.FAILED, reason=wrong)
    else:
        unit.queue.end(delivery.id, DeliveryState.CANCELLED, reason="there is nothing to say any more")
    _report(unit, delivery)


def _report(unit: Unit, delivery: Delivery) -> None:
    """The report on an announcement says how one delivery of it stands now."""
    if delivery.subject is Subject.ANNOUNCEMENT:
        unit.queue.refresh(Subject.PROGRESS, delivery.subject_id)
