"""Answers in a group that nobody but who asked sees, and what is said to all all the same."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports.messenger import Refused
from tests.adapters.telegram.stage import Stage, says, to
from tests.drivers.telegram import TelegramDriver, on_telegram


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def test_what_somebody_presses_in_a_group_is_answered_to_them_alone(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    shown = await ada.give("demands", where=place)
    assert shown.there.alone is None
    answer = await ada.press("Demand 2")
    assert "Demand 2" in answer
    assert answer.there.alone == ada.person.id
    again = await ada.press("Demand 3", on=answer)
    assert (again.there.alone, "Demand 3" in again) == (ada.person.id, True)


async def test_a_command_that_only_the_bot_saw_is_answered_so_too(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    await ada.person.whisper("/demands", place.group)
    assert (await place.group.expect("What the letter asks")).alone == ada.person.id
    await ada.person.whisper("/sign", place.group)
    assert (await place.group.expect("in private")).alone == ada.person.id


async def test_what_changes_something_in_the_chat_is_said_to_all(bot: TelegramDriver) -> None:
    place = await bot.place("Town", bot.owner)
    assert (await bot.owner.give("follow", where=place)).there.alone is None
    assert all(each.alone is None for each in place.group.messages)


async def test_a_server_that_shows_it_to_everybody_is_asked_once(
    bot: TelegramDriver, caplog: pytest.LogCaptureFixture
) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    bot.server.world.ephemeral = False
    await ada.give("demands", where=place)
    before = len(place.group.standing)
    answer = await ada.press("Demand 2")
    await place.group.expect_count(before + 1)
    assert "Demand 2" in answer
    assert len(place.group.standing) == before + 1
    assert sum(each.deleted for each in place.group.messages) == 1
    assert "seen by all" in caplog.text
    await ada.press("Demand 3", on=await ada.give("demands", where=place))
    assert sum(each.deleted for each in place.group.messages) == 1


async def test_what_can_not_be_for_one_alone_is_refused_and_nothing_stands(there: Stage) -> None:
    ada = await there.person()
    group = there.server.supergroup("Town", members=[ada])
    await group.add_bot(ada)
    for query in ("", "of a press long ago"):
        end = await there.messenger.answer_alone(to(group), says("Only you"), str(ada.id), query)
        assert isinstance(end, Refused)
    file = says("Only you", there.shelf.file("a.pdf"))
    assert isinstance(await there.messenger.answer_alone(to(group), file, str(ada.id), ""), Refused)
    assert group.messages == []
