"""The bot loses rights, people and chats, and sees what it is where."""

import pytest
from telegram import ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import PNG, refused, updates


async def test_a_person_who_blocked_the_bot_refuses_everything_alike(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    sent = await bot.send_message(ada.id, "Hello")
    await ada.block()
    for refusing in (
        bot.send_chat_action(ada.id, "typing"),
        bot.send_document(ada.id, b"x", filename="a.txt"),
        bot.edit_message_text("Hello again", ada.id, sent.message_id),
        bot.delete_message(ada.id, sent.message_id),
    ):
        with refused(Forbidden, "bot was blocked by the user"):
            await refusing
    assert (await bot.get_chat_member(ada.id, bot.id)).status == "member"


async def test_a_deleted_group_says_so_and_a_deleted_supergroup_or_channel_looks_like_a_ban(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    for chat, answer in (
        (server.group("A", admins=[ada]), "the group chat was deleted"),
        (server.supergroup("B", admins=[ada]), "bot was kicked from the supergroup chat"),
        (server.channel("C", admins=[ada]), "bot was kicked from the channel chat"),
    ):
        await chat.add_bot(ada)
        told = len(await updates(bot))
        await chat.delete()
        with refused(Forbidden, answer):
            await bot.send_message(chat.id, "Hello")
        assert len(await updates(bot)) == told


async def test_a_bot_that_no_longer_leads_a_channel_is_not_in_it(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    channel = server.channel("News", admins=[ada])
    await channel.add_bot(ada)
    await channel.demote_bot(ada)
    for refusing in (bot.send_message(channel.id, "Hello"), bot.get_chat_member(channel.id, bot.id)):
        with refused(Forbidden, "bot is not a member of the channel chat"):
            await refusing
    change = (await updates(bot))[-1].my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("administrator", "left")


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_files_can_be_forbidden_where_texts_are_not(
    server: TelegramServer, bot: ExtBot[None], ada: Person, kind: str
) -> None:
    chat: Group = getattr(server, kind)("Allies", admins=[ada])
    await chat.add_bot(ada)
    await chat.silence_bot(ada, "documents", "photos")
    await bot.send_message(chat.id, "Hello")
    with refused(BadRequest, "not enough rights to send documents to the chat"):
        await bot.send_document(chat.id, b"x", filename="a.txt")
    with refused(BadRequest, "not enough rights to send photos to the chat"):
        await bot.send_photo(chat.id, PNG)
    await chat.unsilence_bot(ada)
    await bot.send_photo(chat.id, PNG)


async def test_the_bot_sees_its_own_status_and_rights(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    supergroup = server.supergroup("Allies", admins=[ada])
    await supergroup.add_bot(ada)
    assert (await bot.get_chat_member(supergroup.id, bot.id)).status == "member"
    await supergroup.silence_bot(ada, "documents")
    restricted = await bot.get_chat_member(supergroup.id, bot.id)
    assert isinstance(restricted, ChatMemberRestricted)
    assert (restricted.can_send_messages, restricted.can_send_documents) == (True, False)
    await supergroup.promote_bot(ada, ["can_pin_messages"])
    leading = await bot.get_chat_member(supergroup.id, bot.id)
    assert isinstance(leading, ChatMemberAdministrator)
    assert (leading.can_pin_messages, leading.can_delete_messages) == (True, False)
    channel = server.channel("News", admins=[ada])
    await channel.add_bot(ada, rights=["can_post_messages"])
    posting = await bot.get_chat_member(channel.id, bot.id)
    assert isinstance(posting, ChatMemberAdministrator)
    assert (posting.can_post_messages, posting.can_edit_messages) == (True, False)


async def test_a_group_shows_what_its_members_may(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    group = server.group("Allies", admins=[ada])
    await group.add_bot(ada)
    await group.silence_bot(ada, "documents")
    permissions = (await bot.get_chat(group.id)).permissions
    assert permissions is not None
    assert (permissions.can_send_messages, permissions.can_send_documents) == (True, False)
    assert (await bot.get_chat_member(group.id, bot.id)).status == "member"
    await group.promote_bot(ada)
    await bot.send_document(group.id, b"x", filename="a.txt")
