"""Groups and channels on Telegram: what goes on in private, what is heard, and who manages a chat."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.interface.actions import Action
from bot.interface.forms.form import FORM
from bot.model.chats import Topic
from tests.adapters.telegram.acts import NEWS, address_of, announce, channel_of
from tests.buttons import button
from tests.drivers.telegram import TelegramDriver, TelegramPerson, greeted, on_telegram, shown
from tests.platforms.telegram import Message, wire
from tests.platforms.telegram.links import automatic_links
from tests.platforms.telegram.text import clean
from tests.platforms.telegram.world import Query
from tests.waiting import PATIENCE


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


# Groups: what is private goes on in private.


async def test_a_private_command_in_a_group_goes_on_in_private_behind_a_link(bot: TelegramDriver) -> None:
    ada, eve = bot.somebody("Ada"), bot.somebody("Eve")
    place = await bot.place("Town", bot.owner, ada, eve)
    answer = await ada.give("sign", where=place)
    (label,) = answer.labels
    link = address_of(answer.there, label)
    assert link.startswith(f"https://t.me/countersign_bot?start={Action(FORM)}-")
    assert (await ada.open(link)).labels[0] == "I may sign for my organization"
    assert "closed" in (await eve.open(link)).text


async def test_somebody_whom_the_bot_can_write_to_goes_on_in_private_at_once(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    await ada.give("follow")
    place = await bot.place("Town", bot.owner, ada)
    in_group = await ada.give("sign", where=place)
    assert "I may sign for my organization" not in in_group.labels
    assert shown(await ada.person.expect()).labels[0] == "I may sign for my organization"


async def test_in_a_group_a_question_that_is_typed_with_ask_is_not_answered_there(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    in_group = await ada.give("ask", where=place, question="Is there something about visas?")
    assert "Demand 3" not in in_group.text
    assert "Demand 3" in await ada.open(address_of(in_group.there, in_group.labels[0]))


async def test_buttons_in_a_group_whose_answer_is_private_are_links(bot: TelegramDriver) -> None:
    place = await bot.place("Town", bot.owner)
    await bot.owner.give("follow", where=place)
    message: Message = bot.owner.last.there
    assert address_of(message, "Read the letter") == f"https://t.me/countersign_bot?start={button('letter')}"
    assert address_of(message, "Ask about it").startswith(f"https://t.me/countersign_bot?start={button('ask')}")
    sign_on = await bot.somebody("Ada").open(address_of(message, "Sign on for an organization"))
    assert sign_on.labels[0] == "I may sign for my organization"


async def test_a_group_gets_the_letter_in_short_and_a_link_to_the_whole(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    whole = await ada.give("letter")
    short = await ada.give("letter", where=place)
    assert "What it asks, and of whom" in short
    assert len(short.text) < len(whole.text)
    link = address_of(short.there, "Read the letter")
    assert "This is revision 1" in await ada.open(link)


async def test_who_begins_can_bring_the_bot_into_a_group_or_a_channel_with_the_rights_that_it_needs(
    bot: TelegramDriver,
) -> None:
    ada = bot.somebody("Ada")
    begun = await ada.give("start")
    group = address_of(begun.there, "Add me to a group")
    assert group == "https://t.me/countersign_bot?startgroup"
    assert "Add me to a group" in (await ada.give("follow")).labels
    added = bot.server.supergroup("Town", admins=[ada.person])
    await ada.person.follow_invitation(group, added)
    await greeted(ada.person, added)
    assert added.messages == []
    asked = await ada.press("Add me to a channel", on=begun)
    (channel,) = (each for each in asked.text.split() if each.startswith("https://"))
    assert channel == "https://t.me/countersign_bot?startchannel&admin=post_messages+edit_messages+delete_messages"
    news = bot.server.channel("News", admins=[ada.person])
    await ada.person.follow_invitation(channel, news)
    await news.post("/follow", ada.person)
    await news.expect("follows")


async def test_a_channel_is_chosen_in_the_place_of_the_keyboard_which_is_gone_then_and_let_follow_by_one_press(
    bot: TelegramDriver,
) -> None:
    news, others = bot.server.channel("News", admins=[bot.owner.person]), bot.server.channel("Others")
    asked = await bot.owner.press("Add me to a channel", on=await bot.owner.give("start"))
    with pytest.raises(ValueError, match="none of those"):
        await bot.owner.person.let_into(asked.there, others)
    await bot.owner.person.let_into(asked.there, news)
    chosen = await bot.owner.told("Chosen.")
    markup = chosen.there.markup
    assert markup is not None
    assert markup.kind == "remove"
    told = await bot.owner.told("I am in News now.")
    assert "come here from now on" in await bot.owner.press("Let it follow", on=told)
    assert news.messages == []


async def test_what_is_said_to_others_in_a_group_is_left_alone(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    await place.group.promote_bot(bot.owner.person)
    before = len(place.group.messages)
    for line in ("Who knows about visas?", "/demands@another_bot", "/nosuchcommand"):
        await ada.person.write(line, place.group)
    assert "Mélanie Joly" in await ada.give("demands@countersign_bot", where=place)
    assert len(place.group.messages) == before + 1


# Who may manage a chat.


async def test_a_group_follows_where_an_admin_says_so_also_an_anonymous_one_and_not_a_member(
    bot: TelegramDriver,
) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    assert "manage this chat" in await ada.give("follow", where=place)
    await bot.owner.person.write("/follow", place.group, anonymous=True)
    assert "follows" in (await place.group.expect()).text
    assert "manage this chat" in await ada.give("unfollow", where=place)
    chats = await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))
    assert [chat.address for chat in chats] == [place.address]


async def test_a_channel_follows_by_a_post_and_its_posts_carry_links(bot: TelegramDriver) -> None:
    channel = await channel_of(bot, bot.owner)
    await channel.post("/follow", bot.owner.person)
    await channel.expect("follows")
    await announce(bot, NEWS)
    post = await channel.expect(NEWS)
    assert len(post.labels) == 3
    assert all(address_of(post, label).startswith("https://t.me/countersign_bot?start=1-") for label in post.labels)
    reader = bot.somebody("Reader")
    assert "Stop Genocide or Resign" in await reader.open(address_of(post, "Read the letter"))


async def forge(bot: TelegramDriver, person: TelegramPerson, message: Message, action: str) -> None:
    """Press a button that is not there, as a client of one's own making can."""
    world, query = bot.server.world, Query("forged", bot.server.clock.now(), asyncio.get_running_loop().create_future())
    world.queries[query.id] = query
    shown = wire.message(world, message)
    sender = {"from": wire.person(person.person), "chat_instance": "1", "data": action}
    world.updates.put("callback_query", {"id": query.id, "message": shown, **sender})
    await asyncio.wait_for(query.answer, PATIENCE)


