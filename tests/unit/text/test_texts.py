"""Templates are parsed once, and what is put into them never passes a parser."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.letters.localized import Localized
from bot.text.blocks import Block, Blocks, Span, plain
from bot.text.compose import compose, label
from bot.text.direction import END, ISOLATE, uncontrolled
from bot.text.locales import load
from bot.text.markup import markdown
from bot.text.text import Code, Language, Link, Planned, Text, t
from tests.unit.strategies import THOROUGH, typed

SPEECHES = load()
ENGLISH = SPEECHES["en"]
TEMPLATES = (
    "{x}",
    "**{x}**",
    "*{x}*",
    "***{x}***",
    "`{x}`",
    "# {x}",
    "> {x}",
    "- {x}",
    "1. {x}",
    "before {x} after",
    "**before {x}** *after {x}*",
    "({x})",
    "{x}{x}",
    "“{x}”, [a link](https://example.org) and {x}",
)


def said(text: Text) -> Blocks:
    """What is read: without the signs around what runs from right to left."""
    return tuple(
        replace(block, runs=tuple(run for run in block.runs if run.text not in (ISOLATE, END)))
        for block in compose((text,), ENGLISH)
    )


@THOROUGH
@given(st.sampled_from(TEMPLATES), typed.map(uncontrolled).filter(bool))
def test_any_value_in_any_style_appears_exactly_and_makes_no_run_of_its_own(template: str, value: str) -> None:
    pattern = said(t(template, x="v"))
    expected = tuple(
        replace(block, runs=tuple(replace(run, text=value) if run.typed else run for run in block.runs))
        for block in pattern
    )
    assert said(t(template, x=value)) == expected
    assert any(run.typed for block in pattern for run in block.runs)


@given(st.sampled_from(TEMPLATES))
def test_an_empty_value_leaves_its_place_empty(template: str) -> None:
    blocks = said(t(template, x=""))
    assert [block.kind for block in blocks] == [block.kind for block in said(t(template, x="v"))]
    assert not any(run.typed for block in blocks for run in block.runs)
    assert all(run.text for block in blocks for run in block.runs)


def test_a_template_is_parsed_once_whatever_is_put_into_it() -> None:
    markdown.parse.cache_clear()
    for value in ("one", "**two**", "- three", "", "\n\n", '"quoted"'):
        said(t("**{name}** and {other}", name=value, other=value))
    assert markdown.parse.cache_info().misses == 1


@pytest.mark.parametrize("value", ['"x"', "'", "a\nb", "a\n\nb", "{y}", "{x}", "\ue000", "\ue001\uf8ff", "\\", "&lt;"])
def test_quotes_line_breaks_braces_and_private_use_characters_stay(value: str) -> None:
    assert said(t("a {x} b", x=value, y="other")) == (
        Block("paragraph", (Span("a "), Span(value, typed=True), Span(" b"))),
    )


def test_a_text_in_a_text_takes_the_style_of_its_place() -> None:
    inner = t("*{name}*, {role}", name="Ada", role="chair")
    assert said(t("**{who}**", who=inner))[0].runs == (
        Span("Ada", bold=True, italic=True, typed=True),
        Span(", ", bold=True),
        Span("chair", bold=True, typed=True),
    )


def test_a_link_has_its_label_or_itself() -> None:
    url = "https://example.org"
    assert said(t("{x}", x=Link(url)))[0].runs == (Span(url, link=url, typed=True),)
    assert said(t("{x}", x=Link(url, "A & B")))[0].runs == (Span("A & B", link=url, typed=True),)
    assert said(t("{x}", x=Link(url, t("More"))))[0].runs == (Span("More", link=url),)


def test_what_is_to_be_copied_is_code_and_no_longer_styled_by_a_person() -> None:
    assert said(t("{x}", x=Code("4JTH-8Q27")))[0].runs == (Span("4JTH-8Q27", code=True),)


def test_a_localized_value_is_in_the_reader_s_language_and_was_typed() -> None:
    value = Localized({"fr": "Bonjour *toi*", "en": "Hello"})
    assert compose((t("{x}", x=value),), SPEECHES["fr"])[0].runs == (Span("Bonjour *toi*", typed=True),)
    assert said(t("{x}", x=value))[0].runs == (Span("Hello", typed=True),)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12345, "12,345"),
        (date(2024, 2, 22), "22 February 2024"),
        (datetime(2024, 2, 22, 15, 0, tzinfo=UTC), "22 February 2024, 15:00 UTC"),
        (Planned(datetime(2024, 2, 22, 15, 0, tzinfo=UTC)), "Thursday, 22 February 2024, 15:00 UTC"),
        (Language("fr"), "French"),
    ],
)
def test_numbers_dates_and_languages_are_put_into_words(value: object, shown: str) -> None:
    assert plain(said(t("{x}", x=value))) == shown


@pytest.mark.parametrize("value", [True, None, 1.5, object()])
def test_a_value_that_nobody_put_into_words_is_a_mistake(value: object) -> None:
    with pytest.raises(TypeError):
        said(t("{x}", x=value))


def test_a_missing_value_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        said(t("{x}"))


def test_a_label_has_the_text_without_its_style() -> None:
    assert label(t("**Remove** {account}", account="*x*"), ENGLISH) == "Remove *x*"


def test_items_of_a_list_stand_on_the_next_line_also_in_a_quotation_and_its_paragraphs_do_not() -> None:
    item, words = Block("quote", marker="1."), Block("quote")
    assert item.continues(item)
    assert not item.continues(words)
    assert not words.continues(item)
