"""Which line of a table names its columns: titles may stand above it, and names of groups of columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.model.tables.delimited import Record

Known = Callable[[str], str]
"""Which field a column of this name holds; empty where that is not known."""

_WITHIN = 10
"""Among so many lines at the top of a table its header is looked for."""


@dataclass(frozen=True, slots=True)
class Header:
    """The names of a table's columns, which the records from `first` to before `after` hold; `width` is how many there
    are, with empty ones at the end. `fields`: of how many it is known what they hold."""

    names: tuple[str, ...]
    width: int
    first: int
    after: int
    fields: int


def find_header(records: Sequence[Record], known: Known) -> Header:
    """The header of a table with a record: the uppermost of the lines that name the most known columns, of which every
    one above is a title; else the first that is no title. A title fills fewer cells than the header, or one."""
    top = records[:_WITHIN]
    singles = [_single(index, each, known) for index, each in enumerate(top)]
    possible = [
        single
        for single, record in zip(singles, top, strict=True)
        if all(above.filled in (0, 1) or above.filled < record.filled for above in top[: single.first])
    ]
    best = max(possible, key=lambda each: each.fields)
    if not best.fields:
        best = next(each for each in possible if not _is_title(top[each.first], top))
    pairs = [
        _pair(index, upper, lower, known)
        for index, (upper, lower) in enumerate(pairwise(top))
        if index in (best.first - 1, best.first) and _groups(upper, lower)
    ]
    for pair in pairs:
        if pair.fields > best.fields or (pair.after == best.after and len(set(best.names)) < len(best.names)):
            best = pair
    return best


def repeats(header: Header, record: Record, known: Known) -> bool:
    """Whether a row names the columns once more: as the header does, or in another language."""
    names = _padded(header.names, len(record.cells))
    cells = [(named(cell), name) for cell, name in zip(record.cells, names, strict=False) if cell.strip()]
    return all(cell == name for cell, name in cells) or (
        len(cells) > 1 and all(known(cell) and known(cell) == known(name) for cell, name in cells)
    )


def named(cell: str) -> str:
    """A column's name on one line."""
    return " / ".join(" ".join(line.split()) for line in cell.splitlines() if line.strip())


def _single(index: int, record: Record, known: Known) -> Header:
    return _header(tuple(map(named, record.cells)), record.width, index, index + 1, known)


def _pair(index: int, upper: Record, lower: Record, known: Known) -> Header:
    """A header of two lines: each column by the name of its group and its own."""
    group, names = "", list[str]()
    width = max(len(upper.cells), len(lower.cells))
    for above, below in zip(_padded(upper.cells, width), _padded(lower.cells, width), strict=True):
        group = named(above) or group
        own = named(below)
        names.append(f"{group}: {own}" if group and own else own or named(above))
    return _header(tuple(names), max(upper.width, lower.width), index, index + 2, known)


def _header(names: tuple[str, ...], width: int, first: int, after: int, known: Known) -> Header:
    return Header(names, width, first, after, len({known(name) for name in names} - {""}))


def _groups(upper: Record, lower: Record) -> bool:
    """Whether a line can name groups of the columns that the next one names."""
    if upper.end + 1 != lower.begin or (upper.filled == 1 and upper.cells[0].strip()):
        return False
    above = _padded(upper.cells, len(lower.cells))
    return any(below.strip() and not own.strip() for own, below in zip(above, lower.cells, strict=False))


def _is_title(record: Record, top: Sequence[Record]) -> bool:
    return record.filled == 1 and bool(record.cells[0].strip()) and any(each.filled > 1 for each in top)


def _padded(cells: Sequence[str], width: int) -> Sequence[str]:
    return (*cells, *[""] * (width - len(cells)))
