"""Photos or documents are sent together, as one album of several messages."""

import json
from typing import Any

import pytest
from telegram import InputMediaDocument, InputMediaPhoto, MessageEntity, ReplyParameters
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import PNG, raw, refused


def letter(number: int, **fields: Any) -> InputMediaDocument:
    return InputMediaDocument(f"letter {number}".encode(), filename=f"{number}.pdf", **fields)


async def test_an_album_is_several_messages_with_one_group_id(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    bold = [MessageEntity("bold", 0, 3)]
    sent = await bot.send_media_group(ada.id, [letter(1), letter(2, caption="Our letter", caption_entities=bold)])
    assert sent[0].media_group_id
    assert {message.media_group_id for message in sent} == {sent[0].media_group_id}
    assert sent[1].caption_entities == tuple(bold)
    first, second = ada.messages
    assert (first.text, second.text, first.album) == ("", "Our letter", sent[0].media_group_id)
    assert second.file is not None
    assert (second.file.name, second.file.content) == ("2.pdf", b"letter 2")


async def test_files_that_are_known_are_sent_again_by_their_ids(bot: ExtBot[None], ada: Person, group: Group) -> None:
    photo = (await bot.send_photo(ada.id, PNG)).photo[-1].file_id
    sent = await bot.send_media_group(
        group.id, [InputMediaPhoto(photo), InputMediaPhoto(PNG)], disable_notification=True, protect_content=True
    )
    assert sent[0].photo[0].file_id == photo
    assert all(message.silent and message.protected for message in group.messages)


async def test_an_album_replies_and_goes_to_a_topic(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    forum = server.supergroup("Forum", admins=[ada], topics=["News"])
    await forum.add_bot(ada)
    (topic,) = forum.topics
    asked = await bot.send_message(forum.id, "Here they come", message_thread_id=topic)
    await bot.send_media_group(
        forum.id, [letter(1), letter(2)], message_thread_id=topic, reply_parameters=ReplyParameters(asked.message_id)
    )
    assert {(message.thread_id, message.reply_to) for message in forum.messages[1:]} == {(topic, asked.message_id)}


@pytest.mark.parametrize(
    ("media", "answer"),
    [
        ([letter(1)] * 11, "too many messages to send as an album"),
        ([letter(1)], "an album has 2 to 10 items"),
        ([letter(1), InputMediaPhoto(PNG)], "Document can't be mixed with other media types"),
        ([letter(1), letter(2, caption="a" * 1025)], "message caption is too long"),
        ([letter(1), InputMediaDocument("nothing")], "wrong file identifier"),
        ([letter(1), InputMediaDocument("https://example.org/a.pdf")], "does not imitate"),
        ([InputMediaPhoto(PNG), InputMediaPhoto(b"no picture")], "IMAGE_PROCESS_FAILED"),
    ],
)
async def test_a_wrong_album_is_refused_and_nothing_of_it_sent(
    bot: ExtBot[None], ada: Person, media: list[Any], answer: str
) -> None:
    with refused(BadRequest, answer):
        await bot.send_media_group(ada.id, media)
    assert ada.messages == []


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"media": "[]"}, "there are no messages to send"),
        ({"media": '[{"type": "document", "media": "attach://a"}, {}]'}, "media not found"),
        ({"media": '[{"type": "poem", "media": "a"}, {}]'}, 'type "poem" is unsupported'),
        ({"media": '[{"type": "audio", "media": "a"}, {}]'}, "does not imitate media of type audio"),
        ({"media": '[{"type": "document", "media": "a", "colour": "red"}, {}]'}, "has no field colour"),
        ({"media": "[{}, {}]", "reply_markup": json.dumps({"inline_keyboard": []})}, "parameter"),
    ],
)
async def test_what_an_album_cannot_have_is_refused(
    server: TelegramServer, ada: Person, fields: dict[str, str], answer: str
) -> None:
    assert answer in (await raw(server, "sendMediaGroup", chat_id=ada.id, **fields))["description"]


async def test_an_item_of_an_album_keeps_its_kind(bot: ExtBot[None], ada: Person) -> None:
    sent = await bot.send_media_group(ada.id, [letter(1), letter(2)])
    with refused(BadRequest, "message content type can't be used in an album"):
        await bot.edit_message_media(InputMediaPhoto(PNG), ada.id, sent[0].message_id)
    await bot.edit_message_media(letter(3), ada.id, sent[0].message_id)
    await bot.edit_message_caption(ada.id, sent[1].message_id, caption="Corrected")
    assert [message.file and message.file.name for message in ada.messages] == ["3.pdf", "2.pdf"]
