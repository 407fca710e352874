"""Whom the bot can write to, and what it is told about the others."""

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import refused, updates


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
