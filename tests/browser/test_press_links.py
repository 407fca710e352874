"""A journalist opens the link that they were given to a list that is kept back."""

import pytest

from tests.browser.accessible import accessible
from tests.browser.campaign import Campaign
from tests.browser.reader import PHONE, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_journalist_reads_the_list_and_turns_its_pages(reader: Reader, site: Campaign) -> None:
    await reader.look(PHONE)
    await reader.open(site.path("/press/{key}"))
    assert await reader.page.locator("ol").count() == 0
    await reader.press("Show it")
    assert "Under embargo until" in await reader.answer()
    assert await reader.page.locator("ol.entries > li").count() == 200
    assert await reader.too_wide() == []
    await reader.press("Page 2")
    assert await reader.page.locator("ol.entries > li").count() == 1
    async with reader.page.expect_download() as kept:
        await reader.press("The press kit with this list (PDF)")
    assert (await kept.value).suggested_filename == "kept-back-en.pdf"


async def test_the_list_is_accessible_to_all(scripted: Reader, site: Campaign) -> None:
    await scripted.open(site.path("/press/{key}"))
    await scripted.press("Show it")
    await accessible(scripted)
