"""What was sent is corrected and recalled wherever it stands."""

import pytest

from tests.conversations.announcements.announcements import TEXT, followers, sent
from tests.conversations.stories import acts
from tests.drivers import Driver

SAID, MEANT = "The hearing is on May 5.", "The hearing is on May 6."


async def test_an_announcement_is_corrected_in_place_and_then_recalled(bot: Driver) -> None:
    places = await followers(bot, "Town", "Harbour", "Hill")
    done = await sent(bot, SAID, 3)
    await bot.owner.press("Correct it everywhere", on=done)
    await bot.owner.fill({TEXT: MEANT})
    await bot.owner.press("Correct it now")
    for place in places:
        post = await place.shows(MEANT)
        assert post.labels == ("Read the letter", "Ask about it", "Sign on for an organization")
        assert len(place.standing("The hearing is on")) == 1
    done = await bot.owner.told("Announcement 1 is done: 3 of 3 delivered.")
    assert "Recall announcement 1 everywhere?" in await bot.owner.press("Recall it everywhere", on=done)
    assert len(places[0].standing(MEANT)) == 1
    await bot.owner.press("Yes, recall it")
    await bot.owner.told("Announcement 1 was recalled: 3 of 3 taken back.")
    assert [place.standing("The hearing is on") for place in places] == [[], [], []]
    assert await acts(bot) == ["announcement.released", "announcement.corrected", "announcement.recalled"]


async def test_where_it_was_deleted_a_correction_is_told_by_a_post_that_goes_there_alone(bot: Driver) -> None:
    if not bot.deletes:
        pytest.skip("on a console nobody deletes anything")
    bot.expect("message to edit not found", "404")
    town, harbour = await followers(bot, "Town", "Harbour")
    done = await sent(bot, SAID, 2)
    await harbour.delete(await harbour.shows(SAID))
    await bot.owner.press("Correct it everywhere", on=done)
    await bot.owner.fill({TEXT: MEANT})
    await bot.owner.press("Correct it now")
    await town.shows(MEANT)
    told = await bot.owner.told("1 could not be changed where it stands")
    assert "somebody had deleted it there" in told
    desk = await bot.owner.press("Post a follow-up there", on=told)
    assert "This will be sent to 1 chat, exactly as shown:" in desk
    assert "Recipients: 1 single chat" in desk
    assert MEANT in desk
    await bot.owner.press("Send it now")
    await harbour.shows(MEANT)
    await bot.owner.told("Announcement 2 is done: 1 of 1 delivered.")
    assert [len(place.standing("The hearing is on")) for place in (town, harbour)] == [1, 1]
