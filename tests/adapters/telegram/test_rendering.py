"""Blocks as Telegram's text and entities: what is always so, held against the rules of the loopback server."""

from collections.abc import Sequence

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.drawing.rendering import LIMIT, MOST_ENTITIES, Piece, pieces, prepare, units
from bot.model.letters.localized import Localized
from bot.ports.messenger import Message
from bot.text.blocks import Block, Blocks, Span
from bot.text.compose import compose
from bot.text.locales import load
from bot.text.markup import markdown
from bot.text.text import Bullets, Markdown, t
from tests.platforms.telegram.links import automatic_links
from tests.platforms.telegram.text import Entity, check_entities
from tests.unit.strategies import JOINER, THOROUGH, documents, typed, visible

ENGLISH = load()["en"]


def paragraph(*runs: Span) -> Blocks:
    return (Block("paragraph", runs),)


def one(blocks: Blocks) -> Piece:
    (piece,) = pieces(blocks)
    return piece


def declared(piece: Piece) -> list[Entity]:
    return [
        Entity(each.type, each.offset, each.length, each.url or None, unix_time=each.moment) for each in piece.entities
    ]


def styled(piece: Piece) -> list[tuple[str, str]]:
    return [(each.type, each.of(piece.text)) for each in declared(piece)]


def links(piece: Piece) -> Sequence[Entity]:
    return automatic_links(piece.text, declared(piece))


@THOROUGH
@given(documents)
def test_telegram_refuses_no_entity(blocks: Blocks) -> None:
    for piece in pieces(blocks):
        check_entities(piece.text, declared(piece))


@THOROUGH
@given(visible)
def test_taking_the_word_joiners_out_gives_back_what_was_typed(text: str) -> None:
    assert one(paragraph(Span(text, typed=True))).text.replace(JOINER, "") == text


@THOROUGH
@given(st.lists(typed, min_size=1, max_size=4))
def test_nothing_that_was_typed_becomes_a_link_by_itself(texts: list[str]) -> None:
    blocks = tuple(Block("paragraph", (Span(text, bold=True, typed=True),)) for text in texts)
    assert [link for piece in pieces(blocks) for link in links(piece)] == []


@pytest.mark.parametrize(
    "text",
    [
        "@ada_l", "a@b.org", "mailto:a@b.org", "/start", "/start@a_bot", "#tag", "#·tag", "#\u200ctag", "#ට\u0dcf",
        "$USD", "$1INCH", "example.org", "https://example.org/x", "HTTP://EXAMPLE.ORG", "tg://resolve?domain=x",
        "ton://transfer", "t.me/x", "192.168.0.1", "http://192.168.0.1:80/", "xn--e1afmkfd.xn--p1ai",
        "сайт.рф", "例え.世界", "(example.org)", "x.org.", "ftp://a.org", "ex\u2010ample.org",
    ],
)  # fmt: skip
def test_what_telegram_would_make_a_link_stays_text(text: str) -> None:
    assert links(one(paragraph(Span(text, typed=True)))) == ()


def test_the_loopback_server_would_have_made_links_of_it() -> None:
    assert links(one(paragraph(Span("@ada_l a@b.org #tag example.org /start"))))


def test_a_template_s_own_command_is_left_to_telegram_and_a_typed_one_is_code() -> None:
    assert [each.type for each in links(one(paragraph(Span("Type "), Span("/help", code=True))))] == ["bot_command"]
    assert links(one(paragraph(Span("/help", code=True, typed=True)))) == ()


def test_neighbours_in_one_style_share_an_entity() -> None:
    blocks = compose((t("**Demand {number}: {title}**", number=2, title="a *b*"),), ENGLISH)
    assert styled(one(blocks)) == [("bold", "Demand 2: a *b*")]


def test_offsets_count_utf_16_units() -> None:
    piece = one(paragraph(Span("👩‍👩‍👧𝔘 "), Span("é", bold=True), Span(" 🇫🇷", italic=True)))
    assert styled(piece) == [("bold", "é"), ("italic", " 🇫🇷")]
    assert (piece.entities[0].offset, units("👩‍👩‍👧𝔘 ")) == (11, 11)


