"""The loopback Bot API server, driven by the real client library: it refuses what the real one refuses."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from tests.platforms.telegram import CallbackAnswer, Channel, Clock, Fault, Group, Person, Rates, TelegramServer

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big") + b"\0" * 20


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this the library warns whenever it reads a `retry_after`."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(rates=Rates.off()) as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[ExtBot[None]]:
    async with client(server) as running:
        yield running


@pytest.fixture
async def ada(server: TelegramServer) -> Person:
    person = server.person("Ada", username="ada_l")
    await person.start()
    return person


@pytest.fixture
async def group(server: TelegramServer, ada: Person) -> Group:
    chat = server.supergroup("Allies", admins=[ada])
    await chat.add_bot(ada)
    return chat


def client(server: TelegramServer, token: str | None = None) -> ExtBot[None]:
    return ExtBot(token or server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")


def button(text: str = "Sign", **fields: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, **fields)]])


async def log_in(bot: ExtBot[None]) -> None:
    try:
        await bot.initialize()
    finally:
        await bot.shutdown()


def refused(error: type[TelegramError], answer: str) -> pytest.RaisesExc[TelegramError]:
    """The library writes the first letter of an answer large."""
    return pytest.raises(error, match=f"(?i){re.escape(answer)}")


async def updates(bot: ExtBot[None], offset: int | None = None) -> tuple[Update, ...]:
    return await bot.get_updates(offset=offset, allowed_updates=Update.ALL_TYPES)


async def raw(server: TelegramServer, method: str, **fields: Any) -> dict[str, Any]:
    """A request without the library, which checks some things itself."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/bot{server.token}/{method}", json=fields) as response,
    ):
        answer: dict[str, Any] = await response.json()
        return answer


# Tokens, methods, ways of asking.


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
    answer = await raw(server, "sendMessage", chat_id=ada.id, text="Hi", allow_paid_broadcast=True)
    assert "does not imitate" in answer["description"]


async def test_after_logging_out_everything_is_refused(bot: ExtBot[None]) -> None:
    assert await bot.log_out()
    with refused(BadRequest, "Logged out"):
        await bot.get_me()


# Updates.


