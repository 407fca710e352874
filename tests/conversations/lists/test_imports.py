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
    assert "1 row is refused: line 4" in shown
    assert "without what stands under “Name of the representative”: line 2" in shown
    assert "The text was read as UTF-8." in shown
    assert "Organization: Nom de l'organisme" in shown
    ((_, content),) = shown.files.items()
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    assert [row[:3] for row in rows] == [
        ("2", "Example Zebras", "Name of the representative"),
        ("4", "X", "the row"),
    ]
    assert "ada@example.org" not in content.decode()
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


async def test_an_encoding_is_chosen_by_the_names_that_are_right_before_anything_comes_in(bot: Driver) -> None:
    await bot.owner.give("import")
    content = "Organization;Place\nСоюз Жителей;Киев\n".encode("koi8-r")
    asked = await bot.owner.fill({"File": Attached("signed.csv", content)})
    assert "In which of these are the names right?" in asked
    assert "Nothing was brought in yet." not in asked
    assert await endorsements(bot) == []
    shown = await bot.owner.press("KOI8-R: Союз Жителей", on=asked)
    assert "The text was read as KOI8-R, for example: Союз Жителей and Киев" in shown
    again = await bot.owner.press("Read the text otherwise", on=shown)
    assert "1 organization would wait for review" in await bot.owner.press("KOI8-R: Союз Жителей", on=again)
    await bot.owner.press("Bring in 1 organization")
    while not await endorsements(bot):
        await bot.owner.give("review")
    assert [each.entry.organization for each in await endorsements(bot)] == ["Союз Жителей"]


@pytest.mark.core_rule
async def test_an_owner_says_which_words_mean_consent_and_nobody_s_name_is_kept_without(bot: Driver) -> None:
    table = (
        "Organization,Your name,Consent\n"
        "Example Rivers,Sam Example,J’y consens\n"
        "Example Lakes,Kim Example,j’y  consens\n"
        "Example Ponds,Lee Example,Certainly not\n"
        "Example Seas,Max Example,YES\n"
        "Example Bays,Bea Example,\n"
    )
    await bot.owner.give("import")
    asked = await bot.owner.fill({"File": Attached("signed.csv", table.encode())})
    assert "J’y consens, in 2 rows: not said yet" in asked
    assert "YES, in 1 row: yes" in asked
    assert "Does this mean that they consent? J’y consens" in asked
    asked = await bot.owner.press("It means yes", on=asked)
    assert "J’y consens, in 2 rows: yes" in asked
    assert "Does this mean that they consent? Certainly not" in asked
    shown = await bot.owner.press("It does not", on=asked)
    assert "5 organizations would wait for review" in shown
    assert "2 rows come in without what stands under “Name of the representative”: lines 4 and 6" in shown
    asked = await bot.owner.press("Say anew what the words mean", on=shown)
    shown = await bot.owner.press("None of what is open means yes", on=asked)
    assert "4 rows come in without what stands under “Name of the representative”" in shown


@pytest.mark.core_rule
async def test_a_table_without_a_column_of_organizations_is_told_of_in_one_sentence(bot: Driver) -> None:
    await bot.owner.give("import")
    content = b"signatory,constituency\nExample Rivers,North\nExample Lakes,South\n"
    asked = await bot.owner.fill({"File": Attached("signed.csv", content)})
    assert "Its columns are: signatory and constituency" in asked
    assert not asked.files
    shown = await bot.owner.press("signatory", on=asked)
    assert "2 organizations would wait for review" in shown


@pytest.mark.core_rule
async def test_only_owners_bring_sign_ons_in(bot: Driver) -> None:
    assert "This is for the letter's organizers." in await bot.somebody("Eve").give("import")
