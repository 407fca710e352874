"""What people do on the pages, in each language, on a telephone and at a desk, with the keyboard too."""

import pytest

from bot.text.locales import load
from tests.browser.campaign import LIBRARY, ORGANIZATIONS, Campaign
from tests.browser.organizations import SOUGHT
from tests.browser.reader import DESKTOP, PHONE, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")

LANGUAGES = {"en": "English", "fr": "français", "ar": "العربية"}


def word(text: str, language: str) -> str:
    """What the bot says for this in a language."""
    return load()[language].catalogue.gettext(text)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_somebody_looks_who_has_signed(reader: Reader, site: Campaign, language: str, width: int) -> None:
    await reader.look(width)
    await reader.open(f"/{language}/{LIBRARY}")
    title = await reader.heading()
    await reader.press(word("Who has signed", language))
    assert str(ORGANIZATIONS) in await reader.says()
    await reader.fill(word("An organization's name", language), "riverside reeders circle")
    await reader.press(word("Search", language))
    await reader.press(SOUGHT)
    assert await reader.heading() == SOUGHT
    assert "Our members start at four in the morning." in await reader.says()
    await reader.press(title, within="header")
    assert await reader.heading() == title


async def test_scripts_change_nothing(reader: Reader, scripted: Reader, site: Campaign) -> None:
    for path in (f"/en/{LIBRARY}", f"/en/{LIBRARY}/list", f"/en/{LIBRARY}/revisions/2"):
        await reader.open(path)
        await scripted.open(path)
        assert await reader.says() == await scripted.says()


async def test_the_languages_lead_to_the_same_page(reader: Reader, site: Campaign) -> None:
    await reader.open(site.path("/{language}/{letter}/list/{handle}", language="en"))
    for language in ("fr", "ar", "en"):
        await reader.press(LANGUAGES[language], within="header")
        assert reader.page.url == site.root + site.path("/{language}/{letter}/list/{handle}", language=language)
        direction = await reader.page.locator("html").get_attribute("dir")
        assert direction == ("rtl" if language == "ar" else "ltr")


async def test_the_list_is_turned_page_by_page(reader: Reader, site: Campaign) -> None:
    await reader.open(f"/en/{LIBRARY}/list")
    seen = set[str]()
    for number in (1, 2, 3):
        if number > 1:
            await reader.press(f"Page {number}")
        found = await reader.page.locator(".entries a[href*='/list/']").all_inner_texts()
        assert seen.isdisjoint(found)
        seen |= set(found)
    assert len(seen) == ORGANIZATIONS


async def test_the_list_is_narrowed(reader: Reader, site: Campaign) -> None:
    await reader.open(f"/en/{LIBRARY}/list")
    await reader.press("With a reservation")
    rows = reader.page.locator(".entries > li")
    said = await rows.all_inner_texts()
    assert 0 < len(said) < ORGANIZATIONS
    assert all("with a reservation" in each or "with reservations" in each for each in said)


async def test_a_revision_shows_what_changed(reader: Reader, site: Campaign) -> None:
    await reader.open(f"/en/{LIBRARY}")
    await reader.press("Every revision of the letter")
    await reader.press("Revision 2")
    assert "What changed" in await reader.says()
    assert "2032." in await reader.page.locator("del").all_inner_texts()
    assert "2031." in await reader.page.locator("ins").all_inner_texts()
    await reader.press("Every revision of the letter")
    await reader.press("Revision 1")
    assert "What changed" not in await reader.says()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("path", ["/{language}/{letter}/list?page=3", "/{language}/{letter}/revisions/2", "/m/{key}"])
async def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    reader: Reader, site: Campaign, path: str, width: int
) -> None:
    await reader.look(width)
    await reader.open(site.path(path))
    wanted = await reader.page.locator("a[href], button, input").count()
    reached = set[int]()
    for _ in range(wanted):
        await reader.page.keyboard.press("Tab")
        place, outline = await reader.focused()
        assert outline not in ("none", "0px")
        reached.add(place)
    assert reached == set(range(wanted))


async def test_somebody_searches_with_the_keyboard_alone(reader: Reader, site: Campaign) -> None:
    await reader.open(f"/en/{LIBRARY}/list")
    for _ in range(5):
        await reader.page.keyboard.press("Tab")
    await reader.page.keyboard.type("riverside")
    await reader.page.keyboard.press("Enter")
    await reader.page.wait_for_url("**q=riverside")
    assert SOUGHT in await reader.says()
