"""What is so on Telegram only: groups, channels, links, menus, and what becomes of chats."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import tests.drivers.running
from adapters.telegram import platform
from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, Request, Update
from bot.model.chats import Address, Topic
from tests.conversations.stories import BAKERS, STATE, desk, endorsements, fill_in, sign
from tests.drivers.running import looking, running
from tests.drivers.telegram import TelegramDriver, TelegramPerson, on_telegram, settings, shown
from tests.platforms.telegram import Channel, Fault, Message, Rates, TelegramServer, wire
from tests.platforms.telegram.links import automatic_links
from tests.platforms.telegram.text import clean
from tests.platforms.telegram.world import Query

NEWS = "The ministers have answered."


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[TelegramDriver]:
    async with on_telegram(tmp_path) as driver:
        yield driver
        assert driver.refusals() == []


async def channel_of(bot: TelegramDriver, admin: TelegramPerson) -> Channel:
    """A channel in which the bot is an administrator."""
    channel = bot.server.channel("News", admins=[admin.person])
    await channel.add_bot(admin.person)
    return channel


async def announce(bot: TelegramDriver, text: str) -> None:
    """Announce something."""
    await bot.owner.give("announce")
    await bot.owner.fill({"The announcement": text})
    await bot.owner.press("Send it now")


def address_of(message: Message, label: str) -> str:
    """Where a button of a message leads; empty for one that is pressed."""
    data = next(data for row in message.buttons for text, data in row if text == label)
    return data if "://" in data else ""


# Groups: what is private goes on in private.


async def test_a_private_command_in_a_group_goes_on_in_private_behind_a_link(bot: TelegramDriver) -> None:
    ada, eve = bot.somebody("Ada"), bot.somebody("Eve")
    place = await bot.place("Town", bot.owner, ada, eve)
    answer = await ada.give("sign", where=place)
    (label,) = answer.labels
    link = address_of(answer.there, label)
    assert link.startswith("https://t.me/countersign_bot?start=1-form-")
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
    assert address_of(message, "Read the letter") == ""
    assert address_of(message, "Ask about it").startswith("https://t.me/countersign_bot?start=1-ask")
    sign_on = await bot.somebody("Ada").open(address_of(message, "Sign on for an organization"))
    assert sign_on.labels[0] == "I may sign for my organization"


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
    await asyncio.wait_for(query.answer, 5.0)


async def test_in_a_channel_an_admin_can_press_what_manages_it_and_nobody_else_by_whatever_client(
    bot: TelegramDriver,
) -> None:
    channel = await channel_of(bot, bot.owner)
    await channel.post("/follow", bot.owner.person)
    post = await channel.expect("follows")
    await forge(bot, bot.somebody("Eve"), post, "1-unfollow-1-news")
    assert len(await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))) == 1
    await forge(bot, bot.owner, post, "1-unfollow-1-news")
    assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []


async def test_an_anonymous_admin_is_told_nothing_that_goes_on_in_private(bot: TelegramDriver) -> None:
    place = await bot.place("Town", bot.owner)
    await bot.owner.person.write("/sign", place.group, anonymous=True)
    await bot.owner.person.write("/follow", place.group, anonymous=True)
    assert "follows" in (await place.group.expect()).text
    assert len(place.group.messages) == 2


async def test_whoever_writes_in_a_group_in_the_name_of_a_channel_is_not_heard(bot: TelegramDriver) -> None:
    place, channel = await bot.place("Town", bot.owner), bot.server.channel("Other", admins=[bot.owner.person])
    world, body = bot.server.world, clean("/follow")
    links = automatic_links(body.text, ())
    user = wire.GROUP_ANONYMOUS_BOT["id"]
    world.deliver(world.store(place.group, user_id=user, sender_chat_id=channel.id, text=body.text, entities=links))
    assert "What the letter asks" in await bot.owner.give("demands", where=place)
    assert len(place.group.messages) == 2
    assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []


# Many at once, and one who fails.


async def test_one_who_asks_without_end_in_a_group_keeps_nobody_else_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(tests.drivers.running.UNPACED, "telegram", platform.LIMITS)
    monkeypatch.setattr(platform, "PARTING_SECONDS", 0.0)
    async with on_telegram(tmp_path) as bot:
        ada, eve = bot.somebody("Ada"), bot.somebody("Eve")
        place = await bot.place("Town", bot.owner, ada, eve)
        for _ in range(700):
            await eve.person.write("/demands", place.group)
        await ada.person.write("/help")
        await ada.person.expect("/letter", 60.0)
        assert len([each for each in caplog.messages if "left out" in each]) == 1


async def test_one_persons_failure_keeps_nobody_elses_answer_from_them(
    bot: TelegramDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, eve, failed = bot.somebody("Ada"), bot.somebody("Eve"), asyncio.Event()
    whole = Interface.answer

    async def failing(self: Interface, caller: Caller, request: Request, update: Update | None = None) -> Answer | None:
        if caller.account.id == eve.account.id and not failed.is_set():
            failed.set()
            raise ConnectionError("the database is away")
        answer = await whole(self, caller, request, update)
        await failed.wait()
        return answer

    monkeypatch.setattr(Interface, "answer", failing)
    monkeypatch.setattr(platform, "PAUSE_SECONDS", 0.0)
    await ada.person.write("/help")
    await eve.person.write("/help")
    await ada.person.expect("/letter")
    await eve.person.expect("/letter")
    assert (len(ada.person.messages), len(eve.person.messages)) == (1, 1)


# What is repeated or lost.


async def test_an_answer_that_does_not_leave_is_tried_again_for_as_long_as_it_takes(
    bot: TelegramDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "AGAIN_SECONDS", 0.0)
    ada = bot.somebody("Ada")
    bot.server.fail_next("sendMessage", Fault.too_many(1), times=4)
    await ada.person.write("/help")
    await ada.person.expect("/letter", 20.0)
    assert len(ada.person.messages) == 1


async def test_an_answer_that_did_not_leave_before_the_end_leaves_after_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "PARTING_SECONDS", 0.0)
    async with TelegramServer(rates=Rates.off()) as server:
        ada = TelegramPerson(server.person("Ada"))
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            server.fail_next("sendMessage", Fault.too_many(300))
            await ada.person.write("/help")
            async with asyncio.timeout(10):
                while not any(call.fault for call in server.calls):
                    await asyncio.sleep(0.01)
                while not await store.read(lambda unit: unit.updates.unanswered("telegram")):
                    await asyncio.sleep(0.01)
        assert ada.person.messages == []
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            await ada.person.expect("/letter")
            assert await store.read(lambda unit: unit.updates.unanswered("telegram")) == []
        assert len(ada.person.messages) == 1


async def test_an_update_that_is_delivered_again_changes_nothing_and_is_not_answered_again(tmp_path: Path) -> None:
    async with TelegramServer(rates=Rates.off()) as server:
        ada = TelegramPerson(server.person("Ada"))
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            await ada.give("help")
            server.fail_next("getUpdates", Fault.http(502))
            assert "follows" in (await ada.give("follow")).text
            assert len(server.pending_updates) == 1
        said = len(ada.person.messages)
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            await ada.give("help")
            assert len(ada.person.messages) == said + 1
            assert len(await store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))) == 1


async def test_what_is_sent_while_the_bot_is_away_is_answered_when_it_is_back(tmp_path: Path) -> None:
    async with TelegramServer(rates=Rates.off()) as server:
        ada = TelegramPerson(server.person("Ada"))
        async with running(settings(server, tmp_path)), looking(tmp_path):
            await fill_in(ada, BAKERS)
        await ada.person.write("/demands")
        async with running(settings(server, tmp_path)), looking(tmp_path) as store:
            await ada.person.expect("What the letter asks")
            confirming = next(each for each in map(shown, ada.person.messages) if STATE in each.labels)
            await ada.press(STATE, on=confirming)
            assert await store.read(lambda unit: unit.endorsements.get(1)) is not None


async def test_a_group_that_becomes_a_supergroup_keeps_following(bot: TelegramDriver) -> None:
    group = bot.server.group("Town", admins=[bot.owner.person])
    await group.add_bot(bot.owner.person)
    await group.expect()
    await bot.owner.person.write("/follow", group)
    await group.expect("follows")
    new = await group.upgrade(bot.owner.person)
    await announce(bot, NEWS)
    await new.expect(NEWS)
    await bot.owner.told("Announcement 1 is done: 1 of 1 delivered.")
    chats = await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))
    assert [chat.address for chat in chats] == [Address("telegram", str(new.id))]


async def test_a_topic_that_followed_follows_again_when_the_bot_is_back(bot: TelegramDriver) -> None:
    group = bot.server.supergroup("Town", admins=[bot.owner.person], topics=["News"])
    (topic,) = group.topics.values()
    await group.add_bot(bot.owner.person)
    await group.expect()
    await bot.owner.person.write("/follow", group, topic=topic)
    await group.expect("follows")
    await group.remove_bot(bot.owner.person)
    for _ in range(2):  # what came before the second is on disk
        await bot.owner.give("help")
    assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []
    await group.add_bot(bot.owner.person)
    await group.expect()
    chats = await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))
    assert [chat.address for chat in chats] == [Address("telegram", str(group.id), str(topic.id))]


async def test_whoever_blocks_the_bot_gets_nothing_more_and_is_heard_again_when_they_return(
    bot: TelegramDriver,
) -> None:
    ada, grace = bot.somebody("Ada"), bot.somebody("Grace")
    await ada.give("follow")
    await ada.person.block()
    for _ in range(2):  # what came before the second is on disk
        await grace.give("help")
    assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []
    await ada.person.unblock()
    await ada.give("start")
    assert len(await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))) == 1


async def test_a_chat_that_is_found_to_be_gone_is_closed_and_its_reason_reported(tmp_path: Path) -> None:
    async with on_telegram(tmp_path) as bot:
        ada = bot.somebody("Ada")
        await ada.give("follow")
        await ada.person.deactivate()
        await announce(bot, NEWS)
        report = await bot.owner.told("Announcement 1 is done: 0 of 1 delivered.")
        assert "deactivated" in report
        assert await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS)) == []
        assert [each.refusal.code for each in bot.server.refusals if each.refusal] == [403]


# Texts.


async def test_nothing_that_was_typed_becomes_a_link_by_itself(bot: TelegramDriver) -> None:
    ada, place = bot.somebody("Ada"), await desk(bot)
    name = "@durov /start #tag $USD example.com www.example.org a.b@example.org"
    values = {**BAKERS, "Organization": name, "Your name": name}
    await fill_in(ada, values)
    await ada.change({"Place": name, "Statement": name})
    confirming: Message = ada.last.there
    assert name in ada.last
    assert confirming.automatic_links == ()
    receipt = await ada.press(STATE)
    assert set(receipt.there.automatic_links) == {"/endorsement"}
    assert (await place.shows(name)).there.automatic_links == ()
    (signed,) = await endorsements(bot)
    assert signed.line.organization == name


def long_letter(folder: Path) -> str:
    """A letter of three messages' length."""
    folder = folder / "long"
    folder.mkdir()
    (folder / "letter.toml").write_text(LETTER, encoding="utf-8")
    text = "\n\n".join(f"Paragraph {number}. {'We ask for **longer hours**. ' * 12}" for number in range(1, 31))
    (folder / "text.en.md").write_text(text, encoding="utf-8")
    return str(folder)


