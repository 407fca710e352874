"""Messages are pinned and unpinned by who has the right."""

from telegram import LinkPreviewOptions
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.platforms.telegram import Chat, Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import refused, updates


async def test_a_pin_is_a_service_message_that_the_bot_gets_in_every_chat(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    channel = server.channel("News", admins=[ada])
    await channel.add_bot(ada)
    await group.promote_bot(ada)
    chats: list[tuple[Chat, bool]] = [(ada.chat, True), (group, False), (channel, True)]
    for chat, always_silent in chats:
        sent = await bot.send_message(chat.id, "Read this")
        assert await bot.pin_chat_message(chat.id, sent.message_id)
        notice = (await updates(bot))[-1].effective_message
        assert notice is not None
        assert notice.pinned_message is not None
        assert notice.pinned_message.message_id == sent.message_id
        assert chat.history[notice.message_id].silent is always_silent
        shown = (await bot.get_chat(chat.id)).pinned_message
        assert shown is not None
        assert shown.message_id == sent.message_id


async def test_a_pin_can_be_silent(bot: ExtBot[None], ada: Person, group: Group) -> None:
    await group.promote_bot(ada)
    sent = await bot.send_message(group.id, "Read this")
    await bot.pin_chat_message(group.id, sent.message_id, disable_notification=True)
    (notice,) = [message for message in group.history.values() if "pinned_message" in message.service]
    assert notice.silent
    with refused(BadRequest, "service messages can't be pinned"):
        await bot.pin_chat_message(group.id, notice.id)


async def test_what_is_pinned_can_be_unpinned_the_last_one_or_all(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    sent = [(await bot.send_message(ada.id, text)).message_id for text in ("one", "two", "three")]
    for message_id in (sent[2], sent[0], sent[1]):
        await bot.pin_chat_message(ada.id, message_id)
    assert await bot.unpin_chat_message(ada.id)
    assert [message.text for message in ada.chat.pinned] == ["one", "two"]
    assert await bot.unpin_chat_message(ada.id, message_id=sent[0])
    assert await bot.unpin_all_chat_messages(ada.id)
    assert ada.chat.pinned == []
    for missing in (None, 9999):
        with refused(BadRequest, "message to unpin not found"):
            await bot.unpin_chat_message(ada.id, message_id=missing)


async def test_pinning_and_unpinning_need_the_right(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    group, supergroup = server.group("A", admins=[ada]), server.supergroup("B", admins=[ada])
    channel = server.channel("C", admins=[ada])
    for chat, right in ((group, None), (supergroup, "can_pin_messages"), (channel, "can_edit_messages")):
        await chat.add_bot(ada)
        await chat.promote_bot(ada, ["can_post_messages"])
        sent = await bot.send_message(chat.id, "Read this")
        if right is None:
            await group.demote_bot(ada)
        for refusing in (
            bot.pin_chat_message(chat.id, sent.message_id),
            bot.unpin_chat_message(chat.id, message_id=sent.message_id),
            bot.unpin_all_chat_messages(chat.id),
        ):
            with refused(BadRequest, "not enough rights to manage pinned messages in the chat"):
                await refusing
        await chat.promote_bot(ada, [right] if right else [])
        assert await bot.pin_chat_message(chat.id, sent.message_id)
        assert await bot.unpin_chat_message(chat.id)


async def test_a_message_shows_whether_it_came_silently_and_with_a_preview(bot: ExtBot[None], ada: Person) -> None:
    off = LinkPreviewOptions(is_disabled=True)
    await bot.send_message(ada.id, "Read https://example.org", disable_notification=True)
    await bot.send_message(ada.id, "Read https://example.org", link_preview_options=off)
    await bot.send_message(ada.id, "Read it")
    assert [(message.silent, message.shows_preview) for message in ada.messages] == [
        (True, True),
        (False, False),
        (False, False),
    ]
