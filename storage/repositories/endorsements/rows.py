"""Endorsements as they stand in rows."""

from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Row

from bot.model.endorsements.endorsement import Check, Endorsement, PublicEntry, State, Words
from bot.model.letters.categories import Trait
from bot.model.zones import kept_zone
from storage import tables


def columns(entry: PublicEntry) -> dict[str, str | bool]:
    """A public line as it is kept."""
    return {
        "organization": entry.organization,
        "website": entry.website,
        "place": entry.place,
        "statement": entry.statement,
        "reserved": ",".join(map(str, entry.reserved)),
        "reservation": entry.reservation,
        **dict.fromkeys(Trait, ""),
        **entry.traits,
        "withheld": entry.withheld,
        "spokesperson": entry.spokesperson,
    }


def of_few(letter_id: int) -> ColumnElement[bool]:
    """Whether an endorsement is of a letter, where an index of organizations leads to few: those of letters would lead
    to all of it, and SQLite, which keeps no statistics, would take them."""
    return tables.endorsements.c.letter_id + 0 == letter_id


def reserved(kept: str) -> tuple[int, ...]:
    """The demands about which there is a reservation, as they are kept."""
    return tuple(int(number) for number in kept.split(",") if number)


ENTRY = tuple(tables.endorsements.c[each.name] for each in fields(PublicEntry))
"""The columns of which a public line is made."""


def read_entry(row: Row[Any]) -> PublicEntry:
    """The public line in a row."""
    return PublicEntry(
        row.organization,
        row.website,
        row.place,
        row.statement,
        reserved(row.reserved),
        row.reservation,
        row.kind,
        row.sector,
        row.scope,
        row.region,
        row.withheld,
        row.spokesperson,
    )


def read_row(row: Row[tuple[object, ...]]) -> Endorsement:
    """The endorsement in a row."""
    return Endorsement(
        id=row.id,
        letter_id=row.letter_id,
        organization_id=row.organization_id,
        receipt=row.receipt,
        state=State(row.state),
        revision=row.revision,
        language=row.language,
        entry=read_entry(row),
        person_id=row.person_id,
        created_at=row.created_at,
        changed_at=row.changed_at,
        check=Check(row.checked) if row.checked else None,
        reason=row.reason,
        decided_by=row.decided_by,
        statement=Words(row.statement_state),
        reservation=Words(row.reservation_state),
        board=row.board_at.astimezone(kept_zone(row.board_zone)) if row.board_at else None,
        origin=row.origin,
        sort_key=row.sort_key,
        handle=row.handle,
    )
