"""Organizers: how somebody becomes one, what they may do, and what outsiders may not."""

import pytest

from bot.model.people.person import Role
from tests.conversations.stories import BAKERS, code_in, desk, invite, name_of, sign
from tests.drivers import Driver, Someone


async def roles_of(bot: Driver, person: Someone) -> set[Role]:
    """The roles that somebody has on disk."""
    found = await bot.store.read(lambda unit: unit.people.find(person.account))
    return set(await bot.store.read(lambda unit: unit.people.roles(found.id, 1))) if found else set()


async def test_the_code_that_the_first_start_prints_makes_one_owner(unowned: Driver) -> None:
    ada, eve = unowned.somebody("Ada"), unowned.somebody("Eve")
    answer = await ada.give("claim", code=unowned.code)
    assert "You are now an owner" in answer
    assert "This code is not valid, or was already used or expired: a code works once." in await eve.give(
        "claim", code=unowned.code
    )
    assert await roles_of(unowned, ada) == {Role.OWNER}
    assert await roles_of(unowned, eve) == set()


@pytest.mark.core_rule
async def test_an_invitation_makes_a_reviewer_once(bot: Driver) -> None:
    grace, eve = bot.somebody("Grace"), bot.somebody("Eve")
    invitation = await bot.owner.give("organizers", invite="reviewer")
    assert "good once and for seven days" in invitation
    code = code_in(invitation)
    assert "You are now a reviewer" in await grace.give("claim", code=code)
    assert "a code works once" in await eve.give("claim", code=code)
    assert await roles_of(bot, grace) == {Role.REVIEWER}
    assert await roles_of(bot, eve) == set()


@pytest.mark.core_rule
async def test_every_organizers_command_is_refused_to_outsiders(bot: Driver) -> None:
    await desk(bot)
    await sign(bot.somebody("Ada"), BAKERS)
    eve = bot.somebody("Eve")
    for command in ("announce", "announcements", "review", "decide", "organizers"):
        answer = await eve.give(command)
        assert "This is for the letter's organizers. Nothing was done." in answer
        assert "Bakers" not in answer.text


@pytest.mark.core_rule
async def test_a_reviewer_may_not_do_what_is_for_editors_and_owners(bot: Driver) -> None:
    grace = bot.somebody("Grace")
    await invite(bot, grace, Role.REVIEWER)
    for command in ("announce", "announcements", "organizers"):
        assert "This is for the letter's organizers. Nothing was done." in await grace.give(command)


@pytest.mark.core_rule
async def test_an_outsider_may_not_bring_the_review_into_a_chat(bot: Driver) -> None:
    eve = bot.somebody("Eve")
    place = await bot.place("Eves place", eve)
    answer = await eve.give("follow", where=place, topic="reviews")
    assert "Sign-ons are reviewed by the letter's organizers" in answer
    await desk(bot)
    await sign(bot.somebody("Ada"), BAKERS)
    assert place.standing("Bakers") == []


@pytest.mark.core_rule
async def test_the_owner_sees_the_organizers_and_removes_one(bot: Driver) -> None:
    grace = bot.somebody("Grace")
    await invite(bot, grace, Role.REVIEWER)
    answer = await bot.owner.give("organizers")
    assert f"{bot.owner.account} — owner" in answer
    name = await name_of(bot, grace)
    assert f"{name} · {grace.account} — reviewer, invited by {await name_of(bot, bot.owner)}" in answer
    assert f"Remove {name}?" in await bot.owner.press(f"Remove {name}")
    assert await roles_of(bot, grace) == {Role.REVIEWER}, "it is asked first"
    removed = await bot.owner.press(f"Yes, remove {name}")
    assert f"{name} is an organizer no more." in removed
    assert str(grace.account) not in removed.text
    assert await roles_of(bot, grace) == set()
    assert "This is for the letter's organizers." in await grace.give("review")
    await bot.owner.give("organizers")
    assert f"{name} is an organizer again: reviewer." in await bot.owner.press(f"Undo the removal of {name}")
    assert await roles_of(bot, grace) == {Role.REVIEWER}


