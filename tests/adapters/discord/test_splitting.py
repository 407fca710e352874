"""A long text in several of Discord's messages: nothing is lost, and each message is whole by itself."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.drawing.rendering import LIMIT, contents
from bot.text.blocks import Block, Blocks, Span
from bot.text.compose import compose
from bot.text.locales import load
from bot.text.text import Typed
from tests.adapters.discord.reader import alive, harmless, unescaped
from tests.unit.strategies import THOROUGH, documents, typed, visible

GRAPHEMES = ("a", "é", "e\u0301\u0323", "👩‍👩‍👧‍👦", "🇫🇷", "𝔘", "👍🏽", " ", "\n", "*", "1. ", "- ")
texts = st.lists(st.sampled_from(GRAPHEMES), min_size=1, max_size=300).map("".join).filter(lambda text: text.strip())
limits = st.integers(min_value=30, max_value=80)


@THOROUGH
@given(texts, limits)
def test_no_grapheme_is_lost_or_cut(text: str, limit: int) -> None:
    found = contents((Block("paragraph", (Span(text, typed=True),)),), limit)
    assert all(len(content) <= limit and content.strip() for content in found)
    shown = [each for content in found for each in regex.findall(r"\X", unescaped(content)) if each.strip()]
    assert shown == [each for each in regex.findall(r"\X", text) if each.strip()]


@THOROUGH
@given(visible.map(lambda text: text * 5), limits)
def test_a_stretch_of_what_was_typed_does_nothing_either(text: str, limit: int) -> None:
    found = contents((Block("paragraph", (Span(text, typed=True),)),), limit)
    assert all(harmless(content) for content in found)
    assert "".join("".join(map(unescaped, found)).split()) == "".join(text.split())


@THOROUGH
@given(st.lists(st.tuples(typed, st.booleans()), min_size=1, max_size=5), limits)
def test_a_style_that_is_cut_ends_and_begins_anew(parts: list[tuple[str, bool]], limit: int) -> None:
    runs = tuple(Span(text, bold=bold, typed=True) for text, bold in parts)
    for content in contents((Block("paragraph", runs),), limit):
        assert alive(content).count("**") % 2 == 0
        assert len(content) <= limit


@THOROUGH
@given(visible.map(lambda text: text * 5), limits)
def test_a_fence_that_is_cut_ends_and_begins_anew(text: str, limit: int) -> None:
    for content in contents((Block("code", (Span(text),)),), limit):
        assert content.startswith("```\n")
        assert content.endswith("\n```")
        assert content.count("```") == 2


@THOROUGH
@given(typed.map(lambda text: text * 5), limits)
def test_every_line_of_a_quote_that_is_cut_is_quoted(text: str, limit: int) -> None:
    for content in contents((Block("quote", (Span(text, typed=True),)),), limit):
        assert all(line.startswith("> ") for line in content.split("\n"))


@THOROUGH
@given(documents, st.integers(1, 40))
def test_no_message_is_longer_than_discord_takes(blocks: Blocks, times: int) -> None:
    assert all(0 < len(content) <= LIMIT for content in contents(blocks * times))


@THOROUGH
@given(typed.map(lambda text: text * 40))
def test_a_long_text_with_addresses_keeps_them_all(text: str) -> None:
    blocks = compose((Typed(text, links=True),), load()["en"])
    assert all(0 < len(content) <= LIMIT for content in contents(blocks))


def test_a_cut_is_made_between_lines_else_words() -> None:
    assert contents((Block("paragraph", (Span("aaaa bb\ncc dd"),)),), 12) == ["aaaa ", "bb\ncc dd"]
    assert contents((Block("paragraph", (Span("aa\nbbb cccc ddd"),)),), 12) == ["aa\nbbb ", "cccc ddd"]
    assert contents((Block("paragraph", (Span("aaa\nbbb"),)), Block("paragraph", (Span("c"),))), 8) == ["aaa\nbbb", "c"]


def test_only_the_first_stretch_of_an_item_has_its_number() -> None:
    assert contents((Block("item", (Span("aaaa bbbb cccc dddd"),), "7."),), 14) == ["7. aaaa ", "bbbb cccc dddd"]
