"""What SQLAlchemy finds out about a statement each time, learned once: its SQL, how values are bound and rows are read.

This and `execution.py` alone know SQLAlchemy's inner parts; `tests/storage/test_execution.py` tells when those have
changed.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Column, CursorResult, Row
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler

Values = dict[str, Any]
_SINGLE = frozenset({int, str, type(None), bool, float, bytes, datetime})
"""Types of single values: most are of these, and to ask whether something has a length takes longer."""

Convert = Callable[[Any], Any]


class Prepared:
    """A statement as SQL, how its values are bound, and how its rows are read."""

    __slots__ = ("_convert", "_fixed", "_in_order", "_lists", "metadata", "row", "sql")

    def __init__(self, executed: CursorResult[Any], values: Values) -> None:
        """Learned from what came of its execution with values of the same names, and lists of the same lengths."""
        context: Any = executed.context
        compiled: SQLCompiler = context.compiled
        lists: Mapping[str, Sequence[str]] = context._expanded_parameters
        written = {compiled.bind_names[each] for each in compiled.literal_execute_params}
        names = [name for name in compiled.positiontup or () if name not in written]
        order = [(each, name) for name in names for each in lists.get(name, (name,))]
        given = {name: each.key for each, name in compiled.bind_names.items() if each.key in values}
        bound, processors = context.compiled_parameters[0], cast("Mapping[str, Convert]", compiled._bind_processors)
        converters = [processors.get(name) for _, name in order]
        self.sql: str = context.unicode_statement
        self._fixed = {each: bound[each] for each, name in order if name not in given}
        self._lists = {given[name]: each for name, each in lists.items() if name in given}
        self._in_order = _getter([each if name in lists else given.get(name, each) for each, name in order])
        self._convert = converters if any(converters) else None
        self.metadata: Any = executed._metadata
        self.row: Callable[[Sequence[Any]], Row[Any]] = (
            partial(Row, self.metadata, self.metadata._effective_processors, self.metadata._key_to_index)
            if executed.returns_rows
            else _no_row
        )

    def bound(self, values: Values) -> Sequence[Any]:
        """The values in the order in which they are bound, as SQLite takes them; raises `KeyError` where one is
        missing."""
        if self._fixed or self._lists:
            values = {**self._fixed, **values}
        for key, names in self._lists.items():
            values.update(zip(names, values[key], strict=True))
        found = self._in_order(values)
        if self._convert is None:
            return found
        return [convert(value) if convert else value for convert, value in zip(self._convert, found, strict=True)]


class Rows:
    """What a statement gives, as a `CursorResult` does; what is rare of that, SQLAlchemy's own result answers."""

    __slots__ = ("_cursor", "_prepared")

    def __init__(self, cursor: sqlite3.Cursor, prepared: Prepared) -> None:
        self._cursor = cursor
        self._prepared = prepared

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    def __iter__(self) -> Iterator[Row[Any]]:
        return iter(self.all())

    def all(self) -> list[Row[Any]]:
        """Every row."""
        return list(map(self._prepared.row, self._cursor.fetchall()))

    def first(self) -> Row[Any] | None:
        """The first row, nothing where there is none."""
        found = self._cursor.fetchone()
        self._cursor.close()
        return None if found is None else self._prepared.row(found)

    def one(self) -> Row[Any]:
        """The one row; raises what SQLAlchemy raises where there is none, or another."""
        found = self._cursor.fetchmany(2)
        self._cursor.close()
        return self._prepared.row(found[0]) if len(found) == 1 else self._result(found).one()

    def scalar(self) -> Any:
        """The first value of the first row, nothing where there is none."""
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """The first value of the one row; raises as `one` does."""
        return self.one()[0]

    def scalars(self) -> "Scalars":
        """The first value of every row."""
        values = map(itemgetter(0), self._cursor.fetchall())
        converters = self._prepared.metadata._effective_processors
        return Scalars(map(converters[0], values) if converters and converters[0] else values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._result(self._cursor), name)

    def _result(self, rows: Iterable[Any]) -> IteratorResult[Any]:
        return IteratorResult(self._prepared.metadata, iter(rows))


class Scalars(list[Any]):
    """Values, as a `ScalarResult` has them; what is rare of that, SQLAlchemy's own answers."""

    def all(self) -> list[Any]:
        """Every one of them."""
        return self

    def __getattr__(self, name: str) -> Any:
        rows = ((value,) for value in self)
        return getattr(IteratorResult(SimpleResultMetaData(("value",)), rows).scalars(), name)


def can_be_prepared(executed: CursorResult[Any], values: Values) -> bool:
    """Whether nothing of a statement is found out anew each time that it is executed with values of the same names, and
    lists of the same lengths."""
    context: Any = executed.context
    compiled = context.compiled
    if not isinstance(compiled, SQLCompiler) or (context.executemany and executed.returns_rows):
        return False
    made: Iterable[Column[Any]] = (*compiled.insert_prefetch, *compiled.update_prefetch)
    tuples = any(each.type._is_tuple_type for each in compiled.post_compile_params)
    written = any(each.key in values for each in compiled.literal_execute_params)
    return not (tuples or written or any(map(_is_made, made)) or any(each.callable for each in compiled.bind_names))


def lengths(values: Values) -> Sequence[int]:
    """How long those of the values are that are lists."""
    return [len(each) for each in values.values() if type(each) not in _SINGLE and isinstance(each, Sized)]


def _is_made(column: Column[Any]) -> bool:
    """Whether what a column has where nothing is given is made anew for each row."""
    return column.onupdate is not None or column.default is None or not column.default.is_scalar


def _getter(names: Sequence[str]) -> Callable[[Values], tuple[Any, ...]]:
    """What finds the values of these names, in this order."""
    match names:
        case []:
            return lambda values: ()
        case [name]:
            return lambda values: (values[name],)
    return itemgetter(*names)


def _no_row(row: Sequence[Any]) -> Row[Any]:
    raise TypeError("the statement gives no rows")
