"""A share of the requests fails, and what stands in the chats can be held against what the bot believes."""

import random
from datetime import timedelta

import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from tests.platforms.telegram import USUAL, Fault, Person, TelegramServer

QUICK = [*(fault for fault in USUAL if fault.kind != "delay"), Fault.delay(0.1)]


async def outcomes(server: TelegramServer, bot: ExtBot[None], ada: Person, seed: int) -> dict[str, str]:
    """What the bot hears of every one of its messages."""
    server.faults_at_random(0.5, random.Random(seed), QUICK)
    heard = {}
    for number in range(30):
        try:
            await bot.send_message(ada.id, text := f"{seed}-{number}", read_timeout=0.05)
        except TelegramError as error:
            heard[text] = type(error).__name__
        else:
            heard[text] = "sent"
    return heard


async def test_the_truth_stands_in_the_chat_whatever_the_bot_heard(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    heard = await outcomes(server, bot, ada, 1)
    standing = {message.text for message in ada.chat.standing}
    assert {text for text, outcome in heard.items() if outcome == "sent"} < standing < set(heard)
    assert not {text for text, outcome in heard.items() if outcome == "RetryAfter"} & standing
    kinds = {call.fault.kind for call in server.calls if call.fault}
    assert kinds == {"too_many", "http", "reset_before", "reset_after", "delay"}
    assert (server.too_many, server.refusals, ada.chat.doubled) == (0, [], 0)


async def test_the_same_seed_hits_the_same_requests(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    met: list[list[int]] = []
    for _ in range(2):
        server.faults_at_random(0.3, random.Random(7), [Fault.http(500)])
        met.append([])
        for number in range(20):
            try:
                await bot.send_message(ada.id, str(number))
            except NetworkError:
                met[-1].append(number)
    assert met[0] == met[1] != []
    assert ada.chat.doubled == 20 - len(met[0])


async def test_only_what_sends_edits_or_deletes_is_hit(server: TelegramServer, bot: ExtBot[None], ada: Person) -> None:
    server.faults_at_random(1, kinds=[Fault.too_many(1)])
    await bot.get_me()
    await bot.get_chat(ada.id)
    sent = ada.chat.history[1]
    for refusing in (
        bot.send_message(ada.id, "Hello"),
        bot.edit_message_text("Hello", ada.id, sent.id),
        bot.delete_message(ada.id, sent.id),
    ):
        with pytest.raises(RetryAfter) as hit:
            await refusing
        assert hit.value.retry_after == timedelta(seconds=1)
    server.faults_at_random(0)
    await bot.send_message(ada.id, "Hello")
