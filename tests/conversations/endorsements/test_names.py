"""What an organization shows of itself beside its line, and what it keeps to itself."""

import pytest

from tests.conversations.stories import BAKERS, PHONE, STATE, at_desk, desk, fill_in, receipt_in
from tests.drivers import Driver


@pytest.mark.core_rule
async def test_who_must_not_be_named_is_counted_named_later_and_speaks_for_it(bot: Driver) -> None:
    ada, town = bot.somebody("Ada"), await desk(bot)
    await fill_in(ada, BAKERS)
    receipt = receipt_in(await ada.press("I confirm; don't publish the name"))
    card = await town.shows(receipt)
    assert "its name is withheld" in card
    await bot.owner.press("List", on=card)
    await bot.owner.press(PHONE)
    await ada.told("Your sign-on was accepted, and is counted. Its name is withheld: it stands in no list.")
    eve = bot.somebody("Eve")
    listed = await eve.give("signatories")
    assert "1 more was checked, and its name is withheld." in listed
    assert BAKERS["Organization"] not in listed
    await at_desk(ada, "Publish the name")
    assert "The name is published." in await ada.press("Publish the name")
    assert STATE not in ada.last.labels
    await at_desk(ada, "Who speaks for it")
    assert "Ada Example, Chair" in await ada.press("I agree: name me")
    listed = await eve.give("signatories")
    assert BAKERS["Organization"] in listed
    assert "Speaks for it: Ada Example, Chair" in listed
