"""Everything of a SQLite database into a PostgreSQL one that holds nothing yet, row by row as it is."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, create_engine, delete, exists, func, insert, select, update

from bot.ports.store import Unit
from storage import tables
from storage.counting import COUNTS
from storage.removals.watching import REMOVALS
from storage.unit import ConnectionUnit

CHUNK = 500
"""Rows that are held in memory at once."""

OF_THE_DATABASE = ("keys", "clock", "duties")
"""What a database has though nobody has used it."""

Row = Mapping[str, Any]


@contextmanager
def opened(file: str) -> Iterator[Connection]:
    """A SQLite database, to be read as it is at one moment."""
    engine = create_engine(f"sqlite:///file:{file}?mode=ro&uri=true")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def is_empty(unit: Unit) -> bool:
    """Whether nothing was recorded in a database."""
    connection = _of(unit)
    mine = [table for table in tables.metadata.sorted_tables if table.name not in OF_THE_DATABASE]
    return not any(connection.execute(select(exists(select(table)))).scalar() for table in mine)


def move(unit: Unit, source: Connection) -> Mapping[str, int]:
    """Write every row of `source` where nothing is: how many, by table. The rows keep their numbers, and what is sealed
    stays so: it is opened under the same secret."""
    connection, moved = _of(unit), dict[str, int]()
    REMOVALS.drop(connection)
    COUNTS.drop(connection)
    for table in tables.metadata.sorted_tables:
        connection.execute(delete(table))
        moved[table.name] = _move(connection, source, table)
        _count_on(connection, table)
    REMOVALS.keep(connection)
    COUNTS.keep(connection)
    return moved


def counted(connection: Connection) -> Mapping[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables.metadata.sorted_tables
    }


def rows_of(unit: Unit) -> Mapping[str, int]:
    """How many rows each table of a unit's database has."""
    return counted(_of(unit))


def _of(unit: Unit) -> Connection:
    if not isinstance(unit, ConnectionUnit):
        raise TypeError("a unit over no connection")
    return unit.connection


def _move(connection: Connection, source: Connection, table: Table) -> int:
    """The rows of a table; what refers to others of the same table is written once all are there."""
    own = [key.parent for key in table.foreign_keys if key.column.table is table]
    count = 0
    for chunk in _chunks(source, table):
        connection.execute(insert(table), [{**row, **{column.name: None for column in own}} for row in chunk])
        count += len(chunk)
    for column in own:
        for chunk in _chunks(source, table):
            _refer(connection, table, column, chunk)
    return count


def _refer(connection: Connection, table: Table, column: Column[Any], chunk: Sequence[Row]) -> None:
    keys = table.primary_key.columns
    this = [key == bindparam(f"of_{key.name}") for key in keys]
    referring = [row for row in chunk if row[column.name] is not None]
    if referring:
        connection.execute(
            update(table).where(*this).values({column.name: bindparam("there")}),
            [{**{f"of_{key.name}": row[key.name] for key in keys}, "there": row[column.name]} for row in referring],
        )


def _chunks(source: Connection, table: Table) -> Iterator[Sequence[Row]]:
    found = source.execution_options(yield_per=CHUNK).execute(select(table).order_by(*table.primary_key.columns))
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]


def _count_on(connection: Connection, table: Table) -> None:
    """Let the numbers of rows that come go on after those that are there."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    if connection.execute(select(sequence)).scalar() is None:
        return
    newest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
    connection.execute(select(func.setval(sequence, newest, False)))
