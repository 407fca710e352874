"""The keyboards that a message may have, and the presses of their buttons."""

import asyncio
from typing import Any

import pytest
from telegram import ForceReply, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.platforms.telegram import CallbackAnswer, Person, TelegramServer
from tests.platforms.test_telegram.asking import button, raw, refused, updates


async def test_a_callback_of_64_bytes_is_sent(bot: ExtBot[None], ada: Person) -> None:
    await bot.send_message(ada.id, "Sign?", reply_markup=button(callback_data="é" * 32))
    assert ada.messages[0].buttons == ((("Sign", "é" * 32),),)


@pytest.mark.parametrize("data", ["é" * 32 + "a"])
async def test_a_callback_of_65_bytes_is_refused(bot: ExtBot[None], ada: Person, data: str) -> None:
    with refused(BadRequest, "BUTTON_DATA_INVALID"):
        await bot.send_message(ada.id, "Sign?", reply_markup=button(callback_data=data))


@pytest.mark.parametrize(
    ("keyboard", "answer"),
    [
        ([[{"text": "a", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "", "callback_data": "a"}]], "text must be non-empty"),
        ([[{"text": "a"}]], "Text buttons are unallowed"),
        ([[{"text": "a", "callback_data": "a", "url": "https://a.org"}]], "exactly one action"),
        ([[{"text": "a", "url": "ftp://example.org"}]], "Unsupported URL protocol"),
        ([[{"text": "a", "url": "http://localhost:8080/"}]], "Wrong HTTP URL"),
        ([[{"text": "a", "url": "https://exa mple.org"}]], "BUTTON_URL_INVALID"),
        (
            [[{"text": "a", "login_url": {"url": "https://a.org"}}]],
            'does not imitate an inline button with "login_url"',
        ),
        ([[{"text": "a", "copy_text": {"text": ""}}]], "BUTTON_COPY_TEXT_INVALID"),
        ([[{"text": "a", "copy_text": {"text": "é" * 257}}]], "BUTTON_COPY_TEXT_INVALID"),
        ([[{"text": "a", "switch_inline_query_chosen_chat": {"query": "a"}}]], "at least one chat type"),
        ([[{"text": "a", "callback_data": "a"}] * 9], "at most 8 buttons"),
        ([[{"text": "a", "callback_data": "a"}]] * 101, "reply markup is too long"),
        ([{"text": "a", "callback_data": "a"}], "Array of Arrays"),
        ([[{"text": "a", "callback_data": "a", "style": "purple"}]], "invalid button style"),
    ],
)
async def test_a_broken_inline_keyboard_is_refused(
    server: TelegramServer, ada: Person, keyboard: list[Any], answer: str
) -> None:
    got = await raw(server, "sendMessage", chat_id=ada.id, text="Sign?", reply_markup={"inline_keyboard": keyboard})
    assert answer in got["description"]


@pytest.mark.parametrize("url", ["https://t.me/countersign_bot?start=a", "http://127.0.0.1:8080/x", "tg://user?id=1"])
async def test_a_link_button_takes_http_and_tg(bot: ExtBot[None], ada: Person, url: str) -> None:
    await bot.send_message(ada.id, "Read", reply_markup=button(url=url))
    assert ada.messages[0].buttons == ((("Sign", url),),)


async def test_a_question_can_have_buttons_and_open_the_field_for_a_reply_but_an_edit_opens_nothing(
    server: TelegramServer, ada: Person
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Cancel", "callback_data": "a"}]], "force_reply": True}
    there = await raw(server, "sendMessage", chat_id=ada.id, text="Your role?", reply_markup=keyboard)
    (message,) = ada.messages
    assert message.markup
    assert (message.labels, message.markup.asks) == (("Cancel",), True)
    hint = {**keyboard, "input_field_placeholder": "Your role"}
    got = await raw(server, "sendMessage", chat_id=ada.id, text="Your role?", reply_markup=hint)
    assert "an inline keyboard has no" in got["description"]
    number = there["result"]["message_id"]
    got = await raw(server, "editMessageText", chat_id=ada.id, message_id=number, text="And?", reply_markup=keyboard)
    assert "inline keyboard expected" in got["description"]


async def test_other_keyboards_are_taken_and_not_shown_in_the_message(bot: ExtBot[None], ada: Person) -> None:
    keyboards: list[ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply] = [
        ReplyKeyboardMarkup([["Yes", "No"]]),
        ReplyKeyboardRemove(),
        ForceReply(input_field_placeholder="Name"),
    ]
    for keyboard in keyboards:
        assert (await bot.send_message(ada.id, "Well?", reply_markup=keyboard)).reply_markup is None
    assert ada.messages[0].labels == ("Yes", "No")


async def test_a_press_is_answered_once(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    await bot.send_message(ada.id, "Sign?", reply_markup=button(callback_data="1.sign"))
    press = asyncio.create_task(ada.press(ada.messages[0], "Sign"))
    await asyncio.sleep(0)
    query = (await updates(bot))[-1].callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.message and query.message.chat.id) == ("1.sign", ada.id, ada.id)
    await query.answer("Thank you", show_alert=True)
    assert await press == CallbackAnswer("Thank you", show_alert=True)
    with refused(BadRequest, "query is too old and response timeout expired or query ID is invalid"):
        await query.answer("Again")


async def test_a_query_that_is_too_old_or_unknown_is_refused(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    await bot.send_message(ada.id, "Sign?", reply_markup=button(callback_data="1.sign"))
    press = asyncio.create_task(ada.press(ada.messages[0], "1.sign"))
    await asyncio.sleep(0)
    query = (await updates(bot))[-1].callback_query
    assert query is not None
    server.clock.advance(server.world.query_lifetime + 1)
    for query_id in (query.id, "123"):
        with refused(BadRequest, "query is too old"):
            await bot.answer_callback_query(query_id)
    press.cancel()


async def test_an_answer_holds_200_characters_and_opens_only_the_own_deep_link(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    await bot.send_message(ada.id, "Sign?", reply_markup=button(callback_data="1.sign"))
    press = asyncio.create_task(ada.press(ada.messages[0], "Sign"))
    await asyncio.sleep(0)
    query = (await updates(bot))[-1].callback_query
    assert query is not None
    with refused(BadRequest, "MESSAGE_TOO_LONG"):
        await query.answer("a" * 201)
    for url in ("https://example.org", "https://t.me/other_bot?start=a", "https://t.me/countersign_bot?start=a.b"):
        with refused(BadRequest, "URL_INVALID"):
            await query.answer(url=url)
    await query.answer(url="https://t.me/countersign_bot?start=1-sign")
    answer = await press
    assert answer.url == "https://t.me/countersign_bot?start=1-sign"
    assert (await ada.open(answer.url)).text == "/start 1-sign"


async def test_only_a_button_that_is_there_can_be_pressed(bot: ExtBot[None], ada: Person) -> None:
    await bot.send_message(ada.id, "Sign?", reply_markup=button(callback_data="1.sign"))
    with pytest.raises(ValueError, match="no callback button 'Withdraw'"):
        await ada.press(ada.messages[0], "Withdraw")
    with pytest.raises(AssertionError, match="did not answer the press"):
        await ada.press(ada.messages[0], "Sign", within=0.01)


@pytest.mark.parametrize("payload", ["", "a.b", "a" * 65, "é"])
async def test_no_deep_link_carries_an_invalid_payload(ada: Person, payload: str) -> None:
    with pytest.raises(ValueError, match="no deep link can carry"):
        await ada.open(f"https://t.me/countersign_bot?start={payload}")
