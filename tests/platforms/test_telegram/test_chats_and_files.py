"""Chats and members can be looked at, and files sent and fetched."""

import pytest
from telegram import InputFile
from telegram.error import BadRequest, Forbidden, NetworkError
from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import PNG, client, refused, updates


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
