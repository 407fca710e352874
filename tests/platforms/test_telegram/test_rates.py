"""How many messages a chat and all chats take, and when the next one fits."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from tests.platforms.telegram import Channel, Clock, Group, Rates, TelegramServer
from tests.platforms.test_telegram.asking import client, raw


@pytest.mark.parametrize(("kind", "fits"), [("private", 1), ("group", 20), ("supergroup", 20), ("channel", 20)])
async def test_a_chat_takes_so_many_messages_and_then_429(kind: str, fits: int) -> None:
    clock = Clock(standing=1_800_000_000)
    async with TelegramServer(rates=Rates(), clock=clock) as server, client(server) as bot:
        ada = server.person("Ada")
        await ada.start()
        chats: dict[str, Group | Channel] = {
            "group": server.group("Allies", admins=[ada]),
            "supergroup": server.supergroup("Allies", admins=[ada]),
            "channel": server.channel("News", admins=[ada]),
        }
        for shared in chats.values():
            await shared.add_bot(ada)
        chat = chats.get(kind, ada.chat)
        for number in range(fits):
            await bot.send_message(chat.id, str(number))
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(chat.id, "too many")
        assert server.too_many == 1
        clock.advance(_seconds(caught.value))
        await bot.send_message(chat.id, "in time")
        assert [message.text for message in chat.messages][-1] == "in time"


def _seconds(error: RetryAfter) -> float:
    seconds = error.retry_after
    assert isinstance(seconds, timedelta)
    return seconds.total_seconds()


async def test_thirty_messages_a_second_fit_in_all() -> None:
    async with TelegramServer(clock=Clock(standing=1_800_000_000)) as server, client(server) as bot:
        people = [server.person(f"P{number}") for number in range(31)]
        for person in people:
            await person.start()
        for person in people[:30]:
            await bot.send_message(person.id, "Hello")
        with pytest.raises(RetryAfter):
            await bot.send_message(people[30].id, "Hello")


async def test_an_edit_counts_like_a_message_unless_the_rates_say_not() -> None:
    for edits in (True, False):
        async with TelegramServer(rates=Rates(edits=edits), clock=Clock(standing=1.8e9)) as server:
            ada = server.person("Ada")
            await ada.start()
            sent = await raw(server, "sendMessage", chat_id=ada.id, text="one")
            message_id = sent["result"]["message_id"]
            edited = await raw(server, "editMessageText", chat_id=ada.id, message_id=message_id, text="two")
            assert edited["ok"] is not edits
            assert edited.get("parameters") == ({"retry_after": 1} if edits else None)


async def test_windows_can_be_sped_up_and_bursts_allowed() -> None:
    assert Rates().times(20).private_seconds == 0.05
    assert Rates().burst(3).window("private") == (3, 3.0)
    async with TelegramServer(rates=Rates().times(20)) as server, client(server) as bot:
        ada = server.person("Ada")
        await ada.start()
        for _ in range(3):
            await bot.send_message(ada.id, "Hello")
            await asyncio.sleep(0.06)
        assert server.refusals == []
