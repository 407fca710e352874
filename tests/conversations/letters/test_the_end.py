"""The end: an owner closes the signing and ends the campaign, and who signed can still withdraw."""

import pytest

from tests.conversations.stories import BAKERS, acts, desk, reviewed
from tests.drivers import Driver


@pytest.mark.core_rule
async def test_signing_closes_the_campaign_ends_and_an_organization_still_withdraws(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    assert "Close the signing of" in await bot.owner.give("close")
    closed = await bot.owner.press("Yes, close it now")
    assert "No organization can sign on any more." in closed
    await bot.owner.press("End the campaign", on=closed)
    ended = await bot.owner.press("Yes, end it")
    assert "Two announcements are drafted" in ended
    assert "The campaign for this open letter has ended." in await bot.owner.press("To every chat", on=ended)
    assert "The campaign ended on" in await ada.give("endorsement")
    await ada.press("Withdraw")
    assert "Withdrawn." in await ada.press("Yes, withdraw it")
    assert await acts(bot) == [
        "endorsement.submitted", "endorsement.listed", "letter.published", "letter.ended", "endorsement.withdrawn",
    ]  # fmt: skip
