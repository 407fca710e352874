"""Telegram's requests over aiohttp: what arrives, what each failure is told as, and that nothing is sent twice."""

import asyncio
import contextlib
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from adapters.telegram.api.http import AiohttpRequest, NeverLeft
from tests.platforms.telegram import Fault, Group, Person, Rates, TelegramServer
from tests.waiting import PATIENCE, until

SECRET = "AAloopback-loopback-loopback-loopba"
TOKEN = f"7000000001:{SECRET}"
MESSAGE = b'{"ok":true,"result":{"message_id":7,"date":1770000000,"chat":{"id":5,"type":"private"},"text":"hello"}}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(MESSAGE), MESSAGE)

Bot = ExtBot[None]


class Wire:
    """A server of bare sockets: the requests that arrived, and the connections that they came on."""

    def __init__(self, answer: Callable[["Wire", asyncio.StreamWriter], Awaitable[None]]) -> None:
        self._answer = answer
        self.heads: list[str] = []
        self.connections: list[asyncio.StreamWriter] = []

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read request after request, and do to each what the test says."""
        self.connections.append(writer)
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while not writer.is_closing():
                head = (await reader.readuntil(b"\r\n\r\n")).decode().casefold()
                length = head.partition("content-length: ")[2].partition("\r\n")[0]
                await reader.readexactly(int(length or 0))
                self.heads.append(head)
                await self._answer(self, writer)
        writer.close()


@contextlib.asynccontextmanager
async def wire(answer: Callable[[Wire, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[tuple[Wire, str]]:
    """A `Wire` and where it listens."""
    there = Wire(answer)
    server = await asyncio.start_server(there.meet, "127.0.0.1", 0)
    async with server:
        try:
            yield there, f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            for connection in there.connections:
                connection.close()


@contextlib.asynccontextmanager
async def bot_at(url: str, **options: Any) -> AsyncIterator[Bot]:
    """A bot that has asked its server for nothing yet."""
    request = AiohttpRequest(**options)
    async with request:
        yield ExtBot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)


async def failure(asking: Awaitable[Any]) -> TelegramError:
    """The error that a request ends in, which gives the token away nowhere that it could be printed."""
    with pytest.raises(TelegramError) as caught:
        await asking
    error = caught.value
    assert SECRET not in "".join([*traceback.format_exception(error), str(error), repr(error)])
    return error


async def answered(there: Wire, connection: asyncio.StreamWriter) -> None:
    connection.write(ANSWER)


async def silent(there: Wire, connection: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def closed(there: Wire, connection: asyncio.StreamWriter) -> None:
    connection.close()


async def reset(there: Wire, connection: asyncio.StreamWriter) -> None:
    connection.transport.abort()


async def cut_short(there: Wire, connection: asyncio.StreamWriter) -> None:
    connection.write(ANSWER[:-9])
    connection.close()


# What a server answers.


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(token=TOKEN, rates=Rates.off()) as server:
        yield server


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    request, polling = AiohttpRequest(), AiohttpRequest(connection_pool_size=1)
    api, files = f"{server.url}/bot", f"{server.url}/file/bot"
    async with ExtBot(TOKEN, base_url=api, base_file_url=files, request=request, get_updates_request=polling) as bot:
        yield bot


@pytest.fixture
async def ada(server: TelegramServer) -> Person:
    ada = server.person("Ada")
    await ada.start()
    return ada


async def test_the_bot_learns_who_it_is_and_sends_a_message(bot: Bot, ada: Person) -> None:
    assert bot.username == "countersign_bot"
    sent = await bot.send_message(ada.id, "Des visas, tout de suite — “now” 🕊\n& more=1+1")
    there = await ada.expect("visas")
    assert there.text == sent.text == "Des visas, tout de suite — “now” 🕊\n& more=1+1"


async def test_a_file_of_two_megabytes_arrives_with_its_name_and_caption_and_can_be_fetched(
    bot: Bot, ada: Person
) -> None:
    content = bytes(range(256)) * 8192
    sent = await bot.send_document(ada.id, content, caption="The letter", filename="Lettre “été”.pdf")
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("Lettre “été”.pdf", "The letter")
    file = await bot.get_file(sent.document.file_id)
    assert await file.download_as_bytearray() == content


async def test_updates_are_waited_for_longer_than_an_answer(bot: Bot, server: TelegramServer) -> None:
    request = AiohttpRequest(read_timeout=0.1)
    async with request:
        patient: Bot = ExtBot(TOKEN, base_url=f"{server.url}/bot", request=request, get_updates_request=request)
        assert await patient.get_updates(timeout=timedelta(seconds=1)) == ()
        polling = asyncio.create_task(patient.get_updates(timeout=timedelta(seconds=5)))
        await asyncio.sleep(0.2)
        await server.person("Ada").start()
        (update,) = await polling
        assert update.message is not None
        assert update.message.text == "/start"


async def test_refusals_are_the_errors_of_python_telegram_bot(
    bot: Bot, server: TelegramServer, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns at each 429
    town: Group = server.group("Town", admins=[ada])
    await town.add_bot(ada)
    await town.upgrade(ada)
    assert isinstance(await failure(bot.send_message(town.id, "hello")), ChatMigrated)
    error = await failure(bot.send_message(ada.id, ""))
    assert isinstance(error, BadRequest)
    assert error.message == "Message text is empty"
    await ada.block()
    assert isinstance(await failure(bot.send_message(ada.id, "hello")), Forbidden)
    server.fail_next("sendMessage", Fault.too_many(17))
    error = await failure(bot.send_message(ada.id, "hello"))
    assert isinstance(error, RetryAfter)
    assert error.retry_after == timedelta(seconds=17)
    server.fail_next("sendMessage", Fault.http(502))
    error = await failure(bot.send_message(ada.id, "hello"))
    assert type(error) is NetworkError


async def test_an_answer_that_is_not_json_is_told_of_without_what_it_says() -> None:
    with pytest.raises(TelegramError, match="Telegram's answer can't be read"):
        AiohttpRequest.parse_json_payload(b"<html>")
    assert AiohttpRequest.parse_json_payload(b'{"a": "\xff"}') == {"a": "\ufffd"}
    assert AiohttpRequest.parse_json_payload(b'{"a": "\\ud83d"}') == {"a": "\ud83d"}


async def test_it_starts_and_stops_as_often_as_it_is_told_to() -> None:
    request = AiohttpRequest(read_timeout=4.0)
    assert request.read_timeout == 4.0
    await request.shutdown()
    async with wire(answered) as (there, address):
        bot: Bot = ExtBot(TOKEN, base_url=f"http://{address}/bot", request=request, get_updates_request=request)
        for _ in range(2):
            assert "not initialized" in str(await failure(bot.send_message(5, "hello")))
            await request.initialize()
            await request.initialize()
            await bot.send_message(5, "hello")
            await bot.send_message(5, "hello")
            await request.shutdown()
            await request.shutdown()
    assert len(there.heads) == 4
    assert len(there.connections) == 2


# What surely never left.


async def test_a_refused_connection_never_left() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        async with bot_at(f"http://127.0.0.1:{nobody.getsockname()[1]}") as bot:
            assert isinstance(await failure(bot.send_message(5, "hello")), NeverLeft)


async def test_a_name_that_nobody_has_never_left() -> None:
    async with bot_at("http://nobody.invalid") as bot:
        assert isinstance(await failure(bot.send_message(5, "hello")), NeverLeft)


@pytest.mark.parametrize("options", [{"connect_timeout": 0.2, "pool_timeout": 0.1}, {"connect_timeout": 0.2}])
async def test_a_connection_that_takes_too_long_never_left(options: dict[str, float]) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()  # TCP connects; nobody ever answers the TLS handshake
        async with bot_at(f"https://127.0.0.1:{deaf.getsockname()[1]}", **options) as bot:
            assert isinstance(await failure(bot.send_message(5, "hello")), NeverLeft)


async def test_a_request_that_finds_every_connection_busy_never_left() -> None:
    async with (
        wire(silent) as (there, address),
        bot_at(f"http://{address}", connection_pool_size=1, connect_timeout=PATIENCE, pool_timeout=0.1) as bot,
    ):
        first = asyncio.create_task(bot.send_message(5, "hello", read_timeout=PATIENCE))
        await until(lambda: len(there.heads) == 1)
        assert isinstance(await failure(bot.send_message(5, "hello", connect_timeout=0.1)), NeverLeft)
        first.cancel()
        await asyncio.wait([first])
    assert len(there.heads) == 1


# What may have arrived.


async def test_an_answer_that_does_not_come_in_time_is_a_timeout_after_which_it_may_have_arrived() -> None:
    async with wire(silent) as (there, address), bot_at(f"http://{address}", read_timeout=0.2) as bot:
        error = await failure(bot.send_message(5, "hello"))
    assert isinstance(error, TimedOut)
    assert not isinstance(error, NeverLeft)
    assert len(there.heads) == 1


async def test_a_server_that_does_not_read_is_not_written_to_forever() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        short = {"connect_timeout": 0.1, "pool_timeout": 0.1, "read_timeout": 0.1, "media_write_timeout": 0.1}
        async with bot_at(f"http://127.0.0.1:{deaf.getsockname()[1]}", **short) as bot:
            error = await failure(bot.send_document(5, bytes(20_000_000)))
    assert isinstance(error, TimedOut)


@pytest.mark.parametrize("end", [closed, reset, cut_short])
async def test_where_the_connection_ends_after_the_request_it_may_have_arrived_and_leaves_once(
    end: Callable[[Wire, asyncio.StreamWriter], Awaitable[None]],
) -> None:
    async with wire(end) as (there, address), bot_at(f"http://{address}") as bot:
        error = await failure(bot.send_message(5, "hello"))
        assert type(error) is NetworkError
        await asyncio.sleep(0.1)
    assert len(there.heads) == 1


@pytest.mark.parametrize("end", [closed, reset])
async def test_where_a_connection_ends_that_was_used_before_it_may_have_arrived_and_leaves_once(
    end: Callable[[Wire, asyncio.StreamWriter], Awaitable[None]],
) -> None:
    async def once(there: Wire, connection: asyncio.StreamWriter) -> None:
        await (answered if len(there.heads) == 1 else end)(there, connection)

    async with wire(once) as (there, address), bot_at(f"http://{address}") as bot:
        await bot.send_message(5, "hello")
        error = await failure(bot.send_message(5, "hello"))
        assert type(error) is NetworkError
        await asyncio.sleep(0.1)
    assert len(there.connections) == 1
    assert len(there.heads) == 2


async def test_a_request_on_a_connection_that_is_being_closed_may_have_arrived_and_is_not_sent_again() -> None:
    async with wire(answered) as (there, address), bot_at(f"http://{address}") as bot:
        await bot.send_message(5, "hello")
        there.connections[0].get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        error = await failure(bot.send_message(5, "hello"))
        assert type(error) is NetworkError
        await asyncio.sleep(0.1)
        assert len(there.connections) == len(there.heads) == 1
        await bot.send_message(5, "hello")
    assert len(there.connections) == len(there.heads) == 2


async def test_a_connection_that_was_closed_while_idle_is_replaced_and_the_request_sent_once() -> None:
    async with wire(answered) as (there, address), bot_at(f"http://{address}") as bot:
        await bot.send_message(5, "hello")
        there.connections[0].close()
        await asyncio.sleep(0.1)
        await bot.send_message(5, "hello")
    assert len(there.connections) == len(there.heads) == 2


async def test_a_redirect_is_not_followed() -> None:
    async def elsewhere(there: Wire, connection: asyncio.StreamWriter) -> None:
        connection.write(b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")

    async with wire(elsewhere) as (there, address), bot_at(f"http://{address}") as bot:
        assert isinstance(await failure(bot.send_message(5, "hello")), NetworkError)
    assert len(there.heads) == 1


async def test_an_answer_that_is_not_http_gives_nothing_away() -> None:
    async def babble(there: Wire, connection: asyncio.StreamWriter) -> None:
        connection.write(b"what?\r\n\r\n")

    async with wire(babble) as (_, address), bot_at(f"http://{address}") as bot:
        assert type(await failure(bot.send_message(5, "hello"))) is NetworkError


# Proxies.


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.usefixtures("no_proxies")
@pytest.mark.parametrize("name", ["HTTPS_PROXY", "ALL_PROXY"])
async def test_a_proxy_of_the_environment_is_asked_for_a_tunnel_and_one_that_refuses_let_nothing_leave(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    async def refuse(there: Wire, connection: asyncio.StreamWriter) -> None:
        connection.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    async with wire(refuse) as (there, address), bot_at("https://api.telegram.org") as bot:
        monkeypatch.setenv(name, f"ada:pass@{address}")
        assert isinstance(await failure(bot.send_message(5, "hello")), NeverLeft)
    (head,) = there.heads
    assert head.startswith("connect api.telegram.org:443 http/1.1")
    assert "proxy-authorization: basic" in head


@pytest.mark.usefixtures("no_proxies")
async def test_a_server_that_no_proxy_names_is_asked_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with wire(answered) as (there, address), bot_at(f"http://{address}") as bot:
        await bot.send_message(5, "hello")
    assert len(there.heads) == 1
