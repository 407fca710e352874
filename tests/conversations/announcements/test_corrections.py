"""What was sent is corrected and recalled wherever it stands."""

import pytest

from tests.conversations.announcements.announcements import TEXT, announce, followers, sent, speaks
from tests.conversations.stories import acts
from tests.drivers import Driver

SAID, MEANT = "The hearing is on May 5.", "The hearing is on May 6."


@pytest.mark.on_matrix
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


async def test_a_correction_shows_every_language_and_which_of_them_it_changes_before_it_is_made(bot: Driver) -> None:
    town, quartier = await followers(bot, "Town", "Quartier")
    await speaks(bot, quartier, "fr")
    await announce(bot, SAID)
    await bot.owner.press("Write it in French")
    await bot.owner.fill({TEXT: "L’audience a lieu le 5 mai."})
    await bot.owner.press("Send it now")
    done = await bot.owner.told("Announcement 1 is done: 2 of 2 delivered.")
    shown = await bot.owner.press("Correct it everywhere", on=done)
    assert "Nothing has changed there yet." in shown
    assert "Stays as it is in English and French" in shown
    assert "Correct it now" not in shown.labels
    await bot.owner.press("Change it in English")
    shown = await bot.owner.fill({TEXT: MEANT})
    for said in (
        "In English: Now it says:",
        SAID,
        f"It will say: {MEANT}",
        "In French: It still says: L’audience a lieu le 5 mai.",
        "nouvelles transmises par",
        "Changes in English",
        "Stays as it is in French",
    ):
        assert said in shown
    assert quartier.standing(MEANT) == town.standing(MEANT) == []
    await bot.owner.press("Change it in French")
    shown = await bot.owner.fill({TEXT: "L’audience a lieu le 6 mai."})
    assert "Changes in English and French" in shown
    await bot.owner.press("Correct it now")
    await town.shows(MEANT)
    await quartier.shows("L’audience a lieu le 6 mai.")


@pytest.mark.core_rule
async def test_a_correction_that_is_dropped_changes_nothing(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    done = await sent(bot, SAID, 1)
    await bot.owner.press("Correct it everywhere", on=done)
    await bot.owner.fill({TEXT: MEANT})
    await bot.owner.press("Drop the correction")
    assert len(town.standing(SAID)) == 1
    shown = await bot.owner.press("Correct it everywhere")
    assert MEANT not in shown
    assert await acts(bot) == ["announcement.released"]
