"""Faults come on demand, and waiting in vain says what there is."""

import aiohttp
import pytest

from tests.platforms.discord import DiscordServer, GuildChannel
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


async def test_what_does_not_come_fails_with_what_is_there(api: Api, news: GuildChannel) -> None:
    await api.send(news, content="something else")
    with pytest.raises(AssertionError, match=r"no message holding 'news' in #news; there are .*something else"):
        await news.expect("news", within=0.01)
