"""Owners bring in sign-ons that were gathered elsewhere, and see before what would come of it."""

import csv
import io

import pytest

from bot.model.endorsements.endorsement import IMPORTED, State
from tests.conversations.stories import acts, endorsements
from tests.drivers import Attached, Driver

TABLE = Attached(
    "signed.csv",
    b"Nom de l'organisme,Ville,Courriel\nExample Zebras,Exampleville,ada@example.org\nExample Riders,,\nX,,\n",
)


async def test_what_would_come_of_a_file_is_shown_and_nothing_is_done_before_it_is_confirmed(bot: Driver) -> None:
    await bot.owner.give("import")
    shown = await bot.owner.fill({"File": TABLE})
    assert "Nothing was brought in yet." in shown
    assert "2 organizations would wait for review" in shown
    assert "1 row is refused" in shown
    assert "Organization: Nom de l'organisme" in shown
    ((_, content),) = shown.files.items()
    ((row),) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["line"], row["organization"]) == ("4", "X")
    assert await endorsements(bot) == []
    begun = await bot.owner.press("Bring in 2 organizations", on=shown)
    assert "They are being brought in" in begun
    while len(await endorsements(bot)) < 2:
        await bot.owner.give("review")
    zebras, riders = await endorsements(bot)
    assert (zebras.entry.organization, zebras.entry.place) == ("Example Zebras", "Exampleville")
    assert {zebras.origin, riders.origin} == {IMPORTED}
    assert {zebras.state, riders.state} == {State.SUBMITTED}
    assert await acts(bot) == ["endorsement.imported"] * 2
    assert "2 sign-ons wait for a decision." in await bot.owner.give("review")


async def test_another_column_is_chosen(bot: Driver) -> None:
    await bot.owner.give("import")
    shown = await bot.owner.fill({"File": TABLE})
    assert "Nothing was brought in yet." in shown
    asked = await bot.owner.press("Place", on=shown)
    assert "Which column is this? Place" in asked
    assert "Place: no column" in await bot.owner.press("No column")


@pytest.mark.core_rule
async def test_what_is_no_table_is_refused_and_not_kept(bot: Driver) -> None:
    await bot.owner.give("import")
    answer = await bot.owner.fill({"File": Attached("signed.csv", b"organization\n")})
    assert "There are no rows in this file." in answer


@pytest.mark.core_rule
async def test_only_owners_bring_sign_ons_in(bot: Driver) -> None:
    assert "This is for the letter's organizers." in await bot.somebody("Eve").give("import")
