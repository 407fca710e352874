"""An editor asks an organization to sign; once it does, by its own link or not, the list of whom to ask says so."""

import re

from tests.conversations.stories import BAKERS, MAY_SIGN, STATE
from tests.drivers import Driver, Someone
from tests.drivers.telegram import TelegramPerson

NAME = BAKERS["Organization"]
LINK = re.compile(r"https://t\.me/\w+\?start=1-invited-1-[0-9A-Z]{26}")
PAGE = re.compile(r"https?://[^\s<>)]+/invited/[0-9A-Z]{26}")


async def test_an_editor_takes_and_asks_one_which_signs(bot: Driver) -> None:
    await bot.owner.give("outreach")
    await bot.owner.press("Add an organization")
    assert "This is what is kept" in await bot.owner.fill({"Organization": NAME})
    assert "It is on the list of whom to ask" in await bot.owner.press("Keep it")
    assert "You have taken it" in await bot.owner.press("Take it: I ask them")
    assert "Asked 1 time" in await bot.owner.press("Asked")
    shown = await bot.owner.press("Make its link")
    answer = shown.raw or shown.text
    assert PAGE.search(answer)
    await signs(bot.somebody("Ada"), LINK.search(answer))
    desk = await bot.owner.give("outreach")
    assert "signed on, reviewed or still to be: 1" in desk
    assert NAME not in desk
    assert NAME in await bot.owner.press("Signed")


async def signs(ada: Someone, link: re.Match[str] | None) -> None:
    """Somebody signs; where a platform begins by links, by that of their organization, which they need not name."""
    if isinstance(ada, TelegramPerson):
        assert link
        assert NAME in await ada.open(link[0])
        await ada.press("Sign on for an organization")
    else:
        await ada.give("sign")
    await ada.press(MAY_SIGN)
    await ada.fill({label: text for label, text in BAKERS.items() if label != "Organization" or link is None})
    received = await ada.press(STATE)
    assert "was received" in received
    assert NAME in received
