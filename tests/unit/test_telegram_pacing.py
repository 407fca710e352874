"""What Telegram's own "too many requests" holds up."""

import asyncio
from typing import Any

import pytest
from telegram.error import RetryAfter

from adapters.telegram.pacing import LIMITS, PaceLimiter
from bot.delivery.pace import Pace
from tests.unit.simulated import simulated

CHAT, GROUP = 5, -100


async def refused(*_: Any, **__: Any) -> bool:
    raise RetryAfter(7)


def free_after(chat: int, monkeypatch: pytest.MonkeyPatch) -> tuple[float, float]:
    """In how many seconds a chat elsewhere, and the chat itself, are free after a request there was one too many."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without this the library warns whenever it reads a `retry_after`

    async def main() -> tuple[float, float]:
        pace = Pace(LIMITS, asyncio.get_running_loop().time)
        with pytest.raises(RetryAfter):
            await PaceLimiter(pace).process_request(refused, (), {}, "sendMessage", {"chat_id": chat}, None)
        here = f"@{chat}" if chat > 0 else str(chat)
        assert pace.too_many == 1
        return pace.free_in("@1", False), pace.free_in(here, chat < 0)

    return simulated(main())


def test_too_many_in_a_group_hold_up_that_group_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert free_after(GROUP, monkeypatch) == (0, 7)


def test_too_many_to_a_person_are_too_many_altogether(monkeypatch: pytest.MonkeyPatch) -> None:
    assert free_after(CHAT, monkeypatch) == (7, 7)
