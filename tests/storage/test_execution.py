"""What goes past SQLAlchemy gives what SQLAlchemy gives, which executes every statement first."""

import gc
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Executable,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound

from storage.sqlite.execution import _LEARNED, MOST, SqliteConnection
from storage.sqlite.prepared import Rows
from storage.sqlite.transactions import engine_on
from storage.tables.base import Moment, Sealed
from tests.memory import _memory

TIMES = 4
COUNT = iter(range(1000))
AT = datetime(2026, 2, 3, 4, 5, 6, 7, tzinfo=UTC)

things = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String(20), nullable=False, unique=True),
    Column("at", Moment),
    Column("listed", Boolean, nullable=False, default=False),
    Column("sealed", Sealed),
    Column("counted", Integer, default=lambda: next(COUNT)),
)
ADD = insert(things)
NAMED = things.c.name == bindparam("called")


@pytest.fixture
def connection() -> Iterator[SqliteConnection]:
    engine = engine_on(_memory)
    connection = SqliteConnection(engine)
    with connection, connection.begin():
        connection.exec_driver_sql("BEGIN")
        things.create(connection)
        for name in "abc":
            connection.execute(ADD, {"name": name, "at": AT, "sealed": b"\0\1", "counted": 7})
        yield connection


def went(result: object) -> bool:
    """Whether a statement went past SQLAlchemy."""
    return isinstance(result, Rows)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (select(things).order_by(things.c.id), None),
        (select(things).where(NAMED), {"called": "b"}),
        (select(things).where(NAMED), {"called": "z"}),
        (select(things.c.name.label("as")).where(things.c.name != "a", things.c.at <= bindparam("to")), {"to": AT}),
        (select(things.c.listed, func.count()).where(things.c.listed.is_(False)).group_by(things.c.listed), {}),
        (select(things.c.name).where(things.c.listed == bindparam("which")).limit(2).offset(1), {"which": False}),
        (select(things.c.sealed).where(things.c.at == AT), None),
        (select(func.max(things.c.at)), None),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "read",
    [
        lambda result: result.all(),
        lambda result: list(result),
        lambda result: [row._asdict() for row in result],
        lambda result: result.first(),
        lambda result: result.scalars().all(),
        lambda result: set(result.scalars()),
        lambda result: result.scalar(),
        lambda result: [dict(row) for row in result.mappings().all()],
        lambda result: list(map(list, result.partitions(2))),
        lambda result: result.fetchone(),
        lambda result: list(result.keys()),
        lambda result: result.scalars().first(),
    ],
)
def test_what_is_read_is_what_sqlalchemy_reads(
    connection: SqliteConnection, statement: Executable, values: Any, read: Any
) -> None:
    wanted = read(Connection.execute(connection, statement, values))
    results = [connection.execute(statement, values) for _ in range(TIMES)]
    assert went(results[-1])
    assert [read(result) for result in results] == [wanted] * TIMES


def test_a_row_is_found_by_name_and_by_column(connection: SqliteConnection) -> None:
    statement = select(things).where(NAMED)
    for _ in range(TIMES):
        row = connection.execute(statement, {"called": "a"}).one()
        assert (row.name, row.at, row.listed, row._mapping[things.c.sealed]) == ("a", AT, False, b"\0\1")


def test_one_is_one(connection: SqliteConnection) -> None:
    every, none = select(things.c.name), select(things.c.name).where(NAMED)
    for _ in range(TIMES):
        with pytest.raises(MultipleResultsFound):
            connection.execute(every).one()
        with pytest.raises(NoResultFound):
            connection.execute(none, {"called": "z"}).scalar_one()


def test_what_is_written_is_what_sqlalchemy_writes(connection: SqliteConnection) -> None:
    add, rename = ADD.returning(things.c.id), update(things).where(NAMED).values(name=bindparam("to"), listed=True)
    remove = delete(things).where(things.c.id == bindparam("this"))
    for number in range(TIMES):
        found = connection.execute(add, {"name": f"d{number}", "at": AT, "counted": 0})
        this = found.scalar_one()
        changed = connection.execute(rename, {"called": f"d{number}", "to": f"e{number}"})
        assert changed.rowcount == 1
        row = Connection.execute(connection, select(things).where(things.c.id == this)).one()
        assert row[1:] == (f"e{number}", AT, True, None, 0)
        removed = connection.execute(remove, {"this": this})
        assert (removed.rowcount, connection.execute(remove, {"this": this}).rowcount) == (1, 0)
    assert went(found)
    assert went(changed)
    assert went(removed)


