"""What the host does on the terminal with a list of organizations that exist: it is taken in, piece by piece."""

import functools
from collections.abc import Callable, Iterator, Sequence

from bot.model.organizations.directory import DirectoryRow, Report, RowRemark
from bot.ports.store import Store, Unit
from bot.service.organizations import directory
from bot.service.organizations.directory import PIECE, Counts


async def take(store: Store, rows: Sequence[DirectoryRow], say: Callable[[str], None]) -> Report:
    """Record the organizations of a list. What was stopped midway is finished by doing it again."""
    taken, refused = await store.read(lambda unit: directory.sift(unit, rows))
    counts, parentless = Counts(), list[RowRemark]()
    for piece in _pieces(taken):
        counts += await store.write(functools.partial(_record, piece))
        if len(taken) > PIECE:
            say(f"{counts.added + counts.changed + counts.unchanged} of {len(taken)} are recorded")
    for piece in _pieces([row for row in taken if row.parent]):
        parentless.extend(await store.write(functools.partial(_relate, piece)))
    return directory.report(counts, taken, refused, parentless)


def _record(rows: Sequence[DirectoryRow], unit: Unit) -> Counts:
    return directory.record(unit, rows)


def _relate(rows: Sequence[DirectoryRow], unit: Unit) -> Sequence[RowRemark]:
    return directory.relate(unit, rows)


def _pieces(rows: Sequence[DirectoryRow]) -> Iterator[Sequence[DirectoryRow]]:
    for start in range(0, len(rows), PIECE):
        yield rows[start : start + PIECE]
