"""What people and chats do reaches the bot as Telegram tells it."""

from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import updates


async def test_in_privacy_mode_a_group_lets_through_commands_replies_and_the_bots_name_only(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    await updates(bot, (await updates(bot))[-1].update_id + 1)
    post = await bot.send_message(group.id, "Hello")
    for text in (
        "chatter",
        "/ask",
        "/ask@countersign_bot why",
        "/ask@other_bot",
        "hello @countersign_bot",
        "@another_bot",
    ):
        await ada.write(text, group)
    await ada.reply(group.history[post.message_id], "a reply")
    heard = [u.message.text for u in await updates(bot) if u.message]
    assert heard == ["/ask", "/ask@countersign_bot why", "hello @countersign_bot", "a reply"]
    await group.promote_bot(ada)
    await ada.write("chatter", group)
    assert [u.message.text for u in await updates(bot) if u.message][-1] == "chatter"


async def test_being_added_and_removed_is_told(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    await group.remove_bot(ada)
    got = await updates(bot)
    changes = [u.my_chat_member for u in got if u.my_chat_member]
    assert [c.new_chat_member.status for c in changes] == ["member", "kicked"]
    assert [u.message.new_chat_members[0].id for u in got if u.message and u.message.new_chat_members] == [bot.id]


async def test_an_anonymous_administrator_speaks_as_the_chat(
    server: TelegramServer, bot: ExtBot[None], ada: Person, group: Group
) -> None:
    await ada.write("/announce", group, anonymous=True)
    message = (await updates(bot))[-1].message
    assert message is not None
    assert message.sender_chat is not None
    assert message.sender_chat.id == group.id
    assert message.from_user is not None
    assert message.from_user.id == 1087968824


async def test_a_channel_post_has_no_sender(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    channel = server.channel("News", admins=[ada], username="letter_news")
    await channel.add_bot(ada)
    await channel.post("/follow", by=ada)
    post = (await updates(bot))[-1].channel_post
    assert post is not None
    assert (post.text, post.from_user, post.sender_chat and post.sender_chat.id) == ("/follow", None, channel.id)
    own = await bot.send_message("@letter_news", "Ours")
    assert own.from_user is None
    await bot.edit_message_text("Ours now", channel.id, own.message_id)


async def test_half_a_surrogate_pair_comes_as_it_was_written(bot: ExtBot[None], ada: Person) -> None:
    await ada.write("half \ud83d")
    assert [u.message.text for u in await updates(bot) if u.message][-1] == "half \ud83d"


async def test_what_a_person_edits_comes_as_an_edited_message(bot: ExtBot[None], ada: Person) -> None:
    await ada.edit(await ada.write("one"), "two")
    edited = (await updates(bot))[-1].edited_message
    assert edited is not None
    assert edited.text == "two"
