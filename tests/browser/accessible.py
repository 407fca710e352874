"""Whether a page keeps anybody out, as far as a program can tell: axe-core, by the Web Content Accessibility Guidelines
at level AA."""

from axe_playwright_python.async_playwright import Axe

from tests.browser.reader import DESKTOP, Reader

LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


async def accessible(reader: Reader) -> None:
    """Nothing is found on this page; in the dark only colours differ. Scripts have to run."""
    await reader.look(DESKTOP)
    found = await Axe().run(reader.page, options={"runOnly": LEVEL_AA, "resultTypes": ["violations"]})
    assert not found.violations_count, found.generate_report()
    await reader.look(DESKTOP, "dark")
    found = await Axe().run(reader.page, options={"runOnly": ["color-contrast"], "resultTypes": ["violations"]})
    assert not found.violations_count, found.generate_report()