def test_code_has_no_other_style_and_a_link_no_code() -> None:
    piece = one(
        (
            Block("heading", (Span("a "), Span("b", code=True))),
            Block("paragraph", (Span("c", code=True, bold=True, link="https://example.org"),)),
            Block("code", (Span("d\n  e"),)),
        )
    )
    assert styled(piece) == [("bold", "a "), ("code", "b"), ("bold", "c"), ("text_link", "c"), ("pre", "d\n  e")]


def test_a_link_has_its_address() -> None:
    piece = one(paragraph(Span("our site", link="https://example.org", typed=True)))
    assert [(each.type, each.url) for each in piece.entities] == [("text_link", "https://example.org")]


def test_ordered_lists_keep_their_numbers_and_nested_ones_their_depth() -> None:
    letter = Markdown(Localized({"en": "4. four\n5. five\n   - nested\n6. six"}))
    assert one(compose((letter,), ENGLISH)).text == "4. four\n5. five\n  • nested\n6. six"
    numbered = Bullets((t("one"), t("two")), (1, 2))
    assert one(compose((t("Demands"), numbered), ENGLISH)).text == "Demands\n\n1. one\n2. two"


def test_a_quote_is_one_stretch() -> None:
    blocks = (Block("quote", (Span("a\n"), Span("b", bold=True))), Block("quote", (Span("c"),)))
    assert styled(one(blocks)) == [("bold", "b"), ("blockquote", "a\nb"), ("blockquote", "c")]


def test_what_is_empty_leaves_no_gap() -> None:
    blocks = (Block("paragraph"), Block("paragraph", (Span("a"),)), Block("quote", (Span(" "),)), Block("rule"))
    assert one(blocks).text == "a\n\n———"
    assert pieces((Block("paragraph"), Block("item"))) == []


def test_more_entities_than_telegram_reads_are_left_out() -> None:
    runs = [Span(str(index), bold=bool(index % 2)) for index in range(300)]
    assert len(one(paragraph(*runs)).entities) == MOST_ENTITIES


@pytest.mark.parametrize(("length", "fits"), [(LIMIT, True), (LIMIT + 1, False)])
def test_what_does_not_fit_into_one_message_is_refused_before_it_leaves(length: int, fits: bool) -> None:
    refused = prepare(Message(paragraph(Span("x" * length))))
    assert (refused is None) == fits
    assert refused is None or f"{length:,}" in refused.reason


@THOROUGH
@given(documents)
def test_what_is_prepared_as_one_is_one(blocks: Blocks) -> None:
    if prepare(Message(blocks)) is None:
        assert len(pieces(blocks)) <= 1


def test_no_style_is_lost_on_the_way_through_a_template() -> None:
    blocks = compose((t("**a** *b* ***c*** `d` [e](https://example.org)"),), ENGLISH)
    assert styled(one(blocks)) == [
        ("bold", "a"), ("italic", "b"), ("bold", "c"), ("italic", "c"), ("code", "d"), ("text_link", "e"),
    ]  # fmt: skip
    assert not regex.search(r"[*`\[\]]", one(blocks).text)


def test_an_item_without_text_has_its_number() -> None:
    assert one(markdown.parse("1. a\n2.\n\nb")).text == "1. a\n2.\n\nb"


def test_numbers_are_as_they_were_written() -> None:
    assert one(markdown.parse("0. a\n1. b\n\n14) c\n21) d")).text == "0. a\n1. b\n14) c\n21) d"


def test_a_list_in_a_quotation_is_one_quotation() -> None:
    piece = one(markdown.parse("> - a\n> - **b**\n\nc"))
    assert piece.text == "• a\n• b\n\nc"
    assert [each for each in declared(piece) if each.type == "blockquote"] == [Entity("blockquote", 0, 7)]


def test_a_bare_address_is_a_link_whole() -> None:
    piece = one(markdown.parse("At https://example.org/_final_/a_b.pdf."))
    assert piece.text == "At https://example.org/_final_/a_b.pdf."
    assert declared(piece) == [Entity("text_link", 3, 35, "https://example.org/_final_/a_b.pdf")]
