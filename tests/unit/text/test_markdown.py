"""A letter's Markdown: whatever can be seen of it and is no markup is drawn, or `letter check` names its line."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.model.letters.faults import Rule
from bot.text.blocks import Block, as_text, plain
from bot.text.markup.faults import markdown_faults, markdown_in
from bot.text.markup.markdown import parse
from tests.unit.strategies import THOROUGH


def lines(text: str) -> list[tuple[str, int, str]]:
    return [(block.marker, block.depth, plain((block,))) for block in parse(text)]


def links(text: str) -> dict[str, str]:
    return {run.text: run.link for block in parse(text) for run in block.runs if run.link}


ADDRESSES = [
    "https://example.org/hours_2030_final.pdf",
    "https://example.org/files/_final_/hours.pdf",
    "https://example.org/a*b*c/__init__/~x~",
    "https://example.org/?a_[1]=*2*&b=_3_",
    "https://en.example.org/wiki/Hours_(a_library)",
    "http://example.org/_",
    "https://مثال.example/ساعات_٢٠٣٠_آخر",
]


@pytest.mark.parametrize(
    "around", ["{}", "See {}.", "({})", "**{}**", "*see {}, now*", "- {}", "> {}!", "# {}", "“{}”"]
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_bare_address_is_whole_and_a_link_whatever_is_in_it(address: str, around: str) -> None:
    shown = address.rstrip("_")
    text = around.format(shown)
    assert links(text) == {shown: shown}
    assert shown in plain(parse(text))
    assert not list(markdown_faults(text))


@pytest.mark.parametrize(
    "address", ["www.example.org/_final_/a_b.pdf", "example.org/hours_*2030*_final", "@_our_hours_", "@a_b_"]
)
def test_an_address_without_http_keeps_its_signs_and_is_no_link(address: str) -> None:
    assert plain(parse(f"See {address}, please")) == f"See {address}, please"
    assert links(address) == {}


def test_the_name_of_a_link_is_no_link_of_its_own() -> None:
    assert links("[https://a.example/x_y_z](https://b.example/_q_)") == {
        "https://a.example/x_y_z": "https://b.example/_q_"
    }


@pytest.mark.parametrize("text", ["Bürger*innen und Kolleg*innen", "les étudiant*es, les auteur*rices", "2*3*4 = 24"])
def test_a_star_inside_a_word_is_itself(text: str) -> None:
    assert plain(parse(text)) == text


def test_a_word_in_a_text_without_spaces_can_be_emphasized() -> None:
    (block,) = parse("これは*大事*です")
    assert [run.text for run in block.runs if run.italic] == ["大事"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0. zero\n1. one", [("0.", 0, "zero"), ("1.", 0, "one")]),
        ("3) three\n4) four", [("3)", 0, "three"), ("4)", 0, "four")]),
        ("14. July\n21. July", [("14.", 0, "July"), ("21.", 0, "July")]),
        ("007. a\n008. b", [("007.", 0, "a"), ("008.", 0, "b")]),
        ("1. a\n1. b\n1. c", [("1.", 0, "a"), ("2.", 0, "b"), ("3.", 0, "c")]),
        ("5. a\n5. b\n7. c", [("5.", 0, "a"), ("5.", 0, "b"), ("7.", 0, "c")]),
        ("1. a\n   2. x\n   3. y\n1. b", [("1.", 0, "a\n2. x\n3. y"), ("2.", 0, "b")]),
        ("1. a\n2.\n\nb", [("1.", 0, "a"), ("2.", 0, ""), ("", 0, "b")]),
        ("- a\n-\n- c", [("•", 0, "a"), ("•", 0, ""), ("•", 0, "c")]),
        ("1. - a\n   - b", [("1.", 0, ""), ("•", 1, "a"), ("•", 1, "b")]),
        ("- [ ] a\n- [x] b", [("☐", 0, "a"), ("☑", 0, "b")]),
        ("1. ```\n   a\n   ```\n2. b", [("1.", 0, ""), ("", 0, "a"), ("2.", 0, "b")]),
        ("> We ask\n>\n> 2. a\n> 5. b", [("", 0, "We ask"), ("2.", 0, "a"), ("5.", 0, "b")]),
    ],
)
def test_the_entries_of_a_list_are_all_there_under_their_numbers(text: str, shown: list[tuple[str, int, str]]) -> None:
    assert lines(text) == shown
    assert not list(markdown_faults(text))


def test_a_list_in_a_quotation_is_quoted() -> None:
    assert [(block.kind, block.marker) for block in parse("> - a\n> - b\n\n- c")] == [
        ("quote", "•"), ("quote", "•"), ("item", "•"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["• a\n• b", "•a\n•b", "– a\n– b", "▪ a\n▪ b\n▪ c", "◦ a\n◦ b", "· a\n· b", "-a\n-b", "*a\n*b", "a) x\nb) y",
     "(1) x\n(2) y", "1.x\n2.y", "1° x\n2° y", "i. x\nii. y", "① x\n② y", "Signed by\n• a\n• b", "We ask\n0. a",
     "We ask\n3) a\n4) b",
     "✔ a\n✔ b",
     "– **a**\n– *b*"],
)  # fmt: skip
def test_the_lines_of_a_list_with_typed_signs_stay_lines(text: str) -> None:
    assert plain(parse(text)) == re.sub(r"\*+(?=[ab]\*)|(?<=[ab])\*+", "", text)
    assert not list(markdown_faults(text))


@pytest.mark.parametrize("text", ["We came\nlate", "It was –\n– or so", "in\n2031. It"])
def test_a_line_break_inside_a_sentence_is_a_space(text: str) -> None:
    assert plain(parse(text)) == text.replace("\n", " ")


def test_a_line_under_a_paragraph_is_a_rule_and_no_heading() -> None:
    assert [block.kind for block in parse("Ada\nBert\n---\n\nTitle\n===")] == ["paragraph", "rule", "heading"]


def test_an_indented_paragraph_is_one() -> None:
    assert parse("    We *ask*\n\n\tthe town.")[0].kind == "paragraph"
    assert plain(parse("    We *ask*\n\n\tthe town.")) == "We ask\nthe town."


def test_a_heading_in_a_list_or_quotation_is_bold() -> None:
    assert all(run.bold for block in parse("- ## a\n\n> # b") for run in block.runs)


def test_a_link_that_no_machine_reads_is_its_text() -> None:
    assert isinstance(parse("[a](http://[b) <http://[c>")[0], Block)


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("a\n\n| Year | Hours |\n|---|--:|\n| 2029 | 40 |", 3, Rule.TABLE),
        ("a | b\n-- | --\nc | d", 1, Rule.TABLE),
        ("Figures[^1].\n\n[^1]: https://example.org/cut", 1, Rule.NOTE),
        ("Figures[^a].\n\n[^a]: As counted by us.", 1, Rule.NOTE),
        ("Agreed.\n\n[Signed]: 2031-03-01", 3, Rule.VANISHES),
        ("Agreed.\n\n> [Signed]: <2031-03-01>", 3, Rule.VANISHES),
        ("- a\n\n  [Date]: 1", 3, Rule.VANISHES),
        ("[a]: https://example.org\n[a]: https://b.example.org\n\n[a]", 2, Rule.VANISHES),
        ("x\n\n[here](https://example.org 'our page')", 3, Rule.VANISHES),
        ("x\n\na [](https://example.org) b", 3, Rule.LINK),
        ("[ \u200b](https://example.org)", 1, Rule.LINK),
        ("[&nbsp;][a]\n\n[a]: https://example.org", 1, Rule.LINK),
        ("x\n```Our demands\ny\n```", 2, Rule.VANISHES),
        ("a\nb ~~c~~", 2, Rule.MARKUP),
        ("H~2~O", 1, Rule.MARKUP),
        ("x\n\n40 m^2^", 3, Rule.MARKUP),
        ("Hooray :tada:", 1, Rule.MARKUP),
        ("a ==b== c", 1, Rule.MARKUP),
        ("Hours\n: when it is open", 1, Rule.MARKUP),
        ("---\ntitle: Hours\n---\n\nText", 1, Rule.MARKUP),
        ("x\n\n<!-- later\n\n-->", 3, Rule.HTML),
        ("a ![b](https://example.org/c.png)", 1, Rule.IMAGE),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_named_with_its_line_and_what_to_do(text: str, line: int, rule: Rule) -> None:
    found = [fault for fault in markdown_faults(text) if (fault.line, fault.rule) == (line, rule)]
    assert found
    assert all(fault.what and fault.instead for fault in found)


@pytest.mark.parametrize(
    "text",
    ["[a][1], [b] and [c][]\n\n[1]: https://example.org\n[B]: https://example.org/b\n[c]: <https://example.org/c>",
     "x &amp; y &copy; `&copy;` &#8212; &nbsp;z", "a\\\nb  \nc\\", "\\*a\\* \\[b\\] C:\\temp", "10:30:15 and ::",
     "## a ##",
     "[bü](https://bücher.example/é?x=%20)", "<https://bücher.example/ö_ö>", "```\n&lt; <b> 1. a\n```", "* * *",
     "5 ~ 6",
     "`a ~~b~~ [^1] :x:`", "1986\\. A year", "50 % @a {b} a/b $5 _x_ __y__", "- a\n\n  b\n\n> c\n\n1. d", "١. أ\n٢. ب"],
)  # fmt: skip
def test_what_is_shown_is_no_mistake(text: str) -> None:
    assert list(markdown_faults(text)) == []


_PIECES = st.sampled_from(
    ["{}", "**{}**", "*{}*", "_{}_", "`{}`", "[{}]", "[{}]: {}", "[^{}]: {}", "[{}](https://example.org/{})",
     "[{}](https://example.org '{}')", "![{}]({})", "<{}>", "<!-- {} -->", "<https://example.org/_{}_>",
     "https://example.org/_{}_x", "# {}", "{} #", "- {}", "* {}", "1. {}", "0) {}", "> {}", "    {}", "\t{}", "```{}",
     "```",
     "~~~{}", "---", "===", "| {} |", "|--|", "| {} | {} |", "• {}", "•{}", "a) {}", "&amp;{}", "&{};", "\\{}", "{}\\",
     "{}  ",
     "~~{}~~", "^{}^", "- [ ] {}", "- [x]{}", "-", "1.", ">", "", "", "{}*{}", "{}_{}", "![", "](", "<div>", "{}: {}",
     "[{}][{}]", "[{}]: https://example.org/{}", ":{}:", "  ", "<br>{}", "&#65;{}"]
)  # fmt: skip


@st.composite
def sources(draw: st.DrawFn) -> str:
    """A text of everything that means something in Markdown, in which each word is another."""
    count = 0

    def word(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"wört{count}q"

    rows = draw(st.lists(st.lists(_PIECES, min_size=1, max_size=3), max_size=9))
    return "\n".join(re.sub(r"\{\}", word, " ".join(row)) for row in rows)


@THOROUGH
@given(sources())
def test_every_word_is_shown_or_named_with_its_line(source: str) -> None:
    shown = "".join(f"{run.text} {run.link} " for block in parse(source) for run in block.runs)
    shown = shown.replace("%C3%B6", "ö")
    named = {fault.line for fault in markdown_faults(source)}
    for number, line in enumerate(source.split("\n"), 1):
        for word in re.findall(r"wört\d+q", line):
            assert word in shown or number in named, (word, line)


def test_the_line_of_markdown_in_a_text_that_is_shown_as_typed_is_found() -> None:
    assert markdown_in("All\nare **welcome** there") == "are **welcome** there"
    assert markdown_in("# News") == "# News"
    assert markdown_in("[us](https://example.org)") == "[us](https://example.org)"
    for text in (
        "https://example.org/_a_/b_c",
        "1. a\n- b",
        "Bürger*innen",
        "a\n---",
        "<https://example.org>",
        "5 * 6 * 7",
    ):
        assert markdown_in(text) == ""


def test_a_file_of_text_has_the_marks_of_lists_and_quotations_and_the_addresses_of_links() -> None:
    text = "# Hours\n\nSee [our **page**](https://example.org/a_b) or https://example.org/_c_.\n\n> We ask\n> all\n\n"
    text += "0. Open\n2.\n   - late\n\n---\n\n> - a\n> - b"
    assert as_text(parse(text)) == (
        "Hours\n\nSee our page <https://example.org/a_b> or https://example.org/_c_.\n\n> We ask all\n\n"
        "0. Open\n2.\n  • late\n\n———\n\n> • a\n> • b"
    )


@THOROUGH
@example("- late `code `")
@given(sources())
def test_every_word_that_is_shown_is_in_a_file_of_text_with_its_mark(source: str) -> None:
    blocks = parse(source)
    lines = as_text(blocks).split("\n")
    for block in blocks:
        assert all(line in as_text(blocks) for run in block.runs for line in run.text.split("\n"))
        assert not block.marker or any(block.marker in line for line in lines)
