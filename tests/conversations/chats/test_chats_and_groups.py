"""Organizers look at the chats that follow, and put them into groups that an announcement can go to."""

import pytest

from bot.model.chats import ChatKind
from tests.conversations.announcements.announcements import NEWS, TEXT, followers, labelled, sent
from tests.drivers import Driver


@pytest.mark.core_rule
async def test_an_announcement_goes_to_a_group_of_chats_or_to_a_single_one(bot: Driver) -> None:
    town, harbour = await followers(bot, "Town", "Harbour")
    assert "2 chats follow." in await bot.owner.give("chats")
    await bot.owner.press("Groups")
    await bot.owner.press("New group")
    assert "Unions: 0 chats" in await bot.owner.fill({"The group's name": "Unions"})
    listed = await bot.owner.press("All chats")
    chat = await bot.owner.press(labelled(listed, "harbour"))
    assert "It can be reached" in chat
    assert "In the groups: Unions" in await bot.owner.press("Put into Unions")
    await bot.owner.give("chats")
    assert "Unions: 1 chat" in await bot.owner.press("Groups")
    await bot.owner.press("Unions")
    await bot.owner.press("Announce only there")
    desk = await bot.owner.fill({TEXT: NEWS})
    assert "Recipients: Unions" in desk
    assert "This will be sent to 1 chat" in desk
    await bot.owner.press("Send it now")
    await harbour.shows("The ministers have answered")
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    listed = await bot.owner.give("chats", find="own")
    await bot.owner.press(labelled(listed, "town"))
    await bot.owner.press("Announce only here")
    desk = await bot.owner.fill({TEXT: "For the town."})
    assert "Recipients: 1 single chat" in desk
    await bot.owner.press("Send it now")
    await town.shows("For the town.")
    await bot.owner.told("Announcement 2 is done: 1 of 1 delivered.")
    assert town.standing("The ministers have answered") == harbour.standing("For the town.") == []


async def test_a_chat_is_let_follow_no_more(bot: Driver) -> None:
    town, harbour = await followers(bot, "Town", "Harbour")
    await bot.owner.press(labelled(await bot.owner.give("chats"), "harbour"))
    await bot.owner.press("Follow no more")
    assert "follows this letter no more." in await bot.owner.press("Yes, let it follow no more")
    await sent(bot, NEWS, 1)
    await town.shows("The ministers have answered")
    assert harbour.standing("The ministers have answered") == []


async def test_channels_and_forums_get_announcements_too(bot: Driver) -> None:
    kinds = [kind for kind in bot.kinds if kind is not ChatKind.GROUP]
    if not kinds:
        pytest.skip("a console has no channels")
    places = [place for kind in kinds for place in await followers(bot, f"The {kind}", kind=kind)]
    await sent(bot, NEWS, len(kinds))
    for place in places:
        await place.shows("The ministers have answered")
    listed = await bot.owner.give("chats")
    for kind in kinds:
        assert f", {kind}, English" in listed
