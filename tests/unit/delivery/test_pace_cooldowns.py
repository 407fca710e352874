"""What a platform tells the pace: to wait in a chat or everywhere, and that it refused something."""

import asyncio

import pytest

from bot.delivery.windows import Limits, Window
from bot.model.deliveries import Lane
from tests.unit.delivery.pacing import Stage
from tests.unit.delivery.simulated import simulated


def test_a_chat_that_the_platform_halts_waits_alone_and_no_longer_than_it_was_told() -> None:
    async def main() -> Stage:
        stage = Stage()
        await stage.turn("-3", Lane.ANSWER)
        stage.pace.cool_down("-3", True, 3.0)
        await asyncio.gather(*stage.start("-3", "@1", "-4", lane=Lane.ANSWER))
        return stage

    stage = simulated(main())
    assert [stage.times(chat) for chat in ("-3", "@1", "-4")] == [[0.0, 3.0], [0.0], [0.0]]
    assert stage.pace.too_many == 1


def test_a_platform_that_halts_everything_is_obeyed_also_by_those_who_wait_already() -> None:
    async def main() -> Stage:
        stage = Stage(Limits(Window(1, 1.0), Window(9, 1.0)))
        tasks = stage.start("@1", "@2")
        await asyncio.sleep(0)
        stage.pace.cool_down("", False, 7.0)
        stage.pace.cool_down("", False, 2.0)
        await asyncio.gather(*tasks)
        return stage

    assert [at for at, _ in simulated(main()).left] == pytest.approx([0.0, 7.0], abs=0.01)


@pytest.mark.parametrize("chat", ["", "-3"])
def test_what_was_halted_leaves_as_soon_as_that_is_lifted_also_what_has_its_turn_already(chat: str) -> None:
    async def main() -> Stage:
        stage = Stage()
        having, waiting = await stage.pace.take("-3", True, Lane.ANNOUNCEMENT), stage.loop.create_task(stage.turn("-3"))
        stage.pace.cool_down(chat, True, 3600.0)
        leaving = stage.loop.create_task(having.leaves())
        await asyncio.sleep(60.0)
        assert not leaving.done()
        stage.pace.lift(chat)
        await asyncio.gather(leaving, waiting)
        having.ended()
        return stage

    stage = simulated(main())
    assert stage.left[-1][0] == pytest.approx(60.0, abs=1.0)
    assert stage.loop.time() - stage.began <= 61.0


def test_whoever_rests_because_of_a_wait_goes_on_when_it_is_lifted_and_else_in_time() -> None:
    async def main() -> tuple[float, float]:
        stage = Stage()
        stage.pace.cool_down("-3", True, 3600.0)
        resting = stage.loop.create_task(stage.pace.rest(3600.0))
        await asyncio.sleep(60.0)
        stage.pace.lift("-3")
        await resting
        lifted = stage.loop.time() - stage.began
        await stage.pace.rest(30.0)
        return lifted, stage.loop.time() - stage.began

    assert simulated(main()) == (60.0, 90.0)


def test_a_chat_that_is_not_known_is_lifted_too() -> None:
    async def main() -> None:
        Stage().pace.lift("-9")

    simulated(main())


def test_a_halt_of_everything_holds_answers_too() -> None:
    async def main() -> Stage:
        stage = Stage()
        stage.pace.cool_down("", False, 5.0)
        await asyncio.gather(*stage.start("@1", lane=Lane.ANSWER), *stage.start("", lane=Lane.ANSWER))
        return stage

    assert [at for at, _ in simulated(main()).left] == pytest.approx([5.0, 5.0], abs=0.01)


def test_a_shorter_wait_does_not_end_a_longer_one() -> None:
    async def main() -> Stage:
        stage = Stage()
        stage.pace.cool_down("-3", True, 9.0)
        stage.pace.close("-3", True, 1.0)
        await stage.turn("-3", Lane.ANSWER)
        return stage

    assert simulated(main()).times("-3") == [9.0]


def test_each_wait_that_the_platform_asks_for_is_told_and_one_that_it_did_not_ask_for_is_not() -> None:
    async def main() -> tuple[list[tuple[str, float]], int]:
        stage, told = Stage(), list[tuple[str, float]]()
        stage.pace.on_cooldown = lambda chat, seconds: told.append((chat, seconds))
        stage.pace.close("-3", True, 4.0)
        stage.pace.close("", False, 1.0)
        stage.pace.cool_down("-3", True, 5.0)
        stage.pace.cool_down("", False, 6.0)
        stage.pace.obey("-4", True, 7.0)
        return told, stage.pace.too_many

    assert simulated(main()) == ([("-3", 5.0), ("", 6.0), ("-4", 7.0)], 2)


def test_a_halted_chat_is_not_forgotten_while_it_is_halted() -> None:
    async def main() -> list[float]:
        stage = Stage(Limits(Window(1000, 1.0), Window(1, 1.0)))
        stage.pace.cool_down("@halted", False, 60.0)
        for number in range(2000):
            await stage.turn(f"@{number}", Lane.ANSWER)
        await stage.turn("@halted", Lane.ANSWER)
        return stage.times("@halted")

    assert simulated(main()) == [60.0]


def test_as_many_refusals_as_the_platform_allows_hold_the_queue_back_and_no_answer() -> None:
    async def main() -> Stage:
        stage = Stage(Limits(Window(100, 1.0), Window(9, 1.0), refused=Window(3, 600.0)))
        for _ in range(3):
            stage.pace.refused()
        waiting = stage.start("@news") + stage.start("@card", lane=Lane.CARD)
        await stage.turn("@answer", Lane.ANSWER)
        await asyncio.gather(*waiting)
        return stage

    stage = simulated(main())
    assert stage.times("@answer") == [0.0]
    assert stage.times("@news") + stage.times("@card") == pytest.approx([600.0, 600.0], abs=0.05)


def test_fewer_refusals_hold_nothing_back_and_without_a_window_none_do() -> None:
    async def main() -> list[float]:
        stage = Stage(Limits(Window(100, 1.0), Window(9, 1.0), refused=Window(3, 600.0)))
        other = Stage(Limits(Window(100, 1.0), Window(9, 1.0)))
        for _ in range(2):
            stage.pace.refused()
        for _ in range(99):
            other.pace.refused()
        await stage.turn("@news")
        await other.turn("@news")
        return [*stage.times("@news"), *other.times("@news")]

    assert simulated(main()) == [0.0, 0.0]


def test_refusals_that_nobody_asks_about_are_not_kept_for_ever() -> None:
    async def main() -> int:
        stage = Stage(Limits(Window(100, 1.0), Window(9, 1.0), refused=Window(3, 600.0)))
        for _ in range(5000):
            stage.pace.refused()
            await asyncio.sleep(60)
        return len(stage.pace._refused.counted) if stage.pace._refused else 0

    assert simulated(main()) <= 20
