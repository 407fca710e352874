"""What a platform asks to wait is told, kept, and lifted when the host clears it on disk; in simulated time."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import pytest

from adapters.telegram.api.pacing import LIMITS
from bot.delivery.pace import Pace
from bot.delivery.worker import Worker
from bot.model.chats import Address, ChatKind
from bot.model.deliveries import Subject
from bot.ports.messenger import Destination, Message, Outcome, RetryAfter
from bot.ports.store import Unit
from bot.service.announcements import halts
from tests.unit.delivery.delivering import PLATFORM, Scripted, says
from tests.unit.delivery.instant import InstantStore, announce
from tests.unit.delivery.simulated import simulated

LONG = 120.0
SOON = 5.0
"""So many seconds at the most it takes until what the host has cleared is lifted."""


def events(told: pytest.LogCaptureFixture) -> list[str]:
    """What was told of waits, in order."""
    return [event for record in told.records if (event := getattr(record, "event", "")).startswith("halt.")]


class Halting(Scripted):
    """A platform that asks to wait with the first message that it gets for a place, there or everywhere."""

    def __init__(self, everywhere: bool) -> None:
        super().__init__()
        self._everywhere = everywhere
        self._asked = set[str]()
        self.pace: Pace
        self.arrived = list[tuple[float, str]]()

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        place = to.address.place
        if place == "-1" and place not in self._asked:
            self._asked.add(place)
            self.pace.cool_down("" if self._everywhere else place, True, LONG)
            return RetryAfter(LONG, "wait")
        self.arrived.append((asyncio.get_running_loop().time(), place))
        return await super().send(key, to, message)


class Stage:
    """A worker that runs, and a platform that asks to wait."""

    def __init__(self, everywhere: bool, places: Sequence[str]) -> None:
        self.clock = asyncio.get_running_loop().time
        self.store = InstantStore(self.clock)
        self.messenger = Halting(everywhere)
        self.places = list(places)

    def started(self) -> Worker:
        """A new worker, as after a start of the process."""
        self.messenger.pace = Pace(LIMITS, self.clock)
        return Worker(self.store, self.messenger, self.messenger.pace, lambda unit: lambda each: says(unit, each))

    async def clear(self, platform: str = "") -> dict[str, int]:
        """The host clears what was asked for, as another process does."""
        return dict(await self.store.write(lambda unit: halts.clear(unit, platform)))

    async def arrival(self, place: str) -> float:
        """When a message arrived in a place."""
        while not (found := [at for at, there in self.messenger.arrived if there == place]):
            await asyncio.sleep(0.05)
        return found[0]


def played(everywhere: bool, places: Sequence[str], story: Callable[[Stage], Awaitable[None]]) -> None:
    """Tell a story while a worker sends an announcement to these places."""

    async def main() -> None:
        stage = Stage(everywhere, places)
        await stage.store.write(lambda unit: announce(unit, stage.places, ChatKind.GROUP))
        ended = asyncio.Event()
        running = asyncio.create_task(stage.started().run(ended))
        await story(stage)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        stage.store.close()

    simulated(main())


def test_a_halt_of_everything_is_told_with_its_end_and_everything_leaves_soon_after_it_was_cleared(
    told: pytest.LogCaptureFixture,
) -> None:
    async def story(stage: Stage) -> None:
        await asyncio.sleep(60.0)
        assert stage.messenger.arrived == []
        begun = next(record for record in told.records if getattr(record, "event", "") == "halt.begun")
        assert begun.getMessage() == "platform asks to wait with everything until 2026-03-01T00:18:40Z"
        assert await stage.clear("another") == {}
        assert await stage.clear() == {PLATFORM: 1}
        cleared = stage.clock()
        for place in stage.places:
            assert await stage.arrival(place) - cleared < SOON
        assert events(told) == ["halt.begun", "halt.cleared"]

    played(True, ["-1", "-2", "-3"], story)


def test_a_halt_of_one_chat_holds_up_no_other_and_is_cleared_likewise(told: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        await stage.arrival("-2")
        await asyncio.sleep(60.0)
        assert [place for _, place in stage.messenger.arrived] == ["-2"]
        await stage.clear(PLATFORM)
        cleared = stage.clock()
        assert await stage.arrival("-1") - cleared < SOON
        assert events(told) == ["halt.begun", "halt.cleared"]
        assert "-1" not in told.text

    played(False, ["-1", "-2"], story)


@pytest.mark.parametrize("asked", [1e12, 1e16, float("inf"), float("nan")])
@pytest.mark.parametrize("everywhere", [True, False])
def test_a_halt_for_longer_than_any_calendar_can_be_cleared_like_any(
    told: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, asked: float, everywhere: bool
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "LONG", asked)

    async def story(stage: Stage) -> None:
        await asyncio.sleep(60.0)
        await stage.clear(PLATFORM)
        async with asyncio.timeout(SOON):
            await stage.arrival("-1")
        assert [record for record in told.records if record.exc_info] == []

    played(everywhere, ["-1"], story)


def test_a_halt_that_nobody_clears_is_over_in_its_own_time_and_that_is_told(told: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        began = stage.clock()
        assert await stage.arrival("-1") - began >= LONG
        await asyncio.sleep(1.0)
        assert events(told) == ["halt.begun", "halt.ended"]

    played(True, ["-1"], story)


def test_a_halt_that_outlived_the_process_is_told_anew_and_can_be_cleared_then(told: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        stage, ended = Stage(True, ["-2"]), asyncio.Event()

        def halted(unit: Unit) -> None:
            announce(unit, stage.places, ChatKind.GROUP)
            unit.outbox.cool_down(PLATFORM, PLATFORM, unit.now + timedelta(seconds=LONG))

        await stage.store.write(halted)
        running = asyncio.create_task(stage.started().run(ended))
        await asyncio.sleep(60.0)
        assert stage.messenger.arrived == []
        await stage.clear()
        cleared = stage.clock()
        assert await stage.arrival("-2") - cleared < SOON
        ended.set()
        await running
        stage.store.close()

    simulated(main())
    assert events(told) == ["halt.begun", "halt.cleared"]


def test_what_is_asked_for_more_than_once_is_told_where_it_is_longer_and_the_longest_is_kept(
    told: pytest.LogCaptureFixture,
) -> None:
    async def story(stage: Stage) -> None:
        await asyncio.sleep(1.0)
        stage.messenger.pace.cool_down("", False, 10.0)
        stage.messenger.pace.cool_down("", False, 20.0)
        await asyncio.sleep(60.0)
        assert stage.messenger.arrived == []
        assert events(told) == ["halt.begun"]
        stage.messenger.pace.cool_down("", False, 2 * LONG)
        began = stage.clock()
        assert await stage.arrival("-1") - began >= 2 * LONG
        assert events(told)[:2] == ["halt.begun", "halt.begun"]

    played(True, ["-1"], story)


def test_the_reports_on_what_is_on_its_way_are_brought_up_to_date_when_a_platform_asks_to_wait_and_when_that_is_cleared(
    told: pytest.LogCaptureFixture,
) -> None:
    def wanted(unit: Unit) -> int:
        (report,) = [each for each in unit.outbox.due("elsewhere", 9) if each.subject is Subject.PROGRESS]
        return report.wanted

    def put(unit: Unit) -> None:
        chat = unit.chats.ensure(Address("elsewhere", "@1"), ChatKind.PRIVATE, "")
        unit.queue.put(chat.id, Subject.PROGRESS, 1)

    async def story(stage: Stage) -> None:
        await stage.store.write(put)
        before = await stage.store.read(wanted)
        await asyncio.sleep(5.0)
        halted = await stage.store.read(wanted)
        await stage.clear()
        assert before < halted < await stage.store.read(wanted)

    played(True, ["-1"], story)
