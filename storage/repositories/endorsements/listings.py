"""The endorsements that stand in lists: page by page, searched, counted, and since when."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    func,
    select,
    tuple_,
)

from bot.model.endorsements.endorsement import (
    COUNTED,
    Endorsement,
    State,
    Words,
)
from bot.model.journal.acts import Act
from bot.model.letters.categories import Trait
from bot.model.lists.counts import Count
from bot.model.lists.filters import EVERYBODY, Filter, Only
from bot.model.lists.order import Order
from bot.model.organizations.searching import sought
from storage import tables
from storage.repositories.addressees import first_snapshot
from storage.repositories.endorsements.rows import of_few, read_row
from storage.repositories.matching import Matching, begins_with, containing

_ONE = select(tables.endorsements)
_COUNT = select(func.count()).where(
    tables.endorsements.c.letter_id == bindparam("letter"), tables.endorsements.c.state == bindparam("state")
)
_LISTED = _ONE.where(tables.endorsements.c.state == State.LISTED.value)


class ListedEndorsements:
    """Those in the lists of all letters."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, letter_id: int, state: State) -> int:
        return int(self._connection.execute(_COUNT, {"letter": letter_id, "state": state.value}).scalar_one())

    def in_list(self, letter_id: int, handle: str) -> Endorsement | None:
        found = self._one(_LISTED.where(tables.endorsements.c.handle == handle))
        return found if found and found.letter_id == letter_id else None

    def page(
        self, letter_id: int, states: Collection[State], order: Order, after: Endorsement | None, limit: int
    ) -> Sequence[Endorsement]:
        record = tables.endorsements
        there = select(record).where(
            record.c.letter_id == letter_id, record.c.state.in_([each.value for each in states])
        )
        if after and order is Order.ALPHABETICAL:
            there = there.where(tuple_(record.c.sort_key, record.c.id) > tuple_(after.sort_key, after.id))
        elif after:
            there = there.where(record.c.id > after.id)
        return self._many(there.order_by(*ordered(order)).limit(limit))

    def listed(
        self, letter_id: int, order: Order, *, offset: int, limit: int, within: Filter = EVERYBODY
    ) -> Sequence[Endorsement]:
        of_letter = of_few(letter_id) if within.typed else tables.endorsements.c.letter_id == letter_id
        there = _LISTED.where(of_letter, *_sought(within))
        late = is_late(self._connection, letter_id)
        apart = () if late is None else (case((late, 1), else_=0),)
        return self._many(there.order_by(*apart, *ordered(order)).offset(offset).limit(limit))

    def late(self, letter_id: int, ids: Collection[int] | None = None) -> frozenset[int]:
        record, late = tables.endorsements, is_late(self._connection, letter_id)
        if late is None:
            return frozenset()
        found = select(record.c.id).where(record.c.letter_id == letter_id, record.c.state == State.LISTED.value, late)
        among = found if ids is None else found.where(record.c.id.in_(ids))
        return frozenset(self._connection.execute(among).scalars())

    def count_listed(self, letter_id: int, within: Filter) -> int:
        record = tables.endorsements
        of_letter = of_few(letter_id) if within.typed else record.c.letter_id == letter_id
        counted = select(func.count()).where(of_letter, record.c.state == State.LISTED.value, *_sought(within))
        return int(self._connection.execute(counted).scalar_one())

    def count_stated(self, letter_id: int, trait: Trait) -> Mapping[str, int]:
        record = tables.endorsements
        key = record.c[trait.value]
        stated = (record.c.letter_id == letter_id, record.c.state == State.LISTED.value, key != "")
        rows = self._connection.execute(select(key, func.count()).where(*stated).group_by(key))
        return {row[0]: int(row[1]) for row in rows}

    def nearly_listed(self, letter_id: int, typed: str, limit: int) -> Sequence[Endorsement]:
        record = tables.endorsements
        searched = select(record.c.id, record.c.search).where(of_few(letter_id), record.c.state == State.LISTED.value)
        near = Matching(self._connection, record.c.organization_id, record.c.search).nearly(searched, typed, limit)
        return self.still_listed([row.id for row in near])

    def signed(self, letter_id: int) -> Count:
        counts = {state: self.count(letter_id, state) for state in COUNTED}
        return Count(counts[State.LISTED], counts[State.WITHHELD])

    def listing_moments(self, letter_id: int) -> Sequence[datetime]:
        signed = tables.endorsements
        counted = (signed.c.letter_id == letter_id, signed.c.state.in_([each.value for each in COUNTED]))
        moments = select(signed.c.changed_at).where(*counted).order_by(signed.c.changed_at)
        return self._connection.execute(moments).scalars().all()

    def latest_entry(self, letter_id: int) -> int:
        journal = tables.journal
        last = select(func.max(journal.c.number)).where(journal.c.letter_id == letter_id)
        return int(self._connection.execute(last).scalar() or 0)

    def newly_listed(self, letter_id: int, after: int, since: int) -> Sequence[Endorsement]:
        number = tables.journal.c.number
        ids = self._put_into_list(letter_id, number > after)
        if ids:
            ids -= self._put_into_list(letter_id, number <= since)
        return sorted(self.still_listed(sorted(ids)), key=lambda each: (each.changed_at, each.id))

    def _put_into_list(self, letter_id: int, entries: ColumnElement[bool]) -> set[int]:
        """The endorsements that some entries of the journal put into the list."""
        journal = tables.journal
        listing = journal.c.body.contains(f'"state":"{State.LISTED.value}"', autoescape=True)
        bodies = select(journal.c.body).where(journal.c.letter_id == letter_id, entries, listing)
        return {json.loads(body)["record"] for body in self._connection.execute(bodies).scalars()}

    def corrected_since(self, letter_id: int, ids: Sequence[int], entry: int) -> Collection[int]:
        journal = tables.journal
        if not (ids and entry):
            return ()
        corrected = journal.c.body.contains(f'"act":"{Act.ENDORSEMENT_CORRECTED.value}"', autoescape=True)
        rows = select(journal.c.endorsement_id).where(
            journal.c.letter_id == letter_id, journal.c.endorsement_id.in_(ids), journal.c.number > entry, corrected
        )
        return set(self._connection.execute(rows).scalars())

    def still_listed(self, ids: Sequence[int]) -> Sequence[Endorsement]:
        record = tables.endorsements
        there = select(record).where(record.c.id.in_(ids), record.c.state == State.LISTED.value)
        listed = {each.id: each for each in self._many(there)} if ids else {}
        return [listed[each] for each in ids if each in listed]

    def _one(self, statement: Select[tuple[object, ...]], **given: object) -> Endorsement | None:
        row = self._connection.execute(statement, given).first()
        return read_row(row) if row else None

    def _many(self, statement: Select[tuple[object, ...]], **given: object) -> Sequence[Endorsement]:
        return [read_row(row) for row in self._connection.execute(statement, given)]


