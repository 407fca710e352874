"""The parts of a reply besides its texts: what was typed, lists, and a letter's own Markdown."""

import re

import pytest
from hypothesis import given

from bot.model.letters.localized import Localized
from bot.text.blocks import Block, Span, plain
from bot.text.compose import compose
from bot.text.direction import uncontrolled
from bot.text.locales import load
from bot.text.text import Bullets, Markdown, Part, Typed, t
from tests.unit.strategies import THOROUGH, typed

ENGLISH = load()["en"]


def blocks(*parts: Part) -> tuple[Block, ...]:
    return compose(parts, ENGLISH)


@THOROUGH
@given(typed.map(uncontrolled))
def test_what_was_typed_keeps_its_paragraphs_and_lines(text: str) -> None:
    found = blocks(Typed(text))
    assert [plain((block,)) for block in found] == re.split(r"\n{2,}", text.strip("\n"))
    assert all(run.typed and not run.link for block in found for run in block.runs)


@THOROUGH
@given(typed)
def test_only_web_addresses_in_what_was_typed_become_links(text: str) -> None:
    linked, bare = blocks(Typed(text, links=True)), blocks(Typed(text))
    assert plain(linked) == plain(bare)
    for run in (run for block in linked for run in block.runs if run.link):
        assert run.link == run.text
        assert re.match(r"https?://\S+$", run.link, re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://example.org/a, now.", ["https://example.org/a"]),
        ("(https://example.org)", ["https://example.org"]),
        ("“https://example.org/x?y=1#z”!", ["https://example.org/x?y=1#z"]),
        ("HTTP://EXAMPLE.ORG", ["HTTP://EXAMPLE.ORG"]),
        ("https://a.example https://b.example", ["https://a.example", "https://b.example"]),
        ("javascript:alert(1) ftp://x.org tg://x example.org a@b.org", []),
        ("https://", []),
        ("<https://example.org>", ["https://example.org"]),
    ],
)
def test_an_address_ends_before_its_punctuation(text: str, links: list[str]) -> None:
    found = [run.link for block in blocks(Typed(text, links=True)) for run in block.runs if run.link]
    assert found == links


def test_windows_line_breaks_are_line_breaks() -> None:
    assert [plain((block,)) for block in blocks(Typed("a\r\nb\r\n\r\nc\rd"))] == ["a\nb", "c\nd"]


def test_a_quotation_is_one() -> None:
    assert [block.kind for block in blocks(Typed("a\n\nb", quoted=True))] == ["quote", "quote"]


def test_a_list_has_bullets_or_the_numbers_that_it_was_given() -> None:
    items = (t("{x}", x="one"), t("**two**"))
    assert [block.marker for block in blocks(Bullets(items))] == ["•", "•"]
    assert [block.marker for block in blocks(Bullets(items, (3, 7)))] == ["3.", "7."]
    assert blocks(Bullets(items))[0].runs == (Span("one", typed=True),)


def test_the_numbers_of_a_list_that_someone_wrote_are_kept() -> None:
    text = Localized({"en": "4. four\n5. five\n   - nested\n6. six"})
    assert [(block.marker, block.depth, plain((block,))) for block in blocks(Markdown(text))] == [
        ("4.", 0, "four"),
        ("5.", 0, "five"),
        ("•", 1, "nested"),
        ("6.", 0, "six"),
    ]


def test_a_letter_s_markdown_has_styles_and_links_and_no_html() -> None:
    text = "**bold** *it* `code` [l](https://e.org) [m](mailto:a@b.org) [j](javascript:x) <b>x</b>"
    title, paragraph, quote, rule = blocks(Markdown(Localized({"en": f"# Title\n\n{text}\n\n> q\n\n---"})))
    assert (title.kind, quote.kind, rule.kind) == ("heading", "quote", "rule")
    assert {run.text: run.link for run in paragraph.runs if run.link} == {"l": "https://e.org", "m": "mailto:a@b.org"}
    assert plain((paragraph,)) == "bold it code l m [j](javascript:x) <b>x</b>"
    assert [run.text for run in paragraph.runs if run.code] == ["code"]


def test_a_letter_is_shown_in_its_first_language_where_it_has_no_other() -> None:
    assert plain(blocks(Markdown(Localized({"fr": "Bonjour", "ar": "سلام"})))) == "Bonjour"


def test_a_fence_is_code_as_it_stands() -> None:
    (block,) = blocks(Markdown(Localized({"en": "```\na  *b*\n\nc\n```"})))
    assert (block.kind, plain((block,))) == ("code", "a  *b*\n\nc")
