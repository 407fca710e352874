"""An owner gives a journalist a link to a list that is kept back, and is told when it is opened."""

import re
from datetime import timedelta

from aiohttp import ClientSession

from bot.model.endorsements.endorsement import State
from tests.conversations.lists.test_embargo import kept_back
from tests.conversations.stories import acts
from tests.drivers import Driver
from tests.storage import examples

GAZETTE = "Jo Example, Example Gazette"
LINK = re.compile(r"https?://[^\s<>)\u2060]+/press/[0-9A-Z]{26}")


async def opened(link: str, press: bool) -> tuple[int, str]:
    """What a journalist sees who opens a link, and perhaps presses."""
    async with ClientSession(headers={"Accept-Language": "en"}) as session:
        asked = session.post(f"{link}/open") if press else session.get(link)
        async with asked as response:
            return response.status, await response.text()


async def test_an_owner_shows_the_press_a_list_that_is_kept_back(bot: Driver) -> None:
    await kept_back(bot)
    await bot.store.write(lambda unit: examples.sign(unit, 1, "Example Bakers", State.LISTED))
    await bot.owner.give("press_link")
    await bot.owner.press("Frozen now")
    at = await bot.store.read(lambda unit: unit.now + timedelta(hours=4))
    await bot.owner.fill({"For whom": GAZETTE, "Until when": f"{at:%Y-%m-%d %H:%M} UTC"})
    answer = await bot.owner.press("Yes")
    assert f"A link for {GAZETTE}, shown this once:" in answer
    found = LINK.search(answer.raw or answer.text)
    assert found
    status, page = await opened(found[0], press=False)
    assert status == 200
    assert "Example Bakers" not in page
    status, page = await opened(found[0], press=True)
    assert status == 200
    assert "Example Bakers" in page
    told = await bot.owner.told("A link for the press was opened.")
    assert GAZETTE in told
    assert "opened on" in await bot.owner.press("Links for the press", on=told)
    ended = await bot.owner.press(f"Revoke: {GAZETTE}")
    assert "This link leads nowhere any more" in ended
    assert (await opened(found[0], press=True))[0] == 404
    assert (await acts(bot))[-2:] == ["press_link.made", "press_link.revoked"]