async def test_updates_below_the_offset_are_acknowledged_and_others_come_again(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    await ada.write("one")
    await ada.write("two")
    first = await updates(bot)
    assert [update.message.text for update in first if update.message] == ["/start", "one", "two"]
    again = await updates(bot)
    assert [update.update_id for update in again] == [update.update_id for update in first]
    rest = await updates(bot, first[1].update_id)
    assert [update.update_id for update in rest] == [update.update_id for update in first[1:]]
    assert await updates(bot, first[2].update_id + 1) == ()
    assert server.pending_updates == []


async def test_a_negative_offset_forgets_all_but_the_last(bot: ExtBot[None], ada: Person) -> None:
    await ada.write("one")
    await ada.write("two")
    assert [update.message.text for update in await updates(bot, -1) if update.message] == ["two"]
    assert len(await updates(bot)) == 1


async def test_a_limit_cuts_the_answer_only(bot: ExtBot[None], ada: Person) -> None:
    await ada.write("one")
    assert len(await bot.get_updates(limit=1)) == 1
    assert len(await updates(bot)) == 2


async def test_a_long_poll_ends_as_soon_as_something_happens(bot: ExtBot[None], ada: Person) -> None:
    offset = (await updates(bot))[-1].update_id + 1
    poll = asyncio.create_task(bot.get_updates(offset=offset, timeout=10))
    await asyncio.sleep(0.05)
    await ada.write("now")
    assert [update.message.text for update in await poll if update.message] == ["now"]


async def test_a_second_poller_ends_the_first(server: TelegramServer, bot: ExtBot[None]) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    async with client(server) as other:
        assert await other.get_updates() == ()
    with refused(Conflict, "terminated by other getUpdates request"):
        await poll


async def test_a_poller_that_was_killed_leaves_its_updates_to_the_next(server: TelegramServer, ada: Person) -> None:
    async with client(server) as first:
        offset = (await updates(first))[-1].update_id + 1
        poll = asyncio.create_task(first.get_updates(offset=offset, timeout=10))
        await asyncio.sleep(0.05)
        poll.cancel()
    await ada.write("still here")
    async with client(server) as second:
        got = await updates(second, offset)
    assert [update.message.text for update in got if update.message] == ["still here"]
    assert server.refusals == []


async def test_polling_while_a_webhook_is_set_is_a_conflict(bot: ExtBot[None]) -> None:
    await bot.set_webhook("https://example.org/hook")
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    with refused(Conflict, "webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_webhook_needs_https(bot: ExtBot[None]) -> None:
    with refused(BadRequest, "HTTPS URL must be provided"):
        await bot.set_webhook("http://example.org/hook")


async def test_updates_of_a_kind_that_is_not_allowed_are_not_made(bot: ExtBot[None], ada: Person) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    await ada.write("unheard")
    assert [u.message.text for u in await updates(bot) if u.message] == ["/start"]


# Rates.


@pytest.mark.parametrize(("kind", "fits"), [("private", 1), ("group", 20), ("supergroup", 20), ("channel", 20)])
async def test_a_chat_takes_so_many_messages_and_then_429(kind: str, fits: int) -> None:
    clock = Clock(standing=1_800_000_000)
    async with TelegramServer(rates=Rates(), clock=clock) as server, client(server) as bot:
        ada = server.person("Ada")
        await ada.start()
        chats: dict[str, Group | Channel] = {
            "group": server.group("Allies", admins=[ada]),
            "supergroup": server.supergroup("Allies", admins=[ada]),
            "channel": server.channel("News", admins=[ada]),
        }
        for shared in chats.values():
            await shared.add_bot(ada)
        chat = chats.get(kind, ada.chat)
        for number in range(fits):
            await bot.send_message(chat.id, str(number))
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(chat.id, "too many")
        assert server.too_many == 1
        clock.advance(_seconds(caught.value))
        await bot.send_message(chat.id, "in time")
        assert [message.text for message in chat.messages][-1] == "in time"


def _seconds(error: RetryAfter) -> float:
    seconds = error.retry_after
    assert isinstance(seconds, timedelta)
    return seconds.total_seconds()


async def test_thirty_messages_a_second_fit_in_all() -> None:
    async with TelegramServer(clock=Clock(standing=1_800_000_000)) as server, client(server) as bot:
        people = [server.person(f"P{number}") for number in range(31)]
        for person in people:
            await person.start()
        for person in people[:30]:
            await bot.send_message(person.id, "Hello")
        with pytest.raises(RetryAfter):
            await bot.send_message(people[30].id, "Hello")


async def test_an_edit_counts_like_a_message_unless_the_rates_say_not() -> None:
    for edits in (True, False):
        async with TelegramServer(rates=Rates(edits=edits), clock=Clock(standing=1.8e9)) as server:
            ada = server.person("Ada")
            await ada.start()
            sent = await raw(server, "sendMessage", chat_id=ada.id, text="one")
            message_id = sent["result"]["message_id"]
            edited = await raw(server, "editMessageText", chat_id=ada.id, message_id=message_id, text="two")
            assert edited["ok"] is not edits
            assert edited.get("parameters") == ({"retry_after": 1} if edits else None)


async def test_windows_can_be_sped_up_and_bursts_allowed() -> None:
    assert Rates().times(20).private_seconds == 0.05
    assert Rates().burst(3).window("private") == (3, 3.0)
    async with TelegramServer(rates=Rates().times(20)) as server, client(server) as bot:
        ada = server.person("Ada")
        await ada.start()
        for _ in range(3):
            await bot.send_message(ada.id, "Hello")
            await asyncio.sleep(0.06)
        assert server.refusals == []


# Texts and entities.


async def test_a_text_of_4096_utf16_units_is_sent_and_one_more_is_too_long(bot: ExtBot[None], ada: Person) -> None:
    await bot.send_message(ada.id, "😀" * 2048)
    with refused(BadRequest, "message is too long"):
        await bot.send_message(ada.id, "😀" * 2048 + "a")


async def test_a_caption_of_1025_utf16_units_is_too_long(bot: ExtBot[None], ada: Person) -> None:
    await bot.send_document(ada.id, b"x", filename="a.txt", caption="a" * 1024)
    with refused(BadRequest, "message caption is too long"):
        await bot.send_document(ada.id, b"x", filename="a.txt", caption="a" * 1025)


async def test_the_length_is_counted_after_parsing(bot: ExtBot[None], ada: Person) -> None:
    await bot.send_message(ada.id, f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    assert ada.messages[0].text == "a" * 4096


async def test_an_empty_text_is_refused(bot: ExtBot[None], ada: Person) -> None:
    with refused(BadRequest, "message text is empty"):
        await bot.send_message(ada.id, "")


@pytest.mark.parametrize("blank", [" \n ", "\t\x01", "\u200b", "\u2800", "\u00a0", "\r\n", "\u202e"])
async def test_a_text_that_shows_nothing_is_refused(bot: ExtBot[None], ada: Person, blank: str) -> None:
    with refused(BadRequest, "text must be non-empty"):
        await bot.send_message(ada.id, blank)


async def test_a_text_is_stored_trimmed_and_its_entities_move_along(bot: ExtBot[None], ada: Person) -> None:
    sent = await bot.send_message(ada.id, "\n\n a\r\nbold \n", entities=[MessageEntity("bold", 6, 4)])
    assert sent.text == "a\nbold"
    assert sent.parse_entities() == {sent.entities[0]: "bold"}


@pytest.mark.parametrize(
    ("entities", "answer"),
    [
        ([("bold", 0, 9)], "ends after the end of the text"),
        ([("bold", 7, 1)], "begins after the end of the text"),
        ([("bold", -1, 1)], "incorrect offset"),
        ([("bold", 1, 1)], "begins in a middle of a UTF-16 symbol"),
        ([("bold", 0, 1)], "ends in a middle of a UTF-16 symbol"),
        ([("bold", 2, 0)], "is empty"),
        ([("loud", 0, 2)], "Unsupported type specified"),
        ([("url", 0, 2)], "declaring it does nothing"),
        ([("bold", 0, 4), ("italic", 3, 3)], "entities cross"),
        ([("code", 0, 4), ("bold", 2, 1)], "can't be nested"),
        ([("blockquote", 0, 6), ("expandable_blockquote", 2, 1)], "can't be nested"),
        ([("text_link", 0, 2)], 'Can\'t find field "url"'),
        ([("bold", 2, 1)] * 101, "at most 100 entities"),
    ],
)
async def test_a_broken_entity_is_refused(
    server: TelegramServer, ada: Person, entities: list[tuple[str, int, int]], answer: str
) -> None:
    declared = [{"type": kind, "offset": offset, "length": length} for kind, offset, length in entities]
    got = await raw(server, "sendMessage", chat_id=ada.id, text="😀 abc", entities=declared)
    assert got["error_code"] == 400
    assert answer in got["description"]


async def test_entities_may_nest_where_the_documentation_lets_them(bot: ExtBot[None], ada: Person) -> None:
    entities = [
        MessageEntity("blockquote", 0, 9),
        MessageEntity("bold", 0, 9),
        MessageEntity("text_link", 2, 3, url="https://example.org/"),
        MessageEntity("code", 6, 3),
    ]
    sent = await bot.send_message(ada.id, "a link co", entities=[entities[0], entities[2], entities[3]])
    assert len(sent.entities) == 3
    with refused(BadRequest, "can't be nested"):
        await bot.send_message(ada.id, "a link co", entities=entities)


async def test_html_becomes_entities(bot: ExtBot[None], ada: Person) -> None:
    sent = await bot.send_message(
        ada.id,
        '😀 <b>bold</b> &lt;<a href="https://example.org/">there</a>&gt;'
        '<pre><code class="language-python">x</code></pre><blockquote expandable>q</blockquote>',
        parse_mode="HTML",
    )
    assert sent.text == "😀 bold <there>xq"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bold", 3, 4),
        ("text_link", 9, 5),
        ("pre", 15, 1),
        ("expandable_blockquote", 16, 1),
    ]
    assert sent.entities[2].language == "python"


@pytest.mark.parametrize("broken", ["<div>a</div>", "<b>a", "<b>a</i>", "a</b>", "<span>a</span>", "a <!-- b -->"])
async def test_broken_html_is_refused(bot: ExtBot[None], ada: Person, broken: str) -> None:
    with refused(BadRequest, "can't parse entities"):
        await bot.send_message(ada.id, broken, parse_mode="HTML")


async def test_markdown_is_refused_with_the_reason(bot: ExtBot[None], ada: Person) -> None:
    with refused(BadRequest, "does not imitate parse_mode=MarkdownV2"):
        await bot.send_message(ada.id, "*a*", parse_mode="MarkdownV2")


# Automatic links.


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("ask @countersign_bot, not @abc", ["@countersign_bot"]),
        ("see example.org and https://a.be/c_(d).", ["example.org", "https://a.be/c_(d)"]),
        ("mail press@example.org!", ["press@example.org"]),
        ("try /help@countersign_bot or /ask, not a/b", ["/help@countersign_bot", "/ask"]),
        ("#one #2 $USD $usd", ["#one", "$USD"]),
        ("the end.Next one, 3.5, a..b, file.zzzz", []),
        ("tg://resolve?domain=x 10.0.0.1 пример.рф", ["tg://resolve?domain=x", "10.0.0.1", "пример.рф"]),
        ("@\u2060ada_l example\u2060.org /\u2060help #\u2060one press\u2060@\u2060example\u2060.org $\u2060USD", []),
    ],
)
async def test_telegram_makes_links_by_itself(bot: ExtBot[None], ada: Person, text: str, links: list[str]) -> None:
    sent = await bot.send_message(ada.id, text)
    assert sorted(ada.messages[0].automatic_links) == sorted(links)
    assert sorted(sent.parse_entities().values()) == sorted(links)


