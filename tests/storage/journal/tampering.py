"""What somebody with a hand on the database can do to a letter's journal, and to what stands beside it: one thing."""

import json
from dataclasses import dataclass

from hypothesis import strategies as st
from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from bot.model.journal.entries import chain
from storage import tables

TEXTS = {
    "journal": ("body", "hash"),
    "commitments": ("salt", "line"),
    "endorsements": ("state", "language", "organization", "website", "place", "statement"),
    "revisions": ("sha256", "content"),
    "heads": ("hash",),
    "own_answers": ("content",),
    "ledger": ("content",),
    "presentations": ("content",),
}
"""The texts in each table to which the journal, or a head, commits."""

NUMBERS = {
    "journal": ("letter_id", "number"),
    "commitments": ("letter_id", "number"),
    "endorsements": ("letter_id", "revision"),
    "revisions": ("letter_id", "number"),
    "heads": ("number",),
    "own_answers": ("id", "letter_id"),
    "ledger": ("id", "letter_id"),
    "presentations": ("id", "letter_id"),
}
REMOVABLE = ("journal", "commitments", "endorsements", "revisions", "own_answers", "ledger", "presentations")


@dataclass(frozen=True)
class Spell:
    """Put a character into a text in a row, in the place of another or between two; or take one out."""

    table: str
    column: str
    row: int
    place: int
    character: str
    between: bool


@dataclass(frozen=True)
class Renumber:
    """Change a number in a row."""

    table: str
    column: str
    row: int
    by: int


@dataclass(frozen=True)
class Remove:
    """Take a row out; `closing`: those after it in the journal are numbered anew."""

    table: str
    row: int
    closing: bool


@dataclass(frozen=True)
class Add:
    """Put a copy of an entry between two others, or at either end."""

    row: int
    at: int


@dataclass(frozen=True)
class Swap:
    """Let two entries change places, with or without their hashes."""

    row: int
    other: int
    hashes: bool


@dataclass(frozen=True)
class Forge:
    """Change what an entry says, and calculate every hash after it anew."""

    row: int
    field: str


def _of(fields: dict[str, tuple[str, ...]]) -> st.SearchStrategy[tuple[str, str]]:
    return st.sampled_from([(table, column) for table, columns in fields.items() for column in columns])


ROW = st.integers(0, 1000)
DEEDS = st.one_of(
    st.builds(
        lambda of, *rest: Spell(*of, *rest),
        _of(TEXTS), ROW, st.integers(0, 5000), st.sampled_from(["", " ", "0", "x", "é", '"', "}"]), st.booleans(),
    ),
    st.builds(lambda of, *rest: Renumber(*of, *rest), _of(NUMBERS), ROW, st.sampled_from([-1000, -1, 1, 1000])),
    st.builds(Remove, st.sampled_from(REMOVABLE), ROW, st.booleans()),
    st.builds(Add, ROW, ROW),
    st.builds(Swap, ROW, ROW, st.booleans()),
    st.builds(Forge, ROW, st.sampled_from(["at", "act", "actor", "state", "revision", "record", "commitment"])),
)  # fmt: skip
Deed = Spell | Renumber | Remove | Add | Swap | Forge


def done(connection: Connection, letter_id: int, deed: Deed) -> bool:
    """Do it; whether anything is other than before."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    match deed:
        case Spell() | Renumber():
            return _changed(connection, letter_id, deed)
        case Remove(name, row, closing):
            return _removed(connection, letter_id, tables.metadata.tables[name], row, closing)
        case Add(row, at):
            entries = _rows(connection, letter_id, tables.journal)
            number = at % (len(entries) + 2)
            _shift(connection, letter_id, number, 1)
            copied = entries[row % len(entries)]
            connection.execute(
                insert(tables.journal).values(letter_id=letter_id, number=number, body=copied.body, hash=copied.hash)
            )
            return True
        case Swap():
            return _swapped(connection, letter_id, deed)
        case Forge():
            return _forged(connection, letter_id, deed)


def _rows(connection: Connection, letter_id: int, table: Table) -> list[Row[tuple[object, ...]]]:
    rows = select(table).where(table.c.letter_id == letter_id).order_by(*table.primary_key.columns)
    return list(connection.execute(rows))


def _set(connection: Connection, table: Table, row: Row[tuple[object, ...]], **values: object) -> None:
    this = [column == row._mapping[column.name] for column in table.primary_key.columns]
    connection.execute(update(table).where(*this).values(**values))


def _changed(connection: Connection, letter_id: int, deed: Spell | Renumber) -> bool:
    table = tables.metadata.tables[deed.table]
    rows = _rows(connection, letter_id, table)
    if not rows:
        return False
    row = rows[deed.row % len(rows)]
    before = row._mapping[deed.column]
    if isinstance(deed, Renumber):
        after = before + deed.by
    else:
        place = deed.place % (len(before) + 1)
        after = before[:place] + deed.character + before[place + (not deed.between) :]
    _set(connection, table, row, **{deed.column: after})
    return bool(before != after)


def _removed(connection: Connection, letter_id: int, table: Table, number: int, closing: bool) -> bool:
    rows = _rows(connection, letter_id, table)
    if not rows:
        return False
    row = rows[number % len(rows)]
    connection.execute(delete(table).where(*(each == row._mapping[each.name] for each in table.primary_key.columns)))
    if table is tables.journal and closing:
        _shift(connection, letter_id, int(row._mapping["number"]) + 1, -1)
    return True


def _shift(connection: Connection, letter_id: int, first: int, by: int) -> None:
    """Number the entries from one on anew."""
    journal = tables.journal
    far = int(connection.execute(select(func.max(journal.c.number))).scalar_one()) + 10
    later = (journal.c.letter_id == letter_id, journal.c.number >= first)
    connection.execute(update(journal).where(*later).values(number=journal.c.number + far))
    moved = (journal.c.letter_id == letter_id, journal.c.number >= first + far)
    connection.execute(update(journal).where(*moved).values(number=journal.c.number - far + by))


def _swapped(connection: Connection, letter_id: int, deed: Swap) -> bool:
    rows = _rows(connection, letter_id, tables.journal)
    one, other = rows[deed.row % len(rows)], rows[deed.other % len(rows)]
    for here, there in ((one, other), (other, one)):
        hashes = {"hash": there.hash} if deed.hashes else {}
        _set(connection, tables.journal, here, body=there.body, **hashes)
    return one is not other


def _forged(connection: Connection, letter_id: int, deed: Forge) -> bool:
    rows = _rows(connection, letter_id, tables.journal)
    which = deed.row % len(rows)
    previous = "0" * 64 if not which else str(rows[which - 1].hash)
    for index, row in enumerate(rows[which:]):
        body = str(row.body)
        if not index:
            entry = json.loads(body)
            entry[deed.field] = entry[deed.field] + 1 if isinstance(entry[deed.field], int) else f"{entry[deed.field]}0"
            body = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = chain(previous, body)
        _set(connection, tables.journal, row, body=body, hash=previous)
    return True
