"""Everybody is answered in their own language, and a chat in its own."""

import pytest

from bot.text.compose import label
from bot.text.locales import load
from bot.text.text import t
from tests.conversations.stories import BAKERS, desk, sign, the_endorsement
from tests.drivers import Driver


async def test_a_person_chooses_a_language_that_is_remembered(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    asked = await ada.give("language")
    assert "Which language?" in asked
    assert {"English", "Français"} <= set(asked.labels)
    await ada.press("Français")
    answer = await ada.give("demand", demand=2)
    assert "Demande 2" in answer
    assert "Ministre du Développement international" in answer
    person = await bot.store.read(lambda unit: unit.people.find(ada.account))
    assert person is not None
    assert person.language == "fr"


async def test_a_chat_has_a_language_of_its_own(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Quartier", bot.owner, ada)
    await bot.owner.give("language", where=place)
    await bot.owner.press("Français")
    chat = await bot.store.read(lambda unit: unit.chats.find(place.address))
    assert chat is not None
    assert chat.language == "fr"
    assert "Demande 2" in await ada.give("demand", where=place, demand=2)
    assert "Demand 2" in await ada.give("demand", demand=2)


@pytest.mark.core_rule
async def test_a_form_in_french_is_recorded_as_signed_in_french(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await ada.give("language")
    await ada.press("Français")
    await ada.give("sign")
    await ada.press(ada.last.labels[0])
    french = load()["fr"]
    await ada.fill({label(t(name), french): value for name, value in BAKERS.items()})
    await ada.press(ada.last.labels[0])
    assert (await the_endorsement(bot)).language == "fr"
    assert "Signed in French, revision 1" in await place.shows("Example Bakers of the Old Town")


@pytest.mark.core_rule
async def test_an_announcement_wears_the_language_of_each_chat(bot: Driver) -> None:
    town, quartier = await bot.place("Town", bot.owner), await bot.place("Quartier", bot.owner)
    await bot.owner.give("language", where=quartier)
    await bot.owner.press("Français")
    for place in (town, quartier):
        await bot.owner.give("follow", where=place)
    await bot.owner.give("announce")
    await bot.owner.fill({"The announcement": "A word to all."})
    await bot.owner.press("Send it now")
    assert "not from the organizations that signed." in await town.shows("A word to all.")
    assert "Mettez fin au génocide ou démissionnez" in await quartier.shows("A word to all.")


@pytest.mark.core_rule
async def test_the_outcome_is_told_in_the_language_of_the_representative(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await sign(ada, BAKERS)
    await ada.give("language")
    await ada.press("Français")
    await bot.owner.press("Decline", on=await place.shows(receipt))
    await bot.owner.fill({"Your message": "Merci quand même."})
    told = await ada.told("Merci quand même.")
    assert "Your sign-on was declined" not in told.text
