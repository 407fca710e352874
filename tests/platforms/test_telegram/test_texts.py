"""Texts, their entities, and the links that Telegram makes by itself."""

import pytest
from telegram import MessageEntity
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.platforms.telegram import Person, TelegramServer
from tests.platforms.test_telegram.asking import raw, refused


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
