"""Organizers see what came of an announcement in each chat, and which chats it can't reach."""

import csv
import io

import pytest

from tests.conversations.announcements.announcements import NEWS, announce, followers, its_moment_comes, look, sent
from tests.drivers import Driver


async def test_what_came_of_it_is_told_chat_by_chat_and_as_a_table(bot: Driver) -> None:
    places = await followers(bot, "Town", "Harbour")
    done = await sent(bot, NEWS, 2)
    report = await bot.owner.press("Chat by chat", on=done)
    assert "Announcement 1, chat by chat" in report
    assert report.text.count(": delivered") == 2
    answer = await bot.owner.press("As a table (CSV)")
    assert "Every chat, and what came of announcement 1 there." in answer
    ((name, content),) = answer.files.items()
    assert name == "announcement-1.csv"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["place"] for row in rows} == {place.address.place for place in places}
    assert {row["state"] for row in rows} == {"sent"}
    assert all(row["message"] for row in rows)


async def test_a_chat_that_has_put_the_bot_out_is_named_before_anything_is_sent_and_may_come_back(bot: Driver) -> None:
    if not bot.deletes:
        pytest.skip("nobody puts the bot out of a console")
    bot.expect("bot was kicked", "403", "404")
    town, harbour = await followers(bot, "Town", "Harbour")
    await announce(bot, NEWS)
    await harbour.put_out()
    asked = await bot.owner.press("Send it now")
    assert "1 chat can't be reached:" in asked
    assert "arbour" in asked.text
    assert "It would go to 1 other chat." in asked
    assert town.standing("The ministers have answered") == []
    assert "Announcement 1 is on its way to 1 chat." in await bot.owner.press("Send it to the others")
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    await harbour.let_in()
    await bot.owner.give("follow", where=harbour)
    await sent(bot, "They have answered again.", 2, number=2)
    await harbour.shows("They have answered again.")


async def test_a_chat_that_is_lost_while_it_leaves_is_named_in_the_report_with_the_reason(bot: Driver) -> None:
    if not bot.deletes:
        pytest.skip("nobody silences the bot on a console")
    bot.expect("bot was kicked", "403")
    town, harbour = await followers(bot, "Town", "Harbour")
    await bot.owner.give("settings")
    await bot.owner.press("Time to undo: 1 minute")
    await announce(bot, NEWS)
    await bot.owner.press("Send it now")
    await bot.owner.told("Announcement 1 is released and has not begun to leave.")
    await harbour.silence()
    await its_moment_comes(bot)
    await town.shows("The ministers have answered")
    shown = await look(bot, "Announcement 1 is done: 1 of 2 delivered.")
    assert "1 failed" in shown
    report = await bot.owner.press("Chat by chat")
    assert "arbour" in report.text
    assert ": failed (" in report.text
