"""Tables of other people are read whatever wrote them; what is not certain is asked about, and never silently other."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.tables import encodings
from bot.model.tables.delimited import DELIMITERS, MOST_BROKEN
from bot.model.tables.reading import read
from bot.model.tables.table import MOST_COLUMNS, Ambiguous, Flaw, Format, NoTable, Table
from bot.service.lists.column_mapping import known
from tests.unit.strategies import THOROUGH

MOST = 50


def table(content: str | bytes, wanted: Format = Format(), languages: Sequence[str] = ("en", "fr")) -> Table:  # noqa: B008 - it is frozen
    """The table in a file."""
    return read(content.encode() if isinstance(content, str) else content, known, MOST, wanted, languages)


def rows(found: Table) -> list[tuple[int, tuple[str, ...]]]:
    return [(each.number, padded(each.cells, len(found.header))) for each in found.rows]


def padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", DELIMITERS.values())
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_in_any_unicode_with_and_without_a_mark_a_table_is_read(codec: str, delimiter: str, end: str) -> None:
    text = end.join(
        (f'Organisation{delimiter}"Ville"', f'Цех{delimiter}"北{delimiter}京"', "", f"École{delimiter}", "")
    )
    found = table(text.encode(codec))
    assert found.header == ("Organisation", "Ville")
    assert rows(found) == [(2, ("Цех", f"北{delimiter}京")), (4, ("École", ""))]
    assert not found.unread


@pytest.mark.parametrize(
    ("text", "header", "first"),
    [
        ("sep=;\nOrganization;Place\nExample;Hull\n", ("Organization", "Place"), (3, ("Example", "Hull"))),
        ('"sep=|"\r\nOrganization|Place\r\nExample|a,b\r\n', ("Organization", "Place"), (3, ("Example", "a,b"))),
        ("SEP=^\nOrganization^Place\nExample^a,b;c\n", ("Organization", "Place"), (3, ("Example", "a,b;c"))),
        ("sep=,\nOrganization;Place\nExample;Hull\n", ("Organization", "Place"), (3, ("Example", "Hull"))),
        ("sep=,\nOrganization\nExample\n", ("Organization",), (3, ("Example",))),
        ("sep=^\nOrganization\nExample\n", ("Organization",), (3, ("Example",))),
        ("sep=\t\nOrganization\tPlace\nExample\ta\n", ("Organization", "Place"), (3, ("Example", "a"))),
        ("sep=;;;\nOrganization;Place;\nExample;Hull;\n", ("Organization", "Place"), (3, ("Example", "Hull"))),
        (
            '"Organization\r\n(as listed)";"Town, district";"Web\nsite"\r\nExample;Hull;x.org\r\n',
            ("Organization / (as listed)", "Town, district", "Web / site"),
            (4, ("Example", "Hull", "x.org")),
        ),
        (
            "Organization;Town, district, country;Website\nExample;Hull, N, UK;x.org\n",
            ("Organization", "Town, district, country", "Website"),
            (2, ("Example", "Hull, N, UK", "x.org")),
        ),
        ("Organization\nRivers, Lakes and Ponds\nSeas\n", ("Organization",), (2, ("Rivers, Lakes and Ponds",))),
        (f"Group,Place{',' * 200}\nExample,Hull{',' * 200}\n", ("Group", "Place"), (2, ("Example", "Hull"))),
        ('Organization, "Place"\nExample, "Hull, north"\n', ("Organization", "Place"), (2, ("Example", "Hull, north"))),
    ],
)  # fmt: skip
def test_the_delimiter_and_the_header_are_found(
    text: str, header: tuple[str, ...], first: tuple[int, tuple[str, ...]]
) -> None:
    found = table(text)
    assert found.header == header
    assert rows(found)[0] == first


@pytest.mark.parametrize(
    ("text", "header", "above", "first"),
    [
        ("All sign-ons,,\n,,\nOrganization,Place,Web\nExample,Hull,\n", ("Organization", "Place", "Web"), [1], 4),
        ("All sign-ons\nOf 3 May\nOrganization\nExample\n", ("Organization",), [1, 2], 4),
        ("Letter,Night buses\n\nOrganization,Place,Web\nExample,Hull,\n", ("Organization", "Place", "Web"), [1], 4),
        ("Our list,,\nsignatory,constituency,x\nExample,Hull,1\n", ("signatory", "constituency", "x"), [1], 3),
        ("signatory,constituency\nOrganization,Hull\n", ("signatory", "constituency"), [], 2),
        (
            "Organization,,Contact,\nName,Website,Name,E-mail\nExample,x.org,Ada,a@x.org\n",
            ("Organization: Name", "Organization: Website", "Contact: Name", "Contact: E-mail"),
            [],
            3,
        ),
        (
            "Organization name,Contact,,Consent\nResponse,Name,E-mail,Response\nExample,Ada,a@x.org,yes\n",
            ("Organization name: Response", "Contact: Name", "Contact: E-mail", "Consent: Response"),
            [],
            3,
        ),
        (
            "Sign-ons,,,\n,,,\nWho,,Contact,\nOrganization,Website,Full name,E-mail\nExample,x.org,Ada,a@x.org\n",
            ("Organization", "Website", "Full name", "E-mail"),
            [1, 3],
            5,
        ),
        ("Organization,,\nExample,Hull,1\n", ("Organization", "", ""), [], 2),
    ],
)  # fmt: skip
def test_titles_and_names_of_groups_stand_above_the_header(
    text: str, header: tuple[str, ...], above: list[int], first: int
) -> None:
    found = table(text)
    assert found.header == header
    assert [each.number for each in found.above] == above
    assert found.rows[0].number == first


def test_a_line_whose_quotation_marks_can_not_be_read_is_named_and_the_others_are_read() -> None:
    found = table('Organization,Place\n"Example" Rivers,Hull\n"Lakes, north",Hull\nThe "Ponds",\nSeas,"Hull" x\n')
    assert [(each.number, each.flaw) for each in found.unread] == [(2, Flaw.QUOTE), (5, Flaw.QUOTE)]
    assert rows(found) == [(3, ("Lakes, north", "Hull")), (4, ('The "Ponds"', ""))]


def test_a_quotation_that_is_not_closed_costs_its_line_where_the_next_are_rows_by_themselves() -> None:
    found = table('Organization,Place\n"Rivers,Hull\nLakes,Hull\nPonds,Leeds\n')
    assert [(each.number, each.flaw) for each in found.unread] == [(2, Flaw.QUOTE)]
    assert [cells[0] for _, cells in rows(found)] == ["Lakes", "Ponds"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('Organization,Place\n"Exam\nple" Rivers,Hull\nLakes,x\n', 2),
        ('Organization,Place\nLakes,x\n"Example" Rivers,"Hull\nnorth"\nPonds,x\n', 3),
        ('Organization,Place\n"Rivers,Hull\nLakes\nPonds,Leeds\n', 2),
        ('"Organization" name,Place\nRivers,Hull\n', 1),
        ('Organization,Place\n"Rivers,Hull\n', 2),
        ("Organization,Place\n" + '"a" b,c\n' * (MOST_BROKEN + 1) + "Rivers,Hull\n", MOST_BROKEN + 2),
    ],
)
def test_where_it_is_not_clear_what_a_quotation_holds_nothing_is_read_and_its_line_named(text: str, line: int) -> None:
    with pytest.raises(NoTable) as wrong:
        table(text)
    assert (wrong.value.flaw, wrong.value.line) == (Flaw.QUOTE, line)


def test_a_row_with_more_cells_than_columns_is_left_out_and_named() -> None:
    found = table("Organization,Place\nRivers, Lakes and Ponds,Hull\nSeas,Hull,,\nBays,Hull\n")
    assert [(each.number, each.flaw) for each in found.unread] == [(2, Flaw.CELLS)]
    assert rows(found) == [(3, ("Seas", "Hull")), (4, ("Bays", "Hull"))]


def test_a_row_that_names_the_columns_once_more_is_no_organization() -> None:
    found = table(
        "Organization,Place,Remark\nOrganisation,Ville,\nRivers,Hull,x\nOrganization,Place,Remark\nGroup,Hull,\n"
    )
    assert [(each.number, each.flaw) for each in found.unread] == [(2, Flaw.HEADER), (4, Flaw.HEADER)]
    assert [cells[0] for _, cells in rows(found)] == ["Rivers", "Group"]
    assert rows(table("Organization,,\n,Hull,\n")) == [(2, ("", "Hull"))]
    assert [cells for _, cells in rows(table("Group\nAssociation\nGroup\n"))] == [("Association",)]


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", Flaw.EMPTY),
        (b"organization\n\n", Flaw.EMPTY),
        (b"sep=;\n", Flaw.EMPTY),
        (b"Organization,Place\nOrganisation,Lieu\n", Flaw.EMPTY),
        (b"a\n" + b"1\n" * (MOST + 1), Flaw.ROWS),
        (",".join("a" * (MOST_COLUMNS + 1)).encode() + b"\n" + b"x," * MOST_COLUMNS + b"x", Flaw.COLUMNS),
        (b"a,b\n" + b"x" * 200_000, Flaw.LONG),
        (b"a,b\n" + b"x,y,z\n" * 3, Flaw.CELLS),
        (b"PK\x03\x04\x14\x00xl/workbook.xml", Flaw.WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), Flaw.WORKBOOK),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Flaw.BINARY),
        (b"organization\nExample\0Rivers\n", Flaw.BINARY),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(content: bytes, flaw: Flaw) -> None:
    with pytest.raises(NoTable) as wrong:
        table(content)
    assert wrong.value.flaw is flaw


def test_a_huge_cell_and_many_bad_quotes_are_refused_in_bounded_work() -> None:
    with pytest.raises(NoTable):
        table("Organization,Place\n" + 'x" ' * 1_000_000)
    with pytest.raises(NoTable):
        table("," * 5_000_000 + "\n" + "," * 5_000_000)
    with pytest.raises(NoTable):
        table('Organization,Place\n"' + "\n".join(["a,b"] * 400_000))


@THOROUGH
@given(
    st.one_of(
        st.binary(max_size=80),
        st.lists(
            st.sampled_from([b"Organization", b",", b";", b"\t", b'"', b"\r", b"\n", b"\xe9", b"\0", b" ", b"sep=|\n"])
        ).map(b"".join),
    )
)
def test_whatever_is_given_is_read_or_refused_or_asked_about(content: bytes) -> None:
    try:
        found = table(content)
    except (NoTable, Ambiguous):
        return
    assert found.rows
    assert all(len(each.cells) <= len(found.header) <= MOST_COLUMNS for each in found.rows)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_columns_that_can_be_separated_in_two_ways_are_asked_about(delimiter: str) -> None:
    text = "alpha, beta;gamma\none, two;three\n"
    with pytest.raises(Ambiguous) as asked:
        table(text)
    assert asked.value.flaw is Flaw.DELIMITER
    assert {each.format.delimiter: each.sample for each in asked.value.readings} == {
        ",": ("alpha", "beta;gamma"),
        ";": ("alpha, beta", "gamma"),
    }
    assert len(table(text, Format("", delimiter)).header) == 2


WORDS = {
    "cp1252": "Forêt Évêché Août",
    "mac_roman": "Rivière Évêché",
    "cp850": "Rivière Évêché",
    "cp1250": "Związek Łódź Częstochowa",
    "iso8859_2": "Związek Łódź Dąbrowa",
    "cp1251": "Союз Жителей Киев",
    "koi8_r": "Союз Жителей Москва",
    "koi8_u": "Спілка Мешканців Київ",
    "iso8859_5": "Союз Жителей Москва",
    "mac_cyrillic": "Союз Жителей Москва",
    "cp866": "Союз Жителей Москва",
    "cp1253": "Ένωση Κατοίκων Αθήνα",
    "cp1254": "Örnek Derneği İstanbul Şubesi",
    "cp1256": "جمعية السكان بيروت",
    "cp1257": "Pavyzdžio draugija Šiauliai Ąžuolas",
    "cp874": "สมาคมตัวอย่าง กรุงเทพ",
    "gb18030": "示例协会 北京大学",
    "big5": "範例協會 臺北大學",
    "cp932": "れいのかい トウキョウ 東京",
    "cp949": "예시 협회 서울",
}


@pytest.mark.parametrize("codec", WORDS)
def test_an_encoding_that_a_file_does_not_show_is_asked_about_with_names_read_in_each(codec: str) -> None:
    content = f"Organization;Place\r\n{WORDS[codec]};x\r\n".encode(codec)
    with pytest.raises(Ambiguous) as asked:
        table(content)
    assert asked.value.flaw is Flaw.ENCODING
    assert WORDS[codec] in [each.sample[0] for each in asked.value.readings]
    assert len({each.sample for each in asked.value.readings}) == len(asked.value.readings)
    chosen = table(content, Format(codec))
    assert rows(chosen) == [(2, (WORDS[codec], "x"))]
    assert chosen.sample == (WORDS[codec],)


def test_the_letter_s_languages_are_a_hint() -> None:
    first = {}
    for language in ("hr", "da", "lt"):
        with pytest.raises(Ambiguous) as asked:
            table("Organization\nćup\n".encode("cp1250"), languages=[language])
        first[language] = asked.value.readings[0].sample
    assert first == {"hr": ("ćup",), "da": ("æup",), "lt": ("ęup",)}


def test_a_few_characters_that_are_utf_8_by_chance_are_asked_about() -> None:
    content = "Organization\n一\n".encode("gb18030")
    assert content.decode()
    with pytest.raises(Ambiguous) as asked:
        table(content)
    assert {("一",), ("һ",)} <= {each.sample for each in asked.value.readings}
    assert table("Organization\nN° 5, Café, Dŵr\n").rows[0].cells == ("N° 5, Café, Dŵr",)


@pytest.mark.parametrize("name", ["Café Exemple", "Straße Müller", "Société d’été"])
def test_what_every_possible_encoding_reads_alike_is_read_and_said(name: str) -> None:
    found = table(f"Organization\n{name}\n".encode("cp1252"))
    assert found.rows[0].cells == (name,)
    assert (encodings.name_of(found.format.encoding), found.sample) == ("Windows-1252", (name,))


@pytest.mark.parametrize(
    "name",
    [
        "جمعية السكان".encode("cp1256").decode("cp1252"),
        "Союз Жителей".encode("cp1251").decode("cp1252"),
        "Ένωση Κατοίκων".encode("cp1253").decode("cp1252"),
        "Société d’été".encode().decode("cp1252"),
        "Łódź".encode().decode("latin-1"),
    ],
)
def test_names_that_were_garbled_before_they_came_here_are_asked_about(name: str) -> None:
    content = f"Organization\nExample\n{name}\n"
    with pytest.raises(Ambiguous) as asked:
        table(content)
    first = asked.value.readings[0]
    assert (first.format.encoding, first.sample) == ("utf_8", (name,))
    assert table(content, Format("utf_8")).rows[1].cells == (name,)


@pytest.mark.parametrize(
    "name",
    [
        "Société générale d’été à Évêché",
        "AÇÃO CIDADÃ",
        "São João",
        "Straße",
        "Þjóðfélag",
        "Œuvre",
        "ÉCOLE N° 5",
        "Ñandú",
    ],
)
def test_accented_names_are_not_taken_for_garbled_ones(name: str) -> None:
    assert table(f"Organization\n{name}\n").rows[0].cells == (name,)


@pytest.mark.parametrize("codec", ["windows-1251", "no-such", "hex", "ascii", "utf-8"])
def test_an_encoding_that_does_not_fit_is_refused(codec: str) -> None:
    with pytest.raises(NoTable, match="encoding"):
        table("Organization\nПример\n".encode("cp1251") + b"\x98\n", Format(codec))


unicode_cells = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=12).map(str.strip)
dialects = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(list(DELIMITERS.values())),
        "lineterminator": st.sampled_from(["\r\n", "\n"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    }
)


def csv_text(header: Sequence[str], body: Sequence[Sequence[str]], dialect: dict[str, object]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, **dialect).writerows([header, *body])  # type: ignore[arg-type]
    return text.getvalue()


def as_written(body: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows that hold something, without the white space around their cells."""
    return [row for each in body if any(row := tuple(cell.strip() for cell in each))]