@pytest.mark.core_rule
async def test_an_invitation_is_listed_and_can_be_made_void(bot: Driver) -> None:
    code = code_in(await bot.owner.give("organizers", invite="editor"))
    listed = await bot.owner.give("organizers")
    assert f"editor, from {await name_of(bot, bot.owner)}, good until" in listed
    void = next(each for each in listed.labels if each.startswith("Void an invitation: editor"))
    assert "That invitation is void." in await bot.owner.press(void)
    assert "This code is not valid" in await bot.somebody("Grace").give("claim", code=code)


async def test_an_organizer_chooses_the_name_under_which_the_others_know_them(bot: Driver) -> None:
    grace = bot.somebody("Grace")
    await invite(bot, grace, Role.REVIEWER)
    await grace.give("help")
    await grace.press("My name")
    assert "The other organizers know you as Grace of the Harbour." in await grace.fill(
        {"Your name": "Grace of the Harbour"}
    )
    assert "Grace of the Harbour · " in await bot.owner.give("organizers")
    await bot.owner.give("help")
    await bot.owner.sees("begin another letter")  # what an owner may do fills more than one message of Discord's
    await bot.owner.press("My name")
    assert "Another organizer has this name." in await bot.owner.fill({"Your name": "GRACE of the Harbour"})


@pytest.mark.core_rule
async def test_the_last_owner_stays(bot: Driver) -> None:
    second = bot.somebody("Grace")
    await invite(bot, second, Role.OWNER)
    mine, theirs = await bot.owner.give("organizers"), await second.give("organizers")
    await bot.owner.press(f"Remove {await name_of(bot, second)}", on=mine)
    await bot.owner.press(f"Yes, remove {await name_of(bot, second)}")
    await second.told("You are no organizer of")
    answer = await second.press(f"Remove {await name_of(bot, bot.owner)}", on=theirs)
    assert "This is for the letter's organizers." in answer
    assert await roles_of(bot, bot.owner) == {Role.OWNER}
    assert not [each for each in (await bot.owner.give("organizers")).labels if each.startswith("Remove")]


async def test_a_second_account_is_linked_by_a_code_and_a_confirmation(bot: Driver) -> None:
    ada, phone = bot.somebody("Ada"), bot.somebody("Phone")
    receipt = await sign(ada, BAKERS)
    made = await ada.give("claim")
    assert "type this there within 15 minutes" in made
    assert "You have not signed on" in await phone.give("endorsement")
    asked = await phone.give("claim", code=code_in(made))
    assert "This code links this account to the person who made it" in asked
    assert "Done: both accounts are yours" in await phone.press("Yes, both accounts are mine")
    assert f"Receipt {receipt}" in await phone.give("endorsement")


@pytest.mark.core_rule
async def test_a_link_code_does_not_work_from_the_account_that_made_it(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    code = code_in(await ada.give("claim"))
    await ada.give("claim", code=code)
    answer = await ada.press("Yes, both accounts are mine")
    assert "This is the account that made the code." in answer


@pytest.mark.core_rule
async def test_an_account_with_sign_ons_of_its_own_is_not_taken_over(bot: Driver) -> None:
    ada, eve = bot.somebody("Ada"), bot.somebody("Eve")
    await desk(bot)
    await sign(ada, BAKERS)
    code = code_in(await eve.give("claim"))
    await ada.give("claim", code=code)
    answer = await ada.press("Yes, both accounts are mine")
    assert "This account has roles or sign-ons of its own." in answer
    assert "You have not signed on" in await eve.give("endorsement")


@pytest.mark.core_rule
async def test_a_code_that_was_made_up_is_refused(bot: Driver) -> None:
    answer = await bot.somebody("Eve").give("claim", code="0000-0000-0000-0000")
    assert "This code is not valid, or was already used" in answer
