"""The bytes that somebody gives as a table, whatever wrote them. What is not certain is asked about, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

import regex

from bot.model.tables import encodings
from bot.model.tables.delimited import DELIMITERS, MOST_BROKEN, Record, declared, ensure_unambiguous, records
from bot.model.tables.headers import Header, Known, find_header, repeats
from bot.model.tables.table import (
    MOST_COLUMNS,
    MOST_READINGS,
    UNSAID,
    Ambiguous,
    Flaw,
    Format,
    Line,
    NoTable,
    Reading,
    Table,
    UnreadLine,
)

_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""What files begin with that are ZIP archives (.xlsx, .ods, .numbers) or compound files (.xls)."""

_BESIDE_ROWS = MOST_BROKEN + 20
"""So many records are read beside the rows: titles, the header, broken lines."""

_SAMPLE_SIZE = 64 * 1024
_SAMPLES, _SAMPLED = 3, 50
_SAMPLE_LENGTH = 60
_CELL = regex.compile(r'(?:^|(?<=[,;\t|"\r\n]))[^,;\t|"\r\n]*[^\x00-\x7F,;\t|"\r\n][^,;\t|"\r\n]*')


def read(
    content: bytes, known: Known, most_rows: int, wanted: Format = UNSAID, languages: Sequence[str] = ()
) -> Table:  # fmt: skip
    """The table that a file holds, read as it is `wanted` where that is said. `known` says which field a column of a
    name holds; `languages` are those that are expected in it.

    Raises `NoTable` where it is none, and `Ambiguous` where it can be read in several ways.
    """
    if content.startswith(_WORKBOOKS):
        raise NoTable(Flaw.WORKBOOK)
    encoding = wanted.encoding or encodings.certain(content) or encodings.agreed(content)
    if not encoding:
        raise Ambiguous(Flaw.ENCODING, readings(content, languages))
    text = encodings.decoded(content, encoding)
    if "\0" in text:
        raise NoTable(Flaw.BINARY)
    if not wanted.encoding and encodings.garbled(text):
        raise Ambiguous(Flaw.ENCODING, (Reading(Format(encoding), _sample(text)),))
    delimiter = wanted.delimiter or _delimiter(text, known, encoding)
    return _table(text, Format(encoding, delimiter), known, most_rows)


def readings(content: bytes, languages: Sequence[str]) -> tuple[Reading, ...]:
    """In which encodings a file may be, the likeliest first, with some of what then stands in it. Raises `NoTable`
    where it is in none."""
    found = encodings.candidates(content, languages)[:MOST_READINGS]
    if not found:
        raise NoTable(Flaw.ENCODING)
    return tuple(Reading(Format(each.codec), _sample(encodings.decoded(content, each.codec))) for each in found)


def _sample(text: str) -> tuple[str, ...]:
    """Some of the cells that read otherwise in other encodings, first those below the first line."""
    below = text.find("\n") + 1
    found = islice(chain(_CELL.finditer(text, below), _CELL.finditer(text, 0, below)), _SAMPLED)
    cells = dict.fromkeys(match[0].strip()[:_SAMPLE_LENGTH] for match in found)
    return tuple(filter(None, cells))[:_SAMPLES]


@dataclass(frozen=True, slots=True)
class _Split:
    """What a delimiter makes of the top of a text. `even`: which part of the rows have as many cells as the header."""

    delimiter: str
    header: Header
    even: float

    @property
    def columns(self) -> int:
        return self.header.width

    @property
    def rank(self) -> tuple[bool, int, float, int]:
        return self.columns > 1, self.header.fields, self.even, self.columns

    def contests(self, other: "_Split") -> bool:
        """Whether it may be meant as well as another that ranks higher."""
        return self.columns > 1 and (
            self.even > other.even or (self.even == other.even and self.header.fields == other.header.fields)
        )


def _delimiter(text: str, known: Known, encoding: str) -> str:
    """What separates the columns: what the file says of itself, unless that separates nothing; raises `Ambiguous` where
    it may be one as well as another."""
    top = text[:_SAMPLE_SIZE]
    sample, said = top if len(text) <= _SAMPLE_SIZE else _lines(top), declared(text)
    told = _split(sample, said, known) if said else None
    if said and (told is None or told.columns > 1):
        return said
    splits = [split for each in DELIMITERS.values() if (split := _split(sample, each, known))]
    if not splits:
        return DELIMITERS["comma"]
    best = max(splits, key=lambda each: each.rank)
    contested = [each for each in splits if each is not best and each.contests(best)]
    if contested:
        found = (best, *contested)
        raise Ambiguous(
            Flaw.DELIMITER,
            tuple(Reading(Format(encoding, each.delimiter), each.header.names[:_SAMPLES]) for each in found),
        )
    return best.delimiter


def _lines(text: str) -> str:
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1]


def _split(text: str, delimiter: str, known: Known) -> _Split | None:
    try:
        found = [each for each in records(text, delimiter) if not each.flaw]
    except NoTable:
        return None
    if not found:
        return None
    header = find_header(found, known)
    rows = found[header.after - 1 :]
    return _Split(delimiter, header, sum(row.width == header.width for row in rows) / len(rows))


def _table(text: str, form: Format, known: Known, most_rows: int) -> Table:
    found = list(islice(records(text, form.delimiter), most_rows + _BESIDE_ROWS))
    whole = [each for each in found if not each.flaw]
    broken = [UnreadLine(each.begin, each.flaw) for each in found if each.flaw]
    header = find_header(whole, known) if whole else None
    if header is None or (broken and broken[0].number < whole[header.first].begin):
        raise NoTable(broken[0].flaw, broken[0].number) if broken else NoTable(Flaw.EMPTY)
    below = whole[header.after :]
    ensure_unambiguous(found, header.width)
    flaws = {each.begin: flaw for each in below if (flaw := _flaw(each, header, known))}
    rows = [each for each in below if each.begin not in flaws]
    left_out = [UnreadLine(each.begin, flaws[each.begin], each.cells) for each in below if each.begin in flaws]
    unread = sorted((*broken, *left_out), key=lambda each: each.number)
    if not rows:
        telling = [each for each in unread if each.flaw is not Flaw.HEADER]
        raise NoTable(telling[0].flaw, telling[0].number) if telling else NoTable(Flaw.EMPTY)
    if len(below) > most_rows:
        raise NoTable(Flaw.ROWS)
    width = max(len(each) for each in (header.names, *(row.cells for row in rows)))
    if width > MOST_COLUMNS:
        raise NoTable(Flaw.COLUMNS)
    return Table(
        (*header.names, *[""] * (width - len(header.names))),
        tuple(_line(each) for each in rows),
        form,
        _sample(text),
        tuple(_line(each) for each in whole[: header.first]),
        tuple(unread),
    )


def _flaw(record: Record, header: Header, known: Known) -> Flaw | None:
    if len(record.cells) > header.width:
        return Flaw.CELLS
    return Flaw.HEADER if repeats(header, record, known) else None


def _line(record: Record) -> Line:
    return Line(record.begin, record.cells)
