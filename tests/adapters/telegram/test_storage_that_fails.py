"""While nothing can be recorded: what Telegram delivers again and again is neither lost nor answered for ever."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from bot.errors import StorageFault, TransactionLost
from bot.model.chats import Unreachable
from bot.ports.store import Unit
from storage.sqlite.store import SqliteStore
from tests.drivers.telegram import TelegramDriver, on_telegram
from tests.waiting import PATIENCE

Result = TypeVar("Result")


async def full(store: SqliteStore, unit: Callable[[Unit], Result]) -> Result:
    raise TransactionLost(StorageFault.FULL)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver


async def test_what_became_of_a_chat_holds_nobody_up_and_is_recorded_when_it_can_be(
    bot: TelegramDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = await bot.place("Town", bot.owner)
    await bot.owner.give("follow", where=place)
    people = [bot.somebody(f"Person {number}") for number in range(8)]
    with monkeypatch.context() as patch:
        patch.setattr(SqliteStore, "write", full)
        await place.put_out()
        told = await asyncio.gather(*(each.give("demand", demand=2) for each in people))
        assert all("could not be recorded" in each.text for each in told)
    async with asyncio.timeout(PATIENCE):
        while True:
            chat = await bot.store.read(lambda unit: unit.chats.find(place.address))
            assert chat is not None
            if chat.closed:
                break
            await asyncio.sleep(0.05)
    assert chat.closed == Unreachable.REMOVED
    assert "Demand 2" in (await people[0].give("demand", demand=2)).text
    assert [len(each.person.messages) for each in people] == [2] + [1] * 7
