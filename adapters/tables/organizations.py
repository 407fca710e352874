"""A list of organizations in a CSV file, read with a reason for each row that can't be taken."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import regex

from adapters.tables.files import read_bytes
from adapters.tables.terminal import how_read, read_table, said
from bot.errors import Invalid, SetupError
from bot.model.organizations.directory import DirectoryRow, RowRemark
from bot.model.organizations.organization import Name, NameKind
from bot.model.tables.table import UNSAID, Format
from bot.service.lists.rows import UNREAD
from bot.text import cells, checks

MOST_BYTES = 5 * 1024 * 1024
"""A larger file is not read."""

MOST_ROWS = 20_000
"""A file with more rows is not read."""

LENGTHS = {"name": 150, "acronym": 20, "website": checks.WEBSITE_LENGTH, "kind": 60, "place": 100, "parent": 150}
"""The columns, and how many characters each may hold."""

_NAME_IN = regex.compile(r"name_([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")


def read_organizations(
    path: Path, wanted: Format = UNSAID, say: Callable[[str], object] = lambda line: None
) -> tuple[Sequence[DirectoryRow], Sequence[RowRemark]]:
    """The rows of a file, and those refused; how it was read is said. Raises `SetupError` where the file as a whole
    can't be read.

    Its header names the columns, in any order.
    """
    table = read_table(read_bytes(path, MOST_BYTES), _known, MOST_ROWS, wanted)
    columns = _columns(table.header)
    for line in how_read(table):
        say(line)
    rows, refused = list[DirectoryRow](), [RowRemark(each.number, said(UNREAD[each.flaw])) for each in table.unread]
    for row in table.rows:
        try:
            rows.append(_row(row.number, dict(zip(columns, row.cells, strict=False))))
        except Invalid as error:
            refused.append(RowRemark(row.number, said(error.text)))
    return rows, sorted(refused, key=lambda each: each.line)


def _known(header: str) -> str:
    column = _column(header)
    return column if column in LENGTHS or _NAME_IN.fullmatch(column) else ""


def _column(header: str) -> str:
    return header.strip().lower().replace(" ", "_")


def _columns(header: Sequence[str]) -> Sequence[str]:
    columns, there = [_column(each) for each in header], ", ".join(filter(None, header))
    known = f"{', '.join(LENGTHS)}, and name_fr …"
    if "name" not in columns:
        raise SetupError(f"The list has no column “name”. It has: {there}. There can be: {known}")
    unknown = [name or f"number {index}" for index, name in enumerate(header, 1) if not _known(name)]
    if unknown:
        raise SetupError(f"The list has a column that is not known: {unknown[0]!r}. There can be: {known}")
    twice = [each for each in columns if columns.count(each) > 1]
    if twice:
        raise SetupError(f"The list has the column “{twice[0]}” more than once.")
    return columns


def _row(line: int, given: Mapping[str, str]) -> DirectoryRow:
    names = [Name(cells.name(given.get("name", ""), LENGTHS["name"]), "", NameKind.IMPORTED)]
    usable, left_out = dict[str, str](), list[str]()
    for column, cell in given.items():
        try:
            most = LENGTHS.get(column, LENGTHS["name"])
            usable[column] = cells.optional(cell, most, check=checks.website if column == "website" else str)
        except Invalid as error:
            left_out.append(f"{column}. {said(error.text)}")
    for column, name in usable.items():
        found = _NAME_IN.fullmatch(column)
        if found and name:
            names.append(Name(name, found[1], NameKind.IMPORTED))
    return DirectoryRow(
        line,
        tuple(names),
        usable.get("acronym", ""),
        usable.get("website", ""),
        usable.get("kind", ""),
        usable.get("place", ""),
        usable.get("parent", ""),
        tuple(left_out),
    )
