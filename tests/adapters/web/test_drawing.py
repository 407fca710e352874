"""What a page looks like as HTML: whatever was typed into it is text there, and nothing else."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.web.drawing import Drawing
from adapters.web.headers import PRIVATE, PUBLIC
from bot.model.letters.difference import Fate
from bot.pages.page import Alternate, Form, PageAct, PageView
from bot.pages.pieces import Difference, Entries, Links, PageLink, Picture, ScanCode, Search, Section
from bot.text.locales import load
from bot.text.text import Bullets, Link, Typed, t

DRAWING = Drawing(("/static/page.css",))
SPEECHES = load()


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


def drawn(view: PageView, language: str = "en") -> str:
    """A page in a language."""
    return DRAWING.drawn(view, SPEECHES[language], SPEECHES, "/m/A")


def page(typed: str) -> PageView:
    """A page with something typed wherever something can stand."""
    said, text = Typed(typed), t("{typed}", typed=typed)
    link = PageLink(text, f"/{typed}", language="fr", relation="alternate", current=True)
    return PageView(
        (said,),
        title=text,
        acts=(PageAct("yes", text, lambda visit: PageView()),),
        description=text,
        address=f"/{typed}",
        same={typed: f"/{typed}"},
        picture=Picture(f"/{typed}", text, 1200, 630),
        languages=Links(text, (link,)),
        footer=(said,),
        alternates=(Alternate("application/json", f"/{typed}", text),),
        structured={"name": typed, typed: [typed]},
        pieces=(
            Section((said, Typed(typed, quoted=True), Bullets((text, text))), text, typed, typed),
            Difference(text, ((Fate.SAME, typed), (Fate.GONE, typed), (Fate.NEW, text)), typed),
            Entries(((said, Typed(typed, quoted=True)),), 7),
            Search("q", text, text, typed),
            Picture(f"/{typed}", text, 10, 10),
            ScanCode(f"https://example.org/?{len(typed)}", text),
            Form("asked", text, text, lambda visit: PageView(), 9),
            Form("file", text, text, lambda visit: PageView(), heads=lambda visit: ()),
        ),
    )


TAGS = [tag for tag, _ in Seen(drawn(page("x"))).tags]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
@example("<script>alert(1)</script>")
@example("\"' onmouseover='alert(1)")
@example("&amp;&#60;b&#62; {{ view }} {% include 'page.css' %}")
@example("\u202e\u2066 gnirts")
def test_what_was_typed_is_text(typed: str) -> None:
    seen = Seen(drawn(page(typed)))
    assert [tag for tag, _ in seen.tags if tag not in ("path", "br")] == [tag for tag in TAGS if tag != "path"]
    names = {name for _, held in seen.tags for name in held}
    assert not {name for name in names if name.startswith("on") or name == "style"}


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_it_says_its_language_and_direction(language: str, direction: str) -> None:
    assert ("html", {"lang": language, "dir": direction}) in Seen(drawn(PageView(), language)).tags


@pytest.mark.parametrize("typed", ["</script><b>", "<!--<script>", "&lt;'\"\\", "\u2028\u202e"])
def test_what_a_page_says_of_itself_is_what_was_typed(typed: str) -> None:
    seen = Seen(drawn(page(typed)))
    assert json.loads(seen.text("script")) == {"name": typed, typed: [typed]}
    assert "b" not in {tag for tag, _ in seen.tags}


def test_without_a_description_no_search_engine_lists_it() -> None:
    assert ("meta", {"name": "robots", "content": "noindex"}) in Seen(drawn(PageView())).tags


def test_it_runs_nothing_and_loads_only_its_own_styles() -> None:
    tags = Seen(drawn(page("x"))).tags
    assert [held for tag, held in tags if tag == "script"] == [{"type": "application/ld+json"}]
    assert [held["href"] for tag, held in tags if held.get("rel") == "stylesheet"] == ["/static/page.css"]
    assert PRIVATE["X-Robots-Tag"] == "noindex, nofollow"
    for headers in (PRIVATE, PUBLIC):
        assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "x"]
)
def test_what_leads_to_no_page_is_no_link(address: str) -> None:
    seen = Seen(drawn(PageView((t("{link}", link=Link(address)), t("{link}", link=Link("https://example.org"))))))
    assert [held["href"] for tag, held in seen.tags if tag == "a"] == ["https://example.org"]


def test_a_list_is_numbered_from_its_first_number_or_not_at_all() -> None:
    for first, tag in ((7, ("ol", {"class": "entries", "start": "7"})), (0, ("ul", {"class": "entries"}))):
        assert tag in Seen(drawn(PageView(pieces=(Entries(((Typed("x"),),), first),)))).tags