def test_what_is_made_anew_for_each_row_is_left_to_sqlalchemy(connection: SqliteConnection) -> None:
    for number in range(TIMES):
        assert not went(connection.execute(ADD, {"name": f"d{number}"}))
    counted = select(things.c.counted).where(things.c.id > 3).order_by(things.c.id)
    first, *others = connection.execute(counted).scalars()
    assert others == [first + 1, first + 2, first + 3]


def test_one_statement_may_be_given_other_values_each_time(connection: SqliteConnection) -> None:
    for _ in range(TIMES):
        for values in ({"name": "d", "counted": 1}, {"name": "e", "listed": True, "counted": 1}):
            connection.execute(ADD, values)
        found = select(things.c.name, things.c.listed).where(things.c.name > "c").order_by(things.c.name)
        assert connection.execute(found).all() == [("d", False), ("e", True)]
        connection.execute(delete(things).where(things.c.name > "c"))


def test_lists_and_several_rows_are_what_they_are_each_time(connection: SqliteConnection) -> None:
    those = things.c.name.in_(bindparam("those", expanding=True))
    among = select(things.c.name).where(those, things.c.at.in_([AT]), NAMED | ~NAMED).order_by(things.c.name)
    for number in range(TIMES):
        for given in (["a"], {"b"}, ("a", "c"), ["c", "b"], [], *(["a"] * length for length in range(MOST + 2))):
            found = connection.execute(among, {"those": given, "called": "a"})
            assert found.scalars().all() == sorted(set(given))
            assert went(found) == (len(given) < MOST) or number < 2
        added = connection.execute(ADD, [{"name": f"{number}{other}", "counted": 1} for other in "xy"])
    assert went(added)
    assert connection.execute(select(func.count()).select_from(things)).scalar_one() == 3 + 2 * TIMES


def test_what_sqlite_refuses_is_refused_as_sqlalchemy_refuses_it(connection: SqliteConnection) -> None:
    for _ in range(TIMES):
        with pytest.raises(IntegrityError, match="UNIQUE"), connection.begin_nested():
            connection.execute(ADD, {"name": "a", "counted": 1})
    missing = select(things).where(NAMED)
    for _ in range(2):
        connection.execute(missing, {"called": "a"})
    with pytest.raises(Exception, match="called"):
        connection.execute(missing, {})


def test_savepoints_keep_what_was_done_before_and_after(connection: SqliteConnection) -> None:
    def add_and_fail() -> None:
        with connection.begin_nested():
            connection.execute(ADD, {"name": "e", "counted": 1})
            with connection.begin_nested():
                connection.execute(ADD, {"name": "f", "counted": 1})
            raise ZeroDivisionError

    with connection.begin_nested():
        connection.execute(ADD, {"name": "d", "counted": 1})
        with pytest.raises(ZeroDivisionError):
            add_and_fail()
        connection.execute(ADD, {"name": "g", "counted": 1})
    assert connection.execute(select(things.c.name).order_by(things.c.name)).scalars().all() == list("abcdg")


def test_whoever_listens_hears_everything(connection: SqliteConnection) -> None:
    statement, heard = select(things.c.name), list[str]()
    for _ in range(TIMES):
        connection.execute(statement)
    event.listen(connection, "before_cursor_execute", lambda *given: heard.append(given[2]))
    with connection.begin_nested():
        connection.execute(statement)
    assert len(heard) == 3


def test_what_is_known_of_a_statement_goes_with_it(connection: SqliteConnection) -> None:
    alike, statement = (select(things.c.name).where(things.c.name == "a") for _ in range(2))
    connection.execute(alike)  # this one SQLAlchemy keeps, with what it has compiled
    for _ in range(TIMES):
        connection.execute(statement).all()
    assert next(iter(_LEARNED[statement].values()))
    gone = weakref.ref(statement)
    del statement
    gc.collect()
    assert gone() is None
