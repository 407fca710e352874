"""Owners keep the list back until a moment; then it is frozen and published."""

from datetime import timedelta

import pytest

from bot.ports.store import Unit
from tests.conversations.stories import BAKERS, RIDERS, acts, desk, fill_in, sign
from tests.drivers import Driver, Place, Shown


async def kept_back(bot: Driver) -> Shown:
    """The list is kept back for some hours."""
    at = await bot.store.read(lambda unit: unit.now + timedelta(hours=5))
    await bot.owner.give("embargo", at=f"{at:%Y-%m-%d %H:%M} UTC")
    return await bot.owner.press("Yes, keep it back")


async def its_moment_comes(bot: Driver) -> None:
    """Time passes until the list is to be published."""

    def unit(unit: Unit) -> None:
        unit.lists.keep_back(1, unit.now, unit.people.ensure(bot.owner.account).id)

    await bot.store.write(unit)


async def accepted(bot: Driver, values: dict[str, str], place: Place) -> Shown:
    """Somebody signs on, and a reviewer lists it; what they are told."""
    ada = bot.somebody("Ada")
    receipt = await sign(ada, values)
    card = await place.shows(receipt)
    await bot.owner.press("List", on=card)
    await bot.owner.press("I called a number that I found myself")
    return await ada.told("Your sign-on was accepted.")


async def test_an_owner_keeps_the_list_back_and_sees_the_moment_in_the_letter_s_zone(bot: Driver) -> None:
    assert "The list is public: everybody can see who has signed." in await bot.owner.give("embargo")
    await bot.owner.press("Keep it back until a moment")
    at = await bot.store.read(lambda unit: unit.now + timedelta(days=30))
    asked = await bot.owner.fill({"When": f"{at:%Y-%m-%d} 17:00 UTC"})
    assert "Keep the list back until" in asked
    assert "Yes, keep it back" in asked.labels
    assert "The list is kept back." in await bot.owner.press("Yes, keep it back")
    shown = await bot.owner.give("embargo")
    assert "Who has signed is made public on" in shown
    assert shown.labels == ("Another moment", "Publish it now")
    assert await acts(bot) == ["list.embargoed"]


@pytest.mark.core_rule
async def test_until_then_nobody_learns_who_has_signed_and_then_everybody_does(bot: Driver) -> None:
    eve, place = bot.somebody("Eve"), await desk(bot)
    await kept_back(bot)
    told = await accepted(bot, BAKERS, place)
    assert "Who has signed is made public on" in told
    for command in ("signatories", "progress"):
        answer = await eve.give(command)
        assert "Who has signed is made public on" in answer
        assert "Bakers" not in answer.text
        assert "1 organization" not in answer.text
    assert "Example Bakers of the Old Town" in await bot.owner.give("signatories")
    await its_moment_comes(bot)
    await _public(bot)
    shown = await eve.give("signatories")
    assert "Example Bakers of the Old Town" in shown
    label = next(each for each in shown.labels if each.startswith("The list of"))
    frozen = await eve.press(label)
    assert "Snapshot 1," in frozen
    assert "SHA-256:" in frozen
    assert (await acts(bot))[-2:] == ["list.embargo_lifted", "list.published"]


async def _public(bot: Driver) -> None:
    while await bot.store.read(lambda unit: unit.lists.embargo(1)) is not None:
        await bot.owner.give("embargo")


@pytest.mark.core_rule
async def test_a_second_sign_on_for_an_organization_is_taken_like_any_other(bot: Driver) -> None:
    ada, eve, place = bot.somebody("Ada"), bot.somebody("Eve"), await desk(bot)
    await kept_back(bot)
    await sign(ada, BAKERS)
    confirm = await fill_in(eve, {**BAKERS, "Your name": "Eve Example"})
    assert "may have signed already" not in confirm.text
    answer = await eve.press("I confirm, and sign on")
    assert "Thank you: your sign-on was received." in answer
    assert "Perhaps the same as Example Bakers of the Old Town" in await place.shows("Perhaps the same as")


@pytest.mark.core_rule
async def test_an_owner_publishes_earlier_after_being_asked(bot: Driver) -> None:
    eve, place = bot.somebody("Eve"), await desk(bot)
    await kept_back(bot)
    await accepted(bot, RIDERS, place)
    await bot.owner.give("embargo")
    assert "Publish the list now?" in await bot.owner.press("Publish it now")
    assert "Snapshot 1," in await bot.owner.press("Yes, publish it now")
    assert "Example Night Bus Riders" in await eve.give("signatories")
    assert "This is for the letter's organizers." in await eve.give("embargo")
