"""Tables that people exchange: read whatever wrote them, and written so that no spreadsheet runs what is in them."""

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.errors import Invalid
from bot.model.endorsements.endorsement import PublicEntry
from bot.model.lists.imports import Choices
from bot.model.tables import reading
from bot.model.tables.table import Table
from bot.model.tables.writing import harmless, written
from bot.service.lists import column_mapping, consents, rows
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
    assert harmless(cell).replace("'", "") == cell.replace("'", "")


@THOROUGH
@given(st.lists(st.builds(";".join, st.lists(cells, max_size=3)), min_size=1, max_size=3), st.sampled_from(";\t"))
@example(["", ";\t=1+1"], ";")
def test_nor_where_another_sign_parts_the_cells(row: list[str], sign: str) -> None:
    read = csv.reader(io.StringIO(written([row, row]), newline=""), delimiter=sign)
    assert not [cell for line in read for cell in line if runs(cell.lstrip("\r\n") or "x")]


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
    ("header", "columns"),
    [
        (("Organization name", "E-mail Address", "City"), "0_2___1_____"),
        (("Nom de l’organisation", "Courriel", "Ville", "Site web", "Votre nom"), "032_4_1_____"),
        (("Timestamp", "Whatever"), "____________"),
    ],
)
def test_columns_are_guessed_from_headers_in_english_and_french(header: tuple[str, ...], columns: str) -> None:
    assert column_mapping.guess(header) == columns


def test_a_mapping_that_was_typed_goes_before_the_guess() -> None:
    header = ("Organization", "Group", "E-Mail")
    assert column_mapping.mapped(header, ["organization=group, email="]) == "1___________"
    for wrong in ("colour=Group", "email=Nothing", "organization=Group, colour=Group", "Group"):
        with pytest.raises(Invalid):
            column_mapping.mapped(header, [wrong])


@pytest.mark.parametrize(
    "typed",
    [
        ["place=City, Province, Country", 'organization="Name, as ""listed"""'],
        ['place="City, Province, Country", organization=Name, as listed'],
        ['organization="Name, as listed", place="city, province, country",'],
    ],
)
def test_a_mapping_names_columns_that_have_commas_in_their_names(typed: list[str]) -> None:
    header = ("Entry", 'Name, as "listed"', "City, Province, Country")
    assert column_mapping.mapped(header, typed) == "1_2_________"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Organization / (as it is to be listed)", "organization"),
        ("Organisation / comme elle sera nommée", "organization"),
        ("Contact: E-mail", "email"),
        ("Organization: Name", "organization"),
        ("Contact: Name", "representative"),
        ("Ville, province", "place"),
        ("Website *", "website"),
        ("Name of your organization", "organization"),
        ("Your email address", "email"),
        ("Nom de votre organisme", "organization"),
        ("Consent [required]", "consent"),
        ("Timestamp", ""),
        ("signatory", ""),
        ("%", ""),
    ],
)
def test_a_column_is_known_by_its_name_in_its_group_and_without_remarks(header: str, field: str) -> None:
    assert column_mapping.known(header) == field


def test_addresses_in_cells_are_taken_as_people_paste_them_and_of_several_none() -> None:
    header = "Organization,Your name,Email,Website,Consent"
    lines = [
        "Example Rivers,Sam Example,Sam Example <sam@example.org>,<https://example.org>,yes",
        "Example Lakes,Kim Example,kim@example.org.,\u202aexample.org\u202c,yes",
        "Example Ponds,Robin Example,robin@example.org; kim@example.org,,yes",
        "Example Seas,Lee Example,mailto:lee@example.org,example.org.,yes",
        "Example Bays,Max Example,\u201emax@example.org,,yes",
    ]
    table = reading.read("\n".join((header, *lines)).encode(), column_mapping.known, 99)
    read = rows.rows_of(table, Choices(columns=column_mapping.guess(table.header)))
    emails = [row.representative.email for row in read.rows if row.representative]
    assert emails == ["sam@example.org", "kim@example.org", "", "lee@example.org", "max@example.org"]
    assert [row.line.website for row in read.rows] == [
        "https://example.org",
        "https://example.org",
        "",
        "https://example.org",
        "",
    ]
    assert ["several" in each.why.template for each in read.left_out] == [True]


@pytest.mark.parametrize("lost", ["????? ????", "?cole libre", "Montr?al en commun", "Club ???? de Hull", "??? ??"])
def test_a_name_whose_letters_another_program_has_replaced_is_refused(lost: str) -> None:
    found = rows.rows_of(table_of("Organization", lost, "Example Rivers"), Choices(columns="0_______"))
    assert [row.line.organization for row in found.rows] == ["Example Rivers"]
    assert ["lost" in each.why.template for each in found.refused] == [True]


@pytest.mark.parametrize("name", ["Who cares?", "Ready?? Set!", "Encore une question ?", "Why Not? Club", "¿Qué tal?"])
def test_a_name_that_asks_something_is_a_name(name: str) -> None:
    found = rows.rows_of(table_of("Organization", name), Choices(columns="0_______"))
    assert [row.line.organization for row in found.rows] == [name]


@pytest.mark.parametrize("name", ["---", "N/A", "aucun", "★ ★", "..."])
def test_a_cell_that_says_that_there_is_nothing_is_no_organization(name: str) -> None:
    found = rows.rows_of(table_of("Organization", name, "Example Rivers"), Choices(columns="0_______"))
    assert [row.line.organization for row in found.rows] == ["Example Rivers"]


def test_nobody_is_said_to_refuse_whom_no_column_names() -> None:
    table = table_of("Organization,Email,Consent", "Example Rivers,ada@example.org,J’accepte")
    found = rows.rows_of(table, Choices(columns=column_mapping.guess(table.header)))
    assert [each.why.template for each in found.left_out] == ["There is no name."]


def test_an_apostrophe_is_one_however_it_was_typed() -> None:
    assert consents.means_yes("J’accepte", consents.meanings(["j'accepte"]))


def table_of(*lines: str) -> Table:
    return reading.read("\n".join(lines).encode(), column_mapping.known, 99)
