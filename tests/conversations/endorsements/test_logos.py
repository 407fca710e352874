"""A logo beside the name: given with permission, looked at by a reviewer, taken down."""

import pytest

from bot.model.endorsements.endorsement import Words
from tests.conversations.stories import BAKERS, at_desk, desk, reviewed, the_endorsement
from tests.drivers import Attached, Driver, Someone
from tests.pictures import SVG, picture

pytestmark = pytest.mark.by_page

LOGO = Attached("logo.jpg", picture("JPEG"))
SEEN, ALT = "What is to be seen on it", "A loaf of bread above the name"


async def stands(bot: Driver) -> Words | None:
    """Where the logo of the only sign-on stands."""
    endorsement = await the_endorsement(bot)
    logo = await bot.store.read(lambda unit: unit.logos.of(endorsement.id))
    return logo.state if logo else None


async def give(ada: Someone) -> None:
    """Send a logo, once something that is none was refused, and allow it."""
    await at_desk(ada, "Logo")
    await ada.press("Give a logo")
    await ada.fill({"Logo": Attached("logo.svg", SVG), SEEN: ALT})
    assert "This is no picture that can be read." in ada.last
    await ada.fill({"Logo": LOGO, SEEN: ALT})
    if f"Add: {SEEN}" in ada.last.labels:
        await ada.change({SEEN: ALT})
    assert "once a reviewer has approved it" in await ada.press("Yes, we allow it")


async def test_a_logo_is_given_with_permission_approved_and_taken_down(bot: Driver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    await reviewed(bot, ada, BAKERS, place)
    await give(ada)
    assert await stands(bot) is Words.WAITING
    card = await place.shows("A logo to be approved.")
    seen = await bot.owner.press("Look at the logo", on=card)
    assert ALT in seen
    await bot.owner.press("Approve the logo")
    await ada.told("A reviewer has decided about your words, or your logo.")
    assert await stands(bot) is Words.SHOWN
    await at_desk(ada, "Logo")
    assert "Nothing is kept of the logo." in await ada.press("Take the logo down")
    assert await stands(bot) is None
