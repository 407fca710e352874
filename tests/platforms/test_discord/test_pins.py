"""Pinned messages."""

import pytest

from tests.platforms.discord import DiscordServer, GuildChannel, Message, Permission, Person
from tests.platforms.discord.library import discord
from tests.platforms.discord.routes.pins import MOST_PINS
from tests.platforms.test_discord.api import Api, refusal
from tests.platforms.test_discord.small_bot import Bot, eventually


@pytest.fixture
def pinnable(server: DiscordServer, news: GuildChannel) -> GuildChannel:
    news.overwrite(server.world.bot, allow=Permission.PIN_MESSAGES)
    return news


async def test_a_message_is_pinned_with_a_notice_and_unpinned(bot: Bot, pinnable: GuildChannel) -> None:
    channel = bot.get_partial_messageable(pinnable.id)
    sent = await channel.send("letter")
    await sent.pin()
    letter, notice = pinnable.messages
    assert pinnable.pins == [letter]
    assert (notice.is_notice, notice.text, notice.reference) == (True, "", letter)
    assert [message.pinned async for message in channel.pins()] == [True]
    shown = await channel.fetch_message(notice.id)
    assert (shown.type, shown.is_system()) == (discord.MessageType.pins_add, True)
    await sent.pin()
    assert len(pinnable.messages) == 2
    await sent.unpin()
    assert pinnable.pins == []


async def test_the_gateway_tells_of_pins(bot: Bot, pinnable: GuildChannel) -> None:
    heard: list[object] = []

    async def on_guild_channel_pins_update(channel: object, last: object) -> None:
        heard.append((channel, last is not None))

    bot.event(on_guild_channel_pins_update)
    sent = await bot.get_partial_messageable(pinnable.id).send("letter")
    await sent.pin()
    await sent.unpin()
    await eventually(lambda: len(heard) == 2)
    channel = bot.get_channel(pinnable.id)
    assert heard == [(channel, True), (channel, False)]


async def test_managing_messages_is_not_enough_to_pin(bot: Bot, server: DiscordServer, news: GuildChannel) -> None:
    sent = await bot.get_partial_messageable(news.id).send("letter")
    news.overwrite(server.world.bot, allow=Permission.MANAGE_MESSAGES)
    with pytest.raises(discord.Forbidden, match="50013"):
        await sent.pin()
    assert news.pins == []


async def test_the_deprecated_paths_pin_too(api: Api, pinnable: GuildChannel) -> None:
    _, sent = await api.send(pinnable, content="letter")
    path = f"/channels/{pinnable.id}/pins"
    assert (await api("PUT", f"{path}/{sent['id']}"))[0] == 204
    assert [one["id"] for one in (await api("GET", path))[1]] == [sent["id"]]
    assert (await api("DELETE", f"{path}/{sent['id']}"))[0] == 204
    assert await api("GET", path) == (200, [])


async def test_a_channel_has_250_pins_and_a_deleted_message_makes_room(api: Api, pinnable: GuildChannel) -> None:
    sent = [(await api.send(pinnable, content=str(number)))[1]["id"] for number in range(2)]
    assert (await api("PUT", f"/channels/{pinnable.id}/messages/pins/{sent[0]}"))[0] == 204
    for number in range(MOST_PINS - 1):
        earlier = Message(number, pinnable, pinnable.world.bot, 0.0, "earlier", pinned=1.0 + number)
        pinnable.everything.append(earlier)
    path = f"/channels/{pinnable.id}/messages/pins"
    assert refusal(await api("PUT", f"{path}/{sent[1]}")) == (400, 30003)
    page = (await api("GET", path, limit="50"))[1]
    assert (len(page["items"]), page["has_more"]) == (50, True)
    await api("DELETE", f"/channels/{pinnable.id}/messages/{sent[0]}")
    assert (await api("PUT", f"{path}/{sent[1]}"))[0] == 204


async def test_direct_messages_can_be_pinned(bot: Bot, ada: Person) -> None:
    sent = await (await bot.fetch_user(ada.id)).send("for you")
    await sent.pin()
    assert [message.content for message in ada.dm.pins] == ["for you"]


async def test_a_notice_is_deleted_and_not_otherwise_used(bot: Bot, api: Api, pinnable: GuildChannel) -> None:
    await (await bot.get_partial_messageable(pinnable.id).send("letter")).pin()
    notice = pinnable.messages[-1]
    path = f"/channels/{pinnable.id}/messages"
    assert refusal(await api("PATCH", f"{path}/{notice.id}", {"content": "x"})) == (403, 50021)
    assert refusal(await api("PUT", f"{path}/pins/{notice.id}")) == (403, 50021)
    assert (await api("DELETE", f"{path}/{notice.id}"))[0] == 204
