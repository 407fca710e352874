"""Tokens, methods, and ways of asking."""

import aiohttp
import pytest
from telegram.error import BadRequest, InvalidToken
from telegram.ext import ExtBot

from tests.platforms.telegram import Person, TelegramServer
from tests.platforms.telegram.methods import METHODS
from tests.platforms.telegram.parameters import PARAMETERS
from tests.platforms.test_telegram.asking import client, raw, refused


async def log_in(bot: ExtBot[None]) -> None:
    try:
        await bot.initialize()
    finally:
        await bot.shutdown()


async def test_the_library_logs_in(server: TelegramServer, bot: ExtBot[None]) -> None:
    assert bot.username == "countersign_bot"
    assert bot.can_read_all_group_messages is False
    assert server.calls[0].method == "getMe"


async def test_an_unknown_token_is_unauthorized_and_a_malformed_one_not_found(server: TelegramServer) -> None:
    with refused(InvalidToken, "rejected by the server"):
        await log_in(client(server, f"123456:{'x' * 35}"))
    with pytest.raises(InvalidToken):
        await log_in(client(server, "123456:short"))
    assert [call.refusal.code for call in server.refusals if call.refusal] == [401, 404]


async def test_an_unknown_method_is_not_found(server: TelegramServer) -> None:
    assert await raw(server, "sendMoney") == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_parameters_come_as_json_form_or_query_and_methods_in_any_case(
    server: TelegramServer, ada: Person
) -> None:
    base = f"{server.url}/bot{server.token}"
    values = {"chat_id": str(ada.id), "text": "Hello"}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{base}/sendmessage", data=values) as form:
            assert form.status == 200
        async with session.get(f"{base}/SENDMESSAGE", params=values) as query:
            assert query.status == 200
        async with session.post(f"{base}/sendMessage", json={"chat_id": ada.id, "text": "Hello"}) as body:
            assert body.status == 200
    assert [message.text for message in ada.messages] == ["Hello"] * 3


async def test_what_is_not_imitated_is_refused_and_not_ignored(server: TelegramServer, ada: Person) -> None:
    answer = await raw(server, "sendMessage", chat_id=ada.id, text="Hi", message_effect_id="1")
    assert "does not imitate" in answer["description"]


async def test_a_parameter_that_the_method_has_not_is_refused(server: TelegramServer, ada: Person) -> None:
    answer = await raw(server, "sendMessage", chat_id=ada.id, text="Hi", disable_web_page_preview=True)
    assert 'has no parameter "disable_web_page_preview"' in answer["description"]
    assert set(PARAMETERS) == set(METHODS)


async def test_after_logging_out_everything_is_refused(bot: ExtBot[None]) -> None:
    assert await bot.log_out()
    with refused(BadRequest, "Logged out"):
        await bot.get_me()
