"""A letter is edited and published by chat, and what was signed stays signed until it is confirmed."""

from dataclasses import replace

import pytest

from adapters.host.letters import read_letters
from bot.errors import SetupError
from bot.model.people.person import Role
from bot.service import starting
from tests.conversations.announcements.announcements import editor as colleague
from tests.conversations.announcements.announcements import gathered
from tests.conversations.stories import BAKERS, RIDERS, acts, desk, endorsements, invite, name_of, reviewed
from tests.drivers import Driver, Shown, Someone

DEMAND_2 = "2. Fund UNRWA again, and more, for three years"
ENGLISH = "Fund UNRWA again, and more, for five years"
FRENCH = "Financer de nouveau l'UNRWA, et davantage, pendant cinq ans"
IN_WORDS = "The new text"


async def edit_demand_2(person: Someone) -> Shown:
    """Change the title of demand 2 in both of the letter's languages; what can be edited then."""
    await person.give("edit")
    await person.press("Demands")
    await person.press(DEMAND_2)
    asked = await person.press("Title (English)")
    assert "Now it says: Fund UNRWA again, and more, for three years" in asked or asked.fields
    assert "Kept." in await person.fill({IN_WORDS: ENGLISH})
    await person.press("Title (French)")
    assert FRENCH in await person.fill({IN_WORDS: FRENCH})
    await person.press("Demands")
    return await person.press("All of the letter")


async def publish(person: Someone, kind: str) -> Shown:
    """Publish what was edited."""
    preview = await person.give("publish")
    assert "for (gone: three) five years" in preview
    await person.press(kind)
    return await person.press("Publish it")


