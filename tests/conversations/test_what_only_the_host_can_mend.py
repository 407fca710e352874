"""Owners hear in their chats of what only the host can mend; nobody else does."""

import pytest

from adapters.host.serving import process
from tests.drivers import Driver


async def test_an_owner_is_told_of_a_disk_that_is_nearly_full(bot: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    if bot.owner.account.platform == "console":
        pytest.skip("whoever owns a console's letter is the host, and sits before it")
    await bot.somebody("Ada").give("letter")
    monkeypatch.setattr(process, "usage", lambda url: (1_000_000, 20_000_000_000))
    told = await bot.owner.told("The disk of the bot's server is nearly full")
    assert "This message says when it is well again" in told
    assert len(bot.everywhere("nearly full")) == 1
    assert bot.refusals() == []
