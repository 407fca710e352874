"""The worker of the queue: takes what may leave, lets it wait for its turn, sends it, and records what came of it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from math import isinf

from bot.delivery.backoff import Backoff
from bot.delivery.batch import Batch
from bot.delivery.cooldowns import Cooldowns
from bot.delivery.leaving import PAUSES, Leaving, Record, Result, acting, perform
from bot.delivery.pace import Pace, bounded
from bot.delivery.recording import until_recorded
from bot.delivery.repeating import Repeating
from bot.delivery.waking import Waking
from bot.errors import CommitUncertain, StorageError
from bot.log_events import log_event
from bot.model.chats import ChatKind
from bot.model.deliveries import Delivery, DeliveryState, Subject, Trouble
from bot.model.duties import ALWAYS, Term
from bot.ports.messenger import Message, Messenger, Outcome, Refused, RetryAfter, Sent, Unknown
from bot.ports.store import Store, Unit

logger = logging.getLogger(__name__)

Compose = Callable[[Unit], Callable[[Delivery], Message | None]]
"""What messages of the queue say now, in one unit of work; nothing where their subject is gone, or taken back."""

AHEAD_SECONDS = 0.5
"""So much of what leaves is looked up beforehand."""

LEAST_AHEAD = 4

SOON_SECONDS = 0.1
"""A message whose chat can't take it in this time makes room for others."""

LATER_SECONDS = 60.0
"""It is looked at again after so long at the latest."""

LOOK = 20
"""So many messages are looked at beyond those that are looked for."""

TOGETHER, ALONE = 2, 5
"""So often it is tried to record what came of several messages together, and what came of one as it was."""

MARKED_SECONDS = 3.0
"""What was marked as leaving leaves within so long, or not by that mark, where another process may take its place: that
one waits as long before it judges what was leaving."""

IDLE_SECONDS = 0.2
DEFECTS = Backoff(IDLE_SECONDS, 30.0)
QUIET = 3
"""So many looks at the queue find nothing before it counts as empty."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Found:
    """What a look at the queue has found: what may leave, what can't, and whose chats can't take it yet."""

    ready: list[Leaving] = field(default_factory=list)
    unsaid: list[tuple[Delivery, DeliveryState, str, Trouble | None]] = field(default_factory=list)
    later: dict[int, float] = field(default_factory=dict)


class Worker:
    """Sends the queue's messages of one platform."""

    def __init__(self, store: Store, messenger: Messenger, pace: Pace, compose: Compose) -> None:
        self._store = store
        self._messenger = messenger
        self._pace = pace
        self._compose = compose
        self._record = Record(messenger)
        self._taken: dict[int, Leaving] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._failures = 0
        self._rests_until = _LONG_AGO
        self._term, self._judges_at = ALWAYS, 0.0
        self._looking = asyncio.Lock()
        self._waking = Waking()
        self._marking = Batch(self._mark)
        self._recording = Batch(self._write_down)
        self._cooldowns = Cooldowns(store, messenger.platform, pace, self._waking.wake)

    def wake(self) -> None:
        """Something may have come into the queue."""
        self._waking.wake()

    def begin(self, term: Term) -> None:
        """A term begins now in which it sends; before there is one it is `ALWAYS`."""
        self._term = term
        self._judges_at = self._pace.clock() + MARKED_SECONDS if term.follows else 0.0

    async def run(self, ended: asyncio.Event) -> None:
        """Send what is queued until told to end; what is leaving then has left when this returns.

        What was leaving when the process last ended, or when another's term did, is settled first, and the platform's
        waits are kept.
        """
        while (left := self._judges_at - self._pace.clock()) > 0 and not ended.is_set():
            await self._waking.rest(left)
        await until_recorded(self.take_up, PAUSES)
        failed = f"the queue of {self._messenger.platform} could not be worked"
        await Repeating(logger, failed, IDLE_SECONDS, DEFECTS).run(self._work, self._waking, ended)
        await self.settle()
        await self._cooldowns.keep()

    async def _work(self) -> bool:
        """Take up what may leave soon, and follow the platform's waits; what more there is comes with the next look."""
        await self.step()
        await self._cooldowns.keep()
        await self._cooldowns.follow()
        return False

    async def take_up(self) -> None:
        """Settle what was leaving when the process last ended, and obey what the platform asked for before."""
        platform = self._messenger.platform
        memory = {kind: self._messenger.memory(kind) for kind in ChatKind}
        again, uncertain = await self._store.write(lambda unit: unit.outbox.interrupted(platform, memory))
        log_event(
            logger,
            logging.INFO,
            "queue.taken_up",
            "the queue of %(platform)s is taken up; of what was leaving when it was left, %(again)d leave again and "
            "%(uncertain)d are uncertain",
            platform=platform,
            again=again,
            uncertain=uncertain,
        )
        await self._cooldowns.take_up()

    async def step(self) -> int:
        """Take up what may leave soon: how many messages that is, or that still leave."""
        async with self._looking:
            return await self._take_up_more()

    async def _take_up_more(self) -> int:
        room = max(LEAST_AHEAD, self._pace.within(AHEAD_SECONDS)) - self._waiting
        if room <= 0:
            return len(self._taken)
        room = min(room, 1 - len(self._taken)) if self._failures else room
        taken = list(self._taken)
        chosen, later = self._choose(await self._store.read(lambda unit: self._due(unit, room, taken)), room)
        if not (chosen or later):
            return len(self._taken)
        found = await self._store.read(lambda unit: self._compose_all(unit, chosen, later))
        if found.unsaid or found.later:
            await self._store.write(lambda unit: self._set_aside(unit, found))
        for each in found.ready:
            self._taken[each.delivery.id] = each
            self._waiting += 1
            task = asyncio.create_task(self._leave(each))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return len(self._taken)

    async def settle(self) -> None:
        """Wait until what is leaving has left."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def empty(self) -> None:
        """Send what is queued until nothing more is due, and does not become due in a moment."""
        quiet = 0
        while quiet < QUIET:
            quiet = 0 if await self.step() else quiet + 1
            await self.settle()
            await asyncio.sleep(SOON_SECONDS)

    def _due(self, unit: Unit, room: int, taken: Sequence[int]) -> Sequence[Delivery]:
        """What is due; after a failure that is one alone, to see whether anything leaves."""
        if unit.now < self._rests_until or room <= 0:
            return ()
        return unit.outbox.due(self._messenger.platform, room + LOOK, taken)

    def _choose(self, due: Sequence[Delivery], room: int) -> tuple[Sequence[Delivery], dict[int, float]]:
        """What may leave now, one message a place; and for how many seconds other chats can't take anything."""
        chosen, later = list[Delivery](), dict[int, float]()
        busy = {each.place for each in self._taken.values()}
        for delivery in due:
            if len(chosen) >= room:
                break
            if delivery.chat.id in later:
                continue
            place, shared = delivery.address.place, delivery.chat.kind is not ChatKind.PRIVATE
            free_in = self._pace.free_in(place, shared)
            if free_in > SOON_SECONDS or place in busy:
                soon = place in busy or isinf(free_in)
                later[delivery.chat.id] = SOON_SECONDS if soon else min(free_in, LATER_SECONDS)
            else:
                chosen.append(delivery)
                busy.add(place)
        return chosen, later

    def _compose_all(self, unit: Unit, chosen: Sequence[Delivery], later: dict[int, float]) -> _Found:
        found, compose = _Found(later=later), self._compose(unit)
        for delivery in chosen:
            if self._was_forgotten(unit, delivery):
                found.unsaid.append((delivery, DeliveryState.UNCERTAIN, delivery.reason, Trouble.UNANSWERED))
            else:
                self._prepare(unit, delivery, compose, found)
        return found

    def _was_forgotten(self, unit: Unit, delivery: Delivery) -> bool:
        """Whether a message perhaps arrived so long ago that the platform would not know it again."""
        since = delivery.unsure_since
        if delivery.state is not DeliveryState.QUEUED or since is None:
            return False
        if delivery.subject.wordless:
            return False
        return unit.now - since >= self._messenger.memory(delivery.chat.kind)

    def _prepare(
        self, unit: Unit, delivery: Delivery, compose: Callable[[Delivery], Message | None], found: _Found
    ) -> None:
        """Put a message into words; where it can't be, or has nothing to say, set it aside."""
        try:
            message = compose(delivery)
        except StorageError:
            raise
        except Exception as error:
            logger.exception("message %s could not be composed", delivery.id)
            reason = f"it could not be composed: {type(error).__name__}"
            found.unsaid.append((delivery, DeliveryState.FAILED, reason, Trouble.UNCOMPOSED))
            return
        act = acting(delivery, message)
        if act is None:
            found.unsaid.append((delivery, DeliveryState.CANCELLED, Trouble.NOTHING.value, None))
            return
        whole = act == "send" and delivery.subject is Subject.ANNOUNCEMENT
        refused = self._messenger.prepare(message) if message and whole else None
        if isinstance(refused, Refused):
            found.unsaid.append((delivery, DeliveryState.FAILED, refused.reason, Trouble.REFUSED))
            return
        found.ready.append(Leaving(delivery, act, message, unit.now))

    def _set_aside(self, unit: Unit, found: _Found) -> None:
        for chat_id, seconds in found.later.items():
            unit.outbox.postpone(chat_id, seconds)
        for delivery, state, reason, known in found.unsaid:
            if delivery.state is DeliveryState.QUEUED:
                unit.outbox.end(delivery.id, state, reason, known)
            else:
                stands = delivery.reason if delivery.reason == Trouble.TOO_OLD else ""
                unit.outbox.showing(delivery.id, delivery.wanted, stands)
            if delivery.subject is Subject.ANNOUNCEMENT:
                unit.queue.refresh(Subject.PROGRESS, delivery.subject_id)

    async def _leave(self, each: Leaving) -> None:
        try:
            turn = await self._pace.take(each.place, each.shared, each.to.lane)
            self._waiting -= 1
            if 2 * self._waiting <= max(LEAST_AHEAD, self._pace.within(AHEAD_SECONDS)):
                self._waking.wake()
            asked = self._pace.clock()
            if each.marked and not await self._may_leave(each):
                turn.unused()
                return
            await turn.leaves()
            if each.marked and self._is_late(self._pace.clock() - asked):
                turn.unused()
                await self._recording.do((each, RetryAfter(0.0, "it was held up")))
                return
            try:
                outcome = await perform(self._messenger, each)
            except Exception as error:
                logger.exception("message %s met a defect while it was leaving", each.delivery.id)
                outcome = Unknown(type(error).__name__)
            finally:
                turn.ended()
            await self._recording.do((each, outcome))
        finally:
            del self._taken[each.delivery.id]

    def _is_late(self, seconds: float) -> bool:
        """Whether a mark that was asked for so long ago may be another process's to judge by now."""
        return self._term != ALWAYS and seconds > MARKED_SECONDS

    async def _may_leave(self, each: Leaving) -> bool:
        """Put on disk that a message leaves; false where somebody has paused or cancelled it, or that failed."""
        try:
            return await self._marking.do(each.delivery.id)
        except CommitUncertain:  # what may be marked as leaving has surely not left
            await self._recording.do((each, RetryAfter(0.0, "it could not be recorded")))
            return False
        except Exception:
            logger.exception("message %s could not be marked as leaving", each.delivery.id)
            return False

    async def _mark(self, ids: Sequence[int]) -> Sequence[bool]:
        began = self._pace.clock()
        begun = await self._store.write(lambda unit: self._begun(unit, ids))
        self._pace.prepared_in(self._pace.clock() - began)
        return [each in begun for each in ids]

    def _begun(self, unit: Unit, ids: Sequence[int]) -> frozenset[int]:
        return unit.outbox.begin(ids) if unit.duties.stands(self._term) else frozenset()

    async def _write_down(self, ends: Sequence[tuple[Leaving, Outcome]]) -> Sequence[None]:
        """Record what came of messages, however often it takes: what is not on disk would be uncertain. While the
        storage fails, nothing else is made of them."""
        for failures in count(1):
            try:
                await until_recorded(partial(self._record_all, ends), PAUSES)
                break
            except Exception:
                logger.exception("what came of %d messages could not be recorded", len(ends))
            if failures >= TOGETHER and len(ends) > 1:
                for each in ends:
                    await self._write_down([each])
                break
            await asyncio.sleep(PAUSES.seconds(failures))
            if failures >= ALONE:
                ends = [(leaving, Unknown("it could not be recorded")) for leaving, _ in ends]
        return [None] * len(ends)

    async def _record_all(self, ends: Sequence[tuple[Leaving, Outcome]]) -> None:
        await self._store.write(lambda unit: self._all_came(unit, ends))

    def _all_came(self, unit: Unit, ends: Sequence[tuple[Leaving, Outcome]]) -> None:
        """What came of messages; where another process has judged by now what was leaving, only what has arrived."""
        if not unit.duties.stands(self._term):
            ends = [(each, outcome) for each, outcome in ends if isinstance(outcome, Sent)]
        self._record.all(unit, [Result(each, outcome, self._wait(unit, each, outcome)) for each, outcome in ends])

    def _wait(self, unit: Unit, each: Leaving, outcome: Outcome) -> float:
        """For how many seconds a message waits now, and the whole queue where nothing seems to reach the platform."""
        match outcome:
            case RetryAfter(seconds, everything=True):
                return max(bounded(seconds), self._rest(unit, bounded(seconds)))
            case Unknown():
                return max(PAUSES.seconds(each.delivery.attempt + 1), self._rest(unit, 0.0))
        self._failures, self._rests_until = 0, _LONG_AGO
        return bounded(outcome.seconds) if isinstance(outcome, RetryAfter) else 0.0

    def _rest(self, unit: Unit, seconds: float) -> float:
        """Let the queue rest, longer with each failure in a row; those that come meanwhile are one: how long it is."""
        if unit.now >= self._rests_until:
            self._failures += 1
            rest = max(seconds, PAUSES.seconds(self._failures))
            self._rests_until = unit.now + timedelta(seconds=rest)
            log_event(
                logger,
                logging.INFO,
                "queue.rests",
                "nothing seems to reach %(platform)s: its queue rests for %(seconds)d s",
                platform=self._messenger.platform,
                seconds=round(rest),
            )
        return (self._rests_until - unit.now).total_seconds()
