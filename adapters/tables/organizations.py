"""A list of organizations in a CSV file, read with a reason for each row that can't be taken."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import regex

from bot.errors import Invalid, SetupError
from bot.model import tables
from bot.model.organizations.directory import DirectoryRow, RefusedRow
from bot.model.organizations.organization import Name, NameKind
from bot.model.tables import NoTable, Table
from bot.text import checks
from bot.text.compose import label
from bot.text.locales import SOURCE, load
from bot.text.pasted import visible

MOST_BYTES = 5 * 1024 * 1024
"""A larger file is not read."""

MOST_ROWS = 20_000
"""A file with more rows is not read."""

LENGTHS = {"name": 150, "acronym": 20, "website": checks.WEBSITE_LENGTH, "kind": 60, "place": 100, "parent": 150}
"""The columns, and how many characters each may hold."""

WRONG = {
    "empty": "The list's first line has to name its columns, and an organization has to stand below it.",
    "columns": f"The list has more than {tables.MOST_COLUMNS} columns.",
    "rows": f"The list has more than {MOST_ROWS} rows. Split it into several files.",
    "broken": "The list is no CSV. Save it as “CSV UTF-8”.",
}
"""What is said of a file that is no table."""

_NAME_IN = regex.compile(r"name_([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")


def read_organizations(path: Path) -> tuple[Sequence[DirectoryRow], Sequence[RefusedRow]]:
    """The rows of a file, and those refused; raises `SetupError` where the file as a whole can't be read.

    The first line names the columns, in any order.
    """
    table = _table(path)
    columns = _columns(table.header)
    rows, refused = list[DirectoryRow](), list[RefusedRow]()
    for line, cells in table.rows:
        if len(cells) > len(columns):
            refused.append(RefusedRow(line, f"it has {len(cells)} cells, and there are {len(columns)} columns"))
            continue
        try:
            rows.append(_row(line, dict(zip(columns, cells, strict=False))))
        except Invalid as error:
            refused.append(RefusedRow(line, label(error.text, load()[SOURCE])))
    return rows, refused


def _table(path: Path) -> Table:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SetupError(f"The list is larger than {MOST_BYTES // (1024 * 1024)} MB. Split it into several files.")
        return tables.read_table(tables.decoded(path.read_bytes()), MOST_ROWS)
    except OSError as error:
        raise SetupError(f"The list can't be read: {error.strerror}.") from error
    except NoTable as error:
        raise SetupError(WRONG[str(error)]) from None


def _columns(header: Sequence[str]) -> Sequence[str]:
    columns = [cell.strip().lower().replace(" ", "_") for cell in header]
    unknown = [each for each in columns if each not in LENGTHS and not _NAME_IN.fullmatch(each)]
    if unknown:
        known = ", ".join(LENGTHS)
        raise SetupError(f"The list has a column that is not known: {unknown[0]!r}. There are {known}, and name_fr …")
    if "name" not in columns or len(set(columns)) < len(columns):
        raise SetupError("The list's first line has to name its columns, each once, and one of them “name”.")
    return columns


def _row(line: int, cells: Mapping[str, str]) -> DirectoryRow:
    given = {
        column: checks.written(
            visible(cell) if column == "website" else cell, 1, LENGTHS.get(column, LENGTHS["name"]), lines=False
        )
        for column, cell in cells.items()
        if cell.strip()
    }
    names = [Name(checks.written(given.get("name", ""), 2, LENGTHS["name"], lines=False), "", NameKind.IMPORTED)]
    for column, name in given.items():
        found = _NAME_IN.fullmatch(column)
        if found:
            names.append(Name(name, found[1], NameKind.IMPORTED))
    website = checks.website(given["website"]) if "website" in given else ""
    return DirectoryRow(
        line,
        tuple(names),
        given.get("acronym", ""),
        website,
        given.get("kind", ""),
        given.get("place", ""),
        given.get("parent", ""),
    )
