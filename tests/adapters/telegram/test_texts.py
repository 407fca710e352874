"""Texts, menus and links on Telegram."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.text.locales import SOURCE, load
from tests.buttons import button
from tests.conversations.stories import BAKERS, STATE, desk, endorsements, fill_in, sign
from tests.drivers.running import running
from tests.drivers.telegram import TelegramDriver, TelegramPerson, on_telegram, settings
from tests.platforms.telegram import Fault, Message, Rates, TelegramServer


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


# Texts.


async def test_nothing_that_was_typed_becomes_a_link_by_itself(bot: TelegramDriver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    name = "@durov /start #tag $USD example.com www.example.org a.b@example.org"
    values = {**BAKERS, "Organization": name, "Your name": name}
    await fill_in(ada, values)
    await ada.change({"Place": name, "Statement": name})
    confirming: Message = ada.last.there
    assert name in ada.last
    assert confirming.automatic_links == ()
    receipt = await ada.press(STATE)
    assert set(receipt.there.automatic_links) == {"/endorsement"}
    assert (await place.shows(name)).there.automatic_links == ()
    (signed,) = await endorsements(bot)
    assert signed.entry.organization == name


def long_letter(folder: Path) -> str:
    """A letter of three messages' length."""
    folder = folder / "long"
    folder.mkdir()
    (folder / "letter.toml").write_text(LETTER, encoding="utf-8")
    text = "\n\n".join(f"Paragraph {number}. {'We ask for **longer hours**. ' * 12}" for number in range(1, 31))
    (folder / "text.en.md").write_text(text, encoding="utf-8")
    return str(folder)


async def test_a_letter_that_is_longer_than_a_message_comes_in_several(tmp_path: Path) -> None:
    async with on_telegram(tmp_path, letters=long_letter(tmp_path)) as bot:
        ada = bot.somebody("Ada")
        await ada.give("letter")
        whole = await ada.sees("Paragraph 30.")
        assert all(f"Paragraph {number}." in whole for number in range(1, 31))
        assert len(ada.person.messages) > 1
        assert [bool(each.labels) for each in ada.person.messages] == [False] * (len(ada.person.messages) - 1) + [True]
        assert bot.refusals() == []


async def test_a_long_answer_that_has_to_wait_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async with on_telegram(tmp_path, letters=long_letter(tmp_path)) as bot:
        ada = bot.somebody("Ada")
        for fault in (Fault.delay(0.0), Fault.too_many(1)):
            bot.server.fail_next("sendMessage", fault)
        await ada.give("letter")
        whole = await ada.sees("Paragraph 30.")
        assert [whole.text.count(f"Paragraph {number}.") for number in range(1, 31)] == [1] * 30
        assert whole.labels


async def test_a_long_answer_of_which_a_piece_is_lost_ends_with_its_buttons(tmp_path: Path) -> None:
    async with on_telegram(tmp_path, letters=long_letter(tmp_path)) as bot:
        ada = bot.somebody("Ada")
        for fault in (Fault.delay(0.0), Fault.reset_before()):
            bot.server.fail_next("sendMessage", fault)
        await ada.give("letter")
        whole = await ada.sees("Paragraph 30.")
        assert whole.labels
        assert len(ada.person.messages) == 2


# Menus.


async def test_menus_stand_in_each_language_and_hold_no_organizers_commands(bot: TelegramDriver) -> None:
    commands = {key: menu for key, menu in bot.server.world.commands.items() if not key[0].startswith("chat ")}
    menus = {key: [each["command"] for each in menu] for key, menu in commands.items()}
    assert {language for _, language in menus} == {"", *(load().keys() - {SOURCE})}
    assert len({scope for scope, _ in menus}) == 4
    for (scope, _), menu in menus.items():
        assert {"letter", "ask", "sign"} <= set(menu)
        assert scope == "all_group_chats" or {"endorsement", "help"} <= set(menu)
        assert {"announce", "review", "organizers", "start"}.isdisjoint(menu)
    assert any("follow" not in menu for menu in menus.values())
    assert any("follow" in menu for menu in menus.values())


async def test_the_link_of_the_first_start_makes_the_owner(tmp_path: Path) -> None:
    async with TelegramServer(rates=Rates.off()) as server:
        ada = TelegramPerson(server.person("Ada"))
        async with running(settings(server, tmp_path)) as terminal:
            line = await terminal.says("https://t.me/")
            answer = await ada.open(line.rpartition(" ")[2])
            assert "owner" in answer


async def test_a_link_does_not_do_what_only_a_button_may(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    await sign(ada, BAKERS)
    await ada.open(f"https://t.me/countersign_bot?start={button('withdraw', endorsement=1, sure='yes')}")
    assert (await endorsements(bot))[0].state == "submitted"


LETTER = """
slug = "longer-hours"
languages = ["en"]
zone = "America/Toronto"
title.en = "Longer hours"
summary.en = "We ask for longer hours of the library."

[initiator]
name.en = "Readers"

[[demands]]
number = 1
title.en = "Open in the evening"
asked.en = "Open on three evenings."
addressee = "Robin Reader"
office.en = "Mayor"
topics.en = ["hours", "evening"]
"""
