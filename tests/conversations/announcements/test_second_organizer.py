"""What goes to many is released by two organizers."""

import pytest

from bot.model.announcements.announcement import Stage
from bot.model.people.person import Role
from tests.conversations.announcements.announcements import (
    NEWS,
    TEXT,
    announce,
    counts,
    editor,
    followers,
    found,
    gathered,
    sent,
)
from tests.conversations.stories import acts, invite
from tests.drivers import Driver, Someone

ASKED = "Another organizer wants to send announcement 1 to"


async def settle(bot: Driver, *labels: str) -> None:
    """Let the owner set this."""
    for label in labels:
        await bot.owner.give("settings")
        await bot.owner.press(label)


async def released_by_one(bot: Driver, *settings: str) -> Someone:
    """An announcement that waits for another organizer, who is told of it."""
    grace = await editor(bot, "Grace")
    await settle(bot, "Second organizer: always", *settings)
    assert "Another organizer has to release it too" in await announce(bot, NEWS)
    assert "Announcement 1 waits for another organizer." in await bot.owner.press("Send it now")
    await bot.owner.told("It waits until another organizer releases it too.")
    await grace.told(ASKED)
    return grace


@pytest.mark.core_rule
async def test_to_ten_chats_it_leaves_when_another_organizer_has_released_it_too(bot: Driver) -> None:
    grace, places = await editor(bot, "Grace"), await gathered(bot, 10)
    await settle(bot, "Time to undo: none")
    assert "Another organizer has to release it too" in await announce(bot, NEWS)
    said = await bot.owner.press("Send it now")
    assert "Announcement 1 waits for another organizer. They were asked to release it." in said
    card = await grace.told(f"{ASKED} 10 chats")
    assert NEWS in card
    assert card.labels[:2] == ("Release it", "Don't")
    assert not [each for place in places for each in place.standing("The ministers have answered")]
    mine = await bot.owner.give("announcements", announcement=1)
    assert "It waits until another organizer releases it too." in mine
    assert "Release it" not in mine.labels
    await grace.press("Release it", on=card)
    await bot.owner.told("Announcement 1 is done: 10 of 10 delivered.")
    assert [len(place.standing("The ministers have answered")) for place in places] == [1] * 10
    assert await acts(bot) == ["announcement.released", "announcement.agreed"]


@pytest.mark.core_rule
async def test_to_nine_it_leaves_at_once_and_to_ten_where_that_is_set(bot: Driver) -> None:
    await editor(bot, "Grace")
    *_, tenth = await gathered(bot, 10)
    await bot.owner.give("unfollow", where=tenth)
    assert "Another organizer has to release it too" not in await announce(bot, NEWS)
    assert "Announcement 1 is on its way to 9 chats." in await bot.owner.press("Send it now")
    await bot.owner.told("Announcement 1 is done: 9 of 9 delivered.")
    await bot.owner.give("follow", where=tenth)
    await bot.owner.give("settings")
    said = await bot.owner.press("Second organizer: never")
    assert "One owner alone can't loosen what guards the letter" in said
    ada = bot.somebody("Ada")
    await invite(bot, ada, Role.OWNER)
    await counts(bot, ada)
    await ada.give("settings")
    assert "Agreed. It holds from now on." in await ada.press("Agree: Second organizer")
    await announce(bot, NEWS)
    assert "Announcement 2 is on its way to 10 chats." in await bot.owner.press("Send it now")
    await bot.owner.told("Announcement 2 is done: 10 of 10 delivered.")


@pytest.mark.core_rule
async def test_another_organizer_can_say_no(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    grace = await released_by_one(bot)
    said = await grace.press("Don't", on=await grace.told(f"{ASKED} 1 chat"))
    assert "Announcement 1 was stopped. Nothing was sent." in said
    await bot.owner.told("Announcement 1 was stopped. Nothing was sent.")
    assert town.standing("The ministers have answered") == []
    assert (await found(bot)).stage is Stage.CANCELLED


@pytest.mark.core_rule
async def test_what_two_have_released_can_still_be_stopped_for_a_minute(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    grace = await released_by_one(bot)
    await grace.press("Release it", on=await grace.told(f"{ASKED} 1 chat"))
    told = await bot.owner.told("Until then it can be stopped.")
    await bot.owner.press("Stop it", on=told)
    await bot.owner.told("Announcement 1 was stopped. Nothing was sent.")
    assert town.standing("The ministers have answered") == []


@pytest.mark.core_rule
async def test_another_organizer_who_has_lost_the_card_finds_it_by_the_announcements_number(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    grace = await released_by_one(bot, "Time to undo: none")
    assert ASKED in await grace.give("announcements", announcement=1)
    assert "Released. Thank you." in await grace.press("Release it")
    await town.shows("The ministers have answered")


@pytest.mark.core_rule
async def test_a_button_releases_what_stood_beside_it_and_nothing_else(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    grace = await editor(bot, "Grace")
    done = await sent(bot, NEWS, 1)
    await settle(bot, "Second organizer: always")
    await bot.owner.press("Correct it everywhere", on=done)
    await bot.owner.fill({TEXT: "The ministers have answered: no."})
    said = await bot.owner.press("Correct it now")
    assert "The correction waits for another organizer. They were asked to agree to it." in said
    await grace.told("The ministers have answered: no.")
    assert "wants to correct announcement 1" in await grace.give("announcements", announcement=1)
    await bot.owner.press("Correct it everywhere", on=await bot.owner.told("A correction waits until another"))
    await bot.owner.fill({TEXT: "The ministers have answered: yes."})
    await bot.owner.press("Correct it now")
    await grace.told("The ministers have answered: yes.")
    assert "It has changed since you were asked." in await grace.press("Release it")
    assert len(town.standing(NEWS)) == 1
    await grace.press("Release it", on=await grace.told("The ministers have answered: yes."))
    await town.shows("The ministers have answered: yes.")
    assert len(town.standing("The ministers have answered")) == 1
