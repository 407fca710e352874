"""What came of a demand is recorded, agreed to by another organizer, and read by whoever asks."""

import pytest

from bot.model.people.person import Role
from tests.conversations.announcements.announcements import counts
from tests.conversations.stories import acts, invite
from tests.drivers import Driver

SOURCE = "https://example.org/answer"
NOTE = "Two of three, said the office."


async def test_an_editor_records_what_came_of_a_demand_another_agrees_and_everybody_reads_it(bot: Driver) -> None:
    grace, ada = bot.somebody("Grace"), bot.somebody("Ada")
    await invite(bot, grace, Role.EDITOR)
    await counts(bot, grace)
    await bot.owner.give("demand", demand=2)
    await bot.owner.press("Record what came of it")
    await bot.owner.press("promised")
    shown = await bot.owner.fill({"Since when": "yesterday", "Source": SOURCE})
    assert "Is this right? Everybody will read it" in shown
    await bot.owner.press("Add a note")
    assert NOTE in await bot.owner.fill({"Note": NOTE})
    assert "It waits for another organizer" in await bot.owner.press("Publish it")
    assert "Where it stands" not in await ada.give("demand", demand=2)
    card = await grace.told("Another organizer has recorded what came of a demand.")
    published = await grace.press("Let it be published", on=card)
    assert "Draft an announcement" in published.labels
    for answer in (await ada.give("demand", demand=2), await ada.give("ask", question="what came of demand 2?")):
        assert "Where it stands: promised" in answer
        assert SOURCE in answer
        assert NOTE in answer
    assert await acts(bot) == ["demand.status_recorded"]


@pytest.mark.core_rule
async def test_a_mistake_is_corrected_beside_what_stood_there_and_told_to_those_who_follow(bot: Driver) -> None:
    await bot.owner.give("demand", demand=1)
    await bot.owner.press("Record what came of it")
    await bot.owner.press("met")
    await bot.owner.fill({"Since when": "yesterday", "Source": SOURCE})
    await bot.owner.press("Publish it")
    ledger = await bot.owner.press("What was recorded")
    await bot.owner.press(next(label for label in ledger.labels if label.startswith("Correct: met")))
    await bot.owner.press("partly met")
    assert "which stays readable beside it" in await bot.owner.fill({"Since when": "today", "Source": SOURCE})
    published = await bot.owner.press("Publish it")
    assert "partly met" in published
    assert "This will be sent to" in await bot.owner.press("Draft an announcement")
    assert await acts(bot) == ["demand.status_recorded", "demand.status_corrected"]
