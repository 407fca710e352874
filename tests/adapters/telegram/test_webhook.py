"""Telegram brings the updates: who may, how much, and that each is answered only when it is on disk."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import AsyncMock
from urllib.parse import urlsplit

import aiohttp
import pytest
from telegram import WebhookInfo
from telegram.error import InvalidToken

from adapters.telegram.incoming import webhook
from adapters.web import hooks
from adapters.web.throttle import OF_ONE_AT_ONCE
from bot.errors import SetupError
from bot.interface.conversation import Interface
from bot.interface.requests import Answer, Caller, Request, Update
from bot.model.chats import Topic
from bot.model.health import Ailment, Pulse
from tests.drivers.running import looking, running
from tests.drivers.telegram import TelegramDriver, TelegramPerson, settings
from tests.platforms.telegram import Rates, TelegramServer
from tests.waiting import PATIENCE

PUBLIC = "https://letters.example.org"


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@asynccontextmanager
async def hooked(folder: Path, public_url: str = PUBLIC) -> AsyncIterator[tuple[TelegramDriver, str]]:
    """The bot whose updates are brought, and where it listens."""
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    async with TelegramServer(rates=Rates.off(), webhook=here) as server:
        owner = TelegramPerson(server.person("Olga"))
        polled = settings(server, folder, owner.account)
        served = replace(
            polled,
            platforms={**polled.platforms, "TELEGRAM_WEBHOOK": "yes"},
            web_address=f"127.0.0.1:{port}",
            public_url=public_url,
        )
        async with running(served), looking(folder) as store:
            yield TelegramDriver(server, store, owner, ""), f"{here}/telegram/"


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[tuple[TelegramDriver, str]]:
    async with hooked(tmp_path) as both:
        yield both


async def knock(address: str, body: bytes, secret: str | None) -> int:
    """The status that somebody gets who knocks."""
    headers = {} if secret is None else {webhook.HEADER: secret}
    async with aiohttp.ClientSession() as session, session.post(address, data=BytesIO(body), headers=headers) as answer:
        return answer.status


async def test_people_are_answered_as_if_updates_were_fetched(there: tuple[TelegramDriver, str]) -> None:
    bot, _ = there
    answer = await bot.somebody("Ada").give("demand", number=2)
    assert "Demand 2" in answer
    assert bot.server.world.updates.webhook == f"{PUBLIC}/telegram/"
    assert [call.method for call in bot.server.calls if call.method.lower() == "getupdates"] == []


async def test_who_does_not_know_the_secret_finds_nothing_and_is_not_read(there: tuple[TelegramDriver, str]) -> None:
    bot, address = there
    secret = bot.server.world.updates.secret
    for wrong in (None, "", "guessed", secret[:-1], f"{secret}x", "\u00e9"):
        assert await knock(address, b"{}", wrong) == 404
    assert await knock(address, b"{}", secret) == 200


async def test_a_secret_that_is_no_text_finds_nothing_either_and_counts_like_every_request(
    there: tuple[TelegramDriver, str],
) -> None:
    _, address = there
    parts = urlsplit(address)
    head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 0\r\nConnection: close\r\n"
    request = f"{head}{webhook.HEADER}: ".encode() + b"\xff\xfe\r\n\r\n"
    answers = list[bytes]()
    for _ in range(int(OF_ONE_AT_ONCE) + 30):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(request)
        answers.append((await reader.read()).split(b" ", 2)[1])
        writer.close()
    assert answers[0] == b"404"
    assert answers[-1] == b"429"


async def test_what_is_too_large_or_no_update_changes_nothing(
    there: tuple[TelegramDriver, str], caplog: pytest.LogCaptureFixture
) -> None:
    bot, address = there
    secret = bot.server.world.updates.secret
    assert await knock(address, b" " * (hooks.LARGEST + 1), secret) == 413
    assert await knock(address, b"no JSON", secret) == 200
    assert "could not be read" in caplog.text
    assert "Demand 2" in await bot.somebody("Ada").give("demand", number=2)


async def test_an_update_is_answered_only_when_it_is_on_disk_and_brought_again_where_it_is_not(
    there: tuple[TelegramDriver, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bot, _ = there
    answer, fails, open_still = Interface.answer, [True, True], list[int]()

    async def failing(self: Interface, caller: Caller, request: Request, update: Update | None = None) -> Answer | None:
        if fails and fails.pop():
            raise RuntimeError("it could not be done")
        done = await answer(self, caller, request, update)
        open_still.append(len(bot.server.pending_updates))
        return done

    monkeypatch.setattr(Interface, "answer", failing)
    assert "follows" in await bot.somebody("Ada").give("follow")
    assert bot.server.world.updates.problem.startswith("Wrong response from the webhook: 503")
    assert (bot.server.world.updates.problems, open_still) == (2, [1])
    assert len(await bot.store.read(lambda unit: unit.chats.followers(1, Topic.NEWS))) == 1


async def test_what_is_brought_twice_is_done_once(there: tuple[TelegramDriver, str]) -> None:
    bot, address = there
    ada = bot.somebody("Ada")
    bot.server.world.updates.webhook = ""  # nothing is brought while it is copied
    await ada.person.write("/follow")
    (update,) = bot.server.pending_updates
    body, secret = aiohttp.JsonPayload(update), bot.server.world.updates.secret
    for _ in range(2):
        async with aiohttp.ClientSession() as session:
            answer = await session.post(address, data=body, headers={webhook.HEADER: secret})
            assert answer.status == 200
    await ada.person.expect("follows")
    await asyncio.sleep(0.1)
    assert len(ada.person.chat.standing) == 1


async def test_many_at_once_are_all_answered_each_persons_in_order(there: tuple[TelegramDriver, str]) -> None:
    bot, _ = there
    people = [bot.somebody(f"Person {number}") for number in range(30)]
    for number in (1, 2, 3):
        for each in people:
            await each.person.write(f"/demand {number}")
    for each in people:
        shown = await each.person.chat.expect_count(3, PATIENCE)
        assert [f"Demand {number}" in one.text for number, one in enumerate(shown, 1)] == [True] * 3


async def test_an_address_that_telegram_does_not_come_to_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="PUBLIC_URL is not written as https"):
        async with hooked(tmp_path, "http://letters.example.org"):
            pass
    with pytest.raises(SetupError, match="only on ports 80, 88, 443 or 8443"):
        async with hooked(tmp_path, "https://letters.example.org:9000"):
            pass


async def test_a_webhook_that_somebody_took_away_is_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "LOOK_SECONDS", 0.05)
    async with hooked(tmp_path) as (bot, _):
        bot.server.world.updates.set_webhook("", drop=False)
        assert "Demand 2" in await bot.somebody("Ada").give("demand", number=2)


async def test_where_updates_are_fetched_a_webhook_is_taken_away(tmp_path: Path) -> None:
    async with TelegramServer(rates=Rates.off()) as server:
        server.world.updates.set_webhook(f"{PUBLIC}/telegram/", drop=False)
        owner = TelegramPerson(server.person("Olga"))
        async with running(settings(server, tmp_path, owner.account)):
            assert "Demand 2" in await owner.give("demand", number=2)


async def test_that_telegram_can_t_bring_anything_can_be_seen_as_long_as_something_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(webhook, "LOOK_SECONDS", 0.0)
    pulse, seen = Pulse(), list[Ailment | None]()
    infos = [(None, 0), (datetime.now(UTC), 3), (datetime.now(UTC), 0)]

    async def known() -> WebhookInfo:
        seen.append(pulse.ailment)
        if not infos:
            raise InvalidToken
        failed_at, waiting = infos.pop(0)
        return WebhookInfo(PUBLIC, False, waiting, last_error_date=failed_at, last_error_message="Wrong response")

    bot = cast(Any, SimpleNamespace(token="1:token", get_webhook_info=known, set_webhook=AsyncMock()))
    await webhook.Webhook(bot, AsyncMock(), pulse=pulse).keep(PUBLIC)
    assert seen == [None, None, Ailment.WEBHOOK, None]
