"""Owners have a server told when something of the letter has changed: one wants it, another agrees."""

import re

import pytest

from bot.model.people.person import Role
from bot.service.lists import webhooks
from tests.conversations.announcements.announcements import counts
from tests.conversations.stories import invite
from tests.drivers import Driver
from tests.letters import LETTER

HOOK = "https://hooks.example.org/letter"


@pytest.mark.core_rule
async def test_a_server_is_told_once_another_owner_has_agreed(bot: Driver) -> None:
    grace = bot.somebody("Grace")
    await invite(bot, grace, Role.OWNER)
    await counts(bot, grace)
    assert "None." in await bot.owner.give("webhooks")
    await bot.owner.press("Add an address")
    refused = await bot.owner.fill({"Address": "http://hooks.example.org/letter"})
    assert "Write an address as" in refused
    added = await bot.owner.fill({"Address": HOOK})
    assert "as soon as another owner agrees" in added
    secret = re.search(r"whsec_[A-Za-z0-9+/=]{40,}", added.raw or added.text)
    assert secret
    told = await grace.told("It has changed who is told of this letter.")
    assert secret[0] not in told
    await grace.give("webhooks")
    agreed = await grace.press(f"Agree: {HOOK}")
    assert "Agreed. It is told from now on." in agreed
    due = await bot.store.read(lambda unit: unit.webhooks.due())
    assert [(each.address, each.secret) for each in due] == [(HOOK, secret[0])]
    message = await bot.store.read(lambda unit: webhooks.message(unit, due[0], "https://letters.example.org"))
    assert message
    assert message.body["count"] == 0
    told_now = await bot.owner.give("webhooks")
    assert HOOK in told_now
    assert f"Agree: {HOOK}" not in told_now.labels
    assert "Removed. It is told nothing any more." in await bot.owner.press(f"Remove: {HOOK}")
    assert await bot.store.read(lambda unit: unit.webhooks.all(LETTER)) == []