async def test_no_link_is_made_inside_code_or_a_declared_link(bot: ExtBot[None], ada: Person) -> None:
    entities = [MessageEntity("code", 0, 5), MessageEntity("text_link", 6, 11, url="https://example.com/")]
    await bot.send_message(ada.id, "/help example.org #tag", entities=entities)
    assert ada.messages[0].automatic_links == ("#tag",)


# Keyboards.


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


async def test_other_keyboards_are_taken_and_not_shown_in_the_message(bot: ExtBot[None], ada: Person) -> None:
    keyboards: list[ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply] = [
        ReplyKeyboardMarkup([["Yes", "No"]]),
        ReplyKeyboardRemove(),
        ForceReply(input_field_placeholder="Name"),
    ]
    for keyboard in keyboards:
        assert (await bot.send_message(ada.id, "Well?", reply_markup=keyboard)).reply_markup is None
    assert ada.messages[0].labels == ("Yes", "No")


# Editing, deleting, pinning, replying.


async def test_an_edit_replaces_the_text_and_takes_the_keyboard_away(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    sent = await bot.send_message(ada.id, "one", reply_markup=button(callback_data="a"))
    await bot.edit_message_text("two", ada.id, sent.message_id)
    (message,) = ada.messages
    assert (message.text, message.buttons) == ("two", ())
    assert [version.text for version in message.versions] == ["one"]


async def test_an_edit_that_changes_nothing_is_refused(bot: ExtBot[None], ada: Person) -> None:
    sent = await bot.send_message(ada.id, "one", reply_markup=button(callback_data="a"))
    with refused(BadRequest, "message is not modified"):
        await bot.edit_message_text(" one ", ada.id, sent.message_id, reply_markup=button(callback_data="a"))
    with refused(BadRequest, "message is not modified"):
        await bot.edit_message_reply_markup(ada.id, sent.message_id, reply_markup=button(callback_data="a"))
    await bot.edit_message_reply_markup(ada.id, sent.message_id)
    assert ada.messages[0].buttons == ()


async def test_a_message_that_is_not_there_cannot_be_edited_deleted_pinned_or_replied_to(
    bot: ExtBot[None], ada: Person
) -> None:
    with refused(BadRequest, "message to edit not found"):
        await bot.edit_message_text("two", ada.id, 999)
    with refused(BadRequest, "message to delete not found"):
        await bot.delete_message(ada.id, 999)
    with refused(BadRequest, "message to pin not found"):
        await bot.pin_chat_message(ada.id, 999)
    with refused(BadRequest, "message to be replied not found"):
        await bot.send_message(ada.id, "Hi", reply_parameters=ReplyParameters(999))
    await bot.send_message(ada.id, "Hi", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True))


