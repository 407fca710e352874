"""The time is put on disk, and the host is told where the machine's clock can't be believed; in simulated time."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.timekeeping import SEEN_SECONDS, Timekeeping
from bot.model.clock import Clock, Kept
from tests.memory import MemoryStore
from tests.unit.delivery.simulated import simulated

BEGAN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
YEARS = timedelta(days=400)
PATIENCE = 15.0


class Stage:
    """A clock that is watched, of a machine whose own can be wrong."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.off = timedelta(0)
        self._passed = asyncio.get_running_loop().time
        self._began = self._passed()
        self.clock = Clock(self.machine, self._passed)
        self.store = MemoryStore(lambda: self.clock.now())
        self.keeping = Timekeeping(self.store, self.clock, patience)

    @property
    def true(self) -> datetime:
        return BEGAN + timedelta(seconds=self._passed() - self._began)

    def machine(self) -> datetime:
        return self.true + self.off

    async def watched(self, seconds: float) -> None:
        """Watch it for so long."""
        ended = asyncio.Event()
        watching = asyncio.create_task(self.keeping.run(ended))
        await asyncio.sleep(seconds)
        ended.set()
        await watching

    def seen(self) -> datetime | None:
        """Until when the time was seen to pass."""
        return self.store.do(lambda unit: unit.clock.kept().seen_at)


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was told of the clock."""
    return [event for each in caplog.records if (event := getattr(each, "event", "")).startswith("clock.")]


def test_the_time_is_on_disk_once_a_minute(told: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        stage = Stage()
        await stage.watched(10 * SEEN_SECONDS)
        seen = stage.seen()
        assert seen
        assert stage.true - seen <= timedelta(seconds=SEEN_SECONDS + 2)

    simulated(main())
    assert events(told) == []


def test_a_doubt_that_stands_is_told_once_and_not_put_on_disk_and_its_end_is_told(
    told: pytest.LogCaptureFixture,
) -> None:
    async def main() -> None:
        stage = Stage()
        await stage.watched(5)
        before = stage.seen()
        stage.off = YEARS
        await stage.watched(10)
        assert events(told) == []
        await stage.watched(3 * SEEN_SECONDS)
        assert events(told) == ["clock.doubted"]
        assert "2027-04-05T12:00:" in told.text
        assert "2026-03-01T12:00:" in told.text
        assert "countersign clock accept" in told.text
        assert stage.seen() == before
        stage.off = timedelta(0)
        await stage.watched(5)
        assert stage.seen() != before

    simulated(main())
    assert events(told) == ["clock.doubted", "clock.believed"]


def test_the_host_s_word_is_followed_within_seconds_and_only_once(told: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        stage = Stage(patience=0.0)
        stage.off = YEARS
        await stage.watched(5)
        stage.store.do(lambda unit: unit.clock.accept(stage.machine()))
        await stage.watched(5)
        assert stage.clock.now() == stage.machine()
        assert stage.store.do(lambda unit: unit.clock.accepted_at()) is None
        stage.off += timedelta(hours=3)
        await stage.watched(5)
        assert stage.clock.now() == stage.machine() - timedelta(hours=3)

    simulated(main())
    assert events(told) == ["clock.doubted", "clock.believed", "clock.doubted"]


def test_a_start_that_a_platform_confirms_in_time_is_not_worth_a_word(told: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        stage = Stage()
        stage.clock.begin(Kept(BEGAN - YEARS), timedelta(minutes=5))
        await stage.watched(5)
        stage.clock.heard("telegram", stage.true)
        await stage.watched(60)

    simulated(main())
    assert events(told) == []
