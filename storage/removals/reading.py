"""What the logs know of removals since a backup, and whether that is all of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.restores import Removal
from storage.removals.log import Begins, Noted, RemovalLog, Went


@dataclass(frozen=True, slots=True)
class Since:
    """The removals since a backup, in their order; `whole`: none is missing between, nor at the beginning. Nobody can
    tell whether some are missing at the end, but by the heads of journals that were published."""

    removals: Sequence[Removal]
    whole: bool


def since(logs: Iterable[RemovalLog], held: Sequence[int], taken_at: datetime, counted: bool) -> Since:
    """What the logs know that a backup, made at a moment and holding the removals of these numbers, does not.
    `counted`: numbers follow one another without a gap, as SQLite gives them."""
    last, first = (held[-1], held[0]) if held else (0, 0)
    there, found, whole = frozenset(held), dict[int, Removal](), False
    for log in logs:
        began, left = None, False
        for line in _on_the_way(log, last, taken_at):
            match line:
                case Begins(after):
                    began = after
                case Noted(removal) if removal.number not in there and removal.number > first:
                    found[removal.number] = removal
                case Went():
                    left = True
        whole = whole or (began is not None and began <= last and not left)
    numbers = sorted(found)
    gaps = counted and numbers != list(range(last + 1, last + 1 + len(numbers)))
    return Since([found[number] for number in numbers], whole and not gaps)


def _on_the_way(log: RemovalLog, last: int, taken_at: datetime) -> Iterator[Begins | Noted | Went]:
    """The lines of a log that are about the rows of a backup. Where an earlier backup was restored afterwards, numbers
    of rows were given once more: what comes then is about others, and the line that tells it is the last one."""
    for line in log.lines():
        if isinstance(line, Went) and not (taken_at < line.at and line.held < last):
            continue
        yield line
        if isinstance(line, Went):
            return