async def test_in_a_channel_an_admin_can_press_what_manages_it_and_nobody_else_by_whatever_client(
    bot: TelegramDriver,
) -> None:
    channel = await channel_of(bot, bot.owner)
    await channel.post("/follow", bot.owner.person)
    post = await channel.expect("follows")
    await forge(bot, bot.somebody("Eve"), post, button("unfollow", topic="news"))
    assert len(await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))) == 1
    await forge(bot, bot.owner, post, button("unfollow", topic="news"))
    assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []


async def test_an_anonymous_admin_begins_in_private_under_their_own_name_what_goes_on_there(
    bot: TelegramDriver,
) -> None:
    place = await bot.place("Town", bot.owner)
    await bot.owner.person.write("/sign", place.group, anonymous=True)
    answer = await place.group.expect("in private")
    assert address_of(answer, answer.labels[0]) == f"https://t.me/countersign_bot?start={Action('sign')}"
    await bot.owner.person.write("/forget_me", place.group, anonymous=True)
    assert address_of(await place.group.expect(), "Go on in private") == "https://t.me/countersign_bot"


async def test_an_anonymous_admin_gets_to_the_desk_of_their_group_and_nobody_else_does(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    await bot.owner.person.write("/host", place.group, anonymous=True)
    answer = await place.group.expect("in private")
    link = address_of(answer, answer.labels[0])
    desk = await bot.owner.open(link)
    assert "What I do in Town" in desk
    assert "For how long?" in await bot.owner.press("Pause", on=desk)
    assert "Only somebody who can manage this chat may do this." in await ada.open(link)


async def test_an_answer_in_a_group_replies_to_what_it_answers_also_where_that_is_deleted(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    place = await bot.place("Town", bot.owner, ada)
    asked = await ada.person.write("/demands", place.group)
    answer = await place.group.expect()
    assert answer.reply_to == asked.id
    gone = await ada.person.write("/progress", place.group)
    bot.server.world.delete(place.group, gone)
    assert (await place.group.expect()).reply_to in (None, gone.id)
    await ada.person.start()
    assert (await ada.person.expect()).reply_to is None


async def test_whoever_writes_in_a_group_in_the_name_of_a_channel_is_not_heard(bot: TelegramDriver) -> None:
    place, channel = await bot.place("Town", bot.owner), bot.server.channel("Other", admins=[bot.owner.person])
    world, body = bot.server.world, clean("/follow")
    links = automatic_links(body.text, ())
    user = wire.GROUP_ANONYMOUS_BOT["id"]
    world.deliver(world.store(place.group, user_id=user, sender_chat_id=channel.id, text=body.text, entities=links))
    assert "What the letter asks" in await bot.owner.give("demands", where=place)
    assert [each.text for each in place.group.messages if each.text.startswith("Only somebody")] == []
    assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []
