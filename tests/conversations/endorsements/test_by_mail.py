"""A sign-on that reached an organizer by mail: entered with the mail, and listed by another."""

from collections.abc import Mapping

from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from tests.conversations.stories import PHONE, desk, invite, the_endorsement
from tests.drivers import Attached, Driver

MAIL = Attached("mail.eml", b"From: ada@bakers.example.org\n\nPlease put our name under it.")
ASKED = {
    "Organization": "Example Bakers of the Old Town",
    "Who signs": "Ada Example",
    "Their role there": "Chair",
    "Their e-mail address": "ada@bakers.example.org",
    "The mail": "From the chair, on Monday.",
}
OFFERED: Mapping[str, str | Attached] = {
    "Website": "https://bakers.example.org",
    "Place": "Old Town",
    "The mail as a file": MAIL,
}


async def test_a_sign_on_by_mail_is_entered_with_the_mail_and_listed_by_another(bot: Driver) -> None:
    await invite(bot, grace := bot.somebody("Grace"), Role.REVIEWER)
    place = await desk(bot, grace)
    await bot.owner.give("enter_sign_on")
    await bot.owner.fill({**ASKED, **OFFERED})
    asked = await bot.owner.sees("Enter this sign-on?")
    if any(each.startswith("Add: ") for each in asked.labels):
        await bot.owner.change(OFFERED)
    assert "Example Bakers of the Old Town, Old Town" in await bot.owner.sees("Enter this sign-on?")
    assert "Entered, and not listed." in await bot.owner.press("Enter it")
    entered = await the_endorsement(bot)
    kept = await bot.store.read(lambda unit: unit.received_mails.of(entered.id))
    assert kept
    assert (kept.name, kept.content) == (MAIL.name, MAIL.content)
    card = await place.shows("Came by mail")
    assert "From the chair" not in card
    assert "You entered this yourself: another" in await bot.owner.press("List", on=card)
    assert (await the_endorsement(bot)).state is State.SUBMITTED
    assert "From the chair, on Monday." in await grace.press("Personal details", on=card)
    await grace.press("List", on=card)
    await grace.press(PHONE)
    await place.shows("Listed.")
    assert (await the_endorsement(bot)).state is State.LISTED
