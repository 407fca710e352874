"""Updates are fetched by one at a time, and come again until they are acknowledged."""

import asyncio

from telegram.error import BadRequest, Conflict
from telegram.ext import ExtBot

from tests.platforms.telegram import Person, TelegramServer
from tests.platforms.test_telegram.asking import client, refused, updates


async def test_updates_below_the_offset_are_acknowledged_and_others_come_again(
    server: TelegramServer, bot: ExtBot[None], ada: Person
) -> None:
    await ada.write("one")
    await ada.write("two")
    first = await updates(bot)
    assert [update.message.text for update in first if update.message] == ["/start", "one", "two"]
    again = await updates(bot)
    assert [update.update_id for update in again] == [update.update_id for update in first]
    rest = await updates(bot, first[1].update_id)
    assert [update.update_id for update in rest] == [update.update_id for update in first[1:]]
    assert await updates(bot, first[2].update_id + 1) == ()
    assert server.pending_updates == []


async def test_a_negative_offset_forgets_all_but_the_last(bot: ExtBot[None], ada: Person) -> None:
    await ada.write("one")
    await ada.write("two")
    assert [update.message.text for update in await updates(bot, -1) if update.message] == ["two"]
    assert len(await updates(bot)) == 1


async def test_a_limit_cuts_the_answer_only(bot: ExtBot[None], ada: Person) -> None:
    await ada.write("one")
    assert len(await bot.get_updates(limit=1)) == 1
    assert len(await updates(bot)) == 2


async def test_a_long_poll_ends_as_soon_as_something_happens(bot: ExtBot[None], ada: Person) -> None:
    offset = (await updates(bot))[-1].update_id + 1
    poll = asyncio.create_task(bot.get_updates(offset=offset, timeout=10))
    await asyncio.sleep(0.05)
    await ada.write("now")
    assert [update.message.text for update in await poll if update.message] == ["now"]


async def test_a_second_poller_ends_the_first(server: TelegramServer, bot: ExtBot[None]) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    async with client(server) as other:
        assert await other.get_updates() == ()
    with refused(Conflict, "terminated by other getUpdates request"):
        await poll


async def test_a_poller_that_was_killed_leaves_its_updates_to_the_next(server: TelegramServer, ada: Person) -> None:
    async with client(server) as first:
        offset = (await updates(first))[-1].update_id + 1
        poll = asyncio.create_task(first.get_updates(offset=offset, timeout=10))
        await asyncio.sleep(0.05)
        poll.cancel()
    await ada.write("still here")
    async with client(server) as second:
        got = await updates(second, offset)
    assert [update.message.text for update in got if update.message] == ["still here"]
    assert server.refusals == []


async def test_polling_while_a_webhook_is_set_is_a_conflict(bot: ExtBot[None]) -> None:
    await bot.set_webhook("https://example.org/hook")
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    with refused(Conflict, "webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_webhook_needs_https(bot: ExtBot[None]) -> None:
    with refused(BadRequest, "HTTPS URL must be provided"):
        await bot.set_webhook("http://example.org/hook")


async def test_updates_of_a_kind_that_is_not_allowed_are_not_made(bot: ExtBot[None], ada: Person) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    await ada.write("unheard")
    assert [u.message.text for u in await updates(bot) if u.message] == ["/start"]
