"""What is searched inline on Telegram: what is found, and what comes of it in a chat that the bot is not in."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ports.store import Unit
from bot.service.lists import publication
from tests.adapters.telegram.acts import address_of
from tests.drivers.telegram import TelegramDriver, on_telegram
from tests.storage import examples


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def test_without_words_the_letter_comes_first_then_how_many_have_signed_then_each_demand(
    bot: TelegramDriver,
) -> None:
    found = (await bot.somebody("Ada").person.search("")).found
    assert [each.title for each in found[:2]] == [
        "Stop Genocide or Resign", "How many have signed: Stop Genocide or Resign"
    ]  # fmt: skip
    assert [each.id for each in found[:3]] == ["1-letter-1", "1-progress-1", "1-demand-1-1"]


async def test_a_demand_is_found_by_its_words_and_shared_where_the_bot_is_not(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    all_found = (await ada.person.search("")).found
    wanted = next(each for each in all_found if each.id == "1-demand-1-3")
    (found,) = (await ada.person.search(wanted.title)).found
    assert found == wanted
    elsewhere = bot.server.group("Elsewhere", members=[ada.person])
    message = await ada.person.choose(found, elsewhere)
    assert "Demand 3" in message.text
    assert all(
        address_of(message, label).startswith("https://t.me/countersign_bot?start=1-") for label in message.labels
    )
    assert (
        "I may sign" in (await bot.somebody("Grace").open(address_of(message, "Sign on for an organization"))).labels[0]
    )


async def test_what_is_shared_by_a_button_is_found_again_in_whatever_language(bot: TelegramDriver) -> None:
    ada, zoe = bot.somebody("Ada"), bot.somebody("Zoé", "fr")
    shown = await ada.give("demand", number=2)
    (sought,) = (data for row in shown.there.buttons for label, data in row if label == "Share")
    for each in (ada, zoe):
        assert [one.id for one in (await each.person.search(sought)).found] == ["1-demand-1-2"]


async def test_the_count_is_public_and_nothing_is_kept_while_a_list_is_kept_back(bot: TelegramDriver) -> None:
    before = await bot.owner.person.search("How many have signed")
    (count,) = before.found
    assert "No organization has signed on so far." in count.body.text
    assert (before.cache_time, before.personal) == (10, True)

    def keep_back(unit: Unit) -> None:
        publication.keep_back(unit, examples.person(unit, "owner"), 1, unit.now + timedelta(days=2))

    await bot.store.write(keep_back)
    after = await bot.owner.person.search("How many have signed")
    (count,) = after.found
    assert "organizations have signed" not in count.body.text
    assert "made public on" in count.body.text
    assert (after.cache_time, after.personal) == (0, True)


async def test_who_finds_nothing_can_ask_in_private(bot: TelegramDriver) -> None:
    results = await bot.somebody("Ada").person.search("nothing like it")
    assert (results.found, results.start) == ((), "1-ask")
    assert results.button


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("demand 2", ["1-demand-1-2"]),
        ("la demande 3", ["1-demand-1-3"]),
        ("who has signed?", ["1-progress-1"]),
        ("what do you demand?", ["1-demand-1-1", "1-demand-1-2", "1-demand-1-3"]),
        ("zorgle blip", []),
    ],
)
async def test_what_is_typed_as_a_question_finds_what_answers_it(
    bot: TelegramDriver, typed: str, found: list[str]
) -> None:
    assert [each.id for each in (await bot.somebody("Ada").person.search(typed)).found] == found
