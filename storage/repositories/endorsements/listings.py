"""The endorsements that stand in lists: page by page, searched, counted, and since when."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    tuple_,
)

from bot.model.endorsements.endorsement import (
    COUNTED,
    Endorsement,
    State,
)
from bot.model.journal.acts import Act
from bot.model.letters.categories import Trait
from bot.model.lists.counts import Count
from bot.model.lists.filters import EVERYBODY, Filter, Only
from bot.model.lists.order import Order
from bot.model.lists.snapshots import LOOKED_UP_BEFORE
from storage import tables
from storage.counting import QUARTER, miscounted
from storage.repositories.addressees import first_snapshot
from storage.repositories.endorsements.rows import of_few, read_row
from storage.repositories.matching import Matching, Searched, containing
from storage.tables.base import moment

_ONE = select(tables.endorsements)
_COUNTS = tables.endorsement_counts
_SUM = func.coalesce(func.sum(_COUNTS.c.counted), 0)
_COUNT = select(_SUM).where(_COUNTS.c.letter_id == bindparam("letter"), _COUNTS.c.state == bindparam("state"))
_SIGNED = (
    select(_COUNTS.c.state, _SUM)
    .where(_COUNTS.c.letter_id == bindparam("letter"), _COUNTS.c.state.in_([each.value for each in COUNTED]))
    .group_by(_COUNTS.c.state)
)
_MOMENTS = (
    select(tables.endorsements.c.changed_at)
    .where(tables.endorsements.c.letter_id == bindparam("letter"), tables.endorsements.c.state == bindparam("state"))
    .order_by(tables.endorsements.c.changed_at)
    .limit(bindparam("most"))
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
        return self.found(letter_id, order, offset=offset, limit=limit, within=within)[1]

    def found(
        self, letter_id: int, order: Order, *, offset: int, limit: int, within: Filter = EVERYBODY
    ) -> tuple[int, Sequence[Endorsement]]:
        late, by = is_late(self._connection, letter_id), ordered(order)
        if within.typed:
            by = by if late is None else (case((late, 1), else_=0), *by)
            rows = self._connection.execute(self._narrowed(letter_id, within).order_by(*by)).all()
            return len(rows), self.still_listed([row.id for row in rows[offset : offset + limit]])
        count = self.count_listed(letter_id, within)
        there = _LISTED.where(tables.endorsements.c.letter_id == letter_id, *_sought(within))
        if late is None:
            return count, self._page(there, by, count, offset, limit)
        after = int(self._connection.execute(there.with_only_columns(func.count()).where(late)).scalar_one())
        went = self._page(there.where(~late), by, count - after, offset, limit)
        behind = max(offset - (count - after), 0)
        return count, [*went, *self._page(there.where(late), by, after, behind, limit - len(went))]

    def _page(
        self, there: Select[Any], by: Sequence[ColumnElement[Any]], count: int, offset: int, limit: int
    ) -> Sequence[Endorsement]:
        """Some of so many, read from the nearer end."""
        limit = min(limit, max(count - offset, 0))
        after = max(count - offset - limit, 0)
        if offset <= after:
            return self._many(there.order_by(*by).offset(offset).limit(limit))
        from_the_end = there.order_by(*(each.desc() for each in by))
        return self._many(from_the_end.offset(after).limit(limit))[::-1]

    def late(self, letter_id: int, ids: Collection[int] | None = None) -> frozenset[int]:
        record, late = tables.endorsements, is_late(self._connection, letter_id)
        if late is None:
            return frozenset()
        found = select(record.c.id).where(record.c.letter_id == letter_id, record.c.state == State.LISTED.value, late)
        among = found if ids is None else found.where(record.c.id.in_(ids))
        return frozenset(self._connection.execute(among).scalars())

    def count_listed(self, letter_id: int, within: Filter) -> int:
        if within.typed or within.only is not Only.ALL:
            counted = self._narrowed(letter_id, within).with_only_columns(func.count())
            return int(self._connection.execute(counted).scalar_one())
        stating = (_COUNTS.c[Trait(trait).value] == key for trait, key in within.traits.items())
        there = {"letter": letter_id, "state": State.LISTED.value}
        return int(self._connection.execute(_COUNT.where(*stating), there).scalar_one())

    def _narrowed(self, letter_id: int, within: Filter) -> Select[Any]:
        """The numbers of those in the list that a filter leaves."""
        record = tables.endorsements
        there = select(record.c.id).where(record.c.state == State.LISTED.value, *_sought(within))
        if not within.typed:
            return there.where(record.c.letter_id == letter_id)
        begun = Matching(self._connection, within.typed).beginning(record.c.organization_id)
        return there.where(of_few(letter_id), *begun)

    def count_stated(self, letter_id: int, trait: Trait) -> Mapping[str, int]:
        key = _COUNTS.c[trait.value]
        stated = (_COUNTS.c.letter_id == letter_id, _COUNTS.c.state == State.LISTED.value, key != "")
        rows = self._connection.execute(select(key, _SUM).where(*stated).group_by(key).having(_SUM > 0))
        return {row[0]: int(row[1]) for row in rows}

    def nearly_listed(self, letter_id: int, typed: str, limit: int) -> Sequence[Endorsement]:
        record = tables.endorsements
        listed = select(record.c.id, record.c.search).where(of_few(letter_id), record.c.state == State.LISTED.value)
        searched = Searched(listed, record.c.organization_id, record.c.search, record.c.id)
        near = Matching(self._connection, typed).nearly(searched, limit)
        return self.still_listed([row.id for row in near])

    def signed(self, letter_id: int) -> Count:
        counts = {row[0]: int(row[1]) for row in self._connection.execute(_SIGNED, {"letter": letter_id})}
        return Count(counts.get(State.LISTED.value, 0), counts.get(State.WITHHELD.value, 0))

    def growth(self, letter_id: int, most: int) -> Sequence[tuple[datetime, int]]:
        few = self.signed(letter_id).total <= most
        moments = [at for state in COUNTED for at in self._moments(letter_id, state, most if few else 1)]
        if few:
            return [(at, number) for number, at in enumerate(sorted(moments), 1)]
        return [(min(moments), 1), *_grown(self._connection, letter_id, most)]

    def _moments(self, letter_id: int, state: State, most: int) -> Sequence[datetime]:
        """When those in a state came to it, the earliest first."""
        there = {"letter": letter_id, "state": state.value, "most": most}
        return self._connection.execute(_MOMENTS, there).scalars().all()

    def miscounted(self, letter_id: int) -> str:
        return miscounted(self._connection, letter_id)

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


def _grown(connection: Connection, letter_id: int, most: int) -> Iterator[tuple[datetime, int]]:
    """How many of those that are counted had come at the ends of parts of the time, of which there are `most` at the
    most."""
    kept = tables.endorsement_growth
    there = (kept.c.letter_id == letter_id, kept.c.counted > 0)
    first, last = connection.execute(select(func.min(kept.c.quarter), func.max(kept.c.quarter)).where(*there)).one()
    width = -(-(last + 1 - first) // most)
    part = ((kept.c.quarter - first) // width).label("part")
    parts = select(part, func.sum(kept.c.counted)).where(*there).group_by(part).order_by(part)
    count = 0
    for number, more in connection.execute(parts):
        count += int(more)
        yield moment((first + (int(number) + 1) * width) * QUARTER), count


def _sought(within: Filter) -> Iterator[ColumnElement[bool] | TextClause]:
    """What is looked for in a list."""
    record = tables.endorsements
    if within.typed:
        yield containing(record.c.search, within.typed)
    if within.only is Only.STATEMENT:
        yield tables.WORDS_SHOWN
    if within.only is Only.RESERVATION:
        yield tables.RESERVED
    for trait, key in within.traits.items():
        yield record.c[Trait(trait).value] == key


def is_late(connection: Connection, letter_id: int) -> ColumnElement[bool] | None:
    """Whether an endorsement's organization was not in the list that went with the letter as it was first presented;
    nothing where that was not. Only of those that the journal has had something of since can that be so."""
    snapshot = first_snapshot(connection, letter_id)
    if snapshot is None:
        return None
    record, lines, theirs = tables.endorsements, tables.snapshot_lines, tables.endorsements.alias()
    went = select(lines.c.position).where(
        lines.c.letter_id + 0 == letter_id, lines.c.number + 0 == snapshot, lines.c.endorsement_id == theirs.c.id
    )
    together = theirs.c.organization_id == record.c.organization_id
    journal, since = tables.journal, _frozen_at(connection, letter_id, snapshot) - LOOKED_UP_BEFORE
    moved = select(journal.c.endorsement_id).where(
        journal.c.letter_id == letter_id, journal.c.number > since, journal.c.endorsement_id.is_not(None)
    )
    return and_(record.c.id.in_(moved), ~select(theirs.c.id).where(together, went.exists()).exists())


def _frozen_at(connection: Connection, letter_id: int, snapshot: int) -> int:
    """The number of the journal's entry of a snapshot."""
    journal = tables.journal
    of_snapshot = or_(
        *(
            and_(journal.c.body.contains(f'"act":"{act.value}"'), journal.c.body.contains(f'"record":{snapshot},'))
            for act in (Act.LIST_FROZEN, Act.LIST_PUBLISHED)
        )
    )
    of_list = (journal.c.letter_id == letter_id, journal.c.endorsement_id.is_(None))
    return min(connection.execute(select(journal.c.number).where(*of_list, of_snapshot)).scalars(), default=0)


def ordered(order: Order) -> Sequence[ColumnElement[Any]]:
    """By what the rows of a list are ordered."""
    record = tables.endorsements
    return (record.c.sort_key, record.c.id) if order is Order.ALPHABETICAL else (record.c.id,)
