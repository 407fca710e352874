"""What somebody with a hand on the database can forge of how endorsements stand: one row is changed, put in or out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, Row, ScalarResult, Table, delete, insert, select, update

from bot.model.disputes import DisputeState
from bot.model.endorsements.endorsement import IMPORTED, Check, Words
from bot.model.proofs.authority import Contact, ProofState
from storage import tables

WORDS, BOTH = [each.value for each in Words], [False, True]
COLUMNS: dict[str, dict[str, str | Sequence[object]]] = {
    "endorsements": {
        "organization_id": "organizations",
        "person_id": "persons",
        "decided_by": "persons",
        "checked": [None, *(each.value for each in Check)],
        "origin": ["", IMPORTED],
        "statement_state": WORDS,
        "reservation_state": WORDS,
    },
    "proofs": {
        "endorsement_id": "endorsements",
        "contact": [each.value for each in Contact],
        "state": [each.value for each in ProofState],
        "domain": ["forged.example"],
    },
    "disputes": {
        "letter_id": "letters",
        "endorsement_id": "endorsements",
        "person_id": "persons",
        "state": [each.value for each in DisputeState],
        "proven": BOTH,
        "hides": BOTH,
    },
    "merges": {
        "kept_id": "organizations",
        "gone_id": "organizations",
        "undone_at": [None, datetime(2031, 3, 14, tzinfo=UTC)],
    },
    "organization_parents": {"child_id": "organizations", "parent_id": "organizations"},
}
"""What matters in each table, and what may be put there: a value, or the number of another record."""


class How(StrEnum):
    """What is done to a row."""

    CHANGE = "change"
    COPY = "copy"
    REMOVE = "remove"


@dataclass(frozen=True)
class Forgery:
    """Change a value in a row; put a copy with that change beside it; or take the row out. `of` is which of the columns
    that have rows, `row` which row, `value` which of the values that may be put there."""

    how: How
    of: int
    row: int
    value: int


FORGERIES = st.builds(Forgery, st.sampled_from(How), st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000))


def forged(connection: Connection, letter_id: int, forgery: Forgery) -> bool:
    """Do it; whether anything that matters for the letter is other than before."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    before, targets = _matters(connection, letter_id), _targets(connection, letter_id)
    table, column, rows = targets[forgery.of % len(targets)]
    row = rows[forgery.row % len(rows)]._mapping
    values = _values(connection, letter_id, COLUMNS[table.name][column])
    put = {column: values[forgery.value % len(values)]}
    this = [column == row[column.name] for column in table.primary_key.columns]
    match forgery.how:
        case How.CHANGE:
            connection.execute(update(table).where(*this).values(put))
        case How.COPY:
            fresh = {"id": None, "receipt": "COPIED00"}
            copied = {name: fresh.get(name, value) for name, value in row.items()}
            connection.execute(insert(table).values({**copied, **put}))
        case How.REMOVE:
            connection.execute(delete(table).where(*this))
    return _matters(connection, letter_id) != before


def _targets(connection: Connection, letter_id: int) -> list[tuple[Table, str, list[Row[Any]]]]:
    """The columns in which something of the letter stands, with those rows."""
    found = list[tuple[Table, str, list[Row[Any]]]]()
    signed = frozenset(_values(connection, letter_id, "endorsements"))
    theirs = frozenset(_values(connection, letter_id, "organizations"))
    for name, columns in COLUMNS.items():
        table = tables.metadata.tables[name]
        rows = [row for row in connection.execute(select(table)) if _of_letter(letter_id, signed, theirs, row)]
        found += [(table, column, rows) for column in columns if rows]
    return found


def _scalars(connection: Connection, column: Any, *where: Any) -> ScalarResult[Any]:
    return connection.execute(select(column).where(*where)).scalars()


def _organizations(connection: Connection, letter_id: int) -> list[int]:
    """Those for which the letter's endorsements count, or did before a merge."""
    signed, moved = tables.endorsements.c, tables.merged_endorsements.c
    theirs = select(signed.id).where(signed.letter_id == letter_id)
    now = set(_scalars(connection, signed.organization_id, signed.letter_id == letter_id))
    return sorted(now | set(_scalars(connection, moved.organization_id, moved.endorsement_id.in_(theirs))))


def _values(connection: Connection, letter_id: int, of: str | Sequence[object]) -> Sequence[object]:
    match of:
        case "organizations":
            return _organizations(connection, letter_id)
        case "endorsements":
            signed = tables.endorsements.c
            return list(_scalars(connection, signed.id, signed.letter_id == letter_id))
        case str():
            return list(_scalars(connection, tables.metadata.tables[of].c.id))
    return of


def _of_letter(letter_id: int, signed: frozenset[object], theirs: frozenset[object], row: Any) -> bool:
    """Whether a row has to do with the letter's endorsements, or with the organizations for which they count."""
    told = row._mapping
    if "letter_id" in told:
        return bool(told["letter_id"] == letter_id)
    if "endorsement_id" in told:
        return told["endorsement_id"] in signed
    return not theirs.isdisjoint({told.get("gone_id"), told.get("child_id")})


def _matters(connection: Connection, letter_id: int) -> list[object]:
    """Everything about the letter's endorsements that must not change unseen."""
    signed, proofs, disputes = tables.endorsements.c, tables.proofs.c, tables.disputes.c
    merges, family = tables.merges.c, tables.organization_parents.c
    counted = list(_scalars(connection, signed.organization_id, signed.letter_id == letter_id))
    statements = (
        select(*(signed[name] for name in ("id", *COLUMNS["endorsements"]))).where(signed.letter_id == letter_id),
        select(proofs.endorsement_id, proofs.contact, proofs.domain)
        .join(tables.endorsements, signed.id == proofs.endorsement_id)
        .where(signed.letter_id == letter_id, proofs.state == ProofState.PROVEN.value),
        select(*(disputes[name] for name in ("id", *COLUMNS["disputes"]))).where(disputes.letter_id == letter_id),
        select(merges.gone_id, merges.kept_id).where(
            tables.MERGED, merges.kept_id.in_(_organizations(connection, letter_id))
        ),
        select(family.child_id, family.parent_id).where(family.child_id.in_(counted)),
    )
    return [sorted(map(repr, connection.execute(statement))) for statement in statements]
