"""An organization signs on."""

import asyncio

import pytest

from bot.model.endorsements.endorsement import PublicEntry, Representative, State
from tests.conversations.stories import (
    BAKERS,
    BOARD,
    INDIVIDUAL,
    MAY_SIGN,
    STATE,
    acts,
    desk,
    endorsements,
    fill_in,
    receipt_in,
    reviewed,
    sign,
    the_endorsement,
)
from tests.drivers import Driver
from tests.drivers.web import WebDriver

pytestmark = pytest.mark.by_page


@pytest.mark.core_rule
async def test_signing_begins_with_the_choice_of_who_signs(bot: Driver) -> None:
    answer = await bot.somebody("Ada").give("sign")
    assert "Only organizations sign. Which one applies to you?" in answer
    assert answer.labels == (MAY_SIGN, BOARD, INDIVIDUAL)


@pytest.mark.core_rule
async def test_what_would_be_public_is_shown_exactly_before_it_is_confirmed(bot: Driver) -> None:
    confirming = await fill_in(bot.somebody("Ada"), BAKERS)
    assert "This is how the public list would show it: Example Bakers of the Old Town" in confirming
    assert "Only the organizers' reviewers can see: Ada Example, Chair, ada@bakers.example.org" in confirming
    assert "Example Bakers of the Old Town has decided to sign this letter (revision 1)" in confirming
    assert "I have the authority to sign in its name" in confirming
    assert await endorsements(bot) == []