cells = st.one_of(unicode_cells, st.text('",;|\t\n a', max_size=5)).filter(lambda cell: not known(cell))
headers = st.sampled_from(
    [("Organization", "Place", "Website"), ("Nom", "Lieu, pays", "a;b"), ("x", "", "z"), ("1", "2", "3")]
)


@THOROUGH
@given(
    st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=5),
    headers,
    dialects,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_any_unicode_table_is_read_back_cell_by_cell_or_asked_about(
    body: list[tuple[str, ...]], header: tuple[str, ...], dialect: dict[str, object], codec: str
) -> None:
    filled = as_written(body)
    try:
        found = table(csv_text(header, body, dialect).encode(codec))
    except Ambiguous:
        return
    except NoTable:
        assert not filled
        return
    assert padded(found.header, 3) == header
    assert (found.above, found.unread) == ((), ())
    assert [padded([cell.strip() for cell in each.cells], 3) for each in found.rows] == filled


@st.composite
def words(draw: st.DrawFn) -> tuple[str, list[str]]:
    """An encoding, and words in the letters of its languages, as people write them, that are no UTF-8 by chance."""
    encoding = draw(st.sampled_from(encodings.ENCODINGS))
    letters = [each for each in sorted(encoding.letters) if each.encode(encoding.codec, "ignore")]
    latin = "aeinrst" if any(letter in encoding.letters for letter in "éžçăõ") else ""
    word = st.text(st.sampled_from([*letters, *latin]), min_size=2, max_size=9).map(str.capitalize)
    fits = word.filter(lambda text: text.encode(encoding.codec, "ignore").decode(encoding.codec) == text)
    several = st.lists(fits, min_size=1, max_size=4)
    return encoding.codec, draw(several.filter(lambda names: not is_utf_8("".join(names).encode(encoding.codec))))


def is_utf_8(content: bytes) -> bool:
    return not content.isascii() and content.decode("utf-8", "replace").encode() == content


@THOROUGH
@given(words(), st.sampled_from([("en", "fr"), ("ar",), ("ru", "uk"), ()]))
def test_a_table_in_any_other_encoding_is_read_back_or_asked_about(
    meant: tuple[str, list[str]], languages: tuple[str, ...]
) -> None:
    codec, names = meant
    content = ("Organization;Place\n" + "".join(f"{name};x\n" for name in names)).encode(codec)
    wanted = Format()
    if not answers(content, languages):
        wanted = Format(codec)
    assert [each.cells[0] for each in table(content, wanted, languages).rows] == names


def answers(content: bytes, languages: Sequence[str]) -> bool:
    """Whether a file is read without a question about it."""
    try:
        table(content, languages=languages)
    except Ambiguous:
        return False
    return True
