"""Which messages a bot can delete, and until when."""

import pytest
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.platforms.telegram import Channel, Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import raw, refused

TWO_DAYS = 48 * 3600


@pytest.fixture
async def channel(server: TelegramServer, ada: Person) -> Channel:
    chat = server.channel("News", admins=[ada])
    await chat.add_bot(ada)
    return chat


async def test_after_48_hours_nothing_can_be_deleted_by_anybody(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group, channel: Channel
) -> None:
    await group.promote_bot(ada)
    chats = (ada.chat, group, channel)
    sent = [await bot.send_message(chat.id, "Hello") for chat in chats]
    server.clock.advance(TWO_DAYS - 5)
    later = [await bot.send_message(chat.id, "Hello") for chat in chats]
    server.clock.advance(6)
    for old, new, chat in zip(sent, later, chats, strict=True):
        with refused(BadRequest, "message can't be deleted"):
            await bot.delete_message(chat.id, old.message_id)
        assert await bot.delete_message(chat.id, new.message_id)
        assert [message.id for message in chat.standing] == [old.message_id]


async def test_the_bot_deletes_its_own_messages_and_an_administrator_with_the_right_all(
    bot: ExtBot[None], ada: Person, group: Group
) -> None:
    theirs, ours = await ada.write("/hello", group), await bot.send_message(group.id, "Hello")
    with refused(BadRequest, "message can't be deleted"):
        await bot.delete_message(group.id, theirs.id)
    assert await bot.delete_message(group.id, ours.message_id)
    await group.promote_bot(ada, ["can_pin_messages"])
    with refused(BadRequest, "message can't be deleted"):
        await bot.delete_message(group.id, theirs.id)
    await group.promote_bot(ada, ["can_delete_messages"])
    assert await bot.delete_message(group.id, theirs.id)


async def test_in_a_basic_group_every_administrator_deletes_what_others_wrote(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    group = server.group("Allies", admins=[ada])
    await group.add_bot(ada)
    theirs = await ada.write("/hello", group)
    with refused(BadRequest, "message can't be deleted for everyone"):
        await bot.delete_message(group.id, theirs.id)
    await group.promote_bot(ada, [])
    assert await bot.delete_message(group.id, theirs.id)


async def test_in_a_channel_the_right_to_post_is_the_right_to_delete_ones_own(
    bot: ExtBot[None], ada: Person, channel: Channel
) -> None:
    ours, theirs = await bot.send_message(channel.id, "Ours"), await channel.post("Theirs", by=ada)
    await channel.promote_bot(ada, ["can_post_messages"])
    with refused(BadRequest, "message can't be deleted"):
        await bot.delete_message(channel.id, theirs.id)
    assert await bot.delete_message(channel.id, ours.message_id)
    with refused(BadRequest, "message to delete not found"):
        await bot.delete_message(channel.id, ours.message_id)


async def test_what_made_a_topic_cannot_be_deleted(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    forum = server.supergroup("Forum", admins=[ada], topics=["News"])
    await forum.add_bot(ada, as_admin=True)
    with refused(BadRequest, "message can't be deleted"):
        await bot.delete_message(forum.id, *forum.topics)


async def test_several_are_deleted_at_once_and_missing_ones_skipped(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    sent = [await bot.send_message(group.id, str(number)) for number in range(3)]
    theirs = await ada.write("/hello", group)
    assert await bot.delete_messages(group.id, [sent[0].message_id, 9999])
    with refused(BadRequest, "message can't be deleted"):
        await bot.delete_messages(group.id, [sent[1].message_id, theirs.id])
    assert [message.text for message in group.standing] == ["1", "2"]
    with refused(BadRequest, "too many message identifiers specified"):
        await bot.delete_messages(group.id, range(1, 102))
    for given, answer in (([], "are not specified"), ([0], "invalid message"), (["a"], "must be a Number")):
        assert answer in (await raw(server, "deleteMessages", chat_id=group.id, message_ids=given))["description"]
