"""Tables as people exchange them: CSV that is read whatever wrote it, and written so that no spreadsheet runs it."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import regex

_LEADING = regex.compile(r"^[\p{Z}\p{C}\p{M}]+")
_FORMULA = ("=", "+", "-", "@", "−")
_DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 60
"""So many columns at the most are read."""


class NoTable(ValueError):
    """What was given is no table that can be read; the message says why in a word, as `read` has them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header. `rows` are each with the number of the line in the file on which it begins."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 by their marks, else UTF-8, else what Excel writes in the West."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_table(text: str, most_rows: int) -> Table:
    """A CSV text; its delimiter is the one that splits the header most. Empty rows are left out.

    Raises `NoTable`: `empty`, `columns` where there are too many, `rows` where there are, `broken` where it is no CSV.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda each: len(next(csv.reader([first], delimiter=each), [])))
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter, strict=True)
    filled = list[tuple[int, tuple[str, ...]]]()
    try:
        line = 0
        for cells in reader:
            begins, line = line + 1, reader.line_num
            if len(cells) > MOST_COLUMNS:
                raise NoTable("columns")
            if any(cell.strip() for cell in cells):
                filled.append((begins, tuple(cells)))
            if len(filled) > most_rows + 1:
                raise NoTable("rows")
    except csv.Error:
        raise NoTable("broken") from None
    if len(filled) < 2:
        raise NoTable("empty")
    return Table(tuple(cell.strip() for cell in filled[0][1]), tuple(filled[1:]))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe is put before one that could be (OWASP, "CSV
    Injection"), also where its first character is a full-width one or comes after what is not seen."""
    seen = unicodedata.normalize("NFKC", _LEADING.sub("", cell, count=1)[:1])
    return f"'{cell}" if seen.startswith(_FORMULA) or cell.startswith(("\t", "\r", "\n")) else cell


def written(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV: every cell between quotes, and harmless."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue()
