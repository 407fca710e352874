"""Threads that are archived or locked, and places that the bot loses."""

import pytest

from tests.platforms.discord import DiscordServer, Guild, GuildChannel, Permission, Person, Thread
from tests.platforms.discord.library import discord
from tests.platforms.test_discord.api import Api, refusal
from tests.platforms.test_discord.small_bot import Bot, eventually


@pytest.fixture
def thread(town: Guild, news: GuildChannel) -> Thread:
    return town.thread(news, "talk")


async def test_a_thread_takes_what_its_state_allows(
    bot: Bot, server: DiscordServer, api: Api, news: GuildChannel, thread: Thread
) -> None:
    _, sent = await api.send(thread, content="x")
    path = f"/channels/{thread.id}/messages/{sent['id']}"
    thread.lock()
    assert refusal(await api.send(thread, content="y")) == (400, 160005)
    assert refusal(await api("PATCH", path, {"content": "y"})) == (400, 160005)
    thread.archive()
    assert refusal(await api.send(thread, content="y")) == (400, 50083)
    assert refusal(await api("PATCH", path, {"content": "y"})) == (400, 50083)
    assert refusal(await api("DELETE", path)) == (400, 50083)
    news.overwrite(server.world.bot, allow=Permission.MANAGE_THREADS)
    assert (await api.send(thread, content="y"))[0] == 200
    assert (thread.archived, thread.locked) == (False, True)
    thread.unlock()
    thread.archive()
    assert (await api("DELETE", path))[0] == 204
    assert thread.archived


async def test_the_gateway_tells_of_a_threads_state(bot: Bot, town: Guild, thread: Thread) -> None:
    await eventually(lambda: bot.guilds[0].get_thread(thread.id) is not None)
    known = bot.guilds[0].get_thread(thread.id)
    assert known is not None
    thread.lock()
    await eventually(lambda: known.locked)
    thread.unlock()
    await eventually(lambda: not known.locked)
    thread.archive()
    await eventually(lambda: bot.guilds[0].get_thread(thread.id) is None)
    thread.unarchive()
    await eventually(lambda: bot.guilds[0].get_thread(thread.id) is not None)


async def test_a_channel_that_the_bot_may_not_see_or_use_refuses_it(bot: Bot, town: Guild, news: GuildChannel) -> None:
    channel = bot.get_channel(news.id)
    assert isinstance(channel, discord.TextChannel)
    news.deny_bot(Permission.SEND_MESSAGES)
    await eventually(lambda: not channel.permissions_for(channel.guild.me).send_messages)
    with pytest.raises(discord.Forbidden, match="50013"):
        await channel.send("x")
    news.deny_bot()
    await eventually(lambda: not channel.permissions_for(channel.guild.me).view_channel)
    with pytest.raises(discord.Forbidden, match="50001"):
        await channel.send("x")
    news.allow_bot()
    await eventually(lambda: channel.permissions_for(channel.guild.me).send_messages)
    await channel.send("x")


async def test_threads_are_told_of_again_when_access_comes_back(
    bot: Bot, town: Guild, news: GuildChannel, thread: Thread
) -> None:
    news.deny_bot()
    hidden = town.thread(news, "hidden")
    news.allow_bot()
    await eventually(lambda: bot.guilds[0].get_thread(hidden.id) is not None)
    assert bot.guilds[0].get_thread(thread.id) is not None


async def test_a_bot_that_was_removed_is_told_and_refused(
    bot: Bot, town: Guild, news: GuildChannel, thread: Thread
) -> None:
    town.remove_bot()
    await eventually(lambda: bot.events == ["remove Town"])
    for place in (news, thread):
        with pytest.raises(discord.Forbidden, match="50001"):
            await bot.get_partial_messageable(place.id).send("x")


async def test_a_person_who_left_or_closed_their_messages_cannot_be_reached(
    bot: Bot, server: DiscordServer, town: Guild, ada: Person
) -> None:
    ben = server.person("Ben")
    town.join(ben)
    await (await bot.fetch_user(ben.id)).send("hello")
    ben.block_bot()
    with pytest.raises(discord.Forbidden, match="50007"):
        await (await bot.fetch_user(ben.id)).send("x")
    ben.unblock_bot()
    town.leave(ben)
    with pytest.raises(discord.Forbidden, match="50278"):
        await (await bot.fetch_user(ben.id)).send("x")


async def test_a_published_message_stays_published_when_it_is_edited(bot: Bot, town: Guild) -> None:
    channel = town.channel("announcements", "announcement")
    heard: list[bool] = []

    async def on_raw_message_edit(event: discord.RawMessageUpdateEvent) -> None:
        heard.append(event.message.flags.crossposted)

    bot.event(on_raw_message_edit)
    sent = await bot.get_partial_messageable(channel.id).send("letter")
    await sent.publish()
    await sent.edit(content="letter 2")
    await eventually(lambda: heard == [True, True])
    assert (channel.messages[0].text, channel.messages[0].published) == ("letter 2", True)
    with pytest.raises(discord.HTTPException, match="40033"):
        await sent.publish()


async def test_nothing_is_published_outside_announcement_channels(
    bot: Bot, town: Guild, news: GuildChannel, thread: Thread
) -> None:
    for place in (news, thread):
        sent = await bot.get_partial_messageable(place.id).send("letter")
        with pytest.raises(discord.HTTPException, match="50024"):
            await sent.publish()
