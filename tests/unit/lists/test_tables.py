"""Tables that people exchange: read whatever wrote them, and written so that no spreadsheet runs what is in them."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.errors import Invalid
from bot.model.endorsements.endorsement import PublicEntry
from bot.model.tables import NoTable, decoded, harmless, read_table, written
from bot.service.lists import column_mapping
from bot.service.lists.exports import entry, plain
from tests.unit.strategies import THOROUGH, typed

SPACES = st.text(" \t\r\n\u00a0\u200b\u3000\ufeff", max_size=3)
FORMULAS = st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A1", "﹦1", "⁺1", "−1"])
cells = st.one_of(typed, st.builds(str.__add__, SPACES, FORMULAS))


def runs(cell: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula, once it has left out what is not seen."""
    seen = next((each for each in cell if unicodedata.category(each)[0] not in "ZCM"), "")
    return unicodedata.normalize("NFKC", seen)[:1] in {*"=+-@", "−"} or cell[:1] in {*"\t\r\n"}


@THOROUGH
@given(cells)
def test_no_cell_is_one_that_a_spreadsheet_would_run(cell: str) -> None:
    assert not harmless(cell) or not runs(harmless(cell))
    assert harmless(cell) in (cell, f"'{cell}")


@THOROUGH
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_table_is_read_back_cell_by_cell(table: list[list[str]]) -> None:
    text = written(table)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [[harmless(cell) for cell in row] for row in table]
    assert text.startswith('"')


def as_text(markdown: str) -> str:
    """What somebody reads of a Markdown text of one item."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    assert [token.type for token in tokens if token.type.endswith("_open")] == [
        "bullet_list_open", "list_item_open", "paragraph_open",
    ]  # fmt: skip
    (inline,) = [token for token in tokens if token.type == "inline"]
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    return "".join(child.content for child in inline.children or ())


@THOROUGH
@given(typed.filter(lambda text: bool(" ".join(text.replace("\0", "").split()))))
def test_what_somebody_typed_is_read_in_markdown_as_it_was_typed(text: str) -> None:
    text = text.replace("\0", "")
    assert as_text(f"- {plain(text)}") == " ".join(text.split())


def test_an_item_says_what_is_public_on_one_line() -> None:
    line = PublicEntry("# *Example* [Zebras](x)", "https://example.org/_a_", "", "One.\n\n> Two")
    assert as_text(entry(line)) == "# *Example* [Zebras](x) · https://example.org/_a_ · One. > Two"


@pytest.mark.parametrize(
    "content",
    [
        "Organisation;Ville\r\nÉcole;Nîmes\r\n".encode("utf-8-sig"),
        "Organisation;Ville\nÉcole;Nîmes\n".encode(),
        "Organisation\tVille\nÉcole\tNîmes\n".encode("utf-16"),
        "Organisation,Ville\r\nÉcole,Nîmes\r\n".encode("cp1252"),
        'Organisation,"Ville"\n\n"École",Nîmes'.encode(),
    ],
)
def test_whatever_wrote_a_table_it_is_read(content: bytes) -> None:
    table = read_table(decoded(content), 10)
    assert table.header == ("Organisation", "Ville")
    assert [cells for _, cells in table.rows] == [("École", "Nîmes")]


def test_a_row_is_known_by_its_line_also_after_one_of_several_lines() -> None:
    table = read_table('a,b\n1,"two\nlines"\n\n2,x\n', 10)
    assert [number for number, _ in table.rows] == [2, 5]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("organization\n\n", "empty"),
        ("a\n" + "1\n" * 11, "rows"),
        (",".join("a" * 61) + "\nx", "columns"),
        ("a\n" + "x" * 200_000, "broken"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(NoTable, match=why):
        read_table(text, 10)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (("Organization name", "E-mail Address", "City"), "0_2___1_"),
        (("Nom de l’organisation", "Courriel", "Ville", "Site web", "Votre nom"), "032_4_1_"),
        (("Timestamp", "Whatever"), "________"),
    ],
)
def test_columns_are_guessed_from_headers_in_english_and_french(header: tuple[str, ...], columns: str) -> None:
    assert column_mapping.guess(header) == columns


def test_a_mapping_that_was_typed_goes_before_the_guess() -> None:
    header = ("Organization", "Group", "E-Mail")
    assert column_mapping.mapped(header, "organization=group, email=") == "1_______"
    for wrong in ("colour=Group", "email=Nothing"):
        with pytest.raises(Invalid):
            column_mapping.mapped(header, wrong)


def test_what_was_pressed_and_is_no_column_of_ours_is_none() -> None:
    table = read_table("a,b\nExample Zebras,x\n", 10)
    assert [row.line.place for row in column_mapping.rows_of(table, "0_z").rows] == [""]
    assert column_mapping.rows_of(table, "").rows == ()


def test_addresses_in_cells_are_taken_as_people_paste_them_and_of_several_none() -> None:
    header = "Organization,Your name,Email,Website,Consent"
    lines = [
        "Example Rivers,Sam Example,Sam Example <sam@example.org>,<https://example.org>,yes",
        "Example Lakes,Kim Example,kim@example.org.,\u202aexample.org\u202c,yes",
        "Example Ponds,Robin Example,robin@example.org; kim@example.org,,yes",
        "Example Seas,Lee Example,mailto:lee@example.org,example.org.,yes",
        "Example Bays,Max Example,\u201emax@example.org,,yes",
    ]
    table = read_table("\n".join((header, *lines)), 99)
    read = column_mapping.rows_of(table, column_mapping.guess(table.header))
    emails = [row.representative.email for row in read.rows if row.representative]
    assert emails == ["sam@example.org", "kim@example.org", "lee@example.org", "max@example.org"]
    assert [row.line.website for row in read.rows] == ["https://example.org"] * 3 + [""]
    assert ["several" in each.why.template for each in read.refused] == [True]
