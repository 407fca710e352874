"""A long text in several of Telegram's messages: nothing visible is lost, and nothing is cut that belongs together."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.drawing.rendering import LIMIT, Entity, Piece, pieces, split, units
from bot.text.blocks import Block, Blocks, Span
from tests.platforms.telegram.text import Entity as Declared
from tests.platforms.telegram.text import check_entities
from tests.unit.strategies import THOROUGH, documents, typed

GRAPHEMES = ("a", "é", "e\u0301\u0323", "👩‍👩‍👧‍👦", "🇫🇷", "𝔘", "한", "ग\u094dद", "👍🏽", " ", "\n", "\n\n", ". ")
texts = st.lists(st.sampled_from(GRAPHEMES), min_size=1, max_size=300).map("".join)
limits = st.integers(min_value=12, max_value=80)


def graphemes(text: str) -> list[str]:
    return [each for each in regex.findall(r"\X", text) if each.strip()]


def styles(piece: Piece) -> list[set[str]]:
    """The styles of each visible character."""
    found, at = list[set[str]](), 0
    for character in piece.text:
        worn = {f"{e.type} {e.url}" for e in piece.entities if e.offset <= at < e.offset + e.length}
        if character.strip():
            found.append(worn)
        at += units(character)
    return found


@THOROUGH
@given(texts, limits)
def test_no_piece_is_too_long_and_no_grapheme_is_lost_or_cut(text: str, limit: int) -> None:
    found = split(Piece(text, ()), limit)
    assert all(0 < units(piece.text) <= limit and piece.text.strip() for piece in found)
    assert [each for piece in found for each in graphemes(piece.text)] == graphemes(text)


@THOROUGH
@given(typed.map(lambda text: text * 5), limits)
def test_any_text_at_all_is_split_without_a_visible_loss(text: str, limit: int) -> None:
    found = split(Piece(text, ()), limit)
    assert all(0 < units(piece.text) <= limit for piece in found)
    assert "".join("".join(piece.text for piece in found).split()) == "".join(text.split())


@THOROUGH
@given(st.lists(st.tuples(texts, st.booleans(), st.booleans()), min_size=1, max_size=6), limits)
def test_entities_that_are_cut_go_on(parts: list[tuple[str, bool, bool]], limit: int) -> None:
    url = "https://example.org"
    runs = tuple(Span(text, bold=bold, link=url if linked else "") for text, bold, linked in parts)
    blocks: Blocks = (Block("paragraph", runs), Block("quote", runs))
    (whole,) = pieces(blocks, 10**6) or [Piece("", ())]
    cut = split(whole, limit)
    for piece in cut:
        check_entities(piece.text, [Declared(e.type, e.offset, e.length, e.url or None) for e in piece.entities])
    assert [worn for piece in cut for worn in styles(piece)] == styles(whole)


@THOROUGH
@given(documents, st.integers(1, 40))
def test_no_message_is_longer_than_telegram_takes(blocks: Blocks, times: int) -> None:
    assert all(0 < units(piece.text) <= LIMIT for piece in pieces(blocks * times))


def test_a_cut_is_made_between_paragraphs_else_lines_else_words() -> None:
    assert cuts("aaaa bb\ncc\n\ndd ee", 14) == ["aaaa bb\ncc", "dd ee"]
    assert cuts("aaaa bb\ncc dddd", 12) == ["aaaa bb", "cc dddd"]
    assert cuts("aaaa bbbb cccc", 12) == ["aaaa bbbb", "cccc"]
    assert cuts("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_a_family_is_not_torn_apart_and_a_pair_of_surrogates_never() -> None:
    assert cuts("👩‍👩‍👧👩‍👩‍👧", 9) == ["👩‍👩‍👧", "👩‍👩‍👧"]
    assert "".join(cuts("👩" + "\u0301" * 30 + "𝔘" * 9, 7)) == "👩" + "\u0301" * 30 + "𝔘" * 9


def test_a_quote_that_is_cut_is_a_quote_in_both_messages() -> None:
    found = split(Piece("aaaa bbbb cccc", (Entity("blockquote", 0, 14),)), 10)
    assert [(piece.text, piece.entities) for piece in found] == [
        ("aaaa bbbb", (Entity("blockquote", 0, 9),)),
        ("cccc", (Entity("blockquote", 0, 4),)),
    ]


def cuts(text: str, limit: int) -> list[str]:
    return [piece.text for piece in split(Piece(text, ()), limit)]
