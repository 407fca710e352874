"""What is read of a table that somebody gives, and why it can't be read."""

from dataclasses import dataclass
from enum import StrEnum

MOST_COLUMNS = 60
"""So many columns at the most are read."""

MOST_READINGS = 6
"""Between so many ways to read a file somebody chooses, at the most."""


class Flaw(StrEnum):
    """Why a file, or a line of it, can't be read."""

    EMPTY = "empty"
    COLUMNS = "columns"
    ROWS = "rows"
    WORKBOOK = "workbook"
    BINARY = "binary"
    ENCODING = "encoding"
    DELIMITER = "delimiter"
    QUOTE = "quote"
    CELLS = "cells"
    HEADER = "header"
    LONG = "long"


class NoTable(ValueError):
    """What was given is no table that can be read. `line` is where, from 1; 0 where it is the file as a whole."""

    def __init__(self, flaw: Flaw, line: int = 0) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw
        self.line = line


@dataclass(frozen=True, slots=True)
class Format:
    """How a table is written down: its character encoding, as Python names it, and what separates its columns. What is
    empty is to be found out."""

    encoding: str = ""
    delimiter: str = ""


UNSAID = Format()
"""The format of a file of which nothing was said."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a file, and some of what then stands in it."""

    format: Format
    sample: tuple[str, ...]


class Ambiguous(ValueError):
    """A file that can be read in several ways: whoever gave it has to say which is right. The likeliest is first;
    `flaw` says what they differ in, `ENCODING` or `DELIMITER`."""

    def __init__(self, flaw: Flaw, readings: tuple[Reading, ...]) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw
        self.readings = readings


@dataclass(frozen=True, slots=True)
class Line:
    """Some of a file's lines: the number of the first of them, from 1, and what stands there."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line that is left out because it can't be read, and why."""

    number: int
    flaw: Flaw
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header.

    `format` is how it was read, `sample` some of what stands in it that reads otherwise in other encodings. `above`:
    what stands above the header and is not read. `unread`: the lines below it that can't be.
    """

    header: tuple[str, ...]
    rows: tuple[Line, ...]
    format: Format = UNSAID
    sample: tuple[str, ...] = ()
    above: tuple[Line, ...] = ()
    unread: tuple[UnreadLine, ...] = ()