async def test_a_letter_that_is_longer_than_a_message_comes_in_several(tmp_path: Path) -> None:
    async with on_telegram(tmp_path, letters=long_letter(tmp_path)) as bot:
        ada = bot.somebody("Ada")
        await ada.give("letter")
        whole = await ada.sees("Paragraph 30.")
        assert all(f"Paragraph {number}." in whole for number in range(1, 31))
        assert len(ada.person.messages) > 1
        assert [bool(each.labels) for each in ada.person.messages] == [False] * (len(ada.person.messages) - 1) + [True]
        assert bot.refusals() == []


async def test_a_long_answer_that_has_to_wait_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async with on_telegram(tmp_path, letters=long_letter(tmp_path)) as bot:
        ada = bot.somebody("Ada")
        for fault in (Fault.delay(0.0), Fault.too_many(1)):
            bot.server.fail_next("sendMessage", fault)
        await ada.give("letter")
        whole = await ada.sees("Paragraph 30.")
        assert [whole.text.count(f"Paragraph {number}.") for number in range(1, 31)] == [1] * 30
        assert whole.labels


async def test_a_long_answer_of_which_a_piece_is_lost_ends_with_its_buttons(tmp_path: Path) -> None:
    async with on_telegram(tmp_path, letters=long_letter(tmp_path)) as bot:
        ada = bot.somebody("Ada")
        for fault in (Fault.delay(0.0), Fault.reset_before()):
            bot.server.fail_next("sendMessage", fault)
        await ada.give("letter")
        whole = await ada.sees("Paragraph 30.")
        assert whole.labels
        assert len(ada.person.messages) == 2


