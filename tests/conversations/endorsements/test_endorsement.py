"""What a representative can do about a sign-on, and nobody else."""

import pytest

from bot.model.endorsements.endorsement import State
from tests.conversations.stories import (
    BAKERS,
    PHONE,
    RIDERS,
    STATE,
    acts,
    desk,
    endorsements,
    reviewed,
    sign,
    the_endorsement,
)
from tests.drivers import Driver

pytestmark = pytest.mark.by_page


@pytest.mark.core_rule
async def test_whoever_signed_is_told_where_it_stands(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    receipt = await sign(ada, BAKERS)
    answer = await ada.give("endorsement")
    assert f"Receipt {receipt} — waiting for review: not public yet." in answer
    assert "It is number 1 in line for review, and waits since" in answer
    told = tuple(each for each in answer.labels if "code" not in each)
    assert told == ("Correct", "What the list shows", "News and contact", "Hand over", "Withdraw", "Verify")


@pytest.mark.core_rule
async def test_somebody_who_has_not_signed_is_told_so(bot: Driver) -> None:
    answer = await bot.somebody("Ada").give("endorsement")
    assert "You have not signed on for an organization from this account." in answer


@pytest.mark.core_rule
async def test_a_receipt_that_there_is_not_is_told_what_one_looks_like(bot: Driver) -> None:
    answer = await bot.somebody("Ada").give("endorsement", receipt="4KTJ-8Q2X")
    assert "There is no sign-on with this receipt. A receipt has 8 letters and digits" in answer


@pytest.mark.core_rule
async def test_somebody_elses_receipt_allows_nothing(bot: Driver) -> None:
    ada, eve = bot.somebody("Ada"), bot.somebody("Eve")
    receipt = await sign(ada, BAKERS)
    for command in ("endorsement", "withdraw"):
        answer = await eve.give(command, receipt=receipt)
        assert "Only the account that signed can do this. A receipt alone allows nothing." in answer
        assert "Bakers" not in answer.text
    assert (await the_endorsement(bot)).state is State.SUBMITTED


@pytest.mark.core_rule
async def test_a_receipt_is_understood_in_small_letters_and_without_its_hyphen(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    receipt = await sign(ada, BAKERS)
    assert f"Receipt {receipt}" in await ada.give("endorsement", receipt=receipt.replace("-", "").lower())


async def test_a_correction_begins_with_the_fields_and_ends_with_what_is_confirmed(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await sign(ada, BAKERS)
    await ada.give("endorsement")
    begun = await ada.press("Correct")
    assert STATE not in begun.labels
    if begun.fields:
        assert begun.fields["Your role there"] == BAKERS["Your role there"]
    else:
        assert {*BAKERS, "Website", "Place"} <= {*begun.labels}
    confirming = await ada.change({"Your role there": "Treasurer"})
    assert "Treasurer" in confirming
    assert STATE in confirming.labels


@pytest.mark.core_rule
async def test_a_listed_sign_on_that_is_corrected_waits_for_review_again(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await reviewed(bot, ada, BAKERS, place)
    assert "it leaves the list until it has been reviewed again" in await ada.give("endorsement")
    await ada.press("Correct")
    await ada.change({"Place": "Harbour"})
    assert "Example Bakers of the Old Town, Harbour" in await ada.press(STATE)
    corrected = await the_endorsement(bot)
    assert (corrected.state, corrected.check, corrected.entry.place) == (State.SUBMITTED, None, "Harbour")
    assert "No organization is listed yet." in await bot.somebody("Reader").give("signatories")
    card = await place.shows("Harbour")
    assert f"Waiting for a decision. Sign-on {receipt}" in card


async def test_a_withdrawal_is_confirmed_and_takes_the_name_off_the_list_at_once(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await reviewed(bot, ada, BAKERS, place)
    asked = await ada.give("withdraw")
    assert "Withdraw this sign-on?" in asked
    assert "The name is removed at once, without any notice." in asked
    assert "Withdrawn. Example Bakers of the Old Town is not listed any more." in await ada.press("Yes, withdraw it")
    assert (await the_endorsement(bot)).state is State.WITHDRAWN
    assert "No organization is listed yet." in await bot.somebody("Reader").give("signatories")
    card = await place.shows(f"Withdrawn by the organization. Sign-on {receipt}")
    assert "List" not in card.labels
    assert await acts(bot) == ["endorsement.submitted", "endorsement.listed", "endorsement.withdrawn"]


@pytest.mark.core_rule
async def test_a_withdrawal_that_was_thought_better_of_changes_nothing(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await sign(ada, BAKERS)
    await ada.give("endorsement")
    await ada.press("Withdraw")
    assert "Nothing was changed." in await ada.press("No, keep it")
    assert (await the_endorsement(bot)).state is State.SUBMITTED


@pytest.mark.core_rule
async def test_what_was_withdrawn_cannot_be_withdrawn_again_and_can_be_signed_anew(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await sign(ada, BAKERS)
    await ada.give("withdraw")
    await ada.press("Yes, withdraw it")
    assert "This sign-on was already withdrawn." in await ada.give("withdraw")
    await sign(ada, BAKERS)
    assert [each.state for each in await endorsements(bot)] == [State.WITHDRAWN, State.SUBMITTED]


@pytest.mark.core_rule
async def test_somebody_who_signed_for_two_organizations_sees_both(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    bakers = await sign(ada, BAKERS)
    riders = await sign(ada, RIDERS)
    answer = await ada.give("endorsement")
    assert f"Receipt {riders}" in answer
    assert "You also signed:" in answer
    assert f"{bakers} — Example Bakers of the Old Town, waiting for review: not public yet" in answer


@pytest.mark.core_rule
async def test_what_was_declined_is_told_with_its_reason_and_can_be_corrected(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await sign(ada, BAKERS)
    await bot.owner.press("Decline", on=await place.shows(receipt))
    await bot.owner.fill({"Your message": "Please use an address of the bakers."})
    told = await ada.told("Your sign-on was declined. It is not listed.")
    assert "Please use an address of the bakers." in told
    status = await ada.press("Your sign-on", on=told)
    assert "declined: not listed" in status
    assert "Please use an address of the bakers." in status
    await ada.press("Correct")
    await ada.change({"Your e-mail address": "chair@bakers.example.org"})
    await ada.press(STATE)
    card = await place.shows(f"Waiting for a decision. Sign-on {receipt}")
    await bot.owner.press("List", on=card)
    await bot.owner.press(PHONE)
    await ada.told("Your sign-on is listed.")
    assert (await the_endorsement(bot)).state is State.LISTED
