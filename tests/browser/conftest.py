"""One browser and one site for all of them, and a tab in which nothing may go wrong."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.campaign import Campaign, campaign
from tests.browser.reader import Reader

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
MISSING = "The pages were not tried in a browser, since there is none here: apt install chromium (or Chrome)."


@pytest.fixture(scope="session")
def program() -> str:
    """The browser; without one these tests are skipped, and fail where everything has to be tried."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium(program: str) -> AsyncIterator[Browser]:
    """The browser, without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=["--disable-gpu"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site() -> AsyncIterator[Campaign]:
    """The site with its letters."""
    async with campaign() as served:
        yield served


@asynccontextmanager
async def _tab(chromium: Browser, site: Campaign, scripts: bool) -> AsyncIterator[Reader]:
    context = await chromium.new_context(java_script_enabled=scripts)
    reader = Reader(await context.new_page(), site.root)
    yield reader
    await context.close()
    assert reader.faults == []


@pytest_asyncio.fixture(loop_scope="session")
async def reader(chromium: Browser, site: Campaign) -> AsyncIterator[Reader]:
    """Somebody whose browser runs no scripts, and who misses nothing."""
    async with _tab(chromium, site, scripts=False) as reader:
        yield reader


@pytest_asyncio.fixture(loop_scope="session")
async def scripted(chromium: Browser, site: Campaign) -> AsyncIterator[Reader]:
    """Somebody whose browser runs scripts."""
    async with _tab(chromium, site, scripts=True) as reader:
        yield reader