async def test_what_somebody_else_wrote_cannot_be_edited(bot: ExtBot[None], ada: Person) -> None:
    theirs = await ada.write("mine")
    with refused(BadRequest, "message can't be edited"):
        await bot.edit_message_text("yours", ada.id, theirs.id)


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(bot: ExtBot[None], ada: Person) -> None:
    sent = await bot.send_message(ada.id, "Well?", reply_markup=ReplyKeyboardMarkup([["Yes"]]))
    with refused(BadRequest, "message can't be edited"):
        await bot.edit_message_text("So?", ada.id, sent.message_id)


async def test_a_caption_is_edited_as_a_caption(bot: ExtBot[None], ada: Person) -> None:
    sent = await bot.send_document(ada.id, b"x", filename="a.txt", caption="one")
    with refused(BadRequest, "there is no text in the message to edit"):
        await bot.edit_message_text("two", ada.id, sent.message_id)
    assert (await _edited(bot.edit_message_caption(ada.id, sent.message_id, caption="two"))).caption == "two"


async def _edited(answer: Any) -> Any:
    return await answer


async def test_a_message_can_be_deleted_for_48_hours(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    one = await bot.send_message(ada.id, "one")
    two = await bot.send_message(ada.id, "two")
    assert await bot.delete_message(ada.id, one.message_id)
    await ada.chat.expect_deleted(ada.messages[0])
    server.clock.advance(48 * 3600 + 1)
    with refused(BadRequest, "message can't be deleted"):
        await bot.delete_message(ada.id, two.message_id)
    assert [message.deleted for message in ada.messages] == [True, False]


async def test_in_a_group_only_an_administrator_deletes_and_pins_what_others_wrote(
    bot: ExtBot[None], ada: Person, group: Group
) -> None:
    theirs = await ada.write("/hello", group)
    with refused(BadRequest, "message can't be deleted"):
        await bot.delete_message(group.id, theirs.id)
    with refused(BadRequest, "not enough rights to manage pinned messages"):
        await bot.pin_chat_message(group.id, theirs.id)
    await group.promote_bot(ada)
    assert await bot.pin_chat_message(group.id, theirs.id)
    assert await bot.delete_message(group.id, theirs.id)


# Who can be reached.


async def test_somebody_the_bot_never_heard_of_is_not_found(server: TelegramServer, bot: ExtBot[None]) -> None:
    for chat_id in (server.person("Ben").id, 12345, -12345, "@nobody_here"):
        with refused(BadRequest, "chat not found"):
            await bot.send_message(chat_id, "Hello")


async def test_a_bot_cannot_initiate_a_conversation(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    ben = server.person("Ben")
    group.add(ben)
    await ben.write("/ask", group)
    with refused(Forbidden, "bot can't initiate conversation with a user"):
        await bot.send_message(ben.id, "Hello")


async def test_a_bot_that_is_blocked_is_told_and_refused(bot: ExtBot[None], ada: Person) -> None:
    await ada.block()
    with refused(Forbidden, "bot was blocked by the user"):
        await bot.send_message(ada.id, "Hello")
    await ada.unblock()
    await bot.send_message(ada.id, "Hello")
    changes = [u.my_chat_member for u in await updates(bot) if u.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_a_deactivated_user_is_forbidden(bot: ExtBot[None], ada: Person) -> None:
    await ada.deactivate()
    with refused(Forbidden, "user is deactivated"):
        await bot.send_message(ada.id, "Hello")


async def test_a_bot_that_was_removed_is_forbidden(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    for chat, name in (
        (server.group("Allies", admins=[ada]), "group"),
        (server.supergroup("Allies", admins=[ada]), "supergroup"),
        (server.channel("News", admins=[ada]), "channel"),
    ):
        with refused(Forbidden, f"bot is not a member of the {name} chat"):
            await bot.send_message(chat.id, "Hello")
        await chat.add_bot(ada)
        await bot.send_message(chat.id, "Hello")
        await chat.remove_bot(ada)
        with refused(Forbidden, f"bot was kicked from the {name} chat"):
            await bot.send_message(chat.id, "Hello")


async def test_a_bot_without_rights_cannot_send(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    group, supergroup = server.group("A", admins=[ada]), server.supergroup("B", admins=[ada])
    channel = server.channel("C", admins=[ada])
    for chat in (group, supergroup):
        await chat.add_bot(ada)
        await chat.silence_bot(ada)
        with refused(BadRequest, "not enough rights to send text messages to the chat"):
            await bot.send_message(chat.id, "Hello")
    await channel.add_bot(ada, rights=["can_manage_chat"])
    with refused(BadRequest, "need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "Hello")


async def test_a_group_that_became_a_supergroup_names_it(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    group = server.group("Allies", admins=[ada])
    await group.add_bot(ada)
    new = await group.upgrade()
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "Hello")
    assert caught.value.new_chat_id == new.id
    await bot.send_message(new.id, "Hello")
    messages = [u.message for u in await updates(bot) if u.message]
    assert [m.migrate_to_chat_id for m in messages if m.migrate_to_chat_id] == [new.id]
    assert [m.migrate_from_chat_id for m in messages if m.migrate_from_chat_id] == [group.id]


async def test_a_topic_must_exist_and_be_open(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    forum = server.supergroup("Forum", admins=[ada], topics=["News"])
    await forum.add_bot(ada)
    (topic,) = forum.topics.values()
    sent = await bot.send_message(forum.id, "Hello", message_thread_id=topic.id)
    assert (sent.is_topic_message, sent.message_thread_id) == (True, topic.id)
    with refused(BadRequest, "message thread not found"):
        await bot.send_message(forum.id, "Hello", message_thread_id=999)
    topic.closed = True
    with refused(BadRequest, "TOPIC_CLOSED"):
        await bot.send_message(forum.id, "Hello", message_thread_id=topic.id)
    assert (await forum.topic("Press")).id in forum.topics


# Presses.


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


# Commands and the profile.


async def test_commands_are_kept_by_scope_and_language(bot: ExtBot[None], ada: Person) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("help", "Aide")], language_code="fr")
    await bot.set_my_commands([BotCommand("review", "Review")], scope=BotCommandScopeChat(ada.id))
    assert [c.description for c in await bot.get_my_commands()] == ["Help"]
    assert [c.description for c in await bot.get_my_commands(language_code="fr")] == ["Aide"]
    assert [c.command for c in await bot.get_my_commands(scope=BotCommandScopeChat(ada.id))] == ["review"]
    await bot.delete_my_commands(language_code="fr")
    assert await bot.get_my_commands(language_code="fr") == ()


@pytest.mark.parametrize(
    ("commands", "answer"),
    [
        ([("Help", "Help")], "BOT_COMMAND_INVALID"),
        ([("forget-me", "Help")], "BOT_COMMAND_INVALID"),
        ([("a" * 33, "Help")], "command length must not exceed 32"),
        ([("", "Help")], "command must be non-empty"),
        ([("help", " ")], "description must be non-empty"),
        ([("help", "a" * 257)], "description length must not exceed 256"),
        ([("help", "Help")] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_a_broken_command_is_refused(
    server: TelegramServer, commands: list[tuple[str, str]], answer: str
) -> None:
    given = [{"command": command, "description": description} for command, description in commands]
    assert answer in (await raw(server, "setMyCommands", commands=given))["description"]


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"language_code": "eng"}, "invalid language code specified"),
        ({"scope": {"type": "everybody"}}, "Unsupported type specified"),
        ({"scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ({"scope": {"type": "chat"}}, "chat_id is empty"),
    ],
)
async def test_a_broken_scope_or_language_is_refused(
    server: TelegramServer, fields: dict[str, Any], answer: str
) -> None:
    assert answer in (await raw(server, "getMyCommands", **fields))["description"]


async def test_a_scope_of_a_member_needs_a_group(bot: ExtBot[None], ada: Person, group: Group) -> None:
    await bot.set_my_commands([], scope=BotCommandScopeChatMember(group.id, ada.id))
    with refused(BadRequest, "can't use specified scope in private chats"):
        await bot.set_my_commands([], scope=BotCommandScopeChatMember(ada.id, ada.id))


async def test_name_and_descriptions_have_limits(bot: ExtBot[None]) -> None:
    assert await bot.set_my_name("Letter", language_code="fr")
    assert (await bot.get_my_name("fr")).name == "Letter"
    assert await bot.set_my_description("a" * 512)
    assert await bot.set_my_short_description("a" * 120)
    for call in (bot.set_my_name("a" * 65), bot.set_my_description("a" * 513), bot.set_my_short_description("a" * 121)):
        with refused(BadRequest, "is too long"):
            await call


# What the bot hears.


async def test_in_privacy_mode_a_group_lets_through_commands_and_replies_only(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    await updates(bot, (await updates(bot))[-1].update_id + 1)
    post = await bot.send_message(group.id, "Hello")
    for text in ("chatter", "/ask", "/ask@countersign_bot why", "/ask@other_bot", "hello @countersign_bot"):
        await ada.write(text, group)
    await ada.reply(group.history[post.message_id], "a reply")
    heard = [u.message.text for u in await updates(bot) if u.message]
    assert heard == ["/ask", "/ask@countersign_bot why", "a reply"]
    await group.promote_bot(ada)
    await ada.write("chatter", group)
    assert [u.message.text for u in await updates(bot) if u.message][-1] == "chatter"


async def test_being_added_and_removed_is_told(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    await group.remove_bot(ada)
    got = await updates(bot)
    changes = [u.my_chat_member for u in got if u.my_chat_member]
    assert [c.new_chat_member.status for c in changes] == ["member", "kicked"]
    assert [u.message.new_chat_members[0].id for u in got if u.message and u.message.new_chat_members] == [bot.id]


async def test_an_anonymous_administrator_speaks_as_the_chat(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    await ada.write("/announce", group, anonymous=True)
    message = (await updates(bot))[-1].message
    assert message is not None
    assert message.sender_chat is not None
    assert message.sender_chat.id == group.id
    assert message.from_user is not None
    assert message.from_user.id == 1087968824


async def test_a_channel_post_has_no_sender(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    channel = server.channel("News", admins=[ada], username="letter_news")
    await channel.add_bot(ada)
    await channel.post("/follow", by=ada)
    post = (await updates(bot))[-1].channel_post
    assert post is not None
    assert (post.text, post.from_user, post.sender_chat and post.sender_chat.id) == ("/follow", None, channel.id)
    own = await bot.send_message("@letter_news", "Ours")
    assert own.from_user is None
    await bot.edit_message_text("Ours now", channel.id, own.message_id)


async def test_what_a_person_edits_comes_as_an_edited_message(bot: ExtBot[None], ada: Person) -> None:
    await ada.edit(await ada.write("one"), "two")
    edited = (await updates(bot))[-1].edited_message
    assert edited is not None
    assert edited.text == "two"


# Chats, members, files.


async def test_chats_and_members_can_be_looked_at(bot: ExtBot[None], ada: Person, group: Group) -> None:
    assert (await bot.get_chat(group.id)).title == "Allies"
    assert (await bot.get_chat_member(group.id, ada.id)).status == "creator"
    assert (await bot.get_chat_member(group.id, bot.id)).status == "member"
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [ada.id]
    assert await bot.get_chat_member_count(group.id) == 2
    with refused(BadRequest, "there are no administrators in the private chat"):
        await bot.get_chat_administrators(ada.id)
    assert await bot.leave_chat(group.id)
    with refused(Forbidden, "bot is not a member of the supergroup chat"):
        await bot.get_chat(group.id)


async def test_a_chat_action_must_be_known(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    assert await bot.send_chat_action(ada.id, "typing")
    with refused(BadRequest, "wrong parameter action in request"):
        await bot.send_chat_action(ada.id, "thinking")


async def test_files_are_sent_fetched_and_sent_again(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    received = await ada.send_document(b"letter", "letter.pdf")
    document = (await updates(bot))[-1].effective_message
    assert document is not None
    assert document.document is not None
    assert received.file is not None
    file = await bot.get_file(document.document.file_id)
    assert await file.download_as_bytearray() == b"letter"
    sent = await bot.send_document(ada.id, document.document.file_id)
    assert sent.document is not None
    assert sent.document.file_name == "letter.pdf"
    assert (await bot.send_photo(ada.id, InputFile(PNG, "a.png", attach=True))).photo[0].width == 640


@pytest.mark.parametrize(
    ("photo", "answer"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (PNG.replace((640).to_bytes(4, "big"), (9999).to_bytes(4, "big")), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_a_broken_photo_is_refused(bot: ExtBot[None], ada: Person, photo: bytes, answer: str) -> None:
    with refused(BadRequest, answer):
        await bot.send_photo(ada.id, InputFile(photo, "a.png"))


async def test_a_file_that_nobody_knows_is_refused(bot: ExtBot[None], ada: Person) -> None:
    with refused(BadRequest, "wrong file_id"):
        await bot.get_file("nothing")
    with refused(BadRequest, "wrong file identifier"):
        await bot.send_document(ada.id, "nothing")


async def test_a_file_that_is_too_large_is_refused() -> None:
    async with TelegramServer(upload_limit=1000) as server, client(server) as bot:
        ada = server.person("Ada")
        await ada.start()
        with refused(NetworkError, "Request Entity Too Large"):
            await bot.send_document(ada.id, b"x" * 2000)


# Faults, latency, the log, waiting.


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