# Menus.


async def test_menus_stand_in_each_language_and_hold_no_organizers_commands(bot: TelegramDriver) -> None:
    menus = {key: [each["command"] for each in menu] for key, menu in bot.server.world.commands.items()}
    assert {language for _, language in menus} == {"", "fr"}
    assert len({scope for scope, _ in menus}) == 3
    for menu in menus.values():
        assert {"letter", "ask", "sign", "endorsement", "help"} <= set(menu)
        assert {"announce", "review", "organizers", "start"}.isdisjoint(menu)
    assert any("follow" not in menu for menu in menus.values())
    assert any("follow" in menu for menu in menus.values())


async def test_the_link_of_the_first_start_makes_the_owner(tmp_path: Path) -> None:
    async with TelegramServer(rates=Rates.off()) as server:
        ada = TelegramPerson(server.person("Ada"))
        async with running(settings(server, tmp_path)) as terminal:
            line = await terminal.says("https://t.me/")
            answer = await ada.open(line.rpartition(" ")[2])
            assert "owner" in answer


async def test_a_link_does_not_do_what_only_a_button_may(bot: TelegramDriver) -> None:
    ada = bot.somebody("Ada")
    await sign(ada, BAKERS)
    await ada.open("https://t.me/countersign_bot?start=1-withdraw-1-1-yes")
    assert (await endorsements(bot))[0].state == "submitted"


LETTER = """
slug = "longer-hours"
languages = ["en"]
zone = "America/Toronto"
title.en = "Longer hours"
summary.en = "We ask for longer hours of the library."

[initiator]
name.en = "Readers"

[[demands]]
number = 1
title.en = "Open in the evening"
asked.en = "Open on three evenings."
addressee = "Robin Reader"
office.en = "Mayor"
topics.en = ["hours", "evening"]
"""
