"""When a request may leave: the platforms' documented limits, and who goes first.

This module alone owns the pace. Every request to a platform that counts against a limit waits for its turn here.
"""

import asyncio
import heapq
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from math import ceil

from bot.delivery.windows import Limits, Log
from bot.model.deliveries import UPDATES, Lane

SWEEP = 4
"""So many chats whose windows may be empty again are looked at with each new request."""

EAGER = 3
"""What the queue sends leaves at most so many times as fast as the limit in the long run, so that one that is late
does not meet those that come after it."""

SLACK = 0.005
"""Seconds that the queue may make up for at once, where the event loop was busy."""

LOOK_SECONDS = 1.0
"""So often it is looked whether what waits for its very moment may leave earlier: a platform's wait may be lifted."""

LONGEST_SECONDS = 30 * 24 * 3600.0
"""For so long at the most a platform is obeyed, which asks again then: no calendar has the end of every number."""

LEAD = 0.1
"""Seconds at the most before it may leave that what the queue sends has its turn: until then it is put on disk that it
leaves, which is as long as that has taken lately."""

FORGETTING = 0.05
"""The longest time lately counts for so much less with each that was shorter."""

LATELY = 5
"""The queue keeps free for answers what these took on average in so many of the last windows: half of one at the most.
"""

KNOWN = 30
"""Before so many requests were answered nothing is concluded from them: each counts from its answer."""

QUICKEST_SECONDS = 30.0
"""How long a request takes that nothing holds up is told by the quickest one of this stretch and the one before."""


def bounded(seconds: float) -> float:
    """How long a platform is obeyed that asks to wait for so long, which may be no number."""
    return seconds if seconds < LONGEST_SECONDS else LONGEST_SECONDS


class TermOver(ConnectionError):
    """Another process may send by now: the request has surely not left."""


@dataclass(slots=True, eq=False)
class Turn:
    """A request that waits for its turn, or has it. Whoever has it says when the request has ended, or was not made.
    `held`: when it was asked for, the platform could take no request at all."""

    pace: "Pace"
    lane: Lane
    chat: str
    shared: bool
    granted: "asyncio.Future[None]"
    left_at: float = 0.0
    held: bool = False

    async def leaves(self) -> None:
        """Wait for the very moment at which the request may leave, which is now."""
        while (early := self.pace.held_up(self)) > 0:  # noqa: ASYNC110 - a wait may come, or be lifted, meanwhile
            await asyncio.sleep(min(early, LOOK_SECONDS))
        self.left_at = max(self.left_at, self.pace.clock())

    def ended(self) -> None:
        """The request was answered, or failed: the platform counted it before this moment."""
        self.pace.ended(self, counts=True)

    def unused(self) -> None:
        """The request was not made."""
        self.pace.ended(self, counts=False)


class Pace:
    """The pace of one platform. `clock` gives seconds that only grow.

    A request was counted by the platform some time between its leaving and its answer. The quickest ones tell how long
    both ways take, so it counts from that much before its answer: however late it was, the next ones are not early.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.limits = limits
        self._overall = Log(limits.overall)
        self._spare = min(limits.reserve, limits.overall.requests - 1)
        self._answers = Log(limits.overall)
        self._answered: deque[float] = deque()
        self._early: deque[float] = deque()
        self._lead = 0.01
        self._gap = limits.overall.seconds / limits.overall.requests / EAGER
        self._next_of_queue = 0.0
        self._refused = Log(limits.refused) if limits.refused else None
        self._chats: OrderedDict[str, list[Log]] = OrderedDict()
        self._waiting: list[tuple[int, int, Turn]] = []
        self._number = 0
        self._quickest = [float("inf"), float("inf")]
        self._stretch_began = 0.0
        self._known = 0
        self._alarm: asyncio.TimerHandle | None = None
        self._rings_at = float("inf")
        self._asked_for = dict[str, float]()
        self._lifted = asyncio.Event()
        self.too_many = 0
        """How often the platform answered that there were too many requests: each a defect of the pace."""
        self.made = 0
        """How many requests were made that counted."""
        self.on_cooldown: Callable[[str, float], None] = lambda chat, seconds: None
        """Told of each wait that has to outlast the process: in a chat, or for an empty one everywhere."""
        self.holds: Callable[[], bool] = lambda: True
        """Whether this process is still the one that may send, asked as each request leaves."""
        self.on_request: Callable[[], Callable[[str], None]] = lambda: lambda date: None
        """Told of each request that leaves; what it returns is told the `Date` header of the answer."""

    def asked(self) -> Callable[[str], None]:
        """A request leaves; what this returns is told the `Date` header of its answer. Raises `TermOver` where another
        process may send by now, which knows nothing of what leaves here."""
        if not self.holds():
            raise TermOver
        return self.on_request()

    def asked_by_anyone(self) -> Callable[[str], None]:
        """A request leaves, as `asked`, that no other process can make in the place of this one."""
        return self.on_request()

    async def take(self, chat: str, shared: bool, lane: Lane) -> Turn:
        """Wait until a request to a chat may leave; requests without a chat have an empty one."""
        self._number += 1
        turn = Turn(self, lane, chat, shared, asyncio.get_running_loop().create_future())
        turn.held = lane is Lane.ANSWER and self._opens_at(lane, self.clock()) > self.clock()
        heapq.heappush(self._waiting, (int(lane), self._number, turn))
        self._let_go()
        try:
            await turn.granted
        except asyncio.CancelledError:
            if turn.granted.done() and not turn.granted.cancelled():
                turn.unused()
            raise
        return turn

    @asynccontextmanager
    async def turn(self, chat: str, shared: bool, lane: Lane) -> AsyncIterator[None]:
        """One request to a chat, made when its turn comes."""
        turn = await self.take(chat, shared, lane)
        try:
            await turn.leaves()
            yield
        finally:
            turn.ended()

    def ended(self, turn: Turn, counts: bool) -> None:
        """A request has come to its end; where it `counts`, the platform has seen it."""
        now = self.clock()
        self.made += counts
        counted = now - self._nothing_held_up(now - turn.left_at, now) if counts else now
        for log in self._logs_of(turn, now):
            log.on_their_way = max(0, log.on_their_way - 1)
            if counts:
                log.counted.append(max(counted, log.counted[-1]) if log.counted else counted)
        self._let_go()

    def _nothing_held_up(self, took: float, now: float) -> float:
        """How long a request takes that nothing holds up, by one more."""
        if now - self._stretch_began > QUICKEST_SECONDS:
            self._quickest, self._stretch_began = [took, self._quickest[0]], now
        self._quickest[0] = min(self._quickest[0], took)
        self._known += 1
        return min(self._quickest) if self._known > KNOWN else 0.0

    def held_up(self, turn: Turn) -> float:
        """For how many seconds a request that has its turn can't leave yet."""
        now = self.clock()
        return max(turn.left_at, *(log.closed_until for log in self._logs_of(turn, now))) - now

    def cool_down(self, chat: str, shared: bool, seconds: float) -> None:
        """Obey the platform, to which this pace was too fast."""
        self.too_many += 1
        self.obey(chat, shared, seconds)

    def cool_down_somewhere(self, chat: str, shared: bool, seconds: float) -> None:
        """Obey a platform that does not say whether it means this chat or everything: it means the chat, and
        everything for as long as it asks two chats to wait."""
        now = self.clock()
        others = [until for other, until in self._asked_for.items() if other not in ("", UPDATES, chat) and until > now]
        self.cool_down(chat, shared, seconds)
        if others:
            self.obey("", False, min(max(others) - now, seconds))

    def obey(self, chat: str, shared: bool, seconds: float) -> None:
        """Obey the platform: nothing leaves for a chat, or for an empty one at all, for so many seconds."""
        seconds = bounded(seconds)
        self.go_on_obeying(chat, shared, seconds)
        self.on_cooldown(chat, seconds)

    def go_on_obeying(self, chat: str, shared: bool, seconds: float) -> None:
        """Obey the platform in what it asked for before, likewise; that is on disk already."""
        now = self.clock()
        self._asked_for = {each: until for each, until in self._asked_for.items() if until > now}
        self._asked_for[chat] = max(now + seconds, self._asked_for.get(chat, 0.0))
        self.close(chat, shared, seconds)

    def close(self, chat: str, shared: bool, seconds: float) -> None:
        """Let nothing leave for a chat, or for an empty one at all, for so many seconds."""
        until = self.clock() + seconds
        for log in self._logs(chat, shared, self.clock()) if chat else [self._overall]:
            log.closed_until = max(log.closed_until, until)

    def lift(self, chat: str) -> None:
        """Let things leave again for a chat, or for an empty one at all, though the platform has asked to wait."""
        for log in self._chats.get(chat, ()) if chat else (self._overall,):
            log.closed_until = 0.0
        self._asked_for.pop(chat, None)
        self._lifted.set()
        self._lifted = asyncio.Event()
        self._let_go()

    async def rest(self, seconds: float) -> None:
        """Wait so many seconds, or until something that the platform asked for is lifted."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._lifted.wait(), seconds)

    def prepared_in(self, seconds: float) -> None:
        """So long it has taken to put on disk that something leaves, which has its turn before by that much."""
        self._lead = min(LEAD, max(seconds, self._lead - (self._lead - seconds) * FORGETTING))

    def refused(self) -> None:
        """The platform has refused a request to the bot, and counts how often."""
        if self._refused:
            self._refused.counted.append(self.clock())
            self._refused.free_at(self.clock())

    def free_in(self, chat: str, shared: bool) -> float:
        """In how many seconds a request to a chat might leave, as far as that chat is concerned."""
        now = self.clock()
        return max(0.0, max(log.free_at(now) for log in self._logs(chat, shared, now)) - now)

    @property
    def waiting(self) -> int:
        """How many requests wait for their turn."""
        return len(self._waiting)

    @property
    def halted(self) -> float:
        """For how many seconds nothing at all may leave, as the platform has asked."""
        return max(0.0, self._overall.closed_until - self.clock())

    def answers_in(self, before: int) -> float:
        """In about how many seconds one more answer may leave, where so many leave before it."""
        now = self.clock()
        return self._opens_at(Lane.ANSWER, now) - now + before / self.within(1.0)

    def within(self, seconds: float) -> int:
        """How many requests may leave in so many seconds in the long run, at the least one."""
        return max(1, round(self.limits.overall.requests * seconds / self.limits.overall.seconds))

    def _logs(self, chat: str, shared: bool, now: float) -> list[Log]:
        logs = self._chats.pop(chat, None)
        if logs is None:
            self._sweep(now)
            windows = [self.limits.chat, *([self.limits.shared] if shared and self.limits.shared else [])]
            logs = [Log(window) for window in windows]
        self._chats[chat] = logs
        return logs

    def _logs_of(self, turn: Turn, now: float) -> list[Log]:
        """Every window in which a request counts."""
        logs = [self._overall, *([self._answers] if turn.lane is Lane.ANSWER else [])]
        return [*logs, *(self._logs(turn.chat, turn.shared, now) if turn.chat else [])]

    def _sweep(self, now: float) -> None:
        """Forget the chats that were used least lately and whose windows are empty again."""
        for chat in [chat for chat, _ in zip(self._chats, range(SWEEP), strict=False)]:
            if all(log.idle(now) for log in self._chats[chat]):
                del self._chats[chat]
            else:
                self._chats.move_to_end(chat)

    def _opens_at(self, lane: Lane, now: float) -> float:
        """When the next request of a lane may leave, whatever its chat."""
        if lane is Lane.ANSWER:
            return self._overall.free_at(now, -self._ahead_of_time(now))
        held = self._refused.free_at(now) if self._refused else now
        return max(self._overall.free_at(now, self._kept_free(now)), self._next_of_queue - SLACK, held)

    def _ahead_of_time(self, now: float) -> int:
        """How much of the queue waits, with its turn, for others to be counted no more: it is in no answer's way as
        long as it has kept something free for it."""
        while self._early and self._early[0] <= now:
            self._early.popleft()
        return len(self._early) if self._kept_free(now) else 0

    def _kept_free(self, now: float) -> int:
        """How many requests the queue leaves free for answers, besides those that were made lately."""
        self._answers.free_at(now + LEAD)
        window = self.limits.overall
        while self._answered and self._answered[0] + LATELY * window.seconds <= now:
            self._answered.popleft()
        lately = min(ceil((len(self._answered) - 1) / LATELY), window.requests // 2)
        return max(0, max(self._spare, lately) - self._answers.on_their_way - len(self._answers.counted))

    def _free_at(self, turn: Turn, now: float) -> float:
        """When a request may leave as far as its chat is concerned."""
        if not turn.chat:
            return now
        return max(now, *(log.free_at(now) for log in self._logs(turn.chat, turn.shared, now)))

    def _let_go(self) -> None:
        """Let everything leave that may, in the order of lanes, and set the alarm for what comes next."""
        now, later, next_at = self.clock(), list[tuple[int, int, Turn]](), float("inf")
        while self._waiting:
            turn = self._waiting[0][2]
            if turn.granted.done():
                heapq.heappop(self._waiting)
                continue
            lead = 0.0 if turn.lane is Lane.ANSWER else self._lead
            opens_at = self._opens_at(turn.lane, now)
            if opens_at > now + lead:
                next_at = min(next_at, opens_at - lead)
                break
            waiting = heapq.heappop(self._waiting)
            free_at = self._free_at(turn, now)
            if free_at > now + lead:
                later.append(waiting)
                next_at = min(next_at, free_at - lead)
                continue
            full = turn.lane is not Lane.ANSWER and self._overall.free_at(now, self._kept_free(now)) > now
            self._grant(turn, now, max(opens_at, free_at), full)
        for waiting in later:
            heapq.heappush(self._waiting, waiting)
        self._set_alarm(now, next_at)

    def _grant(self, turn: Turn, now: float, leaves_at: float, full: bool) -> None:
        for log in self._logs_of(turn, now):
            log.on_their_way += 1
        if turn.lane is Lane.ANSWER:
            # One that had to wait counts twice: otherwise those that wait would keep the others as few as they are.
            self._answered.extend([now] * (2 if turn.held else 1))
        else:
            if full:
                self._early.append(leaves_at)
            self._next_of_queue = max(self._next_of_queue, leaves_at - SLACK) + self._gap
        turn.left_at = leaves_at
        turn.granted.set_result(None)

    def _set_alarm(self, now: float, next_at: float) -> None:
        if self._alarm:
            if self._rings_at <= next_at and now < self._rings_at:
                return
            self._alarm.cancel()
            self._alarm = None
        if next_at < float("inf"):
            self._rings_at = next_at
            self._alarm = asyncio.get_running_loop().call_later(max(next_at - now, 0.0005), self._ring)

    def _ring(self) -> None:
        self._alarm = None
        self._let_go()
