"""Many who are connected, and ask for nothing, ask too slowly or read nothing, keep nobody else out."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress

import pytest
from aiohttp import web

from adapters.web import connections
from adapters.web.headers import PRIVATE
from tests.adapters.web.public import SLUG, Public

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def connected(public: Public, closing: AsyncExitStack, sent: bytes = b"") -> Streams:
    """Somebody who has connected, and sent something."""
    reader, writer = await asyncio.open_connection("127.0.0.1", public.port)
    closing.callback(writer.close)
    writer.write(sent)
    await writer.drain()
    return reader, writer


async def answered(public: Public, closing: AsyncExitStack, request: bytes) -> bytes:
    """The head of what is answered."""
    reader, _ = await connected(public, closing, request)
    return await reader.readuntil(b"\r\n\r\n")


async def closed(reader: asyncio.StreamReader) -> None:
    """Wait until a connection was closed from there."""
    with suppress(ConnectionError):
        while await reader.read(1 << 16):
            pass


@pytest.mark.parametrize("sent", [b"", b"GET /", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "])
async def test_who_asks_for_nothing_makes_way_the_oldest_first(
    public: Public, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(connections, "MOST", 5)
    async with AsyncExitStack() as closing:
        waiting = [await connected(public, closing, sent) for _ in range(5)]
        for _ in range(2):
            assert b" 302 " in await answered(public, closing, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        for reader, _ in waiting[:2]:
            await closed(reader)
        assert not any(reader.at_eof() for reader, _ in waiting[2:])


@pytest.mark.parametrize("kind", ["body", "answer"])
async def test_who_is_slow_makes_way_where_nobody_else_is(
    public: Public, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(connections, "MOST", 3)
    post = f"POST /en/{SLUG}/verify/hash HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n".encode()
    get = f"GET /en/{SLUG} HTTP/1.1\r\nHost: a\r\n\r\n".encode() * 2_000
    async with AsyncExitStack() as closing:
        slow = [await connected(public, closing, post if kind == "body" else get) for _ in range(3)]
        await asyncio.sleep(0.1)
        assert b" 302 " in await answered(public, closing, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await closed(slow[0][0])
        assert not slow[1][0].at_eof()


async def test_who_is_answered_is_not_put_out_for_one_who_asks_for_nothing(
    public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST", 3)
    post = f"POST /en/{SLUG}/verify/hash HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n".encode()
    async with AsyncExitStack() as closing:
        reader, writer = await connected(public, closing, post)
        await asyncio.sleep(0.05)
        for _ in range(9):
            await connected(public, closing)
        await asyncio.sleep(0.05)
        writer.write(b"sent=x")
        assert b" 200 " in await reader.readuntil(b"\r\n\r\n")


@pytest.mark.parametrize(
    "sent",
    [b"<script>alert(1)</script>\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET /<b> HTTP/9.9\r\nHost: a\r\n\r\n",
     b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"<" * 9_000 + b"\r\n\r\n"],
)  # fmt: skip
async def test_what_can_t_be_read_is_not_repeated(public: Public, sent: bytes) -> None:
    async with AsyncExitStack() as closing:
        reader, _ = await connected(public, closing, sent)
        whole = (await reader.read()).decode()
    assert whole.startswith("HTTP/1.0 400 ")
    assert "<" not in whole
    for name, value in PRIVATE.items():
        assert f"{name}: {value}" in whole


READY, MADE = b"GET /ready HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /made HTTP/1.1\r\nHost: a\r\n\r\n"


async def in_order(*sent: bytes) -> tuple[list[str], list[str]]:
    """In which order requests of one connection are answered, and which of them as requests that have to be made."""
    made = list[str]()

    async def answer(request: web.BaseRequest) -> web.Response:
        await request.read()
        await asyncio.sleep(0.01)
        made.append(request.path)
        return web.Response(text=f"<{request.path}>")

    def at_once(path: str, headers: Mapping[str, str]) -> tuple[bytes, bytes] | None:
        return (b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n", b"<ready>") if path == "/ready" else None

    runner = web.ServerRunner(connections.Server(answer, 1000, at_once))
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        reader, writer = await asyncio.open_connection(*runner.addresses[0][:2])
        await asyncio.sleep(0.01)
        for each in sent:
            writer.write(each)
            await asyncio.sleep(0.001)
        found = list[str]()
        while len(found) < b"".join(sent).count(b" HTTP/1."):
            found.append((await reader.readuntil(b">")).decode().rpartition("<")[2].strip("/>"))
        writer.close()
    finally:
        await runner.cleanup()
    return found, made


@pytest.mark.parametrize(
    ("sent", "made"),
    [
        ((READY,), 0),
        ((READY, READY, READY), 0),
        ((READY[:20], READY[20:]), 0),
        ((READY, MADE, READY), 2),
        ((MADE + READY + READY,), 3),
        ((READY.replace(b"GET", b"POST").replace(b"\r\n\r\n", b"\r\nContent-Length: 1\r\n\r\nx"), READY), 2),
        ((READY.replace(b"1.1", b"1.0"),), 1),
        ((READY.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"),), 1),
    ],
)
async def test_what_is_ready_is_answered_at_once_and_overtakes_nothing(sent: tuple[bytes, ...], made: int) -> None:
    found, by_hand = await in_order(*sent)
    asked = [line.split(b" ")[1].decode().strip("/") for line in b"".join(sent).split(b"\r\n") if b" HTTP/1." in line]
    assert found == [each.removeprefix("x") for each in asked]
    assert len(by_hand) == made
