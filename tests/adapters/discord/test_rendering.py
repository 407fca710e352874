"""Blocks as Discord's Markdown: what was typed is shown exactly, and does nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.drawing.rendering import LIMIT, contents, prepare
from bot.model.letters.localized import Localized
from bot.ports.messenger import Message
from bot.text.blocks import Block, Blocks, Span
from bot.text.compose import compose
from bot.text.locales import load
from bot.text.text import Bullets, Code, Link, Markdown, Part, Typed, t
from tests.adapters.discord.reader import alive, harmless, unescaped, unmarked
from tests.platforms.discord.mentions import EVERYONE, ROLES, USERS
from tests.unit.strategies import THOROUGH, documents, typed, visible

ENGLISH = load()["en"]


def paragraph(*runs: Span) -> Blocks:
    return (Block("paragraph", runs),)


def one(blocks: Blocks) -> str:
    (content,) = contents(blocks)
    return content


def drawn(*parts: Part) -> str:
    return one(compose(parts, ENGLISH))


@THOROUGH
@given(visible)
def test_what_was_typed_is_shown_exactly(text: str) -> None:
    assert unescaped(one(paragraph(Span(text, typed=True)))) == text


@THOROUGH
@given(visible)
def test_what_was_typed_does_nothing(text: str) -> None:
    content = one(paragraph(Span(text, typed=True)))
    assert harmless(content)
    assert not any(pattern.search(content) for pattern in (USERS, ROLES, EVERYONE))


@pytest.mark.parametrize(
    "text", ["# x", "## x", "- x", "* x", "> x", ">>> x", "1. x", " 12. x", "-# x", "a\n# x", "a\n 1. x", "a\n- x"]
)
def test_a_line_does_not_become_a_heading_list_or_quote(text: str) -> None:
    assert harmless(one(paragraph(Span(text, typed=True))))
    assert harmless(one((Block("item", (Span(text, typed=True),), "•"),)).removeprefix("- "))
    for line in one((Block("quote", (Span(text, typed=True),)),)).split("\n"):
        assert harmless(line.removeprefix("> "))


@pytest.mark.parametrize(
    "text",
    [
        "<@123>", "<@!123>", "<@&123>", "@everyone", "@here", "<#123>", "<:smile:1>", "<a:x:1>", "<t:1:R>", "</sign:1>",
        "http://a.org", "HTTPS://A.ORG", "<https://a.org>", "[a](https://a.org)", "discord.gg/abc", "https:\\//a.org",
        "\\<@123>", "\\", "\\\\*x*", "||x||", "~~x~~", "__x__", "```x```", "`x`", "``", "<id:customize>",
    ],
)  # fmt: skip
def test_no_mention_link_or_style_comes_of_what_was_typed(text: str) -> None:
    content = one(paragraph(Span(text, typed=True)))
    assert harmless(content)
    assert unescaped(content) == text


@THOROUGH
@given(st.lists(st.tuples(visible, st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_styles_hold_whatever_stands_in_them(parts: list[tuple[str, bool, bool]]) -> None:
    content = one(paragraph(*(Span(text, bold=bold, italic=italic, typed=True) for text, bold, italic in parts)))
    assert alive(content).count("*") % 2 == 0
    assert "****" not in alive(content)
    assert unescaped(unmarked(content)) == "".join(text for text, _, _ in parts)


def test_neighbours_in_one_style_stand_between_the_same_marks() -> None:
    assert drawn(t("**Demand {number}: {title}**", number=2, title="a*b")) == r"**Demand 2: a\*b**"
    assert one((Block("heading", (Span("a "), Span("b", bold=True))),)) == "**a b**"
    assert one(paragraph(Span("a", bold=True), Span("b", italic=True))) == "**a**\u2060*b*"
    assert one(paragraph(Span(" a ", bold=True), Span("b"))).strip() == "**a** b"


def test_code_stands_by_itself_in_what_is_bold() -> None:
    assert drawn(t("**Receipt {receipt}** — {state}", receipt=Code("4JTH-8Q27"), state=t("listed"))) == (
        "**Receipt** `4JTH-8Q27` — listed"
    )


@THOROUGH
@given(typed.filter(bool))
def test_nobody_breaks_out_of_code(text: str) -> None:
    content = one(paragraph(Span("a "), Span(text, code=True), Span(" b")))
    assert content.count("`") == 2
    assert content.startswith("a `")
    assert content.endswith("` b")
    assert "\n" not in content


@THOROUGH
@given(visible)
def test_nobody_breaks_out_of_a_fence(text: str) -> None:
    content = one((Block("code", (Span(text),)),))
    assert content.count("```") == 2
    assert content.removeprefix("```\n").removesuffix("\n```").replace("\u2060", "") == text


def test_a_link_is_an_address_between_brackets_and_has_no_preview() -> None:
    url = "https://example.org/a_(b)"
    assert drawn(t("{x}", x=Link(url))) == f"<{url}>"
    label = r"A \[b\] " + "@\u2060everyone"
    assert drawn(t("{x}", x=Link(url, "A [b] @everyone"))) == f"[{label}](<https://example.org/a_%28b%29>)"
    assert drawn(t("**{x}**", x=Link("https://example.org", "A"))) == "[**A**](<https://example.org>)"


def test_an_address_that_is_far_too_long_is_shown_as_text() -> None:
    text = "https://example.org/" + "a" * 1200
    content = "".join(contents(compose((Typed(text, links=True),), ENGLISH)))
    assert unescaped(content) == text
    assert harmless(content)


def test_lists_keep_their_numbers_and_bullets() -> None:
    letter = Markdown(Localized({"en": "4. four\n5. five\n   - nested\n6. six"}))
    assert drawn(letter) == "4. four\n5. five\n  - nested\n6. six"
    assert drawn(Bullets((t("one"), t("two")), (1, 2))) == "1. one\n2. two"


@THOROUGH
@given(documents)
def test_every_message_has_a_content_that_discord_takes(blocks: Blocks) -> None:
    found = contents(blocks)
    assert all(content.strip() and len(content) <= LIMIT for content in found)
    if prepare(Message(blocks)) is None:
        assert len(found) <= 1


def test_what_is_empty_leaves_no_gap() -> None:
    assert one((Block("paragraph"), Block("paragraph", (Span("a"),)), Block("quote", (Span(" "),)))) == "a"
    assert contents((Block("paragraph"), Block("code", (Span(""),)), Block("item"))) == []


def test_what_does_not_fit_into_one_message_is_refused_before_it_leaves() -> None:
    assert prepare(Message(paragraph(Span("x" * LIMIT)))) is None
    refused = prepare(Message(paragraph(Span("*" * LIMIT))))
    assert refused
    assert str(2 * LIMIT) in refused.reason


def test_an_item_without_text_has_its_number() -> None:
    assert drawn(Markdown(Localized({"en": "1. a\n2.\n\nb"}))) == "1. a\n2.\n\nb"
    assert drawn(Markdown(Localized({"en": "- a\n-\n- c"}))) == "- a\n•\n- c"


@pytest.mark.parametrize("text", ["1. a\n2. b", "3. a\n4. b", "1. a\n   1. x\n   2. y\n2. b", "- a\n- b", "3) a\n7) b"])
def test_a_list_that_discord_counts_as_it_is_written_is_its_own(text: str) -> None:
    assert drawn(Markdown(Localized({"en": text}))) == text.replace("   ", "  ")


@pytest.mark.parametrize("text", ["0. a\n1. b", "14. a\n21. b", "01. a\n02. b", "> 0. a\n> 1. b"])
def test_numbers_that_discord_would_count_otherwise_are_text(text: str) -> None:
    content = drawn(Markdown(Localized({"en": text})))
    assert unescaped(content) == text.replace("   ", "  ")
    assert not re.search(r"(?m)^[\s>]*\d+\. ", content)


def test_the_numbers_of_a_list_of_demands_are_those_that_it_was_given() -> None:
    assert drawn(Bullets((t("a"), t("b")), (3, 7))) == "3\\. a\n7\\. b"


def test_a_list_in_a_quotation_is_quoted() -> None:
    assert drawn(Markdown(Localized({"en": "> We ask\n>\n> - a\n> - b"}))) == "> We ask\n\n> - a\n> - b"


def test_a_bare_address_is_a_link_whole() -> None:
    assert drawn(Markdown(Localized({"en": "At https://example.org/_final_/a_b.pdf."}))) == (
        "At <https://example.org/_final_/a_b.pdf>."
    )
