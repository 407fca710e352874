"""Who signed is told what becomes of the letter, where they said that they want that, and stops it by one press."""

import pytest

from tests.conversations.announcements.announcements import NEWS, announce
from tests.conversations.stories import BAKERS, desk, reviewed
from tests.drivers import Driver


@pytest.mark.core_rule
async def test_who_signed_and_agreed_is_told_in_private_and_stops_it(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    await ada.give("endorsement")
    asked = await ada.press("News and contact")
    assert "3 messages at the most in all" in asked
    assert "You agreed to:\n• News of this letter" in await ada.press("Yes: News of this letter")
    await announce(bot, NEWS)
    await bot.owner.press("Who gets it")
    await bot.owner.press("Those who signed and agreed to news of this letter")
    shown = await bot.owner.press("Done")
    assert "This will be sent to 1 person who signed" in shown
    await bot.owner.press("Send it now")
    news = await ada.told("The ministers have answered")
    assert "because you signed the letter and agreed to news of it" in news
    assert "Stopped." in await ada.press("No more of this", on=news)
    await announce(bot, NEWS)
    await bot.owner.press("Who gets it")
    await bot.owner.press("Those who signed and agreed to news of this letter")
    assert "Nobody who signed can be told now" in await bot.owner.press("Done")
