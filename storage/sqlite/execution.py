"""How statements reach SQLite: what SQLAlchemy has executed before goes to the driver directly.

What SQLAlchemy does around a statement costs ten times what SQLite does in it, and is the same each time for one that
is kept: a constant of a module, with a `bindparam` for each value. So it is learned from SQLAlchemy's own execution
(`storage/sqlite/prepared.py`), and done at once from then on. What is made for a single execution, long lists for an
`IN`, and whatever is listened to is left to SQLAlchemy.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Executable, NestedTransaction

from storage.sqlite.prepared import Prepared, Rows, Values, can_be_prepared, lengths

MOST = 16
"""In so many shapes at the most a statement is learned: lists of other lengths make other ones."""

_LEARNED: WeakKeyDictionary[Executable, dict[tuple[object, ...], Prepared | None]] = WeakKeyDictionary()
"""What statements that still exist are, by the shape of the values that they were executed with: whether there are
several rows of them, their names, and how long lists are. Nothing for what can't be prepared."""


class SqliteConnection(Connection):
    """SQLAlchemy's connection, which hands statements that are kept to SQLite's own, and makes savepoints there."""

    savepoints = 0
    """So many of them stand."""

    def execute(self, statement: Executable, parameters: Any = None, *, execution_options: Any = None) -> Any:
        """What a statement gives; raises what SQLAlchemy raises."""
        if execution_options is not None or not self._is_direct:
            return super().execute(statement, parameters, execution_options=execution_options)
        known = _LEARNED.get(statement)
        if known is None:  # most are made for this once, and would be learned for nothing
            _LEARNED[statement] = {}
            return super().execute(statement, parameters)
        several = type(parameters) is list and len(parameters) > 1
        values: Values = parameters[0] if type(parameters) is list else parameters or {}
        shape = (several, *values, *lengths(values))
        if shape not in known:
            executed = super().execute(statement, parameters)
            if len(known) < MOST:
                known[shape] = Prepared(executed, values) if can_be_prepared(executed, values) else None
            return executed
        prepared = known[shape]
        if prepared is None:
            return super().execute(statement, parameters)
        if several:
            return Rows(self.perform_each(prepared.sql, map(prepared.bound, parameters)), prepared)
        return Rows(self.perform(prepared.sql, prepared.bound(values)), prepared)

    def perform(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """What comes of some SQL in the transaction; raises what SQLAlchemy raises where SQLite refuses it."""
        try:
            return self._sqlite.execute(sql, values)
        except sqlite3.Error as error:
            self._handle_dbapi_exception(error, sql, values, None, None)

    def perform_each(self, sql: str, values: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        """What comes of some SQL with one values after the other; raises as `perform` does."""
        try:
            return self._sqlite.executemany(sql, values)
        except sqlite3.Error as error:
            self._handle_dbapi_exception(error, sql, None, None, None)

    @property
    def _sqlite(self) -> sqlite3.Connection:
        return cast("sqlite3.Connection", self.connection.driver_connection)

    def begin_nested(self) -> NestedTransaction:
        """A savepoint; raises what SQLAlchemy raises."""
        return cast("NestedTransaction", Savepoint(self)) if self._is_direct else super().begin_nested()

    @property
    def _is_direct(self) -> bool:
        """Whether a transaction stands, on a connection that was not given up, and nobody listens to what happens."""
        stands = self._transaction is not None and self._dbapi_connection is not None
        return stands and not (self._has_events or self.engine._has_events)


class Savepoint:
    """A savepoint, as SQLAlchemy's `NestedTransaction` is one."""

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._name = f"savepoint_{connection.savepoints}"
        connection.perform(f"SAVEPOINT {self._name}")
        connection.savepoints += 1

    def commit(self) -> None:
        """Keep what was done since; raises what SQLAlchemy raises where that can't be."""
        self._connection.perform(f"RELEASE {self._name}")
        self._connection.savepoints -= 1

    def rollback(self) -> None:
        """Undo what was done since; raises what SQLAlchemy raises where that can't be."""
        if not self._connection.invalidated:
            self._connection.perform(f"ROLLBACK TO {self._name}")
            self.commit()

    def __enter__(self) -> "Savepoint":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.rollback()
            return
        try:
            self.commit()
        except Exception:
            self.rollback()
            raise
