"""Faults come on demand or at random, and waiting in vain says what there is."""

import random

import aiohttp
import pytest

from tests.platforms.discord import DiscordServer, Guild, GuildChannel
from tests.platforms.discord.faults import KINDS
from tests.platforms.test_discord.api import Api


async def test_faults_come_on_demand(api: Api, server: DiscordServer, news: GuildChannel) -> None:
    server.fail_next("POST", "/messages$", "500")
    server.fail_next("POST", "/messages$", "429", seconds=7)
    assert (await api.send(news, content="a"))[0] == 500
    assert (await api.send(news, content="b"))[1]["retry_after"] == 7
    server.fail_next("POST", "/messages$", "reset_before")
    with pytest.raises(aiohttp.ClientOSError):
        await api.send(news, content="c")
    server.fail_next("POST", "/messages$", "reset_after")
    with pytest.raises(aiohttp.ClientOSError):
        await api.send(news, content="d")
    server.fail_next("POST", "/messages$", "delay", seconds=0.01)
    assert (await api.send(news, content="e"))[0] == 200
    assert [message.content for message in news.messages] == ["d", "e"]
    log = server.calls("POST", "/messages$")
    assert [(call.body["content"], call.status) for call in log] == [
        ("a", 500),
        ("b", 429),
        ("c", 499),
        ("d", 499),
        ("e", 200),
    ]


async def test_faults_hit_a_share_of_the_requests_that_change_messages(
    api: Api, server: DiscordServer, news: GuildChannel
) -> None:
    server.faults_at_random(0.3, random.Random(7), seconds=0.001)
    believed: set[str] = set()
    unsure: set[str] = set()
    for number in range(60):
        server.clock.advance(1)
        await api("GET", f"/channels/{news.id}")
        try:
            status, _ = await api.send(news, content=str(number))
        except (aiohttp.ClientError, ValueError):
            unsure.add(str(number))
            continue
        if status == 200:
            believed.add(str(number))
    there = {message.content for message in news.messages}
    met = [call.fault for call in server.calls("POST", "/messages$")]
    assert believed <= there <= believed | unsure
    assert there > believed
    assert 10 < sum(fault is not None for fault in met) < 30
    assert set(KINDS) == {fault for fault in met if fault is not None}
    assert {call.fault for call in server.calls("GET", "")} == {None}
    assert (server.too_many, server.invalid_requests) == (0, 0)
    server.faults_at_random(0, random.Random(7))
    assert (await api.send(news, content="last"))[0] == 200


async def test_random_faults_also_hit_edits_deletions_and_posts(
    api: Api, server: DiscordServer, town: Guild, news: GuildChannel
) -> None:
    forum = town.channel("forum", "forum")
    _, sent = await api.send(news, content="x")
    server.faults_at_random(1, random.Random(7), ["reset_after"])
    path = f"/channels/{news.id}/messages/{sent['id']}"
    for method, target, body in (
        ("PATCH", path, {"content": "y"}),
        ("DELETE", path, None),
        ("POST", f"/channels/{forum.id}/threads", {"name": "n", "message": {"content": "x"}}),
    ):
        with pytest.raises(aiohttp.ClientError):
            await api(method, target, body)
    assert (news.messages[0].content, news.messages[0].deleted, len(town.threads)) == ("y", True, 1)


async def test_what_does_not_come_fails_with_what_is_there(api: Api, news: GuildChannel) -> None:
    await api.send(news, content="something else")
    with pytest.raises(AssertionError, match=r"no message holding 'news' in #news; there are .*something else"):
        await news.expect("news", within=0.01)
