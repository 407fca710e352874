"""An organization's desk: statements, reservations, its board, and a colleague who takes over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.model.endorsements.endorsement import State, Words
from bot.model.people.person import Role
from bot.ports.store import Unit
from bot.service.endorsements import boards
from tests.conversations.announcements.announcements import NEWS, announce, followers
from tests.conversations.stories import (
    BAKERS,
    BOARD,
    PHONE,
    RIDERS,
    STATE,
    acts,
    at_desk,
    code_in,
    desk,
    fill_in,
    invite,
    receipt_in,
    reviewed,
    sign,
    the_endorsement,
)
from tests.drivers import Driver, Shown

pytestmark = pytest.mark.by_page

BREAD = "Bread needs *buses*."
TORONTO = ZoneInfo("America/Toronto")


async def the_list(bot: Driver) -> Shown:
    """The public list, as a stranger sees it."""
    return await bot.somebody("Reader").give("signatories")


@pytest.mark.core_rule
async def test_a_statement_that_is_added_later_is_approved_while_the_organization_stays_listed(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await reviewed(bot, ada, BAKERS, place)
    assert "There is none yet." in await at_desk(ada, "Statement")
    await ada.press("Add a statement")
    assert "shown once a reviewer has approved it" in await ada.fill({"Statement": BREAD})
    listed = await the_list(bot)
    assert "Example Bakers of the Old Town" in listed
    assert BREAD not in listed
    card = await place.shows(f"Words to be approved. Sign-on {receipt} is listed and stays so.")
    assert BREAD in card
    assert "words are shown now" in await bot.owner.press("Approve the statement", on=card)
    told = await ada.told("A reviewer has decided about your words, or your logo.")
    assert "The statement, shown on the list:" in told
    assert BREAD in await the_list(bot)
    assert (await the_endorsement(bot)).state is State.LISTED
    await at_desk(ada, "Statement")
    assert "Taken down." in await ada.press("Take the statement down")
    assert BREAD not in await the_list(bot)
    assert (await acts(bot))[2:] == [
        "endorsement.statement_given", "endorsement.statement_shown", "endorsement.statement_taken_down",
    ]  # fmt: skip


@pytest.mark.core_rule
async def test_a_statement_is_listed_with_the_name_or_left_out(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    for person, values, label in ((ada, BAKERS, "List"), (grace, RIDERS, "List without the statement")):
        await fill_in(person, values)
        await person.change({"Statement": f"We are {values['Organization']}, and say so."})
        receipt = receipt_in(await person.press(STATE))
        card = await place.shows(receipt)
        assert "The statement waits to be approved:" in card
        await bot.owner.press(label, on=card)
        await bot.owner.press(PHONE)
        await place.shows(f"Listed. Sign-on {receipt}")
    listed = await the_list(bot)
    assert "We are Example Bakers of the Old Town, and say so." in listed
    assert "Example Night Bus Riders" in listed
    assert "We are Example Night Bus Riders" not in listed


@pytest.mark.core_rule
@pytest.mark.in_chats
async def test_a_reservation_goes_wherever_the_name_goes_and_is_counted(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    await at_desk(ada, "Reservations")
    assert "with a reservation about demand 2" in await ada.press("Reservation about demand 2")
    await ada.press("Explain it")
    await ada.fill({"About the reservation": "We ask for *more*."})
    listed = await the_list(bot)
    assert "Example Bakers of the Old Town · with a reservation about demand 2" in listed
    assert "1 of 1 has a reservation about demand 2." in listed
    assert "We ask for *more*." not in listed
    assert "1 of 1 has a reservation about demand 2." in await bot.somebody("Eve").give("demand", demand=2)
    assert "has a reservation" not in await bot.somebody("Eve").give("demand", demand=1)
    await invite(bot, editor := bot.somebody("Eddie"), Role.EDITOR)
    assert "1 of 1 has a reservation about demand 2." in await editor.give("reservations")
    card = await place.shows("Words to be approved.")
    assert "with a reservation about demand 2" in card
    await bot.owner.press("Approve the words about the reservation", on=card)
    await ada.told("The words about the reservation, shown on the list:")
    assert "We ask for *more*." in await the_list(bot)
    await at_desk(ada, "Reservations")
    await ada.press("Remove the reservation")
    assert "reservation" not in (await the_list(bot)).text
    assert (await the_endorsement(bot)).state is State.LISTED


async def test_a_board_decides_on_its_day_with_a_packet_and_is_reminded_once_on_the_next(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    day = datetime.now(TORONTO) + timedelta(days=3)
    await fill_in(ada, BAKERS, BOARD)
    asked = await ada.change({"The board meets": f"{day:%Y-%m-%d} 18:00 America/Toronto"})
    assert "Your board meets on" in asked
    kept = await ada.press("Keep as a draft")
    assert "Kept as a draft." in kept
    page = await at_desk(ada, "The board")
    assert f"Your board meets on {day:%A}, {day.day} {day:%B %Y}, 18:00 E" in page
    await ada.press("What the board needs")
    assert "erased 30 days after a withdrawal" in await ada.sees("What signing means")

    def passes(unit: Unit) -> None:
        found = unit.endorsements.by_receipt(receipt_in(kept).replace("-", ""))
        assert found
        unit.desks.meet(found, unit.now)
        boards.remind(unit)
        boards.remind(unit)

    await bot.store.write(passes)
    reminded = await ada.told("Has your board decided?")
    assert "Your board meets on" in reminded
    assert "What the board needs" in reminded.labels
    await ada.press("The board has decided: submit", on=reminded)
    assert "your sign-on was received" in await ada.press(STATE)
    assert (await the_endorsement(bot)).state is State.SUBMITTED


@pytest.mark.core_rule
async def test_the_cut_off_of_the_printed_list_is_shown_with_its_zone(bot: Driver) -> None:
    day = datetime.now(TORONTO) + timedelta(days=5)
    assert "No moment is set" in await bot.owner.give("cutoff")
    await bot.owner.press("Choose the moment")
    moment = f"{day:%A}, {day.day} {day:%B %Y}, 23:59 E"
    said = f"The printed list holds whoever is listed by {moment}"
    other = day + timedelta(days=1)
    assert f"Do you mean {other:%A}, " in await bot.owner.fill({"When": f"{other:%Y-%m-%d} 17:00"})
    assert "No moment is set" in await bot.owner.give("cutoff")
    await bot.owner.press("Choose the moment")
    assert f"Do you mean {moment}" in await bot.owner.fill({"When": f"{day:%Y-%m-%d}"})
    await bot.owner.press("Another one")
    assert f"Do you mean {moment}" in await bot.owner.fill({"When": f"{day:%Y-%m-%d}"})
    assert said in await bot.owner.press("Yes")
    ada = bot.somebody("Ada")
    await ada.give("letter")
    assert await ada.sees(said)
    assert said in await fill_in(ada, BAKERS)
    await bot.owner.give("cutoff")
    assert "No moment is set" in await bot.owner.press("No such moment")
    await ada.give("letter")
    assert "printed list" not in await ada.sees("Press release of 22 February 2024")


async def test_a_sign_on_is_handed_over_to_a_colleague_and_the_earlier_one_can_do_nothing_more(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    receipt = await reviewed(bot, ada, BAKERS, place)
    await at_desk(ada, "Hand over")
    code = code_in(await ada.press("Make a code"))
    assert "You were asked to act for this organization" in await grace.give("claim", code=code)
    await grace.press("Take it over")
    confirming = await grace.fill(
        {"Your name": "Grace Example", "Your role there": "Chair", "Your e-mail address": "grace@bakers.example.org"}
    )
    assert "I have the authority to act for Example Bakers of the Old Town" in confirming
    assert "You act for Example Bakers of the Old Town now." in await grace.press("I confirm, and take it over")
    await ada.told("Your sign-on was handed over.")
    assert "Only the account that signed can do this." in await ada.give("endorsement", receipt=receipt)
    assert f"Receipt {receipt}" in await grace.give("endorsement")
    assert "not valid" in await bot.somebody("Eve").give("claim", code=code)
    taken = await the_endorsement(bot)
    who = await bot.store.read(lambda unit: unit.endorsements.representative(taken.id))
    assert (taken.state, who.name, who.email) == (State.LISTED, "Grace Example", "grace@bakers.example.org")
    assert "endorsement.handed_over" in await acts(bot)


@pytest.mark.core_rule
async def test_a_withdrawal_takes_everything_down_silently(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    (town,) = await followers(bot, "Town")
    await fill_in(ada, BAKERS)
    await ada.change({"Statement": BREAD})
    receipt = receipt_in(await ada.press(STATE))
    await bot.owner.press("List", on=await place.shows(receipt))
    await bot.owner.press(PHONE)
    await ada.told("Your sign-on is listed.")
    await at_desk(ada, "Reservations")
    await ada.press("Reservation about demand 1")
    listed = await the_list(bot)
    assert BREAD in listed
    assert "with a reservation about demand 1" in listed
    await ada.give("withdraw")
    await ada.press("Yes, withdraw it")
    assert "No organization is listed yet." in await the_list(bot)
    assert "has a reservation" not in await ada.give("demand", demand=1)
    assert (await the_endorsement(bot)).statement is Words.TAKEN_DOWN
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    await town.shows(NEWS)
    assert town.standing("Example Bakers") == []


@pytest.mark.core_rule
async def test_a_sign_on_that_waits_is_told_how_many_are_ahead(bot: Driver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    await sign(ada, BAKERS)
    await sign(grace, RIDERS)
    assert "It is number 2 in line for review, and waits since" in await grace.give("endorsement")
