"""Which of Telegram's requests wait for their turn, and what its own "too many requests" holds up."""

import asyncio
from typing import Any

import pytest
from telegram.error import RetryAfter

from adapters.telegram.pacing import LIMITS, PAID_LIMITS, TAKEN, PaceLimiter, Taken
from bot.delivery.pace import Limits, Pace
from tests.unit.simulated import simulated

CHAT, GROUP = 5, -100


async def done(*_: Any, **__: Any) -> bool:
    return True


async def refused(*_: Any, **__: Any) -> bool:
    raise RetryAfter(7)


def pace_of(limits: Limits) -> Pace:
    return Pace(limits, asyncio.get_running_loop().time)


def free_after(chat: int, turn: Taken | None, monkeypatch: pytest.MonkeyPatch) -> tuple[float, float]:
    """In how many seconds a chat elsewhere, and the chat itself, are free after a request there was one too many."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without this the library warns whenever it reads a `retry_after`

    async def main() -> tuple[float, float]:
        pace = pace_of(LIMITS)
        with pytest.raises(RetryAfter):
            await PaceLimiter(pace).process_request(refused, (), {}, "sendMessage", {"chat_id": chat}, turn)
        here = f"@{chat}" if chat > 0 else str(chat)
        assert pace.too_many == 1
        return pace.free_in("@1", False), pace.free_in(here, chat < 0)

    return simulated(main())


@pytest.mark.parametrize("turn", [None, TAKEN])
def test_too_many_in_a_group_hold_up_that_group_alone(turn: Taken | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert free_after(GROUP, turn, monkeypatch) == (0, 7)


@pytest.mark.parametrize("turn", [None, TAKEN])
def test_too_many_to_a_person_are_too_many_altogether(turn: Taken | None, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere, here = free_after(CHAT, turn, monkeypatch)
    assert (elsewhere, here) == (0, 0 if turn else pytest.approx(1.005))


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
    assert (PAID_LIMITS.overall.requests, PAID_LIMITS.overall.seconds) == (1000, 1.0)
    assert (PAID_LIMITS.chat, PAID_LIMITS.shared) == (LIMITS.chat, LIMITS.shared)
