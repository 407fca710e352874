"""One organization has one record: reviewers see likenesses and why, merge, undo, and tell chapters from parents."""

from dataclasses import replace

import pytest

from bot.model.endorsements.endorsement import State
from bot.model.organizations.organization import Name, NameKind
from bot.ports.store import Unit
from tests.conversations.stories import (
    BAKERS,
    MAY_SIGN,
    RIDERS,
    STATE,
    acts,
    desk,
    endorsements,
    fill_in,
    reviewed,
    sign,
)
from tests.drivers import Driver, Shown, Someone

TOWNS = {**BAKERS, "Organization": "Bakers of the Old Town, Example"}
LOCAL = {**RIDERS, "Organization": "Example Night Bus Riders Local 7"}


async def compared(bot: Driver) -> Shown:
    """What a reviewer sees who compares the organization that waits with the one that it is like."""
    waiting = await bot.owner.give("review")
    (compare,) = (label for label in waiting.labels if label.startswith("Compare with"))
    return await bot.owner.press(compare)


async def two_spellings(bot: Driver, ada: Someone, grace: Someone) -> tuple[str, str, Shown]:
    """Two people sign on for one organization in two spellings; the receipts, and both side by side."""
    place = await desk(bot)
    first = await reviewed(bot, ada, BAKERS, place)
    await fill_in(grace, TOWNS)
    await grace.press("No, another organization")
    await grace.fill(TOWNS)
    answer = await grace.press(STATE)
    second = next(word.strip(".") for word in answer.text.split() if len(word.strip(".")) == 9 and word[4] == "-")
    card = await place.shows(second)
    assert "Perhaps the same as Example Bakers of the Old Town: the names are spelled almost alike" in card
    return first, second, await compared(bot)


async def test_two_spellings_are_held_side_by_side_merged_and_taken_apart_again(bot: Driver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    first, _, sides = await two_spellings(bot, ada, grace)
    assert "The same organization, or two?" in sides
    assert "Example Bakers of the Old Town" in sides
    assert "Bakers of the Old Town, Example" in sides
    assert "Listed since" in sides
    assert "Waiting for a decision since" in sides
    assert "ada@" not in sides.text
    merged = await bot.owner.press("The same: the earlier sign-on stands")
    assert "One record now. Both names lead to it." in merged
    told = await grace.told("Your sign-on was declined. It is not listed.")
    assert "Your organization has another sign-on of this letter, which stands." in told
    assert [each.state for each in await endorsements(bot)] == [State.LISTED, State.DECLINED]
    assert len({each.organization_id for each in await endorsements(bot)}) == 1
    assert "Two records again." in await bot.owner.press("Undo")
    assert [each.state for each in await endorsements(bot)] == [State.LISTED, State.SUBMITTED]
    assert len({each.organization_id for each in await endorsements(bot)}) == 2
    await grace.told("Your sign-on is reviewed again.")
    assert (await acts(bot))[-8:] == [
        "endorsement.declined", "organization.merged", "endorsement.counted", "endorsement.counted",
        "organization.unmerged", "endorsement.counted", "endorsement.counted", "endorsement.decision_undone",
    ]  # fmt: skip
    assert f"Receipt {first}" in await ada.give("endorsement")


@pytest.mark.core_rule
async def test_a_later_sign_on_under_either_name_meets_the_record_that_stands(bot: Driver) -> None:
    ada, grace, alan = bot.somebody("Ada"), bot.somebody("Grace"), bot.somebody("Alan")
    await two_spellings(bot, ada, grace)
    await bot.owner.press("The same: the earlier sign-on stands")
    assert [each.state for each in await endorsements(bot)] == [State.LISTED, State.DECLINED]
    await grace.told("Your sign-on was declined.")
    await fill_in(alan, TOWNS)
    assert "has a sign-on already, and an organization signs once." in await alan.press(STATE)
    assert len(await endorsements(bot)) == 2


@pytest.mark.core_rule
async def test_what_a_reviewer_has_told_apart_is_not_shown_again(bot: Driver) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    _, second, _ = await two_spellings(bot, ada, grace)
    assert "Noted: they are not the same." in await bot.owner.press("Not the same")
    again = await bot.owner.give("review")
    assert second in again
    assert "Perhaps the same" not in again.text
    assert [each.state for each in await endorsements(bot)] == [State.LISTED, State.SUBMITTED]


@pytest.mark.core_rule
async def test_a_chapter_signs_beside_its_federation_and_the_count_tells_them_apart(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await reviewed(bot, ada, RIDERS, place)
    receipt = await sign(grace, LOCAL)
    card = await place.shows(receipt)
    assert "Perhaps a relation of Example Night Bus Riders: one may be a chapter of the other" in card
    await compared(bot)
    said = await bot.owner.press("The first is a chapter of the second")
    assert "Neither signs for the other" in said
    await bot.owner.press("List", on=await place.shows(receipt))
    await bot.owner.press("I called a number that I found myself")
    await grace.told("Your sign-on is listed.")
    for command in ("signatories", "progress"):
        shown = await ada.give(command)
        assert "2 organizations have signed" in shown
        assert "1 of them is a chapter of another organization." in shown
    assert "Example Night Bus Riders Local 7" in await ada.give("signatories")
    record = await bot.owner.give("organization", name="Example Night Bus Riders")
    assert "Its chapters: Example Night Bus Riders Local 7" in record


@pytest.mark.core_rule
async def test_somebody_picks_from_the_imported_list_and_its_website_is_filled_in(bot: Driver) -> None:
    def listed(unit: Unit) -> None:
        added = unit.organizations.add("Example Transit Riders", "")
        known = replace(added, acronym="ETR", website="https://etr.example.org", imported=True)
        unit.organizations.listed_beforehand(known, [Name(added.name, kind=NameKind.IMPORTED)])

    await bot.store.write(listed)
    ada, place = bot.somebody("Ada"), await desk(bot)
    await ada.give("sign")
    await ada.press(MAY_SIGN)
    asked = await ada.fill({**RIDERS, "Organization": "ETR"})
    assert "Did you mean one of these?" in asked
    await ada.press("Example Transit Riders")
    confirming = await ada.fill(RIDERS)
    assert "Example Transit Riders · https://etr.example.org" in confirming
    answer = await ada.press(STATE)
    assert "Thank you: your sign-on was received." in answer
    (signed,) = await endorsements(bot)
    known = await bot.store.read(lambda unit: unit.organizations.get(signed.organization_id))
    assert known is not None
    assert known.imported
    assert "Perhaps" not in (await place.shows("Example Transit Riders")).text
