"""What people type in Discord's Markdown becomes blocks: nothing that can be seen is lost, and blocks come back."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.drawing.rendering import contents
from adapters.discord.hearing.markdown import read
from bot.model.blocks import Block, Blocks, Span
from bot.text.markup.formatted import Unkept
from bot.text.markup.source import source

LINK, X = "https://example.org/a_(b)", "https://x.org/"
SIGNS = "*_`[]()<>\\#>-1.~|: \n"
_MARKS = re.compile(r"[*_`\[\]()<>\\#\-~|:\s\u2060]|\d+\.|>|https?://[^\s]*")


def styles(text: str) -> list[tuple[str, str, str]]:
    """Each run of a text, the first letters of its styles, and where it leads."""
    found = [run for block in read(text).blocks for run in block.runs]
    worn = [(run, (("b", run.bold), ("i", run.italic), ("c", run.code))) for run in found]
    return [(run.text, "".join(sign for sign, on in each if on), run.link) for run, each in worn]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("all are **welcome**", [("all are ", "", ""), ("welcome", "b", "")]),
        ("***both***: _other_", [("both", "bi", ""), (": ", "", ""), ("other", "i", "")]),
        ("**a*b** *c **d** e*", [("a*b", "b", ""), (" ", "", ""), ("c ", "i", ""), ("d", "bi", ""), (" e", "i", "")]),
        ("snake_case 2*3 * 4 ** x", [("snake_case 2*3 * 4 ** x", "", "")]),
        ("**Attention:**les «*oui*»", [("Attention:", "b", ""), ("les «", "", ""), ("oui", "i", ""), ("»", "", "")]),
        ("`a*b*` ``c`d``", [("a*b*", "c", ""), (" ", "", ""), ("c`d", "c", "")]),
        (f"[the **plan**]({LINK}).", [("the ", "", LINK), ("plan", "b", LINK), (".", "", "")]),
        ("<https://example.org>", [("https://example.org", "", "https://example.org")]),
        ("https://example.org/_a_b", [("https://example.org/_a_b", "", "https://example.org/_a_b")]),
        ("\\*no\\* \\", [("*no* \\", "", "")]),
        ("[x](javascript:alert) [y](https://a@b.c)", [("[x](javascript:alert) [y](https://a@b.c)", "", "")]),
        ("**** ** a ** [](https://x.org/)", [("**** ** a ** [](", "", ""), (X, "", X), (")", "", "")]),
        ("&lt; &amp; <b>", [("&lt; &amp; <b>", "", "")]),
    ],
)  # fmt: skip
def test_marks_become_styles_and_what_marks_nothing_stays(typed: str, expected: list[tuple[str, str, str]]) -> None:
    merged = [(text, worn, link) for text, worn, link in styles(typed)]
    assert merged == expected


def test_lines_become_headings_items_quotes_and_code() -> None:
    blocks = read("# Title\n- one\n  - two\n1. three\n> a\n> b\n\ntail\n```py\nx = *1*\n```").blocks
    assert [(each.kind, each.marker, each.depth, "".join(run.text for run in each.runs)) for each in blocks] == [
        ("heading", "", 0, "Title"),
        ("item", "•", 0, "one"),
        ("item", "•", 1, "two"),
        ("item", "1.", 0, "three"),
        ("quote", "", 0, "a\nb"),
        ("paragraph", "", 0, "tail"),
        ("code", "", 0, "x = *1*"),
    ]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("__under__", Unkept.UNDERLINED),
        ("~~gone~~", Unkept.STRUCK),
        ("||hidden||", Unkept.SPOILER),
        ("<:dove:1234>", Unkept.EMOJI),
        ("<@1234> hello", Unkept.MENTION),
        ("@everyone", Unkept.MENTION),
        ("<t:1700000000:R>", Unkept.OTHER),
    ],
)
def test_what_is_not_kept_stands_as_it_was_typed_and_is_told(typed: str, kind: Unkept) -> None:
    found = read(typed)
    assert found.unkept == (kind,)
    assert "".join(run.text for block in found.blocks for run in block.runs) == typed


def seen(text: str) -> str:
    """What can be seen of a text and marks nothing."""
    return _MARKS.sub("", text)


typed = st.text(
    st.sampled_from(SIGNS + "aäб字").map(str) | st.characters(exclude_categories=("Cs", "Cc")), max_size=200
)


@given(typed)
def test_no_letter_is_lost_whatever_is_typed(text: str) -> None:
    shown = "".join(f"{block.marker}{''.join(run.text for run in block.runs)}" for block in read(text).blocks)
    letters = [each for each in text if each.isalpha()]
    kept = iter(shown)
    lost = [each for each in letters if each not in kept]
    fence = "```" in text  # where the name of a language is no part of the code
    assert lost == [] or fence


words = st.text(st.sampled_from("ab ä*_`\\.>-#1[]()字"), min_size=1, max_size=12)
spans = st.builds(
    Span,
    words,
    bold=st.booleans(),
    italic=st.booleans(),
    link=st.sampled_from(["", "", "", LINK, "https://example.org"]),
    typed=st.just(True),
) | st.builds(Span, st.text(st.sampled_from("ab*_\\"), min_size=1, max_size=8), code=st.just(True), typed=st.just(True))


def block(kind: str, marker: str = "") -> st.SearchStrategy[Block]:
    return st.builds(Block, st.just(kind), st.lists(spans, min_size=1, max_size=5).map(tuple), st.just(marker))


blocks = st.lists(
    block("paragraph") | block("heading") | block("item", "•") | block("quote"), min_size=1, max_size=4
).map(tuple)


def letters(given: Blocks) -> list[tuple[str, bool, bool, bool, str]]:
    """Every letter of blocks with its style; white space has none that can be seen."""
    return [
        (sign, run.bold and not run.code, run.italic and not run.code, run.code, run.link)
        for block in given
        for run in block.runs
        for sign in run.text
        if sign.isalnum()
    ]


def plain_label(run: Span) -> Span:
    """A run whose text is not closed by what stands around it: no brackets inside a link's."""
    return replace(run, text=re.sub(r"[\[\]()`\\]", "", run.text).strip() or "x") if run.link else run


@given(blocks)
def test_what_stands_in_a_field_to_be_changed_comes_back_as_it_was(given: Blocks) -> None:
    given = tuple(replace(each, runs=tuple(map(plain_label, each.runs))) for each in given)
    assert letters(read(source(given)).blocks) == letters(given)


@given(blocks)
def test_what_is_drawn_for_discord_is_read_as_the_same_letters(given: Blocks) -> None:
    given = tuple(replace(each, runs=tuple(map(plain_label, each.runs))) for each in given)
    drawn = "\n\n".join(contents(given, 10**6))
    assert "".join(each[0] for each in letters(read(drawn).blocks)) == "".join(each[0] for each in letters(given))


@pytest.mark.parametrize(
    "sign", ["*", "**", "_", "`", "[", "[a](", "> ", "\\", "***a", "*a*b_c_", "- ", "https://a*", "a *", "a _"]
)
def test_long_texts_are_read_in_linear_time(sign: str) -> None:
    long = read(sign * (40_000 // len(sign)))
    assert sum(len(run.text) for block in long.blocks for run in block.runs) <= 40_000
