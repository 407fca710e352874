"""More than 30 messages a second, for Stars."""

import pytest
from telegram import InputMediaDocument
from telegram.error import BadRequest, RetryAfter
from telegram.ext import ExtBot

from tests.platforms.telegram import Clock, Person, Rates, TelegramServer
from tests.platforms.test_telegram.asking import client, raw, refused

START = 1_800_000_000


async def people(server: TelegramServer, number: int) -> list[Person]:
    everybody = [server.person(f"P{each}") for each in range(number)]
    for person in everybody:
        await person.start()
    return everybody


async def test_a_paid_broadcast_passes_the_30_a_second_and_what_lies_beyond_is_paid() -> None:
    async with TelegramServer(clock=Clock(standing=START)) as server, client(server) as bot:
        everybody = await people(server, 40)
        for person in everybody[:35]:
            await bot.send_message(person.id, "Hello", allow_paid_broadcast=True)
        assert server.paid == 5
        with pytest.raises(RetryAfter):
            await bot.send_message(everybody[35].id, "Hello")
        with pytest.raises(RetryAfter):
            await bot.send_message(everybody[0].id, "Twice a second to one person", allow_paid_broadcast=True)
        server.clock.advance(1)
        await bot.send_message(everybody[36].id, "Hello", allow_paid_broadcast=True)
        assert (server.paid, server.too_many) == (5, 2)


async def test_a_paid_broadcast_has_an_end_too_and_what_is_refused_costs_nothing() -> None:
    rates = Rates(paid_overall=32)
    async with TelegramServer(rates=rates, clock=Clock(standing=START)) as server, client(server) as bot:
        everybody = await people(server, 33)
        await everybody[30].block()
        for person in everybody[:30]:
            await bot.send_message(person.id, "Hello")
        answers = [
            await raw(server, "sendMessage", chat_id=person.id, text="Hello", allow_paid_broadcast=True)
            for person in everybody[30:]
        ]
        assert [answer.get("error_code", 200) for answer in answers] == [403, 200, 429]
        assert server.paid == 1


async def test_a_paid_broadcast_must_be_switched_on() -> None:
    async with TelegramServer(rates=Rates(paid_overall=None)) as server, client(server) as bot:
        (ada,) = await people(server, 1)
        with refused(BadRequest, "paid broadcasts are not switched on"):
            await bot.send_message(ada.id, "Hello", allow_paid_broadcast=True)


async def album(bot: ExtBot[None], chat_id: int, items: int) -> None:
    await bot.send_media_group(chat_id, [InputMediaDocument(b"x", filename="a.txt")] * items)


async def test_an_album_counts_as_so_many_messages() -> None:
    async with TelegramServer(clock=Clock(standing=START)) as server, client(server) as bot:
        ada, ben = await people(server, 2)
        group = server.supergroup("Allies", admins=[ada])
        await group.add_bot(ada)
        await album(bot, group.id, 10)
        await album(bot, group.id, 9)
        with pytest.raises(RetryAfter):
            await album(bot, group.id, 2)
        await bot.send_message(group.id, "The twentieth")
        await album(bot, ben.id, 4)
        answer = await raw(server, "sendMessage", chat_id=ben.id, text="Hello")
        assert answer["parameters"] == {"retry_after": 4}
        server.clock.advance(4)
        await bot.send_message(ben.id, "Hello")
