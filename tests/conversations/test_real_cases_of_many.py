"""Many sign-ons and few organizers, and a letter that changes after it was signed."""

import pytest

from bot.model.endorsements.endorsement import State
from bot.model.people.person import Role
from tests.conversations.letters.test_revisions import edit_demand_2, publish
from tests.conversations.stories import BAKERS, RIDERS, acts, desk, endorsements, found_domain, invite, reviewed, sign
from tests.drivers import Driver, Shown, Someone

MANY = 40
TYPE = "Type the code from the mail"


async def crowd(bot: Driver, count: int) -> None:
    """So many sign on; every fourth proves an address of its organization's own."""
    for number in range(count):
        person, proves = bot.somebody(f"Signer {number}"), number % 4 == 0
        address = f"chair@group{number}.example" if proves else f"group{number}@gmail.com"
        await sign(person, {**BAKERS, "Organization": named(number), "Your e-mail address": address})
        if proves:
            mail = await bot.mailbox.arrived(address)
            await person.press(TYPE)
            assert "is proven" in await person.fill({"Code": mail.code})
            await found_domain(bot, number + 1)


def named(number: int) -> str:
    """An organization that is like no other."""
    return f"Example {chr(65 + number // 26)}{chr(97 + number % 26)}{number:03} Association"


def names_in(shown: Shown) -> set[int]:
    """The organizations that are shown."""
    return {number for number in range(MANY) if named(number) in shown}


@pytest.mark.core_rule
async def test_two_reviewers_share_forty_and_list_the_proven_ones_at_once_and_take_it_back(
    bot_with_mail: Driver,
) -> None:
    bot = bot_with_mail
    grace = bot.somebody("Grace")
    place = await desk(bot, grace)
    await invite(bot, grace, Role.REVIEWER)
    await crowd(bot, MANY)
    await place.shows(f"{MANY} sign-ons wait for a decision.")
    given = dict[str, set[int]]()
    for turn in range(3):
        for name, reviewer in (("owner", bot.owner), ("grace", grace)):
            shown = await (reviewer.give("review") if turn == 0 else reviewer.press("Next"))
            assert len(names_in(shown)) == 1
            given[name] = names_in(shown)
        assert not given["owner"] & given["grace"]
        assert all(number % 4 == 0 for each in given.values() for number in each)
    preview = await bulk_proven(bot.owner)
    assert "List 9 sign-ons?" in preview
    assert "1 is left out: another reviewer has it" in preview
    assert "is listed" in await grace.press("List")
    done = await bot.owner.press("List 9")
    assert "9 sign-ons are listed." in done
    assert await listed(bot) == 10
    assert "9 sign-ons wait for a decision again." in await bot.owner.press("Undo all of it", on=done)
    assert await listed(bot) == 1


async def listed(bot: Driver) -> int:
    """How many are listed."""
    return sum(each.state is State.LISTED for each in await endorsements(bot))


async def bulk_proven(person: Someone) -> Shown:
    """The preview of listing all whose address is proven: of these it isn't asked how they were checked."""
    return await person.give("bulk", verdict="list", which="proven")


@pytest.mark.core_rule
async def test_what_was_signed_stays_signed_to_its_revision_and_one_never_answers(bot: Driver) -> None:
    ada, grace, place = bot.somebody("Ada"), bot.somebody("Grace"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    await reviewed(bot, grace, RIDERS, place)
    await edit_demand_2(bot.owner)
    await publish(bot.owner, "Material")
    told = await ada.told("has changed since you signed it for Example Bakers of the Old Town.")
    await grace.told("has changed since you signed it for Example Night Bus Riders.")
    assert "2 signed revision 1." in await bot.somebody("Nora").give("signatories")
    assert "has confirmed revision 2" in await ada.press("We confirm revision 2", on=told)
    shown = await bot.somebody("Nick").give("signatories")
    assert "2 organizations have signed" in shown
    assert "1 signed revision 2 and 1 revision 1." in shown
    assert "Example Night Bus Riders" in shown
    silent = next(each for each in await endorsements(bot) if each.entry.organization == RIDERS["Organization"])
    assert (silent.state, silent.revision) == (State.LISTED, 1)
    assert (await acts(bot))[-2:] == ["letter.published_material", "endorsement.reconfirmed"]
