"""News go to every chat that follows."""

import pytest

from tests.conversations.announcements.announcements import NEWS, announce, followers, tally
from tests.conversations.stories import MAY_SIGN, acts
from tests.drivers import Driver


async def test_an_announcement_is_shown_as_it_will_arrive_before_it_leaves(bot: Driver) -> None:
    (place,) = await followers(bot, "Town")
    preview = await announce(bot, NEWS)
    assert "This will be sent to 1 chat, exactly as shown:" in preview
    assert NEWS in preview
    assert "Stop Genocide or Resign — news from Canadians for Justice and Peace in the Middle East" in preview
    assert "not from the organizations that signed." in preview
    assert "Send it now" in preview.labels
    assert place.standing("The ministers have answered") == []
    assert await acts(bot) == []


@pytest.mark.on_matrix
async def test_every_chat_that_follows_gets_an_announcement_once_and_its_author_hears_how_it_went(bot: Driver) -> None:
    places = await followers(bot, "Town", "Harbour", "Hill")
    silent = await bot.place("Silent", bot.owner)
    await announce(bot, NEWS)
    assert "Announcement 1 is on its way to 3 chats." in await bot.owner.press("Send it now")
    for place in places:
        post = await place.shows("The ministers have answered")
        assert post.labels == ("Read the letter", "Ask about it", "Sign on for an organization")
    await bot.owner.told("Announcement 1 is done: 3 of 3 delivered.")
    assert [len(place.standing("The ministers have answered")) for place in (*places, silent)] == [1, 1, 1, 0]
    assert (await tally(bot)).sent == 3
    assert await acts(bot) == ["announcement.released"]


async def test_the_list_of_announcements_says_how_they_arrived(bot: Driver) -> None:
    await followers(bot, "Town")
    assert "Nothing has been announced yet. Start with /announce." in await bot.owner.give("announcements")
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    listed = await bot.owner.give("announcements")
    assert "1: The ministers have answered: https://example.org/answer (1 of 1 delivered)" in listed
    shown = await bot.owner.press("Announcement 1")
    assert "Announcement 1 is done: 1 of 1 delivered." in shown
    assert NEWS in shown


@pytest.mark.core_rule
async def test_what_nobody_follows_is_not_announced(bot: Driver) -> None:
    refused = await announce(bot, NEWS)
    assert "No chat follows this letter yet, so nothing can be announced." in refused
    assert await acts(bot) == []


@pytest.mark.core_rule
async def test_a_cancelled_announcement_goes_nowhere(bot: Driver) -> None:
    (place,) = await followers(bot, "Town")
    await announce(bot, NEWS)
    assert "Discard this draft?" in await bot.owner.press("Discard")
    assert "Discarded. Nothing was sent." in await bot.owner.press("Yes, discard it")
    assert place.standing("The ministers") == []
    assert await acts(bot) == []


@pytest.mark.core_rule
async def test_an_announcement_is_corrected_before_it_leaves(bot: Driver) -> None:
    (place,) = await followers(bot, "Town")
    await announce(bot, "The minsters have answered.")
    await bot.owner.press("Change the text")
    preview = await bot.owner.fill({"The announcement": "The ministers have answered."})
    assert "The ministers have answered." in preview
    await bot.owner.press("Send it now")
    await place.shows("The ministers have answered.")
    assert place.standing("minsters") == []


async def test_a_chat_that_follows_no_more_gets_nothing_more(bot: Driver) -> None:
    first, second = await followers(bot, "Town", "Harbour")
    assert "Done: this chat gets no more of this." in await bot.owner.give("unfollow", where=second)
    await announce(bot, NEWS)
    assert "on its way to 1 chat." in await bot.owner.press("Send it now")
    await first.shows("The ministers have answered")
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    assert second.standing("The ministers have answered") == []


async def test_a_person_can_follow_in_private(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    assert "This chat follows Stop Genocide or Resign: its announcements come here." in await ada.give("follow")
    assert "This chat already gets that." in await ada.give("follow")
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    await ada.told("The ministers have answered")
    assert "Done: this chat gets no more of this." in await ada.give("unfollow")
    assert "This chat was not getting that." in await ada.give("unfollow")


async def test_the_buttons_of_an_announcement_lead_on(bot: Driver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    await bot.owner.give("follow", where=place)
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    post = await place.shows("The ministers have answered")
    assert "Stop Genocide or Resign" in await ada.press("Read the letter", on=post)
    assert MAY_SIGN in (await ada.press("Sign on for an organization", on=post)).labels


AS_TYPED = "This stands there as it was typed, with its signs:"


async def test_markdown_is_kept_where_people_write_it_and_elsewhere_told_to_stand_as_it_was_typed(bot: Driver) -> None:
    await followers(bot, "Town")
    preview = await announce(bot, "All\nare **welcome**: https://example.org/_final_/a_b.pdf")
    assert "https://example.org/_final_/a_b.pdf" in preview
    if bot.owner.account.platform == "discord":
        assert "are **welcome**: <https://example.org/_final_/a_b.pdf>" in preview.raw
    else:
        assert f"{AS_TYPED} are **welcome**" in preview
    assert AS_TYPED not in await announce(bot, NEWS)
