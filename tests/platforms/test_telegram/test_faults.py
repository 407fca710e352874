"""Faults and slowness on demand, the log of calls, and waiting."""

import asyncio
import json

import pytest
from telegram import LinkPreviewOptions
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from tests.platforms.telegram import Fault, Person, TelegramServer
from tests.platforms.test_telegram.asking import button, raw, refused


async def test_faults_happen_on_demand_and_once(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    server.fail_next("sendMessage", Fault.http(500))
    with refused(NetworkError, "Internal Server Error"):
        await bot.send_message(ada.id, "one")
    server.fail_next("sendMessage", Fault.reset_before())
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "two")
    server.fail_next("sendMessage", Fault.too_many(7))
    with pytest.raises(RetryAfter):
        await bot.send_message(ada.id, "three")
    assert ada.messages == []
    await bot.send_message(ada.id, "four")
    assert (server.too_many, [message.text for message in ada.messages]) == (0, ["four"])


async def test_a_502_comes_as_a_page(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    server.fail_next("*", Fault.http(502))
    with refused(NetworkError, "Bad Gateway"):
        await bot.send_message(ada.id, "one")


async def test_a_reset_after_handling_delivers_the_message(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    server.fail_next("sendMessage", Fault.reset_after())
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "arrived")
    assert [message.text for message in ada.messages] == ["arrived"]


async def test_an_answer_can_come_too_late(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    server.fail_next("sendMessage", Fault.delay(0.2))
    with refused(TelegramError, "Timed out"):
        await bot.send_message(ada.id, "arrived", read_timeout=0.05)
    assert [message.text for message in ada.messages] == ["arrived"]


async def test_latency_slows_every_answer() -> None:
    async with TelegramServer(latency=0.05) as server:
        started = asyncio.get_running_loop().time()
        assert (await raw(server, "getMe"))["ok"]
        assert asyncio.get_running_loop().time() - started >= 0.05


async def test_every_call_is_logged_with_its_outcome(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    await bot.send_message(ada.id, "one", link_preview_options=LinkPreviewOptions(is_disabled=True))
    with pytest.raises(BadRequest):
        await bot.send_message(1, "two")
    sent, refused = server.calls[-2:]
    assert (sent.ok, sent.params["text"]) == (True, "one")
    assert json.loads(sent.params["link_preview_options"]) == {"is_disabled": True}
    assert not refused.ok
    assert str(refused).endswith("-> Bad Request: chat not found")
    assert server.refusals == [refused]


async def test_waiting_finds_the_next_message_or_edit(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    waiting = asyncio.create_task(ada.expect("second"))
    sent = await bot.send_message(ada.id, "first")
    await bot.edit_message_text("second", ada.id, sent.message_id)
    assert (await waiting).versions[0].text == "first"
    await bot.send_message(ada.id, "third")
    assert (await server.wait_for(ada.chat, lambda message: len(message.text) == 5)).text == "third"
    assert len(await ada.chat.expect_count(2)) == 2


async def test_waiting_in_vain_says_what_the_bot_did(bot: ExtBot[None], ada: Person) -> None:
    await bot.send_message(ada.id, "No", reply_markup=button(callback_data="a"))
    with pytest.raises(AssertionError, match=r"nothing matched 'Yes' within 0.01 s(.|\n)*sent #2 'No' \[Sign\]"):
        await ada.expect("Yes", within=0.01)
