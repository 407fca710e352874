"""An endorser has its communiqué, takes it along, and offers it to the letter's organizers."""

import pytest

from tests.conversations.announcements.announcements import followers
from tests.conversations.stories import BAKERS, at_desk, desk, reviewed
from tests.drivers import Driver
from tests.waiting import until


@pytest.mark.core_rule
async def test_a_communique_is_approved_had_as_files_announced_in_its_own_words_and_gone_with_its_name(
    bot: Driver,
) -> None:
    (town,) = await followers(bot, "Town")
    place, ada = await desk(bot), bot.somebody("Ada")
    await reviewed(bot, ada, BAKERS, place)
    assert "endorses “Stop Genocide or Resign”" in await at_desk(ada, "Your communiqué")
    await ada.press("Change the text")
    await ada.fill({"The communiqué": "We bake, and we sign."})
    assert "We bake, and we sign." in await ada.sees("Nobody but you sees it.")
    await ada.press("Approve it")
    await ada.press("Take it along")
    assert {name.rpartition(".")[2] for name in await ada.gets(3)} == {"md", "html", "pdf"}
    await ada.press("Back")
    assert "Offered." in await ada.press("Offer it to the letter's organizers")
    card = await bot.owner.told("offers you its communiqué as an announcement.")
    draft = await bot.owner.press("Look at it", on=card)
    assert "in its own words and not in those of" in draft
    await bot.owner.press("Send it now", on=draft)
    assert "We bake, and we sign." in await town.shows("from Example Bakers of the Old Town, which has signed it")
    await ada.give("withdraw")
    await ada.press("Yes, withdraw it")
    await until(lambda: not town.standing("We bake, and we sign."))
