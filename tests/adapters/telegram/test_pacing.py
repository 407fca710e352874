"""Which of Telegram's requests wait for their turn, and what its own "too many requests" holds up."""

import asyncio
from typing import Any

import pytest
from telegram.error import RetryAfter

from adapters.telegram.addresses import place
from adapters.telegram.api.pacing import LIMITS, PAID_LIMITS, TAKEN, PaceLimiter, Taken, seconds
from bot.delivery.pace import LONGEST_SECONDS, Pace
from bot.delivery.windows import Limits
from bot.model.deliveries import Lane
from tests.unit.delivery.simulated import simulated

CHAT, GROUP = 5, -100


async def done(*_: Any, **__: Any) -> bool:
    return True


async def refused(*_: Any, **__: Any) -> bool:
    raise RetryAfter(7)


def pace_of(limits: Limits) -> Pace:
    return Pace(limits, asyncio.get_running_loop().time)


def wait_after(
    chat: int, turn: Taken | None, monkeypatch: pytest.MonkeyPatch, paid: bool = False, **data: Any
) -> tuple[float, float]:
    """How long a request elsewhere, and one more in the chat, wait after a request there was one too many."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without this the library warns whenever it reads a `retry_after`

    async def waited(there: int) -> float:
        pace, now = pace_of(LIMITS), asyncio.get_running_loop().time
        with pytest.raises(RetryAfter):
            await PaceLimiter(pace, paid).process_request(
                refused, (), {}, "sendMessage", {"chat_id": chat, **data}, turn
            )
        assert pace.too_many == 1
        began = now()
        async with pace.turn(place(there), there < 0, Lane.ANSWER):
            return now() - began

    return simulated(waited(1)), simulated(waited(chat))


@pytest.mark.parametrize("turn", [None, TAKEN])
def test_too_many_in_a_group_hold_up_that_group_alone(turn: Taken | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wait_after(GROUP, turn, monkeypatch) == (0, 7)


@pytest.mark.parametrize("turn", [None, TAKEN])
def test_too_many_to_a_person_hold_up_that_person_alone(turn: Taken | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wait_after(CHAT, turn, monkeypatch) == (0, 7)


@pytest.mark.parametrize(
    ("waits", "everything"),
    [
        ([(CHAT, 3600)], 0),
        ([(CHAT, 3600), (CHAT, 3600)], 0),
        ([(CHAT, 3600), (6, 3600)], 3600),
        ([(GROUP, 3600), (CHAT, 3600)], 3600),
        ([(CHAT, 3600), (6, 5)], 5),
        ([(CHAT, 5), (6, 3600)], 5),
        ([(CHAT, 5), (6, 3600), (8, 60)], 60),
    ],
)
@pytest.mark.parametrize("method", ["sendMessage", "deleteMessage", "getChat"])
def test_a_wait_is_the_chat_s_and_everybody_s_only_while_two_chats_have_one(
    waits: list[tuple[int, int]], everything: int, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

    async def main() -> float:
        pace, now = pace_of(LIMITS), asyncio.get_running_loop().time
        limiter = PaceLimiter(pace)
        for chat, asked in waits:

            async def refused(*_: Any, asked: int = asked, **__: Any) -> bool:
                raise RetryAfter(asked)

            with pytest.raises(RetryAfter):
                await limiter.process_request(refused, (), {}, method, {"chat_id": chat}, TAKEN)
        began = now()
        async with pace.turn(place(99), False, Lane.ANSWER):
            return now() - began

    assert simulated(main()) == pytest.approx(everything, abs=0.01)


def test_once_the_first_chat_s_wait_is_over_or_lifted_the_next_one_is_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

    async def main(lifts: bool) -> float:
        pace, now = pace_of(LIMITS), asyncio.get_running_loop().time
        for chat in (1, 2):
            with pytest.raises(RetryAfter):
                await PaceLimiter(pace).process_request(refused, (), {}, "sendMessage", {"chat_id": chat}, TAKEN)
            if lifts:
                pace.lift(place(chat))
            else:
                await asyncio.sleep(7.5)
        began = now()
        async with pace.turn(place(99), False, Lane.ANSWER):
            return now() - began

    assert [simulated(main(lifts)) for lifts in (True, False)] == [0, 0]


@pytest.mark.parametrize(("asked", "obeyed"), [(-5, 1.0), (0, 1.0), (7, 7.0), (10**12, LONGEST_SECONDS)])
def test_a_wait_is_a_second_at_the_least_and_has_an_end(
    asked: int, obeyed: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert seconds(RetryAfter(asked)) == obeyed


def test_what_is_about_no_chat_holds_up_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

    async def main() -> int:
        pace = pace_of(LIMITS)
        with pytest.raises(RetryAfter):
            await PaceLimiter(pace).process_request(refused, (), {}, "answerCallbackQuery", {}, None)
        return pace.too_many

    assert simulated(main()) == 0


def test_what_is_free_holds_up_nothing_that_is_paid_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wait_after(CHAT, None, monkeypatch, paid=True) == (0, 7)
    assert wait_after(CHAT, TAKEN, monkeypatch, paid=True, allow_paid_broadcast=True) == (0, 7)


def taken_by(method: str, turn: Taken | None, **more: Any) -> float:
    """How long three such requests to one person take."""

    async def main() -> float:
        limiter, now = PaceLimiter(pace_of(LIMITS)), asyncio.get_running_loop().time
        began = now()
        for _ in range(3):
            await limiter.process_request(done, (), {}, method, {"chat_id": CHAT, **more}, turn)
        return now() - began

    return simulated(main())


@pytest.mark.parametrize(
    "method", ["sendMessage", "sendmessage", "sendPhoto", "sendDocument", "editMessageText", "editMessageCaption"]
)
def test_what_sends_or_edits_waits_for_its_turn_unless_it_has_had_it(method: str) -> None:
    assert taken_by(method, None) == pytest.approx(2.01)
    assert taken_by(method, TAKEN) == 0


@pytest.mark.parametrize("method", ["answerCallbackQuery", "getChatMember", "deleteMessage", "pinChatMessage"])
def test_what_telegram_does_not_count_does_not_wait(method: str) -> None:
    assert taken_by(method, None) == 0


@pytest.mark.parametrize("turn", [None, TAKEN])
def test_an_album_counts_as_many_times_as_it_has_items(turn: Taken | None) -> None:
    async def main() -> tuple[float, list[float]]:
        pace, left = pace_of(LIMITS), list[float]()
        limiter, now = PaceLimiter(pace), asyncio.get_running_loop().time

        async def leaves(*_: Any, **__: Any) -> bool:
            left.append(now())
            return True

        async def album(chat: int) -> None:
            data = {"chat_id": chat, "media": [None] * 10}
            await limiter.process_request(leaves, (), {}, "sendMediaGroup", data, turn)

        await asyncio.gather(*(album(chat) for chat in range(1, 7)))
        return pace.free_in("@6", False), left

    wait, left = simulated(main())
    assert wait >= 10
    assert all(len([each for each in left if start <= each < start + 1.0]) <= 3 for start in left)


def test_paid_broadcasts_have_another_limit_overall_and_none_in_a_chat() -> None:
    assert (PAID_LIMITS.overall.requests, PAID_LIMITS.overall.seconds) == (1000, 1.005)
    assert (PAID_LIMITS.chat, PAID_LIMITS.shared) == (LIMITS.chat, LIMITS.shared)
