"""What Discord's answers say of its limits: the pace heeds it, and nothing is repeated behind its back."""

import asyncio
import logging
import random
from dataclasses import replace

import pytest

from adapters.discord.sending.tracing import LIMITS
from bot.delivery.pace import Pace, Turn
from bot.model.deliveries import Lane
from bot.ports.messenger import Gone, RetryAfter, Sent
from tests.adapters.discord.stage import Stage, going_to, says, staged
from tests.platforms.discord import Channel, DiscordServer, GuildChannel, Rates
from tests.platforms.discord.rates import Rate
from tests.waiting import PATIENCE


def a_channel(server: DiscordServer) -> GuildChannel:
    return server.guild("Town", server.person("Ada")).channel("news")


def halts(stage: Stage) -> list[tuple[str, float]]:
    """What the pace is told to wait for, from now on."""
    found = list[tuple[str, float]]()
    stage.pace.on_cooldown = lambda chat, seconds: found.append((chat, seconds))
    return found


@pytest.mark.parametrize("private", [True, False])
async def test_a_wait_that_discord_asks_for_is_the_paces_and_not_the_librarys(private: bool) -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        news = a_channel(server)
        place: Channel = next(iter(server.world.people.values())).dm if private else news
        async with staged(server) as stage:
            to, asked = going_to(place), halts(stage)
            server.fail_next("POST", "/messages$", "429", seconds=2 * PATIENCE)
            async with asyncio.timeout(PATIENCE):
                assert await stage.messenger.send("k", to, says("Dear all")) == RetryAfter(
                    2 * PATIENCE, "Discord asked to wait"
                )
            assert stage.posted() == 1
            assert (asked, stage.pace.too_many) == ([(to.address.place, 2 * PATIENCE)], 1)
            assert stage.pace.free_in(to.address.place, False) > PATIENCE
            assert stage.pace.free_in("another", False) == 0.0


async def test_too_many_requests_overall_hold_up_everything() -> None:
    async with DiscordServer(rates=replace(Rates().times(1000), overall=Rate(5, 5))) as server:
        news = a_channel(server)
        async with staged(server) as stage:
            asked = halts(stage)
            ends = [await stage.messenger.send(f"k{number}", going_to(news), says("Dear all")) for number in range(6)]
            assert isinstance(ends[-1], RetryAfter)
            assert [chat for chat, _ in asked] == [""] * len(asked)
            assert len(asked) == stage.pace.too_many == server.too_many >= 1


async def test_a_limit_that_others_share_is_no_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        news = a_channel(server)
        async with staged(server) as stage:
            server.faults_at_random(1.0, random.Random(1), ["429"], seconds=20.0)
            refused, asked = list[bool](), halts(stage)
            monkeypatch.setattr(stage.pace, "refused", lambda: refused.append(True))
            end = await stage.messenger.send("k", going_to(news), says("Dear all"))
            assert end == RetryAfter(20.0, "Discord asked to wait")
            assert (stage.pace.too_many, refused, asked) == (0, [], [(str(news.id), 20.0)])
            assert stage.pace.free_in(str(news.id), False) > 19.0


async def test_what_is_refused_to_the_bot_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        news = a_channel(server)
        async with staged(server) as stage:
            refused = list[bool]()
            monkeypatch.setattr(stage.pace, "refused", lambda: refused.append(True))
            news.deny_bot()
            assert isinstance(await stage.messenger.send("k", going_to(news), says("Dear all")), Gone)
            server.fail_next("POST", "/messages$", "429")
            assert isinstance(await stage.messenger.send("k", going_to(news), says("Dear all")), RetryAfter)
            assert isinstance(await stage.messenger.edit(going_to(news), "1", says("Dear all")), Gone)
            assert len(refused) == server.invalid_requests == 3


async def test_nobody_is_lost_where_the_address_is_banned() -> None:
    async with DiscordServer(rates=replace(Rates().times(1000), invalid=Rate(2, 600))) as server:
        news = a_channel(server)
        async with staged(server) as stage:
            hidden = news.guild.channel("hidden")
            hidden.deny_bot()
            for _ in range(2):
                assert isinstance(await stage.messenger.send("k", going_to(hidden), says("Dear all")), Gone)
            end = await stage.messenger.send("k", going_to(news), says("Dear all"))
            assert end == RetryAfter(60.0, "Discord refuses everything", everything=True)


async def test_a_channel_that_is_full_is_closed_until_it_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DiscordServer(rates=replace(Rates().times(1000), messages=Rate(2, 0.5))) as server:
        news = a_channel(server)
        async with staged(server) as stage:
            closed = list[tuple[str, float]]()
            monkeypatch.setattr(stage.pace, "close", lambda chat, shared, seconds: closed.append((chat, seconds)))
            for key in "ab":
                assert isinstance(await stage.messenger.send(key, going_to(news), says("Dear all")), Sent)
            ((place, seconds),) = closed
            assert place == str(news.id)
            assert 0.0 < seconds <= 0.5


async def test_at_its_full_pace_discord_refuses_nothing() -> None:
    async with DiscordServer(latency=0.02) as server:
        guild = server.guild("Town", server.person("Ada"))
        channels = [guild.channel(f"channel-{number}") for number in range(70)]
        async with staged(server, LIMITS) as stage:

            async def tell(channel: GuildChannel) -> None:
                to = going_to(channel)
                async with stage.pace.turn(to.address.place, False, to.lane):
                    assert isinstance(await stage.messenger.send(str(channel.id), to, says("Dear all")), Sent)

            await asyncio.gather(*map(tell, channels))
        assert server.too_many == 0
        assert all(len(channel.messages) == 1 for channel in channels)


async def test_the_librarys_own_requests_take_turns_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        a_channel(server)
        counted = list[str]()
        ended = Pace.ended

        def count(pace: Pace, turn: Turn, counts: bool) -> None:
            counted.append(turn.chat)
            ended(pace, turn, counts)

        monkeypatch.setattr(Pace, "ended", count)
        async with staged(server) as stage:
            assert counted == [""] * len(server.requests)
            assert len(counted) >= 2
            await stage.client.fetch_user(server.world.bot.id)
            assert len(counted) == len(server.requests)


async def test_an_answer_takes_turns_and_says_everything_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        news = a_channel(server)
        async with staged(server) as stage:
            turns = list[str]()
            take = stage.pace.take

            async def taken(chat: str, shared: bool, lane: Lane) -> Turn:
                turns.append(chat)
                return await take(chat, shared, lane)

            monkeypatch.setattr(stage.pace, "take", taken)
            server.fail_next("POST", "/messages$", "reset_after")
            dm = next(iter(server.world.people.values())).dm
            assert isinstance(await stage.messenger.answer(going_to(dm), says("line\n" * 700)), Sent)
            place = f"@{dm.person.id}"
            assert turns == [place, "", place, *[place] * (len(dm.messages) - 1)]
            assert len(dm.messages) > 1
            assert news.messages == []


async def test_the_token_stands_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        news = a_channel(server)
        with caplog.at_level(logging.DEBUG, "adapters"):
            async with staged(server) as stage:
                server.fail_next("POST", "/messages$", "429")
                await stage.messenger.send("k", going_to(news), says("Dear all"))
        assert server.token not in caplog.text
