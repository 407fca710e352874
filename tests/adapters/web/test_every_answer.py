"""What every answer carries, whatever is asked for and however, and what none gives away."""

import gzip
import logging
from collections.abc import AsyncIterator

import brotli
import pytest
from aiohttp import ClientSession

from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.static import WIDGET, static
from adapters.web.throttle import Throttle
from bot.pages import PAGES
from bot.ports.store import Store
from bot.text.locales import load
from tests.adapters.web.public import SLUG, Public
from tests.storage import examples

ROOT = "/letters"
ADDRESSES = (
    "/", f"/{SLUG}", f"/en/{SLUG}", f"/en/{SLUG}/list?q=x", f"/api/v1/letters/{SLUG}", "/api/v1/letters/none",
    "/m/NONE", f"/embed/en/{SLUG}", "/embed/en/none", "/nothing/at/all", "/en/%00", "/sitemap.xml", *static(False),
)  # fmt: skip


@pytest.fixture
async def below(store: Store) -> AsyncIterator[tuple[str, ClientSession]]:
    """The site at a public address with a path, behind TLS: where it is reached, and by what."""
    throttle = Throttle(lambda: 0.0, most=10_000, of_one=(1.0, 10_000.0))
    public_url = f"https://example.org{ROOT}"
    site = Site(store, PAGES, speeches=load(), public_url=public_url, throttle=throttle)
    await store.write(examples.publish)
    async with serving(site, "127.0.0.1:0") as port, ClientSession() as session:
        yield f"http://127.0.0.1:{port}", session


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS"])
@pytest.mark.parametrize("path", ADDRESSES)
async def test_every_answer_says_how_it_may_be_used(below: tuple[str, ClientSession], path: str, method: str) -> None:
    root, session = below
    async with session.request(method, root + path, allow_redirects=False) as response:
        headers = response.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"]
        assert headers["Server"] == "Countersign", "which versions answer concerns nobody"
        assert "Last-Modified" not in headers
        assert "Set-Cookie" not in headers
        policy = headers.get("Content-Security-Policy", "")
        assert "unsafe" not in policy
        if response.content_type == "text/html":
            assert "default-src 'none'" in policy
            assert ("frame-ancestors *" in policy) is (path.startswith("/embed/en") and method in ("GET", "HEAD"))
        if response.status == 405:
            assert headers["Allow"]
    tag = headers.get("ETag")
    if tag and method == "GET":
        async with session.get(root + path, headers={"If-None-Match": tag}) as again:
            assert (again.status, await again.read()) == (304, b"")
            described = ("Content-Type", "Content-Length", "Date", "Content-Encoding")
            assert {**again.headers, "Date": ""} == {
                name: "" if name == "Date" else value
                for name, value in headers.items()
                if name == "Date" or name not in described
            }


@pytest.mark.parametrize("prefix", ["", ROOT])
async def test_it_stands_below_its_path_whether_or_not_a_proxy_takes_that_away(
    below: tuple[str, ClientSession], prefix: str
) -> None:
    root, session = below
    for path in ("", "/") if prefix else ("/",):
        async with session.get(root + prefix + path, allow_redirects=False) as home:
            assert home.headers["Location"] == f"https://example.org{ROOT}/fr/{SLUG}"
    async with session.get(f"{root}{prefix}/en/{SLUG}") as letter:
        assert f'href="{ROOT}/static/' in await letter.text()
    async with session.get(root + prefix + WIDGET) as widget:
        assert widget.status == 200


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("", ""), ("br", "br"), ("gzip, br;q=0", "gzip"), ("br;q=0,gzip;q=0.000", ""), ("br ; Q = 0", ""),
     ("br;q=0.001", "br"), ("BR", "br"), ("abraham, x-gzip", ""), ("identity", ""), ("gzip;q=1.0, *;q=0", "gzip"),
     (";q=0,,;", ""), ("br" * 3_000, "")],
)  # fmt: skip
async def test_nobody_is_sent_what_they_do_not_take(public: Public, accepted: str, encoding: str) -> None:
    response = await public.ask(f"/en/{SLUG}", Accept_Encoding=accepted)
    assert response.headers.get("Content-Encoding", "") == encoding
    body = await response.read()
    decoded = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(body)
    assert decoded.startswith(b"<!doctype")


@pytest.mark.parametrize(
    "path",
    ["/en/%00", f"/en/{SLUG}%00", "/%01", "/%7f", f"/en/{SLUG}/documents/{'0' * 64}/%00",
     "/api/v1/letters/%0d%0aX:%20y",
     f"/en/{SLUG}/sign%00", "/en/%ed%a0%80", "/en/%ff%fe", "//example.org/en", f"/en/%2e%2e%2fen/{SLUG}",
     "/en/" + "x" * 7_000,
     f"/en/{SLUG}/list?page=9999", f"/en/{SLUG}/pictures/demand-%D9%A1.png", "/*"],
)  # fmt: skip
async def test_an_address_that_nobody_gives_out_is_just_not_there(
    public: Public, path: str, told: pytest.LogCaptureFixture
) -> None:
    response = await public.ask(path)
    assert response.status == 404
    assert "X" not in response.headers
    assert [record for record in told.records if record.levelno > logging.INFO] == []


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ed%a0%80", "q=%ff&q=b", "page=%00", "with=%00", "page=1&page=2", "&&==%"]
)
async def test_nor_does_a_query_do_any_harm(public: Public, query: str) -> None:
    await public.sign("Bakers")
    assert (await public.ask(f"/en/{SLUG}/list?{query}")).status == 200
