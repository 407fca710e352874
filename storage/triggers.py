"""Triggers that are declared as a value, and are in the database as they are declared: a family of them shares how its
names begin."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

_ON_SQLITE = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{}%'"
_ON_POSTGRES = (
    "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " JOIN pg_namespace ON pg_namespace.oid = relnamespace"
    " WHERE NOT tgisinternal AND tgname LIKE '{}%' AND nspname = current_schema()"
)


@dataclass(frozen=True)
class Triggers:
    """A family of triggers: on either engine, of each the table on which it stands and what makes it behind its name;
    on PostgreSQL `function` makes what they all execute."""

    prefix: str
    sqlite: Callable[[], Sequence[tuple[str, str]]]
    postgres: Callable[[], Sequence[tuple[str, str]]]
    function: str

    def keep(self, connection: Connection) -> bool:
        """Have them all there as they are declared, and no others; whether they were not."""
        sqlite = connection.dialect.name == "sqlite"
        wanted = self._on_sqlite if sqlite else self._on_postgres
        if self._there(connection).keys() == wanted.keys():
            return False
        self.drop(connection)
        if not sqlite:
            connection.exec_driver_sql(self.function)
        for statement in wanted.values():
            connection.exec_driver_sql(statement)
        return True

    def drop(self, connection: Connection) -> None:
        """Have none of them there: while tables are made anew, they would stand in the way."""
        sqlite = connection.dialect.name == "sqlite"
        for name, table in self._there(connection).items():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"' + ("" if sqlite else f' ON "{table}"'))

    def _there(self, connection: Connection) -> Mapping[str, str]:
        """Those that there are, and the tables on which they stand."""
        query = _ON_SQLITE if connection.dialect.name == "sqlite" else _ON_POSTGRES
        rows = connection.exec_driver_sql(query.format(self.prefix)).all()
        return {name: table for name, table in rows}  # noqa: C416 - rows are no tuples

    @cached_property
    def _on_sqlite(self) -> Mapping[str, str]:
        return self._named(self.sqlite(), "")

    @cached_property
    def _on_postgres(self) -> Mapping[str, str]:
        return self._named(self.postgres(), self.function)

    def _named(self, made: Sequence[tuple[str, str]], function: str) -> Mapping[str, str]:
        """What makes each, by a name that tells what it does."""
        names = [
            f"{self.prefix}{table}_{hashlib.sha256((each + function).encode()).hexdigest()[:8]}" for table, each in made
        ]
        return {name: f'CREATE TRIGGER "{name}" {each}' for name, (_, each) in zip(names, made, strict=True)}
