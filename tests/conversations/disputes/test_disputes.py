"""An organization says: this isn't us."""

import pytest

from bot.model.endorsements.endorsement import State
from tests.conversations.stories import BAKERS, BAKERS_SITE, acts, desk, imported, reviewed, the_endorsement
from tests.drivers import Driver, Someone
from tests.drivers.driver import Shown

pytestmark = pytest.mark.by_page

EVE = {
    "Organization": "Example Bakers of the Old Town",
    "Your name": "Eve Example",
    "Your role there": "Director",
    "Your e-mail address": "eve@bakers.example.org",
    "What is wrong": "Our board never decided this.",
}
SEND = "Yes, tell the reviewers"


async def dispute(person: Someone) -> Shown:
    """Say that the bakers' entry is not theirs."""
    listed = await person.give("signatories")
    await person.press("This isn't us", on=listed)
    asked = await person.fill(EVE)
    assert "Only the letter's reviewers see what you write" in asked
    return await person.press(SEND)


@pytest.mark.core_rule
async def test_without_mail_the_entry_stays_and_both_sides_are_told_what_came_of_it(bot: Driver) -> None:
    ada, eve, place = bot.somebody("Ada"), bot.somebody("Eve"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    assert "Thank you. The reviewers were told" in await dispute(eve)
    told = await ada.told("Somebody says that your sign-on for Example Bakers of the Old Town is not theirs.")
    assert "Eve" not in told.text
    await ada.press("Say how it is", on=told)
    await ada.fill({"Your answer": "Our chair has signed it."})
    assert "has answered" in await place.shows("Our chair has signed it.")
    card = await place.shows("Whoever signed says:")
    assert "Somebody says: this isn't us." in card
    assert "Our board never decided this." in card
    assert card.labels == ("The dispute is right", "The entry stands", "Ask who signed", "Personal details")
    await bot.owner.press("The entry stands", on=card)
    await place.shows("is settled: the entry stands.")
    await ada.told("your sign-on stands")
    await eve.told("The reviewers have looked at the entry of Example Bakers of the Old Town: it stands.")
    assert "Example Bakers of the Old Town" in await eve.give("signatories")
    assert (await acts(bot))[2:] == ["dispute.opened", "dispute.answered", "dispute.dismissed"]


async def test_a_proven_address_hides_the_entry_and_the_reviewers_settle_it(bot_with_mail: Driver) -> None:
    bot = bot_with_mail
    await imported(bot, BAKERS["Organization"], BAKERS_SITE)
    ada, eve, place = bot.somebody("Ada"), bot.somebody("Eve"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    assert "A code was mailed to eve@bakers.example.org." in await dispute(eve)
    mail = await bot.mailbox.arrived("eve@bakers.example.org")
    assert "never decided" not in mail.text
    await eve.press("Type the code from the mail")
    assert "The entry is hidden" in await eve.fill({"Code": mail.code})
    assert "No organization is listed yet." in await eve.give("signatories")
    await ada.told("It is not listed until the organizers have settled it.")
    card = await place.shows("Who disputes has an address at bakers.example.org, proven")
    asked = await bot.owner.press("The dispute is right", on=card)
    assert "Why does it go?" in asked
    await bot.owner.fill({"Your message": "The board has not decided."})
    settled = await place.shows("is settled: it is right.")
    assert "The board has not decided." in await ada.told("it was right")
    await eve.told("Your organization can sign on properly")
    assert (await the_endorsement(bot)).state is State.DECLINED
    await bot.owner.press("Undo", on=settled)
    await place.shows("Somebody says: this isn't us.")
    assert (await the_endorsement(bot)).state is State.DISPUTED
