"""Draw `docs/pictures/page-*.png`: the public pages, as a browser shows them on telephones and at a desk.

The site is the one that the tests serve, with its letter about a town that does not exist. `make screenshots` writes
the pictures anew, and the page of them.
"""

import asyncio
import base64
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, async_playwright

from docs.browser import MissingError, program, small
from tests.browser.campaign import LIBRARY, Campaign, campaign
from tests.browser.reader import DESKTOP, PHONE

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "ar")
HEIGHT = 900
SIDE_BY_SIDE = """<body style="margin:0;display:flex;gap:24px;padding:24px;width:max-content;background:#d5d9df">{}"""


@dataclass(frozen=True)
class Scene:
    """A page that is shown: as what, where it stands, from which of its elements on, and in which colours."""

    name: str
    caption: str
    path: str
    start: str = "body"
    scheme: Literal["light", "dark"] = "light"


SCENES = (
    Scene("letter", "The letter", "/{language}/{letter}"),
    Scene("demands", "Its demands, dates and documents", "/{language}/{letter}", "#demand-1"),
    Scene("ways", "How an organization signs", "/{language}/{letter}", "#sign"),
    Scene("sign", "The page on which those sign who use no chat", "/{language}/{letter}/sign"),
    Scene("list", "Who has signed", "/{language}/{letter}/list", scheme="dark"),
    Scene("search", "A search that forgives", "/{language}/{letter}/list?q=Bakeries+Exemple"),
    Scene("line", "An organization's line", "/{language}/{letter}/list/{handle}"),
    Scene("revision", "What changed from one text to the next", "/{language}/{letter}/revisions/{number}"),
    Scene("verify", "Whether the record is as it was", "/{language}/{letter}/verify"),
)


async def photograph(page: Page, site: Campaign, scene: Scene, language: str, width: int) -> bytes:
    """A page as a PNG, as much of it as fits a window."""
    await page.emulate_media(color_scheme=scene.scheme)
    await page.set_viewport_size({"width": width, "height": HEIGHT})
    await page.goto(site.root + site.path(scene.path, letter=LIBRARY, language=language))
    await page.locator(scene.start).first.evaluate("element => element.scrollIntoView({behavior: 'instant'})")
    return await page.screenshot()


async def side_by_side(page: Page, pictures: list[bytes]) -> bytes:
    """Pictures as one."""
    shown = [f'<img src="data:image/png;base64,{base64.b64encode(each).decode()}">' for each in pictures]
    await page.set_content(SIDE_BY_SIDE.format("".join(shown)))
    return await page.locator("body").screenshot()


async def draw(browser: Browser, site: Campaign) -> None:
    """All pictures."""
    page, sheet = await browser.new_page(java_script_enabled=False), await browser.new_page()
    for scene in SCENES:
        phones = [await photograph(page, site, scene, language, PHONE) for language in LANGUAGES]
        desk = await photograph(page, site, scene, "en", DESKTOP)
        for name, picture in (("phone", await side_by_side(sheet, phones)), ("desk", desk)):
            (HERE / "pictures" / f"page-{scene.name}-{name}.png").write_bytes(await small(picture))


def shown() -> str:
    """The page that shows them."""
    lines = [
        "# The public pages",
        "",
        "Drawn by `make screenshots` from the pages as they are served, about a letter of an example: on a telephone",
        "in English, French and Arabic, and at a desk. `tests/browser/` opens every page in the same way.",
    ]
    for scene in SCENES:
        lines += ["", f"## {scene.caption}"]
        for name, where in (("phone", "on a telephone, in each language"), ("desk", "at a desk")):
            lines += ["", f"![{scene.caption}, {where}](pictures/page-{scene.name}-{name}.png)"]
    return "\n".join(lines) + "\n"


async def main() -> None:
    """Draw everything, and write the page."""
    try:
        program("pngquant")
        chromium = program("chromium", "chromium-browser", "google-chrome")
    except MissingError as error:
        sys.exit(str(error))
    async with campaign() as site, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium)
        await draw(browser, site)
        await browser.close()
    (HERE / "pages.md").write_text(shown(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
