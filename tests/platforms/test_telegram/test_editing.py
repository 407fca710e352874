"""Messages are edited, deleted, pinned and replied to."""

from typing import Any

from telegram import InputMediaDocument, InputMediaPhoto, ReplyKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import PNG, button, refused


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


async def test_the_caption_of_a_text_cannot_be_edited(bot: ExtBot[None], ada: Person) -> None:
    sent = await bot.send_message(ada.id, "one")
    with refused(BadRequest, "there is no caption in the message to edit"):
        await bot.edit_message_caption(ada.id, sent.message_id, caption="two")


async def test_a_file_takes_the_place_of_a_text_or_of_another_file(bot: ExtBot[None], ada: Person) -> None:
    sent = await bot.send_message(ada.id, "one")
    await bot.edit_message_media(InputMediaDocument(b"x", caption="two", filename="a.txt"), ada.id, sent.message_id)
    await bot.edit_message_media(InputMediaPhoto(PNG, caption="three"), ada.id, sent.message_id)
    (message,) = ada.messages
    assert message.file is not None
    assert (message.file.kind, message.text) == ("photo", "three")
    assert [version.text for version in message.versions] == ["one", "two"]


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
