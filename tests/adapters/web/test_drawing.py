"""What a sheet looks like as HTML: whatever was typed into it is text there, and nothing else."""

import base64
import hashlib
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.web.drawing import Drawing
from bot.pages.page import Sheet
from bot.text.blocks import Block, Span

DRAWING = Drawing()
SHEET = Sheet("en", "ltr", "Title", (Block("paragraph", (Span("One "), Span("text"))),), (("yes", "Yes"),))


class Seen(HTMLParser):
    """A page as a browser takes it apart: its tags with what they hold, and the text in each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.texts.append(("", ""))

    def handle_data(self, data: str) -> None:
        if self.texts:
            tag, text = self.texts[-1]
            self.texts[-1] = tag, text + data

    def text(self, tag: str) -> str:
        """What stands in the first of these tags."""
        return next(text for name, text in self.texts if name == tag)


TAGS = [tag for tag, _ in Seen(DRAWING.drawn(SHEET, "/m/A")).tags]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
@example("<script>alert(1)</script>")
@example("\"' onmouseover='alert(1)")
@example("&amp;&#60;b&#62; {{ sheet }} {% include 'style.css' %}")
def test_what_was_typed_is_text(typed: str) -> None:
    sheet = Sheet(typed, typed, typed, (Block("paragraph", (Span(typed), Span("!"))),), ((typed, typed),))
    seen = Seen(DRAWING.drawn(sheet, f"/{typed}"))
    assert [tag for tag, _ in seen.tags] == TAGS
    held = dict(seen.tags)
    assert held["html"] == {"lang": typed, "dir": typed}
    assert held["form"] == {"method": "post", "action": f"/{typed}/{typed}"}
    assert [seen.text(tag) for tag in ("title", "h1", "p", "button")] == [typed, typed, f"{typed}!", typed]


def test_its_style_is_the_only_one_that_is_let_in() -> None:
    style = Seen(DRAWING.drawn(SHEET, "/m/A")).text("style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert "font:" in style
    assert f"style-src 'sha256-{digest}';" in DRAWING.headers["Content-Security-Policy"]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_it_says_its_direction_and_that_no_search_engine_lists_it(direction: str) -> None:
    seen = Seen(DRAWING.drawn(Sheet("xx", direction, "Title", ()), "/m/A"))
    assert ("html", {"lang": "xx", "dir": direction}) in seen.tags
    assert ("meta", {"name": "robots", "content": "noindex"}) in seen.tags
    assert DRAWING.headers["X-Robots-Tag"] == "noindex, nofollow"
