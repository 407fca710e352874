"""Whoever manages a chat decides at its desk what comes there."""

import pytest

from tests.conversations.announcements.announcements import NEWS, announce, sent
from tests.drivers import Driver, Place, Shown, Someone

DESK = "What I do in"


async def desk(host: Someone, place: Place) -> Shown:
    """Open the desk of a chat: there, or in private, where others would read along."""
    answer = await host.give("host", where=place)
    return answer if DESK in answer else await host.told(DESK)


async def choose(host: Someone, place: Place, *labels: str) -> Shown:
    """Press one button of a desk after the other."""
    shown = await desk(host, place)
    for label in labels:
        shown = await host.press(label, on=shown)
    return shown


async def test_a_chat_follows_by_its_desk_and_an_announcement_waits_for_its_hosts_press(bot: Driver) -> None:
    hana = bot.somebody("Hana")
    await hana.give("help")
    town = await bot.place("Town", hana)
    assert "come here from now on" in await choose(hana, town, "Follow")
    assert "I show it to you in private" in await hana.press("Ask me before each")
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    report = await bot.owner.told("Announcement 1 is done: 0 of 1 delivered.")
    assert "1 held back by whoever manages the chat" in report
    card = await hana.told("An announcement waits for")
    assert "The ministers have answered" in card
    assert town.standing("The ministers have answered") == []
    assert "leaves" in await hana.press("Post it", on=card)
    await town.shows("The ministers have answered")
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    assert "The ministers have answered" in await choose(hana, town, "What was posted here")


@pytest.mark.core_rule
async def test_what_a_host_does_not_want_does_not_come_and_the_report_says_so(bot: Driver) -> None:
    hana = bot.somebody("Hana")
    await hana.give("help")
    town = await bot.place("Town", hana)
    await choose(hana, town, "Follow")
    await hana.press("Ask me before each")
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    await hana.press("Don't post it", on=await hana.told("An announcement waits for"))
    report = await bot.owner.told("1 stopped before it left")
    assert "held back" not in report
    assert "did not let it through" in await bot.owner.press("Chat by chat", on=report)
    assert town.standing("The ministers have answered") == []


async def test_a_host_pauses_a_chat_and_chooses_in_private_among_those_that_they_manage(bot: Driver) -> None:
    hana = bot.somebody("Hana")
    await hana.give("help")
    town, harbour = await bot.place("Town", hana), await bot.place("Harbour", hana)
    for place in (town, harbour):
        await choose(hana, place, "Follow")
    chats = await hana.give("host")
    assert "Which chat?" in chats
    label = next(each for each in chats.labels if "own" in each)
    await hana.press(label)
    await hana.press("Pause")
    assert "Paused until you say so" in await hana.press("Until I say so")
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    await harbour.shows("The ministers have answered")
    assert "1 held back" in await bot.owner.told("Announcement 1 is done: 1 of 2 delivered.")
    assert town.standing("The ministers have answered") == []


@pytest.mark.on_matrix
async def test_the_bot_leaves_a_chat_after_asking(bot: Driver) -> None:
    hana = bot.somebody("Hana")
    await hana.give("help")
    town, harbour = await bot.place("Town", hana), await bot.place("Harbour", hana)
    for place in (town, harbour):
        await choose(hana, place, "Follow")
    assert "Am I to leave?" in await choose(hana, town, "Leave")
    assert "I leave" in await hana.press("Yes, leave")
    await sent(bot, NEWS, 1)
    await harbour.shows("The ministers have answered")
    assert town.standing("The ministers have answered") == []
