"""How much is taken, and what is refused when it is too much."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from tests.platforms.discord import DiscordServer, Guild, GuildChannel, Person, Rate, Rates
from tests.platforms.test_discord.api import Api
from tests.platforms.test_discord.bodies import command


@asynccontextmanager
async def opened(rates: Rates) -> AsyncIterator[tuple[DiscordServer, Api, Person, GuildChannel]]:
    async with DiscordServer(rates=rates) as server:
        person = server.person("Ada")
        channel = server.guild("Town", person).channel("news")
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {server.token}"}) as session:
            yield server, Api(server, session), person, channel


async def test_six_messages_at_once_in_one_channel_are_one_too_many() -> None:
    async with opened(Rates()) as (server, api, _, news):
        answers = [await api.send(news, content=str(number)) for number in range(6)]
        assert [status for status, _ in answers] == [200] * 5 + [429]
        assert answers[-1][1]["global"] is False
        assert 0 < answers[-1][1]["retry_after"] <= 5
        assert (server.too_many, server.invalid_requests) == (1, 1)
        server.clock.advance(5)
        assert (await api.send(news, content="x"))[0] == 200


async def test_the_limit_of_a_channel_stands_in_the_headers(
    api: Api, server: DiscordServer, news: GuildChannel
) -> None:
    url = f"{server.api_url}/channels/{news.id}/messages"
    async with api.session.post(url, json={"content": "x"}) as answer:
        assert (answer.headers["X-RateLimit-Limit"], answer.headers["X-RateLimit-Remaining"]) == ("5", "4")
        assert float(answer.headers["X-RateLimit-Reset-After"]) == 0.25
        assert (answer.headers["Via"], answer.headers["Content-Type"]) == ("1.1 google", "application/json")


async def test_the_overall_rate_binds_all_but_answers_to_interactions() -> None:
    async with opened(Rates(overall=Rate(2, 60))) as (server, api, person, news):
        await api.register(command())
        asked = await person.command(news, "ask")
        await api("GET", "/users/@me")
        async with api.session.get(f"{server.api_url}/users/@me") as answer:
            assert (answer.status, answer.headers["X-RateLimit-Scope"]) == (429, "global")
            assert (await answer.json())["global"] is True
        assert (await api.answer(asked, 4, {"content": "x"}))[0] == 204


async def test_an_eleventh_publication_in_an_hour_is_refused_with_a_wrong_header(
    api: Api, server: DiscordServer, town: Guild
) -> None:
    channel = town.channel("announcements", "announcement")
    for _ in range(11):
        server.clock.advance(1)
        _, sent = await api.send(channel, content="x")
        url = f"{server.api_url}/channels/{channel.id}/messages/{sent['id']}/crosspost"
        async with api.session.post(url) as answer:
            status, headers, body = answer.status, answer.headers, await answer.json()
    assert status == 429
    assert body["retry_after"] > 100 > float(headers["X-RateLimit-Reset-After"])


async def test_too_many_invalid_requests_shut_the_address_out() -> None:
    async with DiscordServer(rates=Rates(invalid=Rate(3, 600))) as server, aiohttp.ClientSession() as session:
        statuses = []
        for _ in range(4):
            async with session.get(f"{server.api_url}/users/@me") as answer:
                statuses.append(answer.status)
        assert statuses == [401, 401, 401, 403]
        assert "Via" not in answer.headers


async def test_a_file_that_is_too_large_is_refused(api: Api, server: DiscordServer, news: GuildChannel) -> None:
    form = aiohttp.FormData()
    form.add_field("payload_json", "{}")
    form.add_field("files[0]", io.BytesIO(b"x" * (10 * 1024 * 1024 + 1)), filename="letter.pdf")
    async with api.session.post(f"{server.api_url}/channels/{news.id}/messages", data=form) as answer:
        assert (answer.status, (await answer.json())["code"]) == (413, 40005)
