"""Pinning messages, and passing them on to the channels that follow."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.model.chats import ChatKind, Unreachable
from bot.ports.messenger import Gone, Refused, RetryAfter, Sent
from tests.adapters.discord.stage import Stage, going_to, says, staged
from tests.platforms.discord import DiscordServer, GuildChannel, Message, Permission, Rates
from tests.platforms.discord.rates import Rate
from tests.waiting import PATIENCE

CHANNEL = ChatKind.CHANNEL


class Seconds:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def rates() -> Rates:
    fast = Rates().times(1000)
    return Rates(fast.overall, fast.messages, Rate(10, 3600), fast.invalid)


@pytest.fixture
async def stage(rates: Rates, seconds: Seconds) -> AsyncIterator[Stage]:
    async with DiscordServer(rates=rates) as server:
        server.guild("Town", server.person("Ada")).channel("news", "announcement")
        async with staged(server, clock=seconds) as stage:
            yield stage


@pytest.fixture
def news(stage: Stage) -> GuildChannel:
    (guild,) = stage.server.world.guilds.values()
    return guild.channels[0]


async def sent(stage: Stage, channel: GuildChannel, key: str = "k") -> Message:
    end = await stage.messenger.send(key, going_to(channel, CHANNEL), says(f"Letter {key}"))
    assert isinstance(end, Sent)
    return stage.server.world.messages[int(end.message)]


async def test_a_message_is_pinned_where_the_bot_may(stage: Stage, news: GuildChannel) -> None:
    message = await sent(stage, news)
    refused = await stage.messenger.pin(going_to(news), str(message.id), silent=True)
    assert refused == Gone(Unreachable.FORBIDDEN, "Missing Permissions")
    news.overwrite(stage.server.world.bot, allow=Permission.PIN_MESSAGES)
    assert await stage.messenger.pin(going_to(news), str(message.id), silent=True) == Sent(str(message.id))
    assert news.pins == [message]


async def test_a_message_that_was_passed_on_before_is_passed_on(stage: Stage, news: GuildChannel) -> None:
    message = await sent(stage, news)
    for _ in range(2):
        assert await stage.messenger.crosspost(going_to(news, CHANNEL), str(message.id)) == Sent(str(message.id))
    assert message.published
    assert stage.messenger.crossposts
    text = news.guild.channel("talk")
    other = await sent(stage, text, "o")
    assert isinstance(await stage.messenger.crosspost(going_to(text, CHANNEL), str(other.id)), Refused)


async def test_the_eleventh_in_an_hour_waits_without_a_request(
    stage: Stage, news: GuildChannel, seconds: Seconds
) -> None:
    to = going_to(news, CHANNEL)
    for number in range(10):
        seconds.now = number * 60.0
        message = await sent(stage, news, f"k{number}")
        assert isinstance(await stage.messenger.crosspost(to, str(message.id)), Sent)
    message = await sent(stage, news, "last")
    end = await stage.messenger.crosspost(to, str(message.id))
    assert isinstance(end, RetryAfter)
    assert end.seconds == 3600.0 - 540.0
    assert len(stage.server.calls("POST", "/crosspost$")) == 10
    elsewhere = news.guild.channel("more", "announcement")
    other = await sent(stage, elsewhere, "other")
    assert isinstance(await stage.messenger.crosspost(going_to(elsewhere, CHANNEL), str(other.id)), Sent)
    stage.server.clock.advance(3600.0)
    seconds.now = 3600.0
    assert isinstance(await stage.messenger.crosspost(to, str(message.id)), Sent)


async def test_where_discord_asks_to_wait_an_hour_nothing_else_waits(
    stage: Stage, news: GuildChannel, seconds: Seconds
) -> None:
    """As after a restart: the budget of before is not known, and the body alone says how long it takes."""
    to, halts = going_to(news, CHANNEL), list[tuple[str, float]]()
    stage.pace.on_cooldown = lambda chat, wait: halts.append((chat, wait))
    messages = [await sent(stage, news, f"k{number}") for number in range(11)]
    for message in messages[:10]:
        await stage.client.http.publish_message(news.id, message.id)
    async with asyncio.timeout(PATIENCE):
        end = await stage.messenger.crosspost(to, str(messages[10].id))
        assert isinstance(end, RetryAfter)
        assert end.seconds > 3500
        again = await stage.messenger.crosspost(to, str(messages[10].id))
        assert isinstance(again, RetryAfter)
        async with stage.pace.turn(to.address.place, False, to.lane):
            await sent(stage, news, "more")
    assert len(stage.server.calls("POST", "/crosspost$")) == 11
    ((place, wait),) = halts
    assert (stage.pace.too_many, place) == (1, f"{news.id} crossposts")
    assert wait > 3500


async def test_a_budget_that_was_used_up_before_a_restart_is_known_after_it(
    stage: Stage, news: GuildChannel, seconds: Seconds
) -> None:
    to, halts = going_to(news, CHANNEL), list[tuple[str, float]]()
    stage.pace.on_cooldown = lambda chat, wait: halts.append((chat, wait))
    for number in range(10):
        message = await sent(stage, news, f"k{number}")
        await stage.messenger.crosspost(to, str(message.id))
    assert halts == [(f"{news.id} crossposts", 3600.0)]
    async with staged(stage.server, clock=seconds) as again:
        for place, wait in halts:
            again.pace.close(place, True, wait)
        end = await again.messenger.crosspost(to, str(message.id))
        assert isinstance(end, RetryAfter)
        assert end.seconds > 3500
    assert len(stage.server.calls("POST", "/crosspost$")) == 10
