"""One browser and one site for all of them, and a tab in which nothing may go wrong."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.campaign import Campaign, campaign
from tests.browser.reader import Reader

MILLISECONDS = 10_000
"""So long is waited for what is to be pressed."""

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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def tabs(chromium: Browser, site: Campaign) -> dict[bool, Reader]:
    """A tab that runs scripts, and one that runs none."""
    contexts = {scripts: await chromium.new_context(java_script_enabled=scripts) for scripts in (True, False)}
    for context in contexts.values():
        context.set_default_timeout(MILLISECONDS)
    return {scripts: Reader(await context.new_page(), site.root) for scripts, context in contexts.items()}


@pytest_asyncio.fixture(loop_scope="session")
async def reader(tabs: dict[bool, Reader]) -> AsyncIterator[Reader]:
    """Somebody whose browser runs no scripts, and who misses nothing."""
    async with tabs[False].anew() as reader:
        yield reader


@pytest_asyncio.fixture(loop_scope="session")
async def scripted(tabs: dict[bool, Reader]) -> AsyncIterator[Reader]:
    """Somebody whose browser runs scripts."""
    async with tabs[True].anew() as reader:
        yield reader
