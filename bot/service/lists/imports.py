"""Sign-ons that were gathered elsewhere are brought in, in pieces, each as a person's would be."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from bot.errors import Conflict, NotFound
from bot.model.endorsements.endorsement import IMPORTED, Latest, Representative, State
from bot.model.journal.acts import Act
from bot.model.letters.letter import Revision
from bot.model.lists.imports import Choices, Import, ImportedRow, Step
from bot.model.organizations.organization import Organization, at_place, normalize
from bot.model.people.person import Person
from bot.model.tables.table import Table
from bot.ports.store import Unit
from bot.service.endorsements.signing import goes_on, new_receipt
from bot.service.endorsements.transitions import Change, change
from bot.service.lists.rows import Read, rows_of, without
from bot.service.outreach import following
from bot.text.text import Text, t

PIECE = 100
"""So many rows are brought in by one unit."""

NOBODY = Representative("", "", "")
"""The representative of an endorsement without one: no personal data came with it."""

REFUSED: dict[State, Text] = {
    State.SUBMITTED: t("It has a sign-on already, which waits for review."),
    State.LISTED: t("It is listed already."),
    State.WITHHELD: t("It is counted already, with its name withheld."),
    State.DECLINED: t("Its sign-on was declined."),
    State.WITHDRAWN: t("It has withdrawn its sign-on."),
    State.DISPUTED: t("Its sign-on is disputed."),
}
"""Why a row is not brought in, by where its organization's sign-on stands. Who has left comes back by itself only."""


def standing(unit: Unit, letter_id: int, rows: Sequence[ImportedRow]) -> Sequence[State | None]:
    """Where the sign-on of each row's organization stands; nothing where it has none."""
    keys, latest = [normalize(row.line.organization) for row in rows], dict[str, Sequence[Latest]]()
    for start in range(0, len(keys), 500):
        latest.update(unit.endorsements.latest_of(letter_id, keys[start : start + 500]))
    return [
        next(
            iter(at_place([(each.state, each.place) for each in latest.get(key, ())], row.line.place, row.apart)), None
        )
        for key, row in zip(keys, rows, strict=True)
    ]


def look_through(unit: Unit, letter_id: int, table: Table, choices: Choices) -> Read:
    """What would come of a table's rows now."""
    current = unit.letters.current(letter_id)
    read = rows_of(table, choices, current.letter.categories if current else ())
    return without(read, standing(unit, letter_id, read.rows), REFUSED)


def bring_in(unit: Unit, person: Person, revision: Revision, rows: Sequence[ImportedRow], listed: str) -> int:
    """Bring rows in, for review or, with a stated reason, into the list; how many. Whoever signed is left as it is."""
    taken = 0
    for row in rows:
        if standing(unit, revision.letter_id, [row])[0]:
            continue
        organization = _organization(unit, revision.letter_id, row)
        state = State.LISTED if listed else State.SUBMITTED
        added = unit.endorsements.add(
            revision.letter_id,
            organization_id=organization.id,
            receipt=new_receipt(unit),
            state=state,
            revision=revision.number,
            language=revision.letter.languages[0],
            entry=row.line,
            representative=row.representative or NOBODY,
            person_id=person.id,
            act=Act.ENDORSEMENT_IMPORTED,
            origin=IMPORTED,
        )
        if listed:
            reasoned = replace(added, reason=listed, decided_by=person.id)
            change(unit, Change(reasoned, Act.ENDORSEMENT_LISTED, person.id))
        else:
            following.follow(unit, added)
        taken += 1
    return taken


def _organization(unit: Unit, letter_id: int, row: ImportedRow) -> Organization:
    """The organization of a row that has no sign-on: a new one, where others of its name are at other places."""
    key, entry = normalize(row.line.organization), row.line
    signed = {each.organization_id for each in unit.endorsements.latest_of(letter_id, [key]).get(key, ())}
    named = unit.organizations.named(entry.organization)
    free = [(each, each.place) for each in named if each.id not in signed]
    there = at_place(free, entry.place, row.apart or bool(signed))
    return (
        there[0] if there else unit.organizations.add(entry.organization, entry.website, entry.place, apart=bool(named))
    )


def begin(unit: Unit, staged: Import, rows: Sequence[ImportedRow], listed: str) -> Import:
    """Begin to bring in what was staged: it goes on piece by piece, also after a stop. Raises `Conflict` where that was
    begun."""
    goes_on(unit, staged.letter_id)
    if staged.step is not Step.STAGED:
        raise Conflict(t("This was brought in already, or is about to be."))
    begun = replace(staged, step=Step.BEGUN, listed=listed, size=len(rows))
    unit.lists.begin(begun, msgspec.json.encode(list(rows)))
    return begun


def find(unit: Unit, letter_id: int, import_id: int) -> Import:
    """What somebody wants to bring in; raises `NotFound` where it is not kept any more."""
    staged = unit.lists.staged(letter_id, import_id)
    if staged is None:
        raise NotFound(t("This file is not kept any more. Please send it again."))
    return staged


def waits(unit: Unit) -> bool:
    """Whether there is something to bring in."""
    return unit.lists.begun() is not None


def take_in_next(unit: Unit) -> bool:
    """Bring the next rows in: whether there are more."""
    begun = unit.lists.begun()
    revision = unit.letters.current(begun.letter_id) if begun else None
    if begun is None or revision is None:
        return False
    rows = msgspec.json.decode(unit.lists.content(begun.id), type=list[ImportedRow])
    piece = rows[begun.position : begun.position + PIECE]
    taken = bring_in(unit, Person(begun.person_id), revision, piece, begun.listed)
    position = begun.position + len(piece)
    step = Step.DONE if position >= len(rows) else Step.BEGUN
    unit.lists.proceed(replace(begun, step=step, position=position, taken=begun.taken + taken))
    return waits(unit)
