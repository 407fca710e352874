"""When requests may leave, in simulated time: never too many, and nobody waits for nothing."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.windows import Limits, Window
from bot.model.deliveries import Lane
from tests.unit.delivery.pacing import LIMITS, Stage, never_too_many
from tests.unit.delivery.simulated import simulated
from tests.unit.strategies import THOROUGH

arrivals = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.0, 0.1, 0.3, 1.0, 2.5]),
        st.sampled_from(["@1", "@2", "-3", "-4", ""]),
        st.sampled_from(Lane),
    ),
    min_size=1,
    max_size=25,
)


@THOROUGH
@given(arrivals)
def test_no_stretch_of_time_has_more_than_its_window_allows(asked: list[tuple[float, str, Lane]]) -> None:
    async def main() -> list[tuple[float, str]]:
        stage, tasks = Stage(), list[asyncio.Task[None]]()
        for delay, chat, lane in asked:
            await asyncio.sleep(delay)
            tasks += stage.start(chat, lane=lane)
        await asyncio.gather(*tasks)
        return stage.left

    left = simulated(main())
    assert sorted(chat for _, chat in left) == sorted(chat for _, chat, _ in asked)
    assert never_too_many([at for at, _ in left], LIMITS.overall)
    for chat in {chat for _, chat in left} - {""}:
        times = [at for at, to in left if to == chat]
        assert never_too_many(times, LIMITS.chat)
        assert not chat.startswith("-") or never_too_many(times, LIMITS.shared or LIMITS.chat)


@THOROUGH
@given(st.lists(st.sampled_from(["@1", "@2", "@3"]), min_size=1, max_size=30))
def test_nobody_waits_longer_than_the_limits_ask(chats: list[str]) -> None:
    async def main() -> float:
        stage = Stage(Limits(Window(4, 1.0), Window(1, 1.0)))
        await asyncio.gather(*stage.start(*chats, lane=Lane.ANSWER))
        return stage.left[-1][0]

    slowest = max(chats.count(chat) - 1 for chat in chats)
    assert simulated(main()) <= max(slowest, (len(chats) - 1) // 4) + len(chats) * 0.01 + 1.0


def test_an_answer_goes_ahead_of_a_card_which_goes_ahead_of_an_announcement() -> None:
    async def main() -> list[str]:
        stage = Stage(Limits(Window(1, 1.0), Window(9, 1.0)))
        tasks = stage.start("first")
        await asyncio.sleep(0)
        tasks += stage.start("news 1", "news 2") + stage.start("card", lane=Lane.CARD)
        tasks += stage.start("answer 1", "answer 2", lane=Lane.ANSWER)
        await asyncio.gather(*tasks)
        return [chat for _, chat in stage.left]

    assert simulated(main()) == ["first", "answer 1", "answer 2", "card", "news 1", "news 2"]


def test_a_busy_chat_holds_nobody_else_up() -> None:
    async def main() -> Stage:
        stage = Stage(Limits(Window(2, 1.0), Window(1, 60.0)))
        await asyncio.gather(*stage.start("busy", "busy", "one", "two", "three", lane=Lane.ANSWER))
        return stage

    stage = simulated(main())
    assert [stage.times(chat) for chat in ("busy", "one", "two", "three")] == [[0.0, 60.0], [0.0], [1.0], [1.0]]


def test_who_stops_waiting_takes_no_turn_and_loses_none_for_others() -> None:
    async def main() -> Stage:
        stage = Stage(Limits(Window(1, 1.0), Window(9, 1.0)))
        tasks = stage.start("@1", "@2", "@3", "@4")
        await asyncio.sleep(0.5)
        tasks[1].cancel()
        tasks[2].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return stage

    assert simulated(main()).left == [(0.0, "@1"), (pytest.approx(1.0, abs=0.01), "@4")]


def test_who_stops_waiting_in_the_moment_of_its_turn_gives_it_back() -> None:
    async def main() -> list[float]:
        stage = Stage(Limits(Window(1, 1.0), Window(1, 1.0)))
        turn = await stage.pace.take("@1", False, Lane.ANSWER)
        first, second = stage.start("@1", "@1", lane=Lane.ANSWER)
        await asyncio.sleep(0)
        turn.unused()
        first.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        return [at for at, _ in stage.left]

    assert simulated(main()) == [0.0]


@THOROUGH
@given(st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.9]), st.booleans()), min_size=1, max_size=20))
def test_whoever_is_cancelled_leaves_nothing_behind(steps: list[tuple[float, bool]]) -> None:
    async def main() -> tuple[int, int, float]:
        stage, tasks = Stage(), list[asyncio.Task[None]]()
        for delay, cancel in steps:
            tasks += stage.start("@1", "@2", "-3")
            await asyncio.sleep(delay)
            if cancel:
                for task in tasks[::2]:
                    task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(60)
        pace = stage.pace
        on_their_way = pace._overall.on_their_way + sum(
            log.on_their_way for each in pace._chats.values() for log in each
        )
        began = stage.loop.time()
        await asyncio.gather(*stage.start("@1", "@2", "-3", "-4", lane=Lane.ANSWER))
        return len(pace._waiting), on_their_way, stage.loop.time() - began

    assert simulated(main()) == (0, 0, 0.0)


def test_a_turn_that_was_not_used_gives_its_place_back() -> None:
    async def main() -> float:
        stage = Stage(Limits(Window(2, 1.0), Window(1, 60.0)))
        for _ in range(10):
            turn = await stage.pace.take("@1", False, Lane.ANSWER)
            turn.unused()
        await stage.turn("@1", Lane.ANSWER)
        return stage.loop.time() - stage.began

    assert simulated(main()) == 0.0


def test_a_turn_whose_request_raised_has_ended_and_counts() -> None:
    async def main() -> tuple[int, float]:
        stage = Stage(Limits(Window(1, 1.0), Window(9, 1.0)))
        with pytest.raises(OSError, match="reset"):
            async with stage.pace.turn("@1", False, Lane.ANSWER):
                raise OSError("reset")
        left = stage.pace._overall.on_their_way
        await stage.turn("@1", Lane.ANSWER)
        return left, stage.loop.time() - stage.began

    on_their_way, took = simulated(main())
    assert on_their_way == 0
    assert took == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("lane", Lane)
def test_a_turn_that_is_taken_and_ended_by_itself_is_in_time_in_every_lane(lane: Lane) -> None:
    async def main() -> float:
        stage = Stage(Limits(Window(1, 1.0), Window(1, 1.0)))
        for _ in range(3):
            async with stage.pace.turn("@1", False, lane):
                at = stage.loop.time() - stage.began
        return at

    assert simulated(main()) >= 2.0


def test_when_a_chat_is_free_is_told_without_waiting() -> None:
    async def main() -> list[float]:
        stage = Stage()
        free = [stage.pace.free_in("-3", True)]
        await stage.turn("-3", Lane.ANSWER)
        await stage.turn("-3", Lane.ANSWER)
        free.append(stage.pace.free_in("-3", True))
        stage.pace.cool_down("-3", True, 4.0)
        return [*free, stage.pace.free_in("-3", True), stage.pace.free_in("@1", False)]

    assert simulated(main()) == pytest.approx([0.0, 1.5, 4.0, 0.0])


@pytest.mark.parametrize(("seconds", "number"), [(0.001, 1), (0.1, 3), (1.0, 30), (2.5, 75)])
def test_how_many_may_leave_in_a_while_is_told_in_the_long_run(seconds: float, number: int) -> None:
    async def main() -> int:
        return Stage(Limits(Window(30, 1.0), Window(1, 1.0))).pace.within(seconds)

    assert simulated(main()) == number


def test_chats_are_forgotten_once_their_windows_are_empty() -> None:
    """After 40,000 chats no more are remembered than those that may still be counted."""

    async def main() -> tuple[int, int, int]:
        stage, most = Stage(Limits(Window(1000, 1.0), Window(1, 1.0), Window(20, 10.0))), 0
        for number in range(40_000):
            if number % 1000 == 0:
                await asyncio.sleep(1.0)
            await stage.turn(f"{'-@'[number % 2]}{number}", Lane.ANSWER)
            most = max(most, len(stage.pace._chats))
        await asyncio.sleep(60)
        for number in range(5000):
            stage.pace.free_in(f"@new{number}", False)
        return most, len(stage.pace._chats), len(stage.pace._waiting)

    most, at_last, waiting = simulated(main())
    assert most < 15_000
    assert at_last < 100
    assert waiting == 0


def test_it_is_known_beforehand_when_one_more_answer_may_leave() -> None:
    async def main() -> list[float]:
        stage = Stage(Limits(Window(2, 1.0), Window(9, 1.0)))
        known = [stage.pace.answers_in(0), stage.pace.answers_in(4)]
        await asyncio.gather(*stage.start("@1", "@2", lane=Lane.ANSWER))
        return [*known, stage.pace.answers_in(2)]

    assert simulated(main()) == [0.0, 2.0, 2.0]
