"""A letter in somebody else's page, which allows no more than it has to."""

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from playwright.async_api import expect

from adapters.web.static import WIDGET
from tests.browser.campaign import LIBRARY, ORGANIZATIONS, Campaign
from tests.browser.reader import PHONE, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")

TAG = (
    f'<a href="{{root}}/{{language}}/{LIBRARY}">{{title}}</a>'
    f'<script src="{{root}}{WIDGET}" data-letter="{LIBRARY}" data-language="{{written}}" data-title="{{title}}" async>'
    "</script>"
)
TITLES = {"en": "The letter", "ar": "الرسالة"}
WRITTEN = {"en": "en_CA", "ar": "ar"}
"""How the languages are called there: a site may name its region too."""
AT_FIRST = "0"
"""How high a frame is before it is known how high its page is."""


@asynccontextmanager
async def elsewhere(root: str, allowed: str = "script-src {root}; frame-src {root}") -> AsyncIterator[str]:
    """Another site, whose page has the widget twice: its address."""
    tags = [
        TAG.format(root=root, language=language, written=WRITTEN[language], title=title)
        for language, title in TITLES.items()
    ]
    headers = {
        "Content-Security-Policy": f"default-src 'none'; {allowed.format(root=root)}; "
        "require-trusted-types-for 'script'",
        "Cross-Origin-Embedder-Policy": "require-corp",
    }

    async def answer(request: web.BaseRequest) -> web.Response:
        return web.Response(text=f"<!doctype html><body>{''.join(tags)}", content_type="text/html", headers=headers)

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://localhost:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def test_it_stands_in_a_strict_page_as_high_as_it_is(scripted: Reader, site: Campaign) -> None:
    async with elsewhere(site.root) as address:
        scripted.also = address
        await scripted.look(PHONE)
        await scripted.page.goto(address)
        for language, title in TITLES.items():
            frame = scripted.page.locator(f"iframe[title='{title}']")
            await expect(frame).not_to_have_attribute("height", AT_FIRST)
            await expect(scripted.page.get_by_role("link", name=title, exact=True)).to_be_hidden()
            page = frame.content_frame.locator("html")
            assert str(ORGANIZATIONS) in await page.inner_text()
            assert await page.get_attribute("lang") == language
            assert await page.evaluate("html => html.scrollWidth <= innerWidth")
            high: float = await page.evaluate("html => html.getBoundingClientRect().height")
            assert await frame.get_attribute("height") == str(math.ceil(high))
        await scripted.page.goto("about:blank")


@pytest.mark.parametrize("allowed", ["script-src 'none'; frame-src {root}", "script-src {root}; frame-src 'none'"])
async def test_a_link_remains_where_scripts_or_frames_are_refused(
    scripted: Reader, site: Campaign, allowed: str
) -> None:
    async with elsewhere(site.root, allowed) as address:
        scripted.also = address
        await scripted.page.goto(address, wait_until="networkidle")
        for title in TITLES.values():
            await expect(scripted.page.get_by_role("link", name=title)).to_be_visible()
        for frame in await scripted.page.locator("iframe").all():
            assert await frame.get_attribute("height") == AT_FIRST
        await scripted.page.goto("about:blank")
    scripted.faults.clear()


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_what_is_put_there_is_copied_by_one_press_and_nothing_with_it(
    scripted: Reader, site: Campaign, language: str
) -> None:
    await scripted.open(site.path("/{language}/{letter}/widget", language=language, letter=LIBRARY))
    for code in await scripted.page.locator("main code").all():
        await code.click()
        assert await scripted.page.evaluate("() => getSelection().toString()") == await code.text_content()
        assert await code.evaluate("code => getComputedStyle(code).direction") == "ltr"
