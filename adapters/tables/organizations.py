"""A list of organizations in a CSV file, read with a reason for each row that can't be taken."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import regex

from bot.errors import Invalid, SetupError
from bot.interface import values
from bot.model.directory import Refused, Row
from bot.model.organizations import Name, NameKind
from bot.text.compose import label
from bot.text.locales import SOURCE, load

MOST_BYTES = 5 * 1024 * 1024
"""A larger file is not read."""

MOST_ROWS = 20_000
"""A file with more rows is not read."""

LENGTHS = {"name": 150, "acronym": 20, "website": values.WEBSITE_LENGTH, "kind": 60, "place": 100, "parent": 150}
"""The columns, and how many characters each may hold."""

_NAME_IN = regex.compile(r"name_([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")


def read_organizations(path: Path) -> tuple[Sequence[Row], Sequence[Refused]]:
    """The rows of a file, and those refused; raises `SetupError` where the file as a whole can't be read.

    It is UTF-8, with or without a byte order mark; the first line names the columns, in any order; commas, semicolons
    or tabs stand between them.
    """
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows, refused = list[Row](), list[Refused]()
    try:
        columns = _columns(next(reader, []))
        line = reader.line_num
        for cells in reader:
            begins, line = line + 1, reader.line_num
            if len(rows) + len(refused) == MOST_ROWS:
                raise SetupError(f"The list has more than {MOST_ROWS} rows. Split it into several files.")
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(columns):
                refused.append(Refused(begins, f"it has {len(cells)} cells, and there are {len(columns)} columns"))
                continue
            try:
                rows.append(_row(begins, dict(zip(columns, cells, strict=False))))
            except Invalid as error:
                refused.append(Refused(begins, label(error.text, load()[SOURCE])))
    except csv.Error as error:
        raise SetupError(f"Line {reader.line_num} of the list is no CSV: {error}.") from error
    return rows, refused


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SetupError(f"The list is larger than {MOST_BYTES // (1024 * 1024)} MB. Split it into several files.")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SetupError(f"The list can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SetupError("The list is not written in UTF-8. Save it as “CSV UTF-8”.") from error


def _delimiter(text: str) -> str:
    """What stands between the columns: what the first line has most of."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _columns(header: Sequence[str]) -> Sequence[str]:
    columns = [cell.strip().lower().replace(" ", "_") for cell in header]
    unknown = [each for each in columns if each not in LENGTHS and not _NAME_IN.fullmatch(each)]
    if unknown:
        known = ", ".join(LENGTHS)
        raise SetupError(f"The list has a column that is not known: {unknown[0]!r}. There are {known}, and name_fr …")
    if "name" not in columns or len(set(columns)) < len(columns):
        raise SetupError("The list's first line has to name its columns, each once, and one of them “name”.")
    return columns


def _row(line: int, cells: Mapping[str, str]) -> Row:
    given = {
        column: values.written(cell, 1, LENGTHS.get(column, LENGTHS["name"]), lines=False)
        for column, cell in cells.items()
        if cell.strip()
    }
    names = [Name(values.written(given.get("name", ""), 2, LENGTHS["name"], lines=False), "", NameKind.IMPORTED)]
    for column, name in given.items():
        found = _NAME_IN.fullmatch(column)
        if found:
            names.append(Name(name, found[1], NameKind.IMPORTED))
    website = values.website(given["website"]) if "website" in given else ""
    return Row(
        line,
        tuple(names),
        given.get("acronym", ""),
        website,
        given.get("kind", ""),
        given.get("place", ""),
        given.get("parent", ""),
    )
