"""Many who are connected, and ask for nothing, ask too slowly or read nothing, keep nobody else out."""

import asyncio
from contextlib import AsyncExitStack, suppress

import pytest

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
