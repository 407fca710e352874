"""A list of organizations that exist is taken in, so that people pick theirs while they type."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.model.organizations.directory import DirectoryRow, Report, RowRemark
from bot.model.organizations.organization import (
    Name,
    NameKind,
    Organization,
    at_place,
    domain_of,
    normalize,
    same_place,
)
from bot.ports.store import Unit
from bot.service.endorsements.transitions import bring_up_to_date
from bot.service.proofs import proving

PIECE = 500
"""So many rows are taken in by one unit, so that nobody waits long for theirs."""


Places = Sequence[tuple[int, str]]
"""Organizations of one name by a number, each with its place."""


class _Undone(Exception):
    """What was done is not to stay."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many organizations of a list were added, changed or left as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


def rehearse(unit: Unit, rows: Sequence[DirectoryRow]) -> Report:
    """What would become of a list, of which nothing is recorded."""
    taken, refused = sift(unit, rows)
    with suppress(_Undone), unit.savepoint():
        counts, parentless = record(unit, taken), relate(unit, taken)
        raise _Undone
    return report(counts, taken, refused, parentless)


def report(
    counts: Counts, taken: Sequence[DirectoryRow], refused: Sequence[RowRemark], parentless: Sequence[RowRemark]
) -> Report:
    """What became of a list, and what is said of its rows in the order of their lines."""
    left_out = [RowRemark(row.line, f"taken without its {each}") for row in taken for each in row.left_out]
    return Report(
        counts.added, counts.changed, counts.unchanged, _in_order(refused), _in_order([*left_out, *parentless])
    )


def _in_order(remarks: Sequence[RowRemark]) -> tuple[RowRemark, ...]:
    return tuple(sorted(remarks, key=lambda each: each.line))


def sift(unit: Unit, rows: Sequence[DirectoryRow]) -> tuple[Sequence[DirectoryRow], Sequence[RowRemark]]:
    """The rows of a list that can be taken, and those that can't."""
    keys, mine = unit.organizations.keys(), dict[str, list[tuple[int, str]]]()
    refused, taken = list[RowRemark](), list[DirectoryRow]()
    expected = Counter(key for row in rows for key in _keys(row))
    for each in rows:
        row = replace(each, apart=any(expected[key] > 1 for key in _keys(each)))
        reason = _wrong(row, keys, mine)
        if reason:
            refused.append(RowRemark(row.line, reason))
            continue
        for key in _keys(row):
            mine.setdefault(key, []).append((row.line, row.place))
        taken.append(row)
    return taken, refused


def record(unit: Unit, rows: Sequence[DirectoryRow]) -> Counts:
    """Record the organizations of rows, each under all its names: what is there already stays, and what the list says
    anew of it is changed. Done twice, it changes nothing."""
    return sum((_record(unit, row) for row in rows), Counts())


def relate(unit: Unit, rows: Sequence[DirectoryRow]) -> Sequence[RowRemark]:
    """Lead chapters to their parents, once all of them are recorded; the rows of those that have none then."""
    reasons = [(row.line, _set_parent(unit, row)) for row in rows]
    return [RowRemark(line, reason) for line, reason in reasons if reason]


def _wrong(row: DirectoryRow, keys: Mapping[str, Places], mine: Mapping[str, Places]) -> str:
    """Why a row can't be taken; empty where it can."""
    for line, place in (each for key in _keys(row) for each in mine.get(key, ())):
        if same_place(place, row.place):
            return f"line {line} has an organization of this name already: their places have to tell them apart"
    if len({number for key in _keys(row) for number in at_place(keys.get(key, ()), row.place, row.apart)}) > 1:
        return "its names belong to several organizations that are known already"
    return ""


def _keys(row: DirectoryRow) -> Sequence[str]:
    return list(dict.fromkeys(normalize(each.name) for each in row.names))


def _known(unit: Unit, row: DirectoryRow) -> Organization | None:
    """The organization of a row, where it is recorded."""
    for each in row.names:
        named = [(record, record.place) for record in unit.organizations.named(each.name)]
        for record in at_place(named, row.place, row.apart):
            return record
    return None


def _record(unit: Unit, row: DirectoryRow) -> Counts:
    before = _known(unit, row)
    known = unit.organizations.names(before.id) if before else ()
    taken = bool(unit.organizations.named(row.name))
    start = before or unit.organizations.add(row.name, row.website, row.place, apart=taken)
    names = tuple({normalize(each.name): each for each in reversed(row.names)}.values())
    after = replace(
        start,
        name=row.name,
        website=row.website,
        acronym=row.acronym,
        domain=domain_of(row.website),
        kind=row.kind,
        place=row.place,
        imported=True,
    )
    if before == after and _listed(known) >= _listed(names):
        return Counts(unchanged=1)
    unit.organizations.listed_beforehand(after, names)
    for each in unit.endorsements.of_organizations([after.id]) if before and before.website != after.website else ():
        proving.prefer(unit, each)
        bring_up_to_date(unit, each.id)
    return Counts(changed=1) if before else Counts(added=1)


def _listed(names: Sequence[Name]) -> set[Name]:
    return {each for each in names if each.kind is NameKind.IMPORTED}


def _set_parent(unit: Unit, row: DirectoryRow) -> str:
    """Lead a chapter to its parent; why not, where that can't be."""
    parent = unit.organizations.same(row.parent) if row.parent else None
    child = _known(unit, row)
    if parent is None or child is None or child.parent_id == parent.id:
        return "" if parent or not row.parent else f"taken without its parent, which is not known: {row.parent}"
    number = child.id
    above: Organization | None = parent
    while above is not None:
        if above.id == number:
            return f"taken without its parent, since none is a chapter of itself or of its own chapter: {row.parent}"
        above = unit.organizations.get(above.parent_id) if above.parent_id else None
    signed = unit.endorsements.of_organizations([number])
    unit.organizations.set_parent(number, parent.id, None, sorted({each.letter_id for each in signed}))
    return ""
