"""Where nothing can be recorded people are told so on every platform, and when it can be again all goes on."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from bot.errors import StorageFault, TransactionLost
from bot.ports.store import Unit
from storage.sqlite.store import SqliteStore
from tests.drivers.driver import Driver

Result = TypeVar("Result")


async def full(store: SqliteStore, unit: Callable[[Unit], Result]) -> Result:
    """Nothing is written where there is no room."""
    raise TransactionLost(StorageFault.FULL)


async def test_people_are_told_that_it_could_not_be_recorded_and_try_again_when_there_is_room(
    bot: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = bot.somebody("Ada")
    assert "Demand 2" in (await ada.give("demand", demand=2)).text
    with monkeypatch.context() as patch:
        patch.setattr(SqliteStore, "write", full)
        for number in (2, 3):
            told = (await ada.give("demand", demand=number)).text
            assert "could not be recorded" in told
            assert "was not kept" in told
    assert "Demand 3" in (await ada.give("demand", demand=3)).text
