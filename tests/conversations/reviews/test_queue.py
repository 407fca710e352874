"""Reviewers share one queue."""

import pytest

from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from tests.conversations.stories import BAKERS, PHONE, acts, desk, endorsements, invite, sign
from tests.drivers import Driver

NAMES = [f"Example {name}" for name in ("Bakers", "Riders", "Gardeners", "Singers", "Weavers", "Potters", "Sailors")]


async def many(bot: Driver) -> None:
    """More sign-ons wait than have cards of their own."""
    ada = bot.somebody("Ada")
    for name in NAMES:
        await sign(ada, {**BAKERS, "Organization": name})


async def test_many_that_wait_are_one_message_which_is_kept_up_to_date(bot: Driver) -> None:
    place = await desk(bot)
    await many(bot)
    message = await place.shows("7 sign-ons wait for a decision.")
    assert message.labels == ("Begin",)
    assert "The oldest has waited since" in message
    assert place.standing(NAMES[-1]) == []
    shown = await bot.owner.give("review")
    assert NAMES[0] in shown
    assert NAMES[1] in await bot.owner.press("Next")
    await bot.owner.press("List")
    assert "is listed" in await bot.owner.press(PHONE)
    await place.shows("6 sign-ons wait for a decision.")
    assert len(place.standing("sign-ons wait for a decision.")) == 1


@pytest.mark.core_rule
async def test_two_reviewers_are_given_different_cards_and_one_takes_over(bot: Driver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    place = await desk(bot, grace)
    await invite(bot, grace, Role.REVIEWER)
    for name in NAMES[:2]:
        await sign(ada, {**BAKERS, "Organization": name})
    assert NAMES[0] in await bot.owner.give("review")
    assert NAMES[1] in await grace.give("review")
    await grace.press("List", on=await place.shows(NAMES[0]))
    await grace.sees("Another reviewer is looking at this sign-on just now.")
    await grace.press("Take it over")
    assert "is listed" in await grace.press(PHONE)
    assert (await acts(bot))[-2:] == ["endorsement.taken_over", "endorsement.listed"]


@pytest.mark.core_rule
async def test_many_are_listed_at_once_and_all_of_it_is_undone(bot: Driver) -> None:
    place = await desk(bot)
    await many(bot)
    await place.shows("7 sign-ons wait for a decision.")
    await bot.owner.give("bulk", verdict="list", which="domain")
    await bot.owner.press("bakers.example.org (7)")
    preview = await bot.owner.press(PHONE)
    assert "List 7 sign-ons?" in preview
    assert "Example Bakers" in preview
    assert "and 2 more" in preview
    done = await bot.owner.press("List 7")
    assert "7 sign-ons are listed." in done
    assert {each.state for each in await endorsements(bot)} == {State.LISTED}
    assert "7 sign-ons wait for a decision again." in await bot.owner.press("Undo all of it", on=done)
    assert {each.state for each in await endorsements(bot)} == {State.SUBMITTED}


async def test_many_are_declined_at_once_with_one_reason(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await sign(ada, {**BAKERS, "Organization": NAMES[0]})
    await place.shows(NAMES[0])
    await bot.owner.give("bulk", verdict="decline", which="domain")
    await bot.owner.press("bakers.example.org (1)")
    preview = await bot.owner.fill({"Your message": "This was a *rehearsal*."})
    assert "Decline 1 sign-on?" in preview
    assert "This was a *rehearsal*." in preview
    assert "1 sign-on was declined." in await bot.owner.press("Decline 1")
    assert "This was a *rehearsal*." in await ada.told("Your sign-on was declined.")
