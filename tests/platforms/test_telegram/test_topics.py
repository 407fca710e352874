"""Forums: topics are made, closed, opened again and deleted."""

import pytest
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import refused, updates


@pytest.fixture
async def forum(server: TelegramServer, ada: Person) -> Group:
    chat = server.supergroup("Forum", admins=[ada], topics=["News", "Press"])
    await chat.add_bot(ada)
    return chat


async def test_what_goes_to_a_topic_stands_in_it(bot: ExtBot[None], forum: Group) -> None:
    news, press = forum.topics.values()
    await bot.send_message(forum.id, "For all")
    await bot.send_message(forum.id, "For the press", message_thread_id=press.id)
    await bot.send_chat_action(forum.id, "typing", message_thread_id=news.id)
    assert [message.thread_id for message in forum.messages] == [None, press.id]
    assert (await bot.get_chat(forum.id)).is_forum


@pytest.mark.parametrize("thread_id", [1, 999])
async def test_a_topic_that_is_not_there_is_not_found(bot: ExtBot[None], forum: Group, thread_id: int) -> None:
    for refusing in (
        bot.send_message(forum.id, "Hello", message_thread_id=thread_id),
        bot.send_chat_action(forum.id, "typing", message_thread_id=thread_id),
    ):
        with refused(BadRequest, "message thread not found"):
            await refusing


async def test_in_a_closed_topic_only_who_manages_topics_writes(bot: ExtBot[None], ada: Person, forum: Group) -> None:
    news, _ = forum.topics.values()
    await forum.close_topic(news, by=ada)
    with refused(BadRequest, "TOPIC_CLOSED"):
        await bot.send_message(forum.id, "Hello", message_thread_id=news.id)
    await forum.promote_bot(ada, ["can_manage_topics"])
    await bot.send_message(forum.id, "Hello", message_thread_id=news.id)
    await forum.demote_bot(ada)
    await forum.reopen_topic(news, by=ada)
    await bot.send_message(forum.id, "Hello again", message_thread_id=news.id)
    heard = [update.message for update in await updates(bot) if update.message]
    assert sum(message.forum_topic_closed is not None for message in heard) == 1
    assert [m.message_thread_id for m in heard if m.forum_topic_reopened is not None] == [news.id]


async def test_a_deleted_topic_is_gone_with_all_its_messages(bot: ExtBot[None], forum: Group) -> None:
    news, _ = forum.topics.values()
    await bot.send_message(forum.id, "Stays")
    sent = await bot.send_message(forum.id, "Goes", message_thread_id=news.id)
    await forum.delete_topic(news)
    assert [message.text for message in forum.standing] == ["Stays"]
    with refused(BadRequest, "message thread not found"):
        await bot.send_message(forum.id, "Hello", message_thread_id=news.id)
    with refused(BadRequest, "message to edit not found"):
        await bot.edit_message_text("Hello", forum.id, sent.message_id)
