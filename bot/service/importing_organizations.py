"""A list of organizations that exist is taken in, so that people pick theirs while they type."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from bot.model.directory import Refused, Report, Row
from bot.model.organizations import Name, NameKind, Organization, domain_of, normalize
from bot.ports.store import Unit


class _Undone(Exception):
    """What was done is not to stay."""


def take(unit: Unit, rows: Sequence[Row], dry_run: bool) -> Report:
    """Record the organizations of a list, each under all its names. What is there already stays as it is, and what the
    list says anew of it is changed. A dry run only says what would be done."""
    report = Report(0, 0, 0, ())
    with suppress(_Undone), unit.savepoint():
        report = _take(unit, rows)
        if dry_run:
            raise _Undone
    return report


def _take(unit: Unit, rows: Sequence[Row]) -> Report:
    keys, mine = dict(unit.organizations.keys()), dict[str, int]()
    counts, refused, taken = {"added": 0, "changed": 0, "unchanged": 0}, list[Refused](), list[tuple[Row, int]]()
    expected = {normalize(name.name) for row in rows for name in row.names}
    for row in rows:
        reason = _wrong(row, keys, mine, expected)
        if reason:
            refused.append(Refused(row.line, reason))
            continue
        number, done = _record(unit, row, keys)
        counts[done] += 1
        keys.update((normalize(each.name), number) for each in row.names)
        mine.update((normalize(each.name), row.line) for each in row.names)
        taken.append((row, number))
    for row, number in taken:
        reason = _set_parent(unit, row, number)
        if reason:
            refused.append(Refused(row.line, reason))
    return Report(**counts, refused=tuple(sorted(refused, key=lambda each: each.line)))


def _wrong(row: Row, keys: dict[str, int], mine: dict[str, int], expected: set[str]) -> str:
    """Why a row can't be taken; empty where it can."""
    theirs = dict.fromkeys(normalize(each.name) for each in row.names)
    for key in theirs:
        if key in mine:
            return f"line {mine[key]} has an organization of this name already"
    if len({keys[key] for key in theirs if key in keys}) > 1:
        return "its names belong to several organizations that are known already"
    if row.parent and normalize(row.parent) not in keys and normalize(row.parent) not in expected:
        return f"its parent is not known: {row.parent}"
    return ""


def _record(unit: Unit, row: Row, keys: dict[str, int]) -> tuple[int, str]:
    """The organization's number, and whether it was added, changed or left unchanged."""
    number = next((keys[key] for each in row.names if (key := normalize(each.name)) in keys), None)
    before = unit.organizations.get(number) if number is not None else None
    known = unit.organizations.names(number) if number is not None else ()
    start = before or unit.organizations.add(row.name, row.website)
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
        return after.id, "unchanged"
    unit.organizations.listed_beforehand(after, names)
    return after.id, "changed" if before else "added"


def _listed(names: Sequence[Name]) -> set[Name]:
    return {each for each in names if each.kind is NameKind.IMPORTED}


def _set_parent(unit: Unit, row: Row, number: int) -> str:
    """Lead a chapter to its parent; why not, where that can't be."""
    parent = unit.organizations.same(row.parent) if row.parent else None
    child = unit.organizations.get(number)
    if parent is None or child is None or child.parent_id == parent.id:
        return "" if parent or not row.parent else f"taken without its parent, which was refused: {row.parent}"
    above: Organization | None = parent
    while above is not None:
        if above.id == number:
            return f"taken without its parent, since none is a chapter of itself or of its own chapter: {row.parent}"
        above = unit.organizations.get(above.parent_id) if above.parent_id else None
    signed = unit.endorsements.of_organizations([number])
    unit.organizations.set_parent(number, parent.id, None, sorted({each.letter_id for each in signed}))
    return ""
