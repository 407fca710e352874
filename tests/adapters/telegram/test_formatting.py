"""Telegram's entities become blocks: every letter with its style, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from adapters.telegram.drawing.rendering import pieces, prepare, units
from adapters.telegram.incoming.formatting import read
from bot.model.blocks import Blocks, Span
from bot.ports.messenger import Message
from bot.text.markup.formatted import Unkept

LINK = "https://example.org/answer"


def entity(kind: str, text: str, part: str, url: str | None = None) -> MessageEntity:
    """An entity over the first place where a part stands in a text."""
    return MessageEntity(kind, units(text[: text.index(part)]), units(part), url=url)


def drawn(blocks: Blocks) -> list[tuple[str, str, str]]:
    return [
        (block.kind, run.text, run.link or "".join(k[0] for k in ("bold", "italic", "code") if getattr(run, k)))
        for block in blocks
        for run in block.runs
    ]


def test_styles_links_quotes_and_code_become_blocks() -> None:
    text = "🕊 All are welcome.\n\nThey said:\nwe wait\nx = 1\nSee the answer or example.org/a"
    found = read(
        text,
        [
            entity("bold", text, "welcome"),
            entity("italic", text, "welcome"),
            entity("blockquote", text, "we wait"),
            entity("pre", text, "x = 1"),
            entity("text_link", text, "the answer", LINK),
            entity("url", text, "example.org/a"),
        ],
    )
    assert drawn(found.blocks) == [
        ("paragraph", "🕊 All are ", ""),
        ("paragraph", "welcome", "bi"),
        ("paragraph", ".", ""),
        ("paragraph", "They said:", ""),
        ("quote", "we wait", ""),
        ("code", "x = 1", ""),
        ("paragraph", "See ", ""),
        ("paragraph", "the answer", LINK),
        ("paragraph", " or ", ""),
        ("paragraph", "example.org/a", "https://example.org/a"),
    ]
    assert found.unkept == ()


@pytest.mark.parametrize(
    ("kind", "unkept"),
    [
        ("spoiler", Unkept.SPOILER),
        ("underline", Unkept.UNDERLINED),
        ("strikethrough", Unkept.STRUCK),
        ("custom_emoji", Unkept.EMOJI),
        ("text_mention", Unkept.MENTION),
        ("something_new", Unkept.OTHER),
    ],
)
def test_what_is_not_kept_is_told_and_its_text_stays(kind: str, unkept: Unkept) -> None:
    found = read("All are welcome", [MessageEntity(kind, 0, 3)])
    assert found.unkept == (unkept,)
    assert "".join(run.text for run in found.blocks[0].runs) == "All are welcome"


@pytest.mark.parametrize("url", ["tg://user?id=1", "https://user@example.org", "http://localhost/", "javascript:x"])
def test_a_link_that_is_no_public_address_is_a_text_and_told(url: str) -> None:
    found = read("All are welcome", [MessageEntity("text_link", 0, 3, url=url)])
    assert found.unkept == (Unkept.LINK,)
    assert not any(run.link for run in found.blocks[0].runs)


def test_where_it_was_forwarded_from_is_told_not_to_be_kept() -> None:
    assert read("All", (), forwarded=True).unkept == (Unkept.FORWARDED,)


texts = st.text(st.sampled_from("aä🕊字 \n."), min_size=1, max_size=40)
kinds = st.sampled_from(["bold", "italic", "code", "pre", "blockquote", "underline", "text_link"])


@given(texts, st.lists(st.tuples(kinds, st.integers(0, 40), st.integers(1, 20)), max_size=5))
def test_no_letter_is_lost_and_each_keeps_its_style(text: str, given: list[tuple[str, int, int]]) -> None:
    ends = [units(text[:index]) for index in range(len(text) + 1)]
    marks = [
        (kind, min(start, len(text) - 1), min(start + size, len(text)))
        for kind, start, size in given
        if min(start + size, len(text)) > min(start, len(text) - 1)
    ]
    entities = [
        MessageEntity(k, ends[a], ends[b] - ends[a], url=LINK if k == "text_link" else None) for k, a, b in marks
    ]
    found = read(text, entities)
    shown = "".join(run.text for block in found.blocks for run in block.runs)
    assert [each for each in shown if not each.isspace()] == [each for each in text if not each.isspace()]
    if not any(kind in ("pre", "code") for kind, _, _ in marks):
        bold = {at for kind, a, b in marks if kind == "bold" for at in range(a, b) if not text[at].isspace()}
        assert sum(not s.isspace() for b in found.blocks for r in b.runs if r.bold for s in r.text) == len(bold)


@given(
    texts, st.lists(st.tuples(st.sampled_from(["bold", "italic"]), st.integers(0, 40), st.integers(1, 20)), max_size=3)
)
def test_what_is_drawn_for_telegram_again_has_the_same_letters(text: str, given: list[tuple[str, int, int]]) -> None:
    ends = [units(text[:index]) for index in range(len(text) + 1)]
    entities = [
        MessageEntity(
            kind, ends[min(a, len(text) - 1)], max(1, ends[min(a + n, len(text))] - ends[min(a, len(text) - 1)])
        )
        for kind, a, n in given
    ]
    drawn_again = "".join(piece.text for piece in pieces(read(text, entities).blocks)).replace("\u2060", "")
    assert drawn_again.split() == text.split()


@pytest.mark.parametrize(("offset", "length"), [(40, 2), (0, 40), (1, 1), (0, 1), (-3, 2)])
def test_an_entity_that_does_not_fit_the_text_marks_nothing(offset: int, length: int) -> None:
    found = read("🕊 peace", [MessageEntity("bold", offset, length)])
    assert [run for block in found.blocks for run in block.runs] == [Span("🕊 peace", typed=True)]


def test_more_styles_than_telegram_shows_are_refused_before_anything_leaves() -> None:
    text = "ab" * 101
    found = read(text, [MessageEntity("bold", 2 * number, 1) for number in range(101)])
    refused = prepare(Message(found.blocks))
    assert refused
    assert "Telegram takes 100 styles and links" in refused.reason
    assert prepare(Message(read(text, [MessageEntity("bold", 2 * number, 1) for number in range(100)]).blocks)) is None


def test_a_stretch_of_a_command_has_the_form_of_that_stretch() -> None:
    text = "/announce All are welcome"
    found = read(text, [entity("bot_command", text, "/announce"), entity("bold", text, "welcome")], 10, len(text))
    assert drawn(found.blocks) == [("paragraph", "All are ", ""), ("paragraph", "welcome", "b")]
