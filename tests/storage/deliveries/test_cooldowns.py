"""Where a platform has asked to wait, and until when."""

from datetime import timedelta
from functools import partial

from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import announced


async def test_a_halt_is_told_until_it_is_over(store: Store, clock: Clock) -> None:
    until = clock.now + timedelta(seconds=30)
    await store.write(lambda unit: unit.outbox.cool_down("telegram", "-100", until))
    assert await store.read(lambda unit: unit.outbox.cooldowns("telegram")) == [("-100", until)]
    assert await store.read(lambda unit: unit.outbox.cooldowns("discord")) == []
    clock.forward(seconds=30)
    assert await store.read(lambda unit: unit.outbox.cooldowns("telegram")) == []


async def test_the_latest_halt_of_a_place_counts_and_those_that_are_over_are_forgotten(
    store: Store, clock: Clock
) -> None:
    def halt(unit: Unit, place: str, seconds: int) -> None:
        unit.outbox.cool_down("telegram", place, unit.now + timedelta(seconds=seconds))

    for place, seconds in (("-1", 5), ("-2", 60), ("-2", 90), ("telegram", 30)):
        await store.write(partial(halt, place=place, seconds=seconds))
    clock.forward(seconds=10)
    await store.write(partial(halt, place="-3", seconds=10))
    halts = dict(await store.read(lambda unit: unit.outbox.cooldowns("telegram")))
    left = {place: (until - clock.now).total_seconds() for place, until in halts.items()}
    assert left == {"-2": 80, "telegram": 20, "-3": 10}


async def test_a_halt_outlives_the_process(open_database: OpenDatabase, clock: Clock) -> None:
    until = clock.now + timedelta(hours=1)
    store = await open_database()
    await store.write(lambda unit: unit.outbox.cool_down("telegram", "telegram", until))
    await store.close()
    again = await open_database()
    assert await again.read(lambda unit: unit.outbox.cooldowns("telegram")) == [("telegram", until)]


async def test_halts_are_cleared_everywhere_or_on_a_platform_and_what_was_put_off_there_is_due(
    store: Store, clock: Clock
) -> None:
    def halted(unit: Unit) -> None:
        announced(unit, "12")
        for platform, place, seconds in (
            ("telegram", "telegram", 60),
            ("telegram", "1", 600),
            ("telegram", "2", -1),
            ("discord", "discord", 60),
        ):
            unit.outbox.cool_down(platform, place, unit.now + timedelta(seconds=seconds))
        for each in unit.outbox.due("telegram", 9):
            unit.outbox.postpone(each.chat.id, 3600)

    def due(unit: Unit) -> int:
        return len(unit.outbox.due("telegram", 9))

    await store.write(halted)
    assert await store.write(lambda unit: dict(unit.outbox.clear_cooldowns("elsewhere"))) == {}
    assert await store.read(due) == 0
    assert await store.write(lambda unit: dict(unit.outbox.clear_cooldowns("telegram"))) == {"telegram": 2}
    assert await store.read(due) == 2
    assert await store.read(lambda unit: unit.outbox.cooldowns("telegram")) == []
    assert await store.write(lambda unit: dict(unit.outbox.clear_cooldowns())) == {"discord": 1}
    assert await store.write(lambda unit: dict(unit.outbox.clear_cooldowns())) == {}
