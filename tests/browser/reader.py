"""Somebody with a browser: what they open, press and type, and what the pages do meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.async_api import ConsoleMessage, FilePayload, Page, Request

from bot.text.direction import uncopied

PHONE, DESKTOP = 360, 1280
"""Pixels across."""

HEIGHT = 800
FAVICON = "/favicon.ico"
"""What a browser asks for by itself."""

TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
    .filter(each => each.scrollWidth > innerWidth || each.getBoundingClientRect().right > innerWidth)
    .map(each => `${each.localName}: ${each.textContent.slice(0, 40)}`)"""

FOCUSED = """() => [[...document.querySelectorAll('a[href], button, input')].indexOf(document.activeElement),
    getComputedStyle(document.activeElement).outlineStyle]"""


@dataclass
class Reader:
    """A tab, and what went wrong in it: `faults` holds what the console said of pages, and what asked for something
    beyond the site at `root`, and the other one that they look at, which is `also` there."""

    page: Page
    root: str
    faults: list[str] = field(default_factory=list)
    also: str = ""

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and FAVICON not in message.location["url"]:
            self.faults.append(message.text)

    def _asked(self, request: Request) -> None:
        at_home = (f"{self.root}/", "data:", *filter(None, [self.also]))
        if not request.url.startswith(at_home):
            self.faults.append(f"asked for {request.url}")

    @asynccontextmanager
    async def anew(self) -> AsyncIterator["Reader"]:
        """The tab as one that was just opened; at the end nothing may have gone wrong in it."""
        self.faults.clear()
        self.also = ""
        await self.page.context.clear_cookies()
        await self.look(DESKTOP)
        yield self
        assert self.faults == []

    async def open(self, path: str) -> bool:
        """Open what has to be there; whether it is a page, and not a file."""
        found = await self.page.request.get(self.root + path)
        assert found.status == 200, path
        if not found.headers["content-type"].startswith("text/html"):
            return False
        await self.page.goto(self.root + path)
        return True

    async def look(self, width: int, scheme: Literal["light", "dark"] = "light") -> None:
        """Look from now on in a window so wide, in these colours."""
        await self.page.emulate_media(color_scheme=scheme, media="screen")
        await self.page.set_viewport_size({"width": width, "height": HEIGHT})

    async def press(self, name: str, within: str = "main") -> None:
        """Press the first link or button of this name."""
        place = self.page.locator(within)
        pressed = place.get_by_role("link", name=name).or_(place.get_by_role("button", name=name)).first
        await pressed.click()

    async def fill(self, label: str, text: str) -> None:
        """Type into the field of this label."""
        await self.page.get_by_label(label).fill(text)

    async def attach(self, label: str, name: str, content: bytes) -> None:
        """Choose a file for the field of this label."""
        file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        await self.page.get_by_label(label).set_input_files(file)

    async def drawn(self, alt: str) -> tuple[int, int] | None:
        """How wide and high the picture is, in its own pixels, that these words stand for; nothing where there is none,
        or it was not drawn."""
        found = self.page.get_by_alt_text(alt)
        if not await found.count():
            return None
        await found.first.scroll_into_view_if_needed()
        wide, high = await found.first.evaluate("each => [each.naturalWidth, each.naturalHeight]")
        return (wide, high) if wide else None

    async def answer(self) -> str:
        """What stands below the heading, before anything that can be filled in."""
        return " ".join(await self.page.locator("h1 ~ p").all_inner_texts())

    async def says(self) -> str:
        """What stands in the page's middle."""
        return await self.page.locator("main").inner_text()

    async def heading(self) -> str:
        """What is written over the page."""
        return uncopied(await self.page.locator("h1").inner_text())

    async def focused(self) -> tuple[int, str]:
        """Where the keyboard is, counted among all that can be pressed or filled in, and the outline around it."""
        place, outline = await self.page.evaluate(FOCUSED)
        return place, outline

    async def too_wide(self) -> list[str]:
        """What reaches beyond the window, so that one would have to scroll sideways."""
        found: list[str] = await self.page.evaluate(TOO_WIDE)
        return found
