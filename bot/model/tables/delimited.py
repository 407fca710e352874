"""Text that is separated into columns (RFC 4180, with any delimiter) into records, each with the line it began on."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from bot.model.tables.table import Flaw, NoTable

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
"""What separates columns, where the file does not say so itself, by the names that are typed and pressed."""

MOST_BROKEN = 100
"""So many lines at the most are left out because their quotation marks can't be read."""

MOST_CHARACTERS = 100_000
"""A line of so many characters at the most is read: fewer than `csv` takes in a cell."""

_QUOTE = '"'
_DECLARED = regex.compile(r'"?sep=([^\w\s"]|\t)"?\1*[,;\t|]*[ ]*(\r\n|\r|\n)', regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """What stands on the lines from `begin` to `end`, numbers from 1: `width` cells, of which `cells` has not the empty
    ones at the end; or what is wrong with it."""

    begin: int
    end: int
    cells: tuple[str, ...] = ()
    width: int = 0
    flaw: Flaw | None = None

    @property
    def filled(self) -> int:
        """How many of its cells hold something."""
        return sum(bool(cell.strip()) for cell in self.cells)


def used(cells: Sequence[str]) -> int:
    """How many cells there are without the empty ones at their end."""
    return next((index for index in range(len(cells), 0, -1) if cells[index - 1].strip()), 0)


def declared(text: str) -> str:
    """The delimiter that the first line names as spreadsheets have it, `sep=;`; empty where it names none."""
    found = _DECLARED.match(text)
    return found[1] if found else ""


def records(text: str, delimiter: str) -> Iterator[Record]:
    """The records of a text, without empty ones and the line that declares the delimiter.

    A line that can't be read is one with a flaw, which ends where its quotation may end; the next begins behind that
    line. Raises `NoTable` where too many are, or one is too long.
    """
    lines, at, broken = list(io.StringIO(text, newline="")), 1 if declared(text) else 0, 0
    too_long = next((number for number, line in enumerate(lines, 1) if len(line) > MOST_CHARACTERS), 0)
    if too_long:
        raise NoTable(Flaw.LONG, too_long)
    while at < len(lines):
        reader, start = csv.reader(lines[at:], delimiter=delimiter, skipinitialspace=True, strict=True), at
        try:
            for cells in reader:
                begin, at = at + 1, start + reader.line_num
                if filled := used(cells):
                    yield Record(begin, at, tuple(cells[:filled]), len(cells))
        except csv.Error:
            broken += 1
            if broken > MOST_BROKEN:
                raise NoTable(Flaw.QUOTE, at + 1) from None
            yield Record(at + 1, _may_end(lines, at, start + reader.line_num), flaw=Flaw.QUOTE)
            at += 1


def _may_end(lines: Sequence[str], begin: int, end: int) -> int:
    """The number of the line up to which a quotation may reach that goes wrong on the lines from `begin` to `end`."""
    if sum(line.count(_QUOTE) for line in lines[begin:end]) % 2 == 0:
        return end
    return next((index + 1 for index in range(end, len(lines)) if _QUOTE in lines[index]), end)


def ensure_unambiguous(found: Sequence[Record], width: int) -> None:
    """Raise `NoTable` where a record may be part of a broken one before it: where a quotation may reach over several
    lines, each of them has to be a row of `width` cells by itself, without a quotation mark in a cell."""
    broken, until = 0, 0
    for each in found:
        if each.flaw:
            broken, until = (each.begin, each.end) if each.begin > until else (broken, max(until, each.end))
        elif each.begin <= until and (each.width != width or any(_QUOTE in cell for cell in each.cells)):
            raise NoTable(Flaw.QUOTE, broken)
