"""What the rows about an endorsement say: the facts and the public line to which the journal holds them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, String, case, cast, func, literal, select

from bot.model.journal.facts import PROVEN, WITHHELD, Facts
from bot.model.letters.categories import Trait
from bot.model.proofs.authority import Contact, ProofState
from storage import tables

_RECORD, _PROOFS, _MERGES, _DISPUTES = tables.endorsements, tables.proofs, tables.merges, tables.disputes
_SIGNER, _DECIDER = tables.persons.alias(), tables.persons.alias()

_INTO = (
    select(_MERGES.c.gone_id.label("number"), _MERGES.c.kept_id.label("into"))
    .where(_MERGES.c.kept_id == _RECORD.c.organization_id, tables.MERGED)
    .correlate(_RECORD)
    .cte("united", recursive=True, nesting=True)
)
_UNITED = _INTO.union(
    select(_MERGES.c.gone_id, _MERGES.c.kept_id).join(_INTO, _MERGES.c.kept_id == _INTO.c.number).where(tables.MERGED)
)
"""The records that were merged into an endorsement's organization, and into those, each with the one into which it was.
A circle ends it."""


def _joined(*parts: Any) -> Any:
    first, *rest = parts
    for part in rest:
        first = first.concat(literal(":")).concat(part)
    return first


def _domain(contact: Contact) -> ScalarSelect[str]:
    """The domain of a contact's address that is proven."""
    return (
        select(_PROOFS.c.domain)
        .where(
            _PROOFS.c.endorsement_id == _RECORD.c.id,
            _PROOFS.c.contact == contact.value,
            _PROOFS.c.state == ProofState.PROVEN.value,
        )
        .scalar_subquery()
    )


_DISPUTED = (
    select(
        func.aggregate_strings(
            _joined(
                cast(_DISPUTES.c.id, String),
                _DISPUTES.c.state,
                case((_DISPUTES.c.proven, "proven"), else_=""),
                case((_DISPUTES.c.hides, "hides"), else_=""),
                tables.persons.c.journal_id,
            ),
            ",",
        )
    )
    .join(tables.persons, tables.persons.c.id == _DISPUTES.c.person_id)
    .where(_DISPUTES.c.endorsement_id == _RECORD.c.id, _DISPUTES.c.letter_id == _RECORD.c.letter_id)
    .scalar_subquery()
)

FOUND = (
    select(
        _RECORD,
        _SIGNER.c.journal_id.label("signer"),
        _DECIDER.c.journal_id.label("decided"),
        tables.organization_parents.c.parent_id.label("parent"),
        select(func.aggregate_strings(_joined(cast(_UNITED.c.number, String), cast(_UNITED.c.into, String)), ","))
        .correlate(_RECORD)
        .scalar_subquery()
        .label("merged"),
        _domain(Contact.FIRST).label("first"),
        _domain(Contact.SECOND).label("second"),
        _DISPUTED.label("disputed"),
        select(tables.logos.c.state)
        .where(tables.logos.c.endorsement_id == _RECORD.c.id)
        .scalar_subquery()
        .label("logo"),
    )
    .outerjoin(_SIGNER, _SIGNER.c.id == _RECORD.c.person_id)
    .outerjoin(_DECIDER, _DECIDER.c.id == _RECORD.c.decided_by)
    .outerjoin(tables.organization_parents, tables.organization_parents.c.child_id == _RECORD.c.organization_id)
)
"""The rows of endorsements, with what other tables say about them."""

FACTS: Select[tuple[Any, ...]] = FOUND.with_only_columns(
    *(_RECORD.c[name] for name in ("organization_id", "origin", "checked", "statement_state", "reservation_state")),
    *(column for column in FOUND.selected_columns if str(column.key) not in _RECORD.c),
    maintain_column_froms=True,
)
"""Of these, what facts are read from."""


def facts_in(row: Row[tuple[Any, ...]]) -> Facts:
    """The facts in a row of what was `FOUND`."""
    facts = {
        "organization": row.organization_id,
        "parent": row.parent,
        "merged": _sorted(row.merged),
        "signer": row.signer,
        "origin": row.origin,
        "checked": row.checked,
        "decided": row.decided,
        "statement": row.statement_state,
        "reservation": row.reservation_state,
        "logo": row.logo,
        "first": PROVEN if row.first is not None else "",
        "second": PROVEN if row.second is not None else "",
        "disputes": _sorted(row.disputed),
    }
    return {name: value for name, value in facts.items() if value}


def line_in(row: Row[tuple[Any, ...]]) -> Mapping[str, str]:
    """What the journal commits to of a row of what was `FOUND`: the public line, and the domains that are proven."""
    line = {name: row._mapping[name] for name in LINE}
    line["withheld"] = WITHHELD if row.withheld else ""
    return {**line, "first": row.first or "", "second": row.second or ""}


def _sorted(joined: str | None) -> str:
    """What an engine joined with commas, in one order: that of the numbers with which the parts begin."""
    parts = joined.split(",") if joined else []
    return ",".join(sorted(parts, key=lambda part: int(part.partition(":")[0])))


LINE = ("organization", "website", "place", "statement", "reserved", "reservation", "spokesperson", *Trait)
"""What an endorsement's public line is kept in, but for whether the name is withheld."""