async def test_the_receipt_says_all_that_a_representative_needs(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await fill_in(ada, BAKERS)
    answer = await ada.press(STATE)
    assert "Thank you: your sign-on was received." in answer
    assert "Example Bakers of the Old Town" in answer
    assert "Signed: revision 1 of the letter, in English." in answer
    assert "It is not public yet." in answer
    assert "You are told the outcome here." in answer
    way = "“Your sign-on”" if isinstance(bot, WebDriver) else "/endorsement"
    assert f"You can correct or withdraw it at any time with {way} from this account." in answer
    assert "Your name, role and e-mail address stay private." in answer
    signed = await the_endorsement(bot)
    assert receipt_in(answer).replace("-", "") == signed.receipt
    assert (signed.state, signed.revision, signed.language) == (State.SUBMITTED, 1, "en")
    assert signed.entry == PublicEntry("Example Bakers of the Old Town")
    who = await bot.store.read(lambda unit: unit.endorsements.representative(signed.id))
    assert who == Representative("Ada Example", "Chair", "ada@bakers.example.org")
    assert await acts(bot) == ["endorsement.submitted"]


async def test_website_place_and_statement_are_added_before_it_is_confirmed(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await fill_in(ada, BAKERS)
    confirming = await ada.change(
        {"Website": "bakers.example.org", "Place": "Old Town", "Statement": "Bread for all.\nAnd roses."}
    )
    assert "Example Bakers of the Old Town, Old Town · https://bakers.example.org" in confirming
    assert "Bread for all. And roses." in confirming
    await ada.press(STATE)
    entry = (await the_endorsement(bot)).entry
    assert (entry.website, entry.place) == ("https://bakers.example.org", "Old Town")
    assert entry.statement.split() == ["Bread", "for", "all.", "And", "roses."]


@pytest.mark.core_rule
async def test_what_was_filled_in_is_corrected_before_it_is_confirmed(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await fill_in(ada, BAKERS)
    confirming = await ada.change({"Your role there": "Treasurer"})
    assert "Ada Example, Treasurer, ada@bakers.example.org" in confirming
    await ada.press(STATE)
    signed = await the_endorsement(bot)
    who = await bot.store.read(lambda unit: unit.endorsements.representative(signed.id))
    assert who.role == "Treasurer"


@pytest.mark.core_rule
@pytest.mark.on_matrix
async def test_a_wrong_address_is_said_and_what_was_right_is_kept(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    answer = await fill_in(ada, {**BAKERS, "Your e-mail address": "ada at bakers"})
    assert "This is not an e-mail address. Example: name@example.org" in answer
    assert await endorsements(bot) == []
    confirming = await ada.fill({"Your e-mail address": "ada@bakers.example.org"})
    assert "Ada Example, Chair, ada@bakers.example.org" in confirming
    await ada.press(STATE)
    assert (await the_endorsement(bot)).entry.organization == "Example Bakers of the Old Town"


@pytest.mark.core_rule
async def test_a_cancelled_form_leaves_nothing_behind(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await fill_in(ada, BAKERS)
    assert "Cancelled. Nothing was recorded." in await ada.press("Cancel")
    assert await endorsements(bot) == []
    assert await bot.store.read(lambda unit: unit.people.find(ada.account)) is None


@pytest.mark.core_rule
async def test_a_board_that_must_decide_first_has_a_draft_that_nobody_sees(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    confirming = await fill_in(ada, BAKERS, BOARD)
    assert "It is kept as a draft that nobody else sees." in confirming
    answer = await ada.press("Keep as a draft")
    assert "Kept as a draft." in answer
    assert "Nothing is public, and nobody has been told." in answer
    assert (await the_endorsement(bot)).state is State.DRAFT
    assert place.standing(receipt_in(answer)) == []
    assert "No sign-on waits for a decision." in await bot.owner.give("review")


@pytest.mark.core_rule
async def test_a_draft_is_submitted_with_one_button_when_the_board_has_decided(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await fill_in(ada, BAKERS, BOARD)
    answer = await ada.press("Keep as a draft")
    confirming = await ada.press("The board has decided: submit")
    assert "I have the authority to sign in its name" in confirming
    submitted = await ada.press(STATE)
    assert receipt_in(submitted) == receipt_in(answer)
    assert (await the_endorsement(bot)).state is State.SUBMITTED
    await place.shows(receipt_in(answer))
    assert await acts(bot) == ["endorsement.drafted", "endorsement.corrected"]


async def test_an_individual_gets_a_message_to_pass_on_and_no_form(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await ada.give("sign")
    answer = await ada.press(INDIVIDUAL)
    assert "Organizations sign this letter, so there is no form for a single person." in answer
    assert "has written an open letter, “Stop Genocide or Resign”" in answer
    led = "https://t.me/countersign_bot?start=1-letter-1" in answer or "which this bot shows under /letter" in answer
    assert led
    assert ("https://t.me/" in answer) is ("Share" in answer.labels)
    assert await endorsements(bot) == []


@pytest.mark.core_rule
async def test_an_organization_like_a_listed_one_is_asked_whether_it_is_meant(bot: Driver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    await reviewed(bot, ada, BAKERS, await desk(bot))
    answer = await fill_in(grace, {**BAKERS, "Organization": "Example Bakers of the Old Twon"})
    assert "Did you mean one of these?" in answer
    assert "Example Bakers of the Old Town" in answer.labels
    await grace.press("No, another organization")
    confirming = await grace.fill(BAKERS)
    assert "Example Bakers of the Old Twon has decided to sign" in confirming


@pytest.mark.core_rule
async def test_an_organization_that_was_meant_takes_its_listed_name_and_signs_only_once(bot: Driver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    await reviewed(bot, ada, BAKERS, await desk(bot))
    await fill_in(grace, {**BAKERS, "Organization": "Example Baker of the Old Town"})
    await grace.press("Example Bakers of the Old Town")
    confirming = await grace.fill(BAKERS)
    assert "This organization may have signed already." in confirming
    refused = await grace.press(STATE)
    assert "has a sign-on already, and an organization signs once. Nothing was recorded." in refused
    assert len(await endorsements(bot)) == 1


@pytest.mark.core_rule
async def test_an_organization_signs_once_in_whatever_spelling(bot: Driver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    await reviewed(bot, ada, BAKERS, await desk(bot))
    await fill_in(grace, {**BAKERS, "Organization": "EXAMPLE bakers of the old-town"})
    assert "has a sign-on already" in await grace.press(STATE)
    assert len(await endorsements(bot)) == 1


@pytest.mark.core_rule
async def test_nobody_learns_of_a_sign_on_that_waits_and_reviewers_see_both(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await sign(ada, BAKERS)
    confirming = await fill_in(grace, {**BAKERS, "Organization": "EXAMPLE bakers of the old-town"})
    assert "may have signed already" not in confirming
    second = receipt_in(await grace.press(STATE))
    assert "Perhaps the same as Example Bakers of the Old Town" in await place.shows(second)


@pytest.mark.core_rule
async def test_another_organization_of_a_listed_name_says_so_and_signs_with_its_place(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    await fill_in(grace, BAKERS)
    assert "If yours is another organization of the same name" in await grace.press(STATE)
    await grace.press("We are another organization of that name")
    assert "Example Bakers of the Old Town, Lomé" in await grace.fill({"Place": "Lomé"})
    receipt = receipt_in(await grace.press(STATE))
    assert "Perhaps the same as Example Bakers of the Old Town" in await place.shows(receipt)
    assert [each.entry.place for each in await endorsements(bot)] == ["", "Lomé"]


@pytest.mark.core_rule
async def test_a_confirmation_that_is_pressed_twice_in_a_moment_signs_once(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    confirming = await fill_in(ada, BAKERS)
    await asyncio.gather(ada.press(STATE, on=confirming), ada.press(STATE, on=confirming))
    assert len(await endorsements(bot)) == 1


async def test_a_likely_typing_error_in_an_address_is_asked_about_and_never_changed_by_itself(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    asked = await fill_in(ada, {**BAKERS, "Your e-mail address": "Ada Example <ada.example@gmial.com>"})
    assert "Did you mean ada.example@gmail.com? You typed: ada.example@gmial.com" in asked
    assert "ada.example@gmial.com" in await ada.press("No, what I typed is right")
    await ada.press(STATE)
    signed = await the_endorsement(bot)
    kept = await bot.store.read(lambda unit: unit.endorsements.representative(signed.id))
    assert kept.email == "ada.example@gmial.com"


@pytest.mark.core_rule
async def test_who_signs_twice_is_led_to_what_stands(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await sign(ada, BAKERS)
    await fill_in(ada, BAKERS)
    refused = await ada.press(STATE)
    assert "has a sign-on already, from this account" in refused
    assert "/endorsement shows it, and there you can correct or withdraw it." in refused
    assert len(await endorsements(bot)) == 1


@pytest.mark.core_rule
async def test_what_the_board_has_still_to_decide_on_is_not_called_signed(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await fill_in(ada, BAKERS, BOARD)
    kept = await ada.press("Keep as a draft")
    assert "For your board to decide on: revision 1 of the letter, in English." in kept
    assert "Signed" not in kept
    assert "Signed on" not in await ada.give("endorsement")
    assert "Kept since" in ada.last


@pytest.mark.core_rule
async def test_the_receipt_says_where_the_outcome_is_told(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    await fill_in(ada, BAKERS)
    assert "You are told the outcome here." in await ada.press(STATE)
