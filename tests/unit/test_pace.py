"""When requests may leave, in simulated time: never too many, and nobody waits for nothing."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import pace as module
from bot.delivery.pace import Limits, Pace, Window
from bot.ports.messenger import Lane
from tests.unit.simulated import simulated
from tests.unit.strategies import THOROUGH

LIMITS = Limits(overall=Window(4, 1.0), chat=Window(2, 1.5), shared=Window(3, 10.0))
SLACK = 1e-6
"""Below what any clock tells apart."""

arrivals = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.0, 0.1, 0.3, 1.0, 2.5]),
        st.sampled_from(["@1", "@2", "-3", "-4", ""]),
        st.sampled_from(Lane),
    ),
    min_size=1,
    max_size=25,
)


class Stage:
    """A pace, and when what left it."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.loop = asyncio.get_running_loop()
        self.began = self.loop.time()
        self.pace = Pace(limits, self.loop.time)
        self.left: list[tuple[float, str]] = []

    async def turn(self, chat: str, lane: Lane = Lane.ANNOUNCEMENT) -> None:
        await self.pace.turn(chat, chat.startswith("-"), lane)
        self.left.append((self.loop.time() - self.began, chat))

    def start(self, *chats: str, lane: Lane = Lane.ANNOUNCEMENT) -> list[asyncio.Task[None]]:
        return [self.loop.create_task(self.turn(chat, lane)) for chat in chats]

    def times(self, chat: str) -> list[float]:
        return [round(at, 2) for at, to in self.left if to == chat]


def never_too_many(times: Sequence[float], window: Window) -> bool:
    return all(later - at >= window.seconds - SLACK for at, later in zip(times, times[window.requests :], strict=False))


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
        await asyncio.gather(*stage.start(*chats))
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
        await asyncio.gather(*stage.start("busy", "busy", "one", "two", "three"))
        return stage

    stage = simulated(main())
    assert [stage.times(chat) for chat in ("busy", "one", "two", "three")] == [[0.0, 60.0], [0.0], [1.0], [1.0]]


def test_a_chat_that_the_platform_halts_waits_alone_and_no_longer_than_it_was_told() -> None:
    async def main() -> Stage:
        stage = Stage()
        await stage.turn("-3")
        stage.pace.halt("-3", True, 3.0)
        await asyncio.gather(*stage.start("-3", "@1", "-4"))
        return stage

    stage = simulated(main())
    assert [stage.times(chat) for chat in ("-3", "@1", "-4")] == [[0.0, 3.0], [0.0], [0.0]]
    assert stage.pace.too_many == 1


def test_a_platform_that_halts_everything_is_obeyed_also_by_those_who_wait_already() -> None:
    async def main() -> Stage:
        stage = Stage(Limits(Window(1, 1.0), Window(9, 1.0)))
        tasks = stage.start("@1", "@2")
        await asyncio.sleep(0)
        stage.pace.halt("", False, 7.0)
        stage.pace.halt("", False, 2.0)
        assert stage.pace.room(0.1) == 0
        await asyncio.gather(*tasks)
        return stage

    assert [at for at, _ in simulated(main()).left] == pytest.approx([0.0, 7.0], abs=0.01)


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


def test_room_counts_what_left_and_is_none_while_anybody_waits_for_the_platform() -> None:
    async def main() -> list[int]:
        stage = Stage(Limits(Window(3, 1.0), Window(9, 1.0)))
        rooms = [stage.pace.room(0.1)]
        await stage.turn("@1")
        rooms.append(stage.pace.room(0.1))
        tasks = stage.start("@1", "@2", "@3")
        await asyncio.sleep(0)
        rooms.append(stage.pace.room(0.1))
        await asyncio.gather(*tasks)
        await asyncio.sleep(5)
        return [*rooms, stage.pace.room(0.1)]

    assert simulated(main()) == [2, 2, 0, 2]


def test_room_is_for_others_while_one_chat_waits_for_itself() -> None:
    async def main() -> list[int]:
        stage = Stage(Limits(Window(30, 1.0), Window(1, 1.0)))
        tasks = stage.start("busy", "busy")
        await asyncio.sleep(0.5)
        rooms = [stage.pace.room(0.1)]
        await asyncio.sleep(0.45)
        rooms.append(stage.pace.room(0.1))
        await asyncio.gather(*tasks)
        return rooms

    assert simulated(main()) == [4, 4]


def test_room_counts_what_is_expected_once_until_it_asked_or_is_through() -> None:
    async def main() -> list[int]:
        stage = Stage(Limits(Window(4, 1.0), Window(1, 1.0)))
        for chat in ("@1", "@2", "@3", "@2"):
            stage.pace.expect(chat)
        rooms = [stage.pace.room(0.1)]
        await stage.turn("@1")
        rooms.append(stage.pace.room(0.1))
        stage.pace.dismiss("@2")
        return [*rooms, stage.pace.room(0.1)]

    assert simulated(main()) == [1, 1, 2]


def test_the_queue_keeps_some_of_what_a_platform_takes_for_answers() -> None:
    async def main() -> tuple[int, list[float]]:
        stage = Stage(Limits(Window(30, 1.0), Window(1, 1.0)))
        queued = 0
        while room := stage.pace.room(0.1):
            await asyncio.gather(*stage.start(*(f"@{queued + index}" for index in range(room))))
            queued += room
        await asyncio.gather(*stage.start("answer", lane=Lane.ANSWER))
        return queued, stage.times("answer")

    assert simulated(main()) == (28, [0.0])


def test_when_a_chat_is_free_is_told_without_waiting() -> None:
    async def main() -> list[float]:
        stage = Stage()
        free = [stage.pace.free_in("-3", True)]
        await stage.turn("-3")
        await stage.turn("-3")
        free.append(stage.pace.free_in("-3", True))
        stage.pace.halt("-3", True, 4.0)
        return [*free, stage.pace.free_in("-3", True), stage.pace.free_in("@1", False)]

    assert simulated(main()) == pytest.approx([0.0, 1.5, 4.0, 0.0])


def test_chats_are_forgotten_in_the_end_and_waiters_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHATS_KEPT", 10)

    async def main() -> tuple[int, int]:
        stage = Stage(Limits(Window(1000, 1.0), Window(1, 1.0)))
        await asyncio.gather(*stage.start(*(f"@{number % 50}" for number in range(100))))
        return len(stage.pace._chats), len(stage.pace._waiting)

    assert simulated(main()) == (10, 0)