@pytest.mark.core_rule
async def test_a_material_change_is_edited_published_and_confirmed_with_one_button(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    await reviewed(bot, grace, RIDERS, place)
    edited = await edit_demand_2(bot.owner)
    assert "Demand 2: title (English and French)" in edited
    await ada.give("letter")
    assert "What changed" not in (await ada.sees("Press release of 22 February 2024")).labels
    preview = await bot.owner.press("Preview and publish")
    assert "This changes from revision 1 to revision 2" in preview
    assert "for (gone: three) five years" in preview
    read = await bot.owner.press("Read it in French")
    assert "pendant cinq ans" in await bot.owner.sees("pendant cinq ans")
    assert read
    await bot.owner.give("publish")
    assert "asked to confirm it by" in await bot.owner.press("Material")
    assert "Revision 2 is published." in await bot.owner.press("Publish it")
    told = await ada.told("has changed since you signed it for Example Bakers of the Old Town.")
    assert "Demand 2: title (English and French)" in told
    assert told.labels == ("We confirm revision 2", "See what changed", "Withdraw")
    await grace.told("has changed since you signed it for Example Night Bus Riders.")
    assert "has confirmed revision 2, in English" in await ada.press("We confirm revision 2", on=told)
    listed = await bot.somebody("Nora").give("signatories")
    assert "1 signed revision 2 and 1 revision 1." in listed
    assert "Signed revision 1." in listed
    assert [each.revision for each in await endorsements(bot)] == [2, 1]
    assert "Revision 2 is to be confirmed by" in await bot.owner.give("edit")
    assert "Confirmed: 1. Not yet: 1." in bot.owner.last
    assert "We confirm revision 2" in (await grace.give("endorsement")).labels
    assert (await acts(bot))[-2:] == ["letter.published_material", "endorsement.reconfirmed"]


async def test_everybody_sees_what_changed(bot: Driver) -> None:
    await edit_demand_2(bot.owner)
    await publish(bot.owner, "Editorial")
    reader = bot.somebody("Nora")
    await reader.give("letter")
    assert "What changed" in (await reader.sees("Press release of 22 February 2024")).labels
    changed = await reader.give("changes")
    assert "What changed from revision 1 to revision 2" in changed
    assert "The organizers say: this changes only how the letter says it" in changed
    assert "Demand 2: title (French)" in changed
    assert "pendant (gone: trois) cinq ans" in changed


@pytest.mark.core_rule
async def test_an_editorial_change_tells_nobody_and_the_desk_says_what_was_signed(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    await edit_demand_2(bot.owner)
    assert "Revision 2 is published." in await publish(bot.owner, "Editorial")
    stands = await ada.give("endorsement")
    assert "You have signed revision 1. The letter is at revision 2 now." in stands
    assert "We confirm revision 2" not in stands.labels
    assert "(gone: three) five" in await ada.press("See what changed")
    assert "1 signed revision 1." in await ada.give("signatories")
    assert await bot.store.read(lambda unit: unit.confirmations.asked(1)) is None


@pytest.mark.core_rule
async def test_two_editors_do_not_overwrite_one_another(bot: Driver) -> None:
    eve = bot.somebody("Eve")
    await invite(bot, eve, Role.EDITOR)
    for editor in (bot.owner, eve):
        await editor.give("edit")
        await editor.press("Demands")
        await editor.press(DEMAND_2)
        await editor.press("Title (English)")
    assert "Kept." in await eve.fill({IN_WORDS: "Fund UNRWA at last"})
    overtaken = await bot.owner.fill({IN_WORDS: ENGLISH})
    assert "Somebody else has changed this since you began." in overtaken
    assert "Fund UNRWA at last" in overtaken
    assert ENGLISH in overtaken
    await bot.owner.press("Change it all the same")
    assert "Kept." in await bot.owner.fill({IN_WORDS: ENGLISH})


@pytest.mark.core_rule
async def test_a_folder_does_not_undo_what_was_published_by_chat(bot: Driver) -> None:
    await edit_demand_2(bot.owner)
    await publish(bot.owner, "Editorial")
    other = replace(read_letters("")[0], goal=500)
    with pytest.raises(SetupError, match="revision 2 was published by chat, and the folder does not say the same"):
        await bot.store.write(lambda unit: starting.publish(unit, other))
    assert ENGLISH in await bot.owner.give("demand", demand=2)


async def test_the_edits_are_undone(bot: Driver) -> None:
    await edit_demand_2(bot.owner)
    assert "Undo every edit since the last publication?" in await bot.owner.press("Undo the edits")
    assert "The edits are undone." in await bot.owner.press("Yes, undo them all")
    assert "Nothing was edited since revision 1 was published." in await bot.owner.give("publish")


async def test_an_event_and_a_document_are_added_and_published(bot: Driver) -> None:
    await bot.owner.give("edit")
    await bot.owner.press("Events")
    await bot.owner.press("Add an event")
    assert ", 23:59 " in await bot.owner.fill({"Title": "Vigil for *peace*", "When": "23:59"})
    added = await bot.owner.press("Yes")
    assert "Added." in added
    assert "Vigil for *peace*" in added
    assert "Still missing: Event 2: title (French)" in await bot.owner.give("publish")
    for language, title in (("French", "Veillée pour la paix"), ("Arabic", "وقفة من أجل السلام")):
        await bot.owner.give("edit")
        await bot.owner.press("Events")
        await bot.owner.press("2. Vigil for *peace*")
        await bot.owner.press(f"Next: Event 2: title ({language})")
        await bot.owner.fill({IN_WORDS: title})
    await bot.owner.give("publish")
    await bot.owner.press("Editorial")
    assert "Revision 2 is published." in await bot.owner.press("Publish it")
    reader = bot.somebody("Nora")
    await reader.give("letter")
    await reader.sees("Vigil for *peace*")


@pytest.mark.core_rule
async def test_a_title_that_reaches_many_is_published_by_two(bot: Driver) -> None:
    grace, places = await colleague(bot, "Grace"), await gathered(bot, 10)
    await bot.owner.give("edit")
    await bot.owner.press("Title, summary, link, dates")
    await bot.owner.press("Title (English)")
    await bot.owner.fill({IN_WORDS: "Claim your grant"})
    await bot.owner.press("Preview and publish")
    assert "Another organizer has to agree to it" in await bot.owner.press("Editorial")
    assert "Revision 2 waits for another organizer." in await bot.owner.press("Publish it")
    card = await grace.told("Another organizer wants to publish revision 2.")
    assert "Claim your grant" in card
    assert f"Asked by {await name_of(bot, bot.owner)}" in card
    assert "Claim your grant" not in await bot.somebody("Nora").give("letter")
    assert "Revision 2 is published." in await grace.press("Publish it", on=card)
    assert "Claim your grant" in await bot.somebody("Nora").give("letter")
    assert not [each for place in places for each in place.standing("Claim your grant")]
