"""People send documents and photos with a caption, and the bot fetches them."""

import pytest
from telegram import Message
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import PNG, refused, updates

ANNOUNCE = "/announce Our letter is out"


async def last(bot: ExtBot[None]) -> Message:
    message = (await updates(bot))[-1].effective_message
    assert message is not None
    return message


async def content(bot: ExtBot[None], message: Message) -> bytes:
    file_id = message.document.file_id if message.document else message.photo[-1].file_id
    return bytes(await (await bot.get_file(file_id)).download_as_bytearray())


async def test_a_document_comes_with_its_command_and_can_be_fetched(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    channel = server.channel("News", admins=[ada])
    await channel.add_bot(ada)
    for chat in (None, group, channel):
        await ada.send_file("letter.pdf", b"%PDF letter", ANNOUNCE, chat=chat)
        message = await last(bot)
        assert message.caption == ANNOUNCE
        assert [(each.type, each.offset, each.length) for each in message.caption_entities] == [("bot_command", 0, 9)]
        assert message.document is not None
        assert (message.document.file_name, message.document.mime_type) == ("letter.pdf", "application/pdf")
        assert await content(bot, message) == b"%PDF letter"


async def test_a_photo_comes_as_a_photo_and_can_be_sent_on(bot: ExtBot[None], ada: Person, group: Group) -> None:
    await ada.send_file("picture.png", PNG, ANNOUNCE, photo=True)
    message = await last(bot)
    assert (message.photo[-1].width, message.caption) == (640, ANNOUNCE)
    assert await content(bot, message) == PNG
    await bot.send_photo(group.id, message.photo[-1].file_id)
    assert group.messages[0].file is not None
    assert group.messages[0].file.content == PNG


async def test_in_a_group_a_file_without_a_command_is_not_heard(bot: ExtBot[None], ada: Person, group: Group) -> None:
    told = len(await updates(bot))
    await ada.send_file("holiday.png", PNG, "Look", chat=group, photo=True)
    await ada.send_file("a.pdf", b"x", chat=group)
    assert len(await updates(bot)) == told


async def test_over_20_megabytes_a_file_cannot_be_fetched(bot: ExtBot[None], ada: Person) -> None:
    await ada.send_file("large.pdf", b"x" * (20 * 1024 * 1024 + 1))
    with refused(BadRequest, "file is too big"):
        await content(bot, await last(bot))


async def test_an_app_sends_no_long_caption_and_only_an_administrator_posts(
    server: TelegramServer, ada: Person
) -> None:
    with pytest.raises(ValueError, match="1024"):
        await ada.send_file("a.pdf", b"x", "a" * 1025)
    with pytest.raises(ValueError, match="no administrator"):
        await ada.send_file("a.pdf", b"x", chat=server.channel("News"))