def _sought(within: Filter) -> Iterator[ColumnElement[bool]]:
    """What is looked for in a list."""
    record = tables.endorsements
    if within.typed:
        yield containing(record.c.search, within.typed)
        words = sought(within.typed)
        if words:
            begun = select(tables.organization_tokens.c.organization_id).where(begins_with(max(words, key=len)))
            yield record.c.organization_id.in_(begun)
    if within.only is Only.STATEMENT:
        yield record.c.statement_state == Words.SHOWN.value
    if within.only is Only.RESERVATION:
        yield record.c.reserved != ""
    for trait, key in within.traits.items():
        yield record.c[Trait(trait).value] == key


def is_late(connection: Connection, letter_id: int) -> ColumnElement[bool] | None:
    """Whether an endorsement's organization was not in the list that went with the letter as it was first presented;
    nothing where that was not."""
    snapshot = first_snapshot(connection, letter_id)
    if snapshot is None:
        return None
    lines, theirs = tables.snapshot_lines, tables.endorsements.alias()
    went = (
        select(theirs.c.organization_id)
        .join(lines, lines.c.endorsement_id == theirs.c.id)
        .where(lines.c.letter_id == letter_id, lines.c.number == snapshot)
    )
    return tables.endorsements.c.organization_id.not_in(went)


def ordered(order: Order) -> Sequence[ColumnElement[Any]]:
    """By what the rows of a list are ordered."""
    record = tables.endorsements
    return (record.c.sort_key, record.c.id) if order is Order.ALPHABETICAL else (record.c.id,)
