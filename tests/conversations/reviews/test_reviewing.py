"""Reviewers decide on sign-ons."""

import asyncio

import pytest

from bot.model.endorsements.endorsement import Check, State
from bot.model.people.person import Role
from tests.conversations.stories import (
    BAKERS,
    MAY_SIGN,
    PHONE,
    RIDERS,
    STATE,
    acts,
    desk,
    invite,
    name_of,
    review_in,
    reviewed,
    sign,
    the_endorsement,
)
from tests.drivers import Driver


@pytest.mark.core_rule
async def test_a_sign_on_arrives_as_a_card_that_shows_no_personal_details(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await ada.give("sign")
    await ada.press(MAY_SIGN)
    await ada.fill(BAKERS)
    await ada.change({"Website": "bakers.example.org"})
    await ada.press(STATE)
    card = await place.shows("Waiting for a decision.")
    assert "Example Bakers of the Old Town · https://bakers.example.org" in card
    assert "E-mail domain bakers.example.org, website bakers.example.org" in card
    assert "Signed in English, revision 1" in card
    assert "Less than an hour old" in card
    assert card.labels == ("List", "Ask", "Decline", "Personal details")
    assert "Lovelace" not in card.text
    assert "ada@" not in card.text


@pytest.mark.core_rule
@pytest.mark.on_matrix
async def test_listing_has_the_reviewer_state_how_it_was_checked(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await sign(ada, BAKERS)
    asked = await bot.owner.press("List", on=await place.shows(receipt))
    assert (
        "Nothing proves yet that this comes from the organization. How did you check that the organization signs?"
        in asked
    )
    assert (await the_endorsement(bot)).state is State.SUBMITTED
    await bot.owner.press(PHONE)
    card = await place.shows(f"Listed. Sign-on {receipt}")
    assert "Checked by phone, at a number found independently" in card
    assert card.labels == ("Undo", "Personal details")
    told = await ada.told("Your sign-on is listed. Thank you: everybody can see it now.")
    assert f"Receipt {receipt}" in told
    listed = await the_endorsement(bot)
    assert (listed.state, listed.check) == (State.LISTED, Check.PHONE)
    assert await acts(bot) == ["endorsement.submitted", "endorsement.listed"]


@pytest.mark.core_rule
async def test_declining_gives_the_representative_the_reason_as_it_was_written(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await sign(ada, BAKERS)
    asked = await bot.owner.press("Decline", on=await place.shows(receipt))
    assert "Why is it declined? Write in English: it is sent exactly as written." in asked
    done = await bot.owner.fill({"Your message": "We could not reach you *at all*."})
    assert "Undo" in done.labels
    told = await ada.told("Your sign-on was declined. It is not listed.")
    assert "We could not reach you *at all*." in told
    card = await place.shows(f"Declined. Sign-on {receipt}")
    assert "We could not reach you *at all*." in card
    assert (await the_endorsement(bot)).state is State.DECLINED
    assert "No organization is listed yet." in await ada.give("signatories")
    assert "waits for a decision again" in await bot.owner.press("Undo", on=done)


async def test_a_question_goes_to_the_representative_and_the_answer_comes_back_to_the_card(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await sign(ada, BAKERS)
    await bot.owner.press("Ask", on=await place.shows(receipt))
    await bot.owner.fill({"Your message": "Has your board decided?"})
    question = await ada.told("The reviewers of the letter have a question about your sign-on for Example Bakers")
    assert "Has your board decided?" in question
    waiting = await place.shows("Has your board decided?")
    assert "No answer yet." in waiting
    await ada.press("Answer", on=question)
    assert "Your answer was given to the reviewers." in await ada.fill({"Your answer": "Yes, on Monday."})
    answered = await place.shows("Yes, on Monday.")
    assert f"Waiting for a decision. Sign-on {receipt}" in answered
    assert "List" in answered.labels
    assert await acts(bot) == ["endorsement.submitted", "endorsement.asked", "endorsement.answered"]


@pytest.mark.core_rule
async def test_who_decided_is_told_in_private_when_a_sign_on_comes_back(bot: Driver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    place = await desk(bot, grace)
    await invite(bot, grace, Role.REVIEWER)
    receipt = await sign(ada, BAKERS)
    await grace.press("List", on=await place.shows(receipt))
    await grace.press(PHONE)
    assert f"Decided by {await name_of(bot, grace)}" in await place.shows(f"Listed. Sign-on {receipt}")
    await bot.owner.press("Undo", on=await place.shows(f"Listed. Sign-on {receipt}"))
    told = await grace.told("waits for a decision again")
    assert BAKERS["Organization"] in told
    assert place.standing(f"{BAKERS['Organization']} waits for a decision again") == []
    assert receipt in await grace.press("Look at it", on=told)
    assert "List" in grace.last.labels


@pytest.mark.core_rule
async def test_a_decision_is_taken_back(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await reviewed(bot, ada, BAKERS, place)
    await bot.owner.press("Undo", on=await place.shows(f"Listed. Sign-on {receipt}"))
    card = await place.shows(f"Waiting for a decision. Sign-on {receipt}")
    assert "List" in card.labels
    await ada.told("Your sign-on is reviewed again. It is not public now.")
    undone = await the_endorsement(bot)
    assert (undone.state, undone.check) == (State.SUBMITTED, None)


@pytest.mark.core_rule
async def test_personal_details_are_private_and_each_look_is_journalled(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await sign(ada, BAKERS)
    shown = await bot.owner.press("Personal details", on=await place.shows(receipt))
    assert "This look is on record." in shown
    for entry in ("Name: Ada Example", "Role: Chair", "E-mail: ada@bakers.example.org"):
        assert entry in shown
    assert place.standing("Lovelace") == []
    assert (await acts(bot))[-1] == "endorsement.details_shown"


@pytest.mark.core_rule
async def test_what_was_decided_is_not_decided_again(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    receipt = await reviewed(bot, ada, BAKERS, place)
    again = await bot.owner.give("decide", receipt=receipt, decision="list")
    again = await bot.owner.press(PHONE) if PHONE in again.labels else again
    assert "It was already listed." in again
    assert await acts(bot) == ["endorsement.submitted", "endorsement.listed"]


@pytest.mark.core_rule
async def test_two_reviewers_who_decide_in_the_same_second_decide_once(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await invite(bot, grace, Role.REVIEWER)
    receipt = await sign(ada, BAKERS)
    await place.shows(receipt)
    for reviewer in (bot.owner, grace):
        await reviewer.give("decide", receipt=receipt, decision="list")
    answers = await asyncio.gather(bot.owner.press(PHONE), grace.press(PHONE))
    assert sorted("is listed." in answer for answer in answers) == [False, True]
    assert sorted("It was already listed." in answer for answer in answers) == [False, True]
    assert await acts(bot) == ["endorsement.submitted", "endorsement.listed"]


async def test_a_card_is_brought_up_to_date_in_every_chat_where_it_stands(bot: Driver) -> None:
    ada, first = bot.somebody("Ada"), await desk(bot)
    second = await bot.place("Second desk", bot.owner, hidden=True)
    await review_in(bot, second)
    receipt = await sign(ada, BAKERS)
    card = await first.shows(receipt)
    await second.shows(receipt)
    await bot.owner.press("List", on=card)
    await bot.owner.press(PHONE)
    for place in (first, second):
        decided = await place.shows(f"Listed. Sign-on {receipt}")
        assert "List" not in decided.labels
        assert place.standing(f"Waiting for a decision. Sign-on {receipt}") == []
        assert len(place.standing(f"Listed. Sign-on {receipt}")) == 1


@pytest.mark.core_rule
async def test_without_a_chat_for_reviews_the_card_comes_to_the_reviewers_themselves(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    receipt = await sign(ada, BAKERS)
    card = await bot.owner.told(receipt)
    assert "Waiting for a decision." in card


@pytest.mark.core_rule
async def test_review_shows_what_waits_and_how_many(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    assert "No sign-on waits for a decision." in await bot.owner.give("review")
    first = await sign(ada, BAKERS)
    await sign(ada, RIDERS)
    await place.shows("Example Night Bus Riders")
    answer = await bot.owner.give("review")
    assert "2 sign-ons wait for a decision." in answer
    assert f"Sign-on {first}" in answer
    assert "Next" in answer.labels


@pytest.mark.core_rule
async def test_likely_doubles_stand_on_the_card(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await sign(ada, BAKERS)
    receipt = await sign(grace, {**BAKERS, "Organization": "Example Bakers of the Old Towns"})
    assert "Perhaps the same as Example Bakers of the Old Town: the names are" in await place.shows(receipt)
