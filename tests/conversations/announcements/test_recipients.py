"""An announcement goes to those whom it is for, and to nobody else."""

import pytest

from tests.conversations.announcements.announcements import NEWS, announce, followers, speaks
from tests.conversations.stories import acts
from tests.drivers import Driver


@pytest.mark.core_rule
async def test_recipients_are_chosen_by_kind_language_and_platform(bot: Driver) -> None:
    town, quartier = await followers(bot, "Town", "Quartier")
    await speaks(bot, quartier, "fr")
    ada = bot.somebody("Ada")
    await ada.give("follow")
    await announce(bot, NEWS)
    assert "Who gets it? 3 chats now." in await bot.owner.press("Who gets it")
    assert "Who gets it? 1 chat now." in await bot.owner.press("Private chats")
    assert "Who gets it? 3 chats now." in await bot.owner.press("✓ Private chats")
    shared = {"discord": "Text channels", "matrix": "Rooms"}.get(bot.owner.account.platform, "Groups")
    assert "Who gets it? 2 chats now." in await bot.owner.press(shared)
    assert "Who gets it? 1 chat now." in await bot.owner.press("French")
    assert "Who gets it? 3 chats now." in await bot.owner.press("Every chat that follows")
    platform = bot.owner.account.platform.capitalize()
    assert "Who gets it? 3 chats now." in await bot.owner.press(platform)
    assert "Who gets it? 1 chat now." in await bot.owner.press("French")
    desk = await bot.owner.press("Done")
    assert f"Recipients: {platform} and French" in desk
    assert "on its way to 1 chat." in await bot.owner.press("Send it now")
    await quartier.shows("The ministers have answered")
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    assert town.standing("The ministers have answered") == []


@pytest.mark.core_rule
async def test_where_nobody_would_get_it_that_is_said_before_anything_is_sent(bot: Driver) -> None:
    (town,) = await followers(bot, "Town")
    nobody = "No chat fits this choice of recipients, so nothing would be sent."
    draft = await bot.owner.give("announce", text=NEWS, audience="Private chats")
    assert nobody in draft
    assert NEWS in draft
    assert "Send it now" not in draft.labels
    await announce(bot, NEWS)
    await bot.owner.press("Who gets it")
    assert "Who gets it? 0 chats now." in await bot.owner.press("Private chats")
    desk = await bot.owner.press("Done")
    assert "This will be sent to 0 chats" in desk
    assert nobody in desk
    assert "Send it now" not in desk.labels
    assert town.standing("The ministers have answered") == []
    assert await acts(bot) == []


@pytest.mark.core_rule
async def test_recipients_that_are_not_there_are_named_with_those_that_are(bot: Driver) -> None:
    await followers(bot, "Town")
    refused = await bot.owner.give("announce", text=NEWS, audience="French, Nowhere")
    assert "There are no recipients Nowhere. There are:" in refused
    assert "french" in refused
    assert await bot.store.read(lambda unit: unit.announcements.recent(1, 1)) == []


@pytest.mark.core_rule
async def test_what_was_written_is_kept_where_its_recipients_or_its_moment_are_wrong(bot: Driver) -> None:
    await followers(bot, "Town")
    if bot.owner.account.platform == "discord":  # where these are given before anything is written
        assert "no recipients Nowhere" in await bot.owner.give("announce", audience="Nowhere")
        return
    assert "There are no recipients Nowhere." in await bot.owner.give("announce", text=NEWS, audience="Nowhere")
    desk = await bot.owner.fill({"Recipients": "English"})
    assert NEWS in desk
    assert "Recipients: English" in desk
    await bot.owner.give("announce", text="Another piece of news", audience="English", at="the day before")
    desk = await bot.owner.press("Skip")
    assert "Another piece of news" in desk
    assert "Leaves on" not in desk


async def test_kinds_of_chats_have_the_words_of_their_platform(bot: Driver) -> None:
    await followers(bot, "Town")
    await announce(bot, NEWS)
    labels = (await bot.owner.press("Who gets it")).labels
    words = {
        "discord": {"Text channels", "Announcement channels", "Forums"},
        "telegram": {"Groups", "Topics of groups", "Channels"},
        "console": {"Groups", "Channels", "Forums"},
        "matrix": {"Rooms"},
    }
    every = set.union(*words.values())
    assert set(labels) & every == words[bot.owner.account.platform]
