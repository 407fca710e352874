"""Whatever is declared as a page, in a browser: nothing on it is too wide, and nothing keeps anybody out."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from bot.pages import PAGES
from bot.pages.letters import FIRST_NAMES
from tests.browser.accessible import accessible
from tests.browser.campaign import HOSTILE, LIBRARY, ORGANIZATIONS, SAMPLE, Campaign
from tests.browser.hostile import SCRIPT
from tests.browser.reader import DESKTOP, PHONE, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")

PATHS = [f"{page.path}?page=3" if "page" in page.queries else page.path for page in PAGES]
"""The last page of what has several: it has the fewest rows, and no other kind of them."""

IN_LANGUAGES = [path for path in PATHS if "{language}" in path and "." not in path]
"""Pages, without what is kept as a file."""

FILES_OF_LETTERS = [
    each
    for each in PATHS
    if "{letter}" in each
    and each not in IN_LANGUAGES
    and not {"{handle}", "{sha256}", "{number}"} & set(re.findall(r"{\w+}", each))
]
"""What is read of a letter by programs, and what is set to be printed."""

OF_OTHER_LETTERS = ["/{language}/{letter}", "/{language}/{letter}/list"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_page_is_accessible_to_all(scripted: Reader, site: Campaign, path: str) -> None:
    if await scripted.open(site.path(path)):
        await accessible(scripted)


@pytest.mark.parametrize("path", IN_LANGUAGES)
async def test_every_page_is_accessible_from_right_to_left(scripted: Reader, site: Campaign, path: str) -> None:
    if await scripted.open(site.path(path, language="ar")):
        await accessible(scripted)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("path", IN_LANGUAGES)
async def test_nothing_is_wider_than_the_window(reader: Reader, site: Campaign, path: str, language: str) -> None:
    if await reader.open(site.path(path, language=language)):
        for width in (PHONE, DESKTOP):
            await reader.look(width)
            assert await reader.too_wide() == []


@pytest.mark.parametrize("letter", [SAMPLE, HOSTILE])
@pytest.mark.parametrize("path", OF_OTHER_LETTERS)
async def test_whatever_stands_in_a_letter_is_text(scripted: Reader, site: Campaign, path: str, letter: str) -> None:
    await scripted.look(PHONE)
    await scripted.open(site.path(path, letter=letter))
    assert await scripted.too_wide() == []
    assert await scripted.page.locator("main script, img[src=x], [onerror], a[href^=javascript]").count() == 0
    assert await scripted.page.title() != "broken"
    await accessible(scripted)


@pytest.mark.parametrize("path", FILES_OF_LETTERS)
async def test_whatever_is_hostile_stands_in_files_that_can_be_read(reader: Reader, site: Campaign, path: str) -> None:
    found = await reader.page.request.get(reader.root + site.path(path, letter=HOSTILE))
    assert found.status == 200
    content, kind = await found.body(), found.headers["content-type"].partition(";")[0]
    match kind:
        case "application/json":
            assert json.loads(content)
        case "application/atom+xml":
            assert len(ElementTree.fromstring(content)) > 1
        case "text/csv":
            cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
            assert cells
            assert not [each for each in cells if each.startswith(("=", "+", "@", "\t"))]
        case "text/calendar":
            assert Calendar.from_ical(content).name == "VCALENDAR"
        case "text/html":
            assert SCRIPT.encode() not in content
        case _:
            assert content.startswith((b"%PDF", b"\x89PNG")) or kind.startswith("text/")


async def test_paper_has_what_there_is_to_read_and_no_navigation(reader: Reader, site: Campaign) -> None:
    await reader.open(site.path("/{language}/{letter}", letter=LIBRARY))
    await reader.page.emulate_media(media="print")
    for each in await reader.page.locator("header, nav, form").all():
        assert not await each.is_visible()
    assert await reader.page.locator("h1").is_visible()
    assert await reader.page.locator("svg.scan").first.is_visible()
    assert f"The first {FIRST_NAMES} of {ORGANIZATIONS} organizations:" in await reader.says()
    assert await reader.page.locator("footer").is_visible()
    address = await reader.page.locator("footer a").first.evaluate("a => getComputedStyle(a, '::after').content")
    assert site.path("/{language}/{letter}", letter=LIBRARY) in address


async def test_a_list_on_paper_has_no_field_to_search(reader: Reader, site: Campaign) -> None:
    await reader.open(site.path("/{language}/{letter}/list", letter=LIBRARY))
    await reader.page.emulate_media(media="print")
    assert not await reader.page.locator("form").is_visible()
