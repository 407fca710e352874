"""A list of organizations that exist: how it is read, what is refused, and what becomes of it."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from adapters.host.terminal import directory
from adapters.host.terminal.directory import take
from adapters.tables.organizations import MOST_ROWS, read_organizations
from bot.errors import SetupError
from bot.model.organizations.directory import DirectoryRow, Report
from bot.model.organizations.organization import Name, NameKind
from bot.ports.store import Store, Unit
from bot.service.organizations import directory as importing_organizations
from bot.service.organizations.directory import Counts, rehearse
from tests.storage.examples import person

LIST = """name,name_fr,acronym,website,kind,place,parent
Example Transit Riders,Usagers Exemple,ETR,etr.example.org,association,Toronto,
Example Transit Riders Local 2,,,,,Hamilton,Example Transit Riders
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the list lies."""
    return tmp_path / "organizations.csv"


def read(path: Path, text: str) -> tuple[Sequence[DirectoryRow], Sequence[tuple[int, str]]]:
    path.write_bytes(text.encode())
    rows, refused = read_organizations(path)
    return rows, [(each.line, each.reason) for each in refused]


async def imported(store: Store, path: Path, text: str, dry_run: bool = False) -> Report:
    rows, refused = read(path, text)
    assert not refused
    if dry_run:
        return await store.write(lambda unit: rehearse(unit, rows))
    return await take(store, rows, print)


def counts(report: Report) -> tuple[int, int, int]:
    return report.added, report.changed, report.unchanged


def test_a_row_has_names_in_languages_and_whatever_else_is_known(path: Path) -> None:
    (riders, _), refused = read(path, LIST)
    names = (
        Name("Example Transit Riders", "", NameKind.IMPORTED),
        Name("Usagers Exemple", "fr", NameKind.IMPORTED),
    )
    assert riders == DirectoryRow(2, names, "ETR", "https://etr.example.org", "association", "Toronto")
    assert not refused


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_commas_semicolons_tabs_line_ends_and_byte_order_marks_are_all_the_same(
    path: Path, between: str, before: str, end: str
) -> None:
    text = f'{before}Place{between}NAME{end}"Hull, north; bank"{between}Example Bakers{end}'
    (row,), refused = read(path, text)
    assert (row.name, row.place) == ("Example Bakers", "Hull, north; bank")
    assert not refused


def test_a_row_that_can_not_be_taken_is_refused_with_its_line_and_the_others_are_taken(path: Path) -> None:
    text = (
        "name,website,place\n"
        '"Example\nBakers",,\n'
        "Example Riders,not a site,\n"
        "\n"
        "E,,\n"
        "Example Skaters,,Hull,more\n"
        f"{'x' * 151},,\n"
        "Example \u202eSkaters,,\n"
        "Example Rowers\n"
    )
    rows, refused = read(path, text)
    assert [row.name for row in rows] == ["Example Riders", "Example Rowers"]
    assert [line for line, _ in refused] == [2, 6, 7, 8, 9]
    assert "fit on one line" in refused[0][1]
    assert "more cells than there are columns" in refused[2][1]


async def test_a_cell_that_can_not_be_used_costs_that_cell_and_is_named(store: Store, path: Path) -> None:
    text = (
        "name,name_fr,acronym,website,kind,place\n"
        f"Example Riders,{'x' * 151},{'E' * 21},not a site,–,N/A\n"
        "Example Rowers,Rameurs Exemple,ER,facebook.com/example,club,Hull\n"
    )
    (riders, rowers), refused = read(path, text)
    assert not refused
    assert riders == DirectoryRow(2, riders.names, left_out=riders.left_out)
    assert [each.partition(".")[0] for each in riders.left_out] == ["name_fr", "acronym", "website", "kind", "place"]
    assert (rowers.website, rowers.left_out) == ("https://facebook.com/example", ())
    for dry_run in (True, False):
        report = await imported(store, path, text, dry_run)
        assert [(each.line, each.reason[:27]) for each in report.left_out] == [
            (2, "taken without its name_fr. "),
            (2, "taken without its acronym. "),
            (2, "taken without its website. "),
            (2, "taken without its kind. It "),
            (2, "taken without its place. It"),
        ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no rows"),
        (b"place,Group\nHull,Example\n", "no column “name”. It has: place, Group."),
        (b"name,name\nA,B\n", "“name” more than once"),
        (b"name,phone\nA,B\n", "'phone'"),
        (b"name,,place\nExample,x,Hull\n", "'number 2'"),
        (b'name\n"Example\n', "quotation marks on line 2"),
        (b"PK\x03\x04[Content_Types].xml", "This is a workbook"),
        ("name\nПример Реки\n".encode("cp1251"), "--encoding cp1251 .*Пример Реки"),
        (b"name\n" + b"Example\n" * (MOST_ROWS + 1), "too many rows: 20,000 at the most"),
        (b"name\n" + b"x" * (5 * 1024 * 1024), "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_as_a_whole(path: Path, content: bytes, told: str) -> None:
    path.write_bytes(content)
    with pytest.raises(SetupError, match=told):
        read_organizations(path)


def test_what_an_older_excel_wrote_is_read(path: Path) -> None:
    path.write_bytes("name\nCafé Exemple\n".encode("cp1252"))
    rows, _ = read_organizations(path)
    assert [row.name for row in rows] == ["Café Exemple"]


def test_a_file_that_is_not_there_is_told_of(path: Path) -> None:
    with pytest.raises(SetupError, match="can't be read"):
        read_organizations(path)


async def test_the_list_is_found_by_every_name_and_chapters_know_their_parents(store: Store, path: Path) -> None:
    assert counts(await imported(store, path, LIST)) == (2, 0, 0)
    riders = await store.read(lambda unit: unit.organizations.same("usagers exemple"))
    assert riders is not None
    assert (riders.name, riders.acronym, riders.domain, riders.imported) == (
        "Example Transit Riders", "ETR", "example.org", True,
    )  # fmt: skip
    (chapter,) = await store.read(lambda unit: unit.organizations.chapters(riders.id))
    assert (chapter.name, chapter.place, chapter.parent_id) == ("Example Transit Riders Local 2", "Hamilton", riders.id)


async def test_repeating_an_import_changes_nothing_and_a_dry_run_neither(store: Store, path: Path) -> None:
    assert counts(await imported(store, path, LIST, dry_run=True)) == (2, 0, 0)
    assert await store.read(lambda unit: unit.organizations.keys()) == {}
    await imported(store, path, LIST)
    before = set(await store.read(lambda unit: unit.organizations.keys()))
    assert counts(await imported(store, path, LIST)) == (0, 0, 2)
    assert counts(await imported(store, path, LIST.replace("Toronto", "Laval"))) == (0, 1, 1)
    assert set(await store.read(lambda unit: unit.organizations.keys())) == before


async def test_what_is_taken_in_piece_by_piece_is_counted_together(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "PIECE", 1)
    assert counts(await imported(store, path, LIST)) == (2, 0, 0)
    assert counts(await imported(store, path, LIST.replace("Toronto", "Laval"))) == (0, 1, 1)
    assert counts(await imported(store, path, LIST.replace("Toronto", "Laval"))) == (0, 0, 2)


async def test_one_that_has_signed_is_met_and_its_website_is_the_list_s_from_then_on(store: Store, path: Path) -> None:
    number = await store.write(lambda unit: unit.organizations.add("Example transit riders", "https://own.example").id)
    assert counts(await imported(store, path, "name\nExample Transit Riders\n")) == (0, 1, 0)
    found = await store.read(lambda unit: unit.organizations.get(number))
    assert found is not None
    assert (found.name, found.website, found.imported) == ("Example Transit Riders", "", True)


async def test_a_list_meets_the_record_that_stands_for_one_that_was_merged(store: Store, path: Path) -> None:
    kept = await store.write(lambda unit: unit.organizations.add("Example Riders", "").id)

    await store.write(
        lambda unit: unit.merges.add(kept, unit.organizations.add("Riders Exemple", "").id, (), person(unit).id, ())
    )
    assert counts(await imported(store, path, "name,name_fr\nExample Riders,Riders exemple\n")) == (0, 1, 0)
    found = await store.read(lambda unit: unit.organizations.same("riders exemple"))
    assert found is not None
    assert found.id == kept


async def test_rows_that_contradict_one_another_are_refused_with_the_reason(store: Store, path: Path) -> None:
    text = (
        "name,name_fr,parent\n"
        "Example Riders,Usagers Exemple,\n"
        "EXAMPLE riders,,\n"
        "Example Skaters,usagers exemple,\n"
        "Example Rowers,,Nobody's Federation\n"
        "Example Loop,,Example Loop\n"
    )
    report = await imported(store, path, text)
    assert counts(report) == (3, 0, 0)
    assert [(each.line, each.reason.partition(":")[0]) for each in report.refused] == [
        (3, "line 2 has an organization of this name already"),
        (4, "line 2 has an organization of this name already"),
    ]
    assert [(each.line, each.reason.partition(":")[0]) for each in report.left_out] == [
        (5, "taken without its parent, which is not known"),
        (6, "taken without its parent, since none is a chapter of itself or of its own chapter"),
    ]


async def test_two_imports_at_the_same_moment_add_each_organization_once(store: Store, path: Path) -> None:
    reports = await asyncio.gather(*(imported(store, path, LIST) for _ in range(2)))
    assert sorted(counts(each) for each in reports) == [(0, 0, 2), (2, 0, 0)]


async def test_a_long_list_is_taken_piece_by_piece_and_one_that_was_stopped_is_finished_by_repeating_it(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "PIECE", 2)
    head = "name,parent\nExample Local 1,Example Federation\nExample Local 2,Example Federation\n"
    rows, _ = read(path, f"{head}Example Riders,\nExample Federation,\nExample Rowers,\n")
    record, said, writes = importing_organizations.record, list[str](), list[int]()

    def stopped(unit: Unit, piece: Sequence[DirectoryRow]) -> Counts:
        writes.append(len(piece))
        if len(writes) == 2:
            raise OSError("the disk is full")
        return record(unit, piece)

    with monkeypatch.context() as patch:
        patch.setattr(importing_organizations, "record", stopped)
        with pytest.raises(OSError, match="the disk is full"):
            await take(store, rows, said.append)
    assert (said, writes) == (["2 of 5 are recorded"], [2, 2])
    assert counts(await take(store, rows, said.append)) == (3, 0, 2)
    assert said[1:] == ["2 of 5 are recorded", "4 of 5 are recorded", "5 of 5 are recorded"]
    federation = await store.read(lambda unit: unit.organizations.same("Example Federation"))
    assert federation
    assert len(await store.read(lambda unit: unit.organizations.chapters(federation.id))) == 2
