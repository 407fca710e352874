"""The pace of requests that take time: the platform counts each at some moment between its leaving and its answer."""

import asyncio
import random
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.windows import Limits, Window
from bot.model.deliveries import Lane
from tests.unit.delivery.pacing import LIMITS, Far, never_too_many
from tests.unit.delivery.simulated import simulated
from tests.unit.strategies import THOROUGH

NOTHING = repeat((0.0, 0.0))
delays = st.sampled_from([0.0, 0.0, 0.01, 0.05, 0.1, 0.3])
WAY = 0.04
FORGOTTEN = 0.01
"""How much longer the way may seem to be after some requests that were late."""


def gathered(limits: Limits, extra: list[tuple[float, float]], chats: list[str], warm: int = 60) -> Far:
    """A platform after requests, `warm` of which were made at ease before and took no longer than the way is."""

    async def main() -> Far:
        far = Far(limits, WAY, chain(repeat((0.0, 0.0), warm), extra, NOTHING))
        for number in range(warm):
            await far.request(f"@warm{number}", Lane.ANSWER)
            await asyncio.sleep(limits.overall.seconds)
        await asyncio.gather(*far.start(*chats, lane=Lane.ANSWER))
        return far

    return simulated(main())


@THOROUGH
@given(
    st.lists(st.tuples(delays, delays), max_size=30),
    st.lists(st.sampled_from(["@1", "@2", "-3", "-4", ""]), min_size=1, max_size=30),
)
def test_no_window_of_the_platform_ever_holds_more_than_the_limit(
    extra: list[tuple[float, float]], chats: list[str]
) -> None:
    far = gathered(LIMITS, extra, chats)
    assert never_too_many(far.times, LIMITS.overall, FORGOTTEN)
    for chat in set(chats) - {""}:
        assert never_too_many(far.times_of(chat), LIMITS.chat, FORGOTTEN)
        assert not chat.startswith("-") or never_too_many(far.times_of(chat), LIMITS.shared or LIMITS.chat, FORGOTTEN)


@THOROUGH
@given(st.lists(st.tuples(delays, delays), min_size=1, max_size=30))
def test_no_window_holds_more_either_while_it_is_not_known_yet_how_far_the_platform_is(
    extra: list[tuple[float, float]],
) -> None:
    far = gathered(LIMITS, extra, [f"@{number}" for number in range(30)], warm=0)
    assert never_too_many(far.times, LIMITS.overall, FORGOTTEN)


def test_no_window_holds_more_after_a_while_in_which_every_request_was_late() -> None:
    late = [(0.0, 0.3)] * 60

    async def main() -> Far:
        far = Far(LIMITS, WAY, chain([(0.0, 0.0)], late, [(0.3, 0.0)] * 4, NOTHING))
        for number in range(61):
            await far.request(f"@before{number}", Lane.ANSWER)
        await asyncio.sleep(9)
        await asyncio.gather(*far.start(*(f"@{number}" for number in range(12)), lane=Lane.ANSWER))
        return far

    assert never_too_many(simulated(main()).times, LIMITS.overall, 2 * FORGOTTEN)


@pytest.mark.parametrize("seed", range(10))
def test_no_window_holds_more_where_every_request_is_late_by_chance(seed: int) -> None:
    limits, chance = Limits(Window(30, 1.0), Window(30, 1.0)), random.Random(seed)

    async def main() -> Far:
        extra = iter(lambda: (chance.uniform(0, 0.3), chance.uniform(0, 0.3)), None)
        far = Far(limits, WAY, extra)
        await asyncio.gather(*far.start(*(f"@{number}" for number in range(600))))
        return far

    assert never_too_many(simulated(main()).times, limits.overall, 2 * FORGOTTEN)


@pytest.mark.parametrize("requests", [30, 50, 1000])
def test_with_a_constant_way_nearly_as_many_leave_as_the_platform_takes(requests: int) -> None:
    """Within a hundredth of the limit without the reserve, over ten windows."""
    limits, windows = Limits(Window(requests, 1.0), Window(1, 1.0)), 10

    async def main() -> list[float]:
        far = Far(limits, WAY, NOTHING)
        waiting = far.start(*(f"@{number}" for number in range(requests * (windows + 4))))
        await asyncio.sleep(2.0 + windows)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return [at for at in far.times if 1.0 <= at < 1.0 + windows]

    reserve = max(1, requests // 100)
    assert len(simulated(main())) >= (requests - reserve) * windows * 0.99


@pytest.mark.parametrize("requests", [2, 30, 1000])
def test_an_answer_never_waits_while_only_announcements_use_the_limit(requests: int) -> None:
    async def main() -> list[float]:
        far, waited = Far(Limits(Window(requests, 1.0), Window(1, 1.0)), WAY, NOTHING), list[float]()
        waiting = far.start(*(f"@{number}" for number in range(requests * 12)))
        for number in range(8):
            await asyncio.sleep(1.137)
            waited.append(await far.request(f"@person{number}", Lane.ANSWER))
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return waited

    assert simulated(main()) == [0.0] * 8


def test_answers_to_several_people_a_second_hardly_wait_once_they_have_come_for_some_seconds() -> None:
    async def main() -> list[float]:
        far, waited = Far(Limits(Window(30, 1.0), Window(1, 1.0)), WAY, NOTHING), list[float]()
        waiting = far.start(*(f"@{number}" for number in range(600)))
        for number in range(60):
            await asyncio.sleep(0.2)
            waited.append(await far.request(f"@person{number}", Lane.ANSWER))
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return waited[30:]

    assert max(simulated(main())) < 0.1


def test_announcements_are_spread_and_not_sent_in_one_go() -> None:
    async def main() -> list[float]:
        far = Far(Limits(Window(30, 1.0), Window(1, 1.0)), WAY, NOTHING)
        await asyncio.gather(*far.start(*(f"@{number}" for number in range(29))))
        return far.times

    times = simulated(main())
    assert times[-1] - times[0] > 0.25
    assert never_too_many(times, Window(4, 1 / 30))


def test_what_is_on_its_way_for_long_holds_its_place_until_it_is_answered() -> None:
    async def main() -> list[float]:
        far = Far(Limits(Window(1, 1.0), Window(9, 1.0)), WAY, chain([(0.0, 0.0), (30.0, 0.0)], NOTHING))
        await far.request("@0", Lane.ANSWER)
        await asyncio.gather(*far.start("@1", "@2", lane=Lane.ANSWER))
        return far.times

    _, first, second = simulated(main())
    assert second - first >= 1.0
