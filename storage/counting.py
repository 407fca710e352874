"""How many endorsements and followers there are, kept by triggers so that nobody has to count rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, select, text

from bot.model.chats import Topic
from bot.model.endorsements.endorsement import COUNTED
from bot.model.letters.categories import Trait
from storage import tables
from storage.triggers import Triggers

QUARTER = 15 * 60 * 10**6
"""A quarter of an hour, in microseconds: so finely is kept when those that are counted came."""

SHARDS = 16
"""Among so many rows followers are spread who are alike, so that on PostgreSQL those who follow at once seldom meet."""

FUNCTION = "keep_count"


@dataclass(frozen=True, slots=True)
class Source:
    """A table of which each row is counted: what is counted for one, as a SELECT in which `{row}` is that row, and the
    columns of which a change matters."""

    table: Table
    rows: str
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A table that has, for each `by` of whatever is counted, how many there are; `all_rows` is a SELECT of those."""

    table: Table
    by: tuple[str, ...]
    sources: tuple[Source, ...]
    all_rows: str

    def gone(self, source: Source) -> str:
        """One less of what was counted for a row as it was."""
        rows = source.rows.format(row="OLD")
        return f"UPDATE {self.table.name} SET counted = counted - 1 WHERE ({self._by}) IN ({rows});"

    def came(self, source: Source) -> str:
        """One more of what is counted for a row as it is."""
        name, rows = self.table.name, source.rows.format(row="NEW").replace(" FROM", ", 1 FROM", 1)
        return (
            f"INSERT INTO {name} ({self._by}, counted) {rows}"
            f" ON CONFLICT ({self._by}) DO UPDATE SET counted = {name}.counted + 1;"
        )

    def events(self, source: Source) -> Sequence[tuple[str, str]]:
        """What has to happen to a row, and what is done then."""
        name = source.table.name
        changed = " OR ".join(f"OLD.{each} <> NEW.{each}" for each in source.matters)
        return (
            (f"AFTER INSERT ON {name} FOR EACH ROW", self.came(source)),
            (f"AFTER DELETE ON {name} FOR EACH ROW", self.gone(source)),
            (
                f"AFTER UPDATE OF {', '.join(source.matters)} ON {name} FOR EACH ROW WHEN ({changed})",
                f"{self.gone(source)} {self.came(source)}",
            ),
        )

    @property
    def found(self) -> str:
        """A query for what should stand in the table."""
        return f"SELECT {self._by}, count(*) AS counted FROM ({self.all_rows}) AS each_row GROUP BY {self._by}"

    @property
    def _by(self) -> str:
        return ", ".join(self.by)


def _columns(*names: str, row: str = "{row}") -> str:
    return ", ".join(f"{row}.{each}" for each in names)


def _endorsements(table: Table, by: tuple[str, ...], values: tuple[str, ...], where: str, *matters: str) -> Tally:
    """A tally of endorsements, each of which is one."""
    chosen = ", ".join(f"{{row}}.{value} AS {each}" for each, value in zip(by, values, strict=True))
    one = f"SELECT {chosen} FROM (SELECT 1) AS one WHERE {where}"
    every = f"SELECT {chosen} FROM endorsements WHERE {where}".format(row="endorsements")
    return Tally(table, by, (Source(tables.endorsements, one, matters),), every)


_APART = ("state", "revision", *(trait.value for trait in Trait))
_STATES = ", ".join(sorted(f"'{state.value}'" for state in COUNTED))
_NEWS = f"topic = '{Topic.NEWS.value}'"
_READER = ("platform", "kind", "language")


def _follower(follows: str, chats: str) -> str:
    return (
        f"SELECT {follows}.letter_id, {_columns(*_READER, row=chats)},"
        f" CASE WHEN {chats}.thread = '' THEN 0 ELSE 1 END AS threaded,"
        f" CASE WHEN {chats}.closed = '' THEN 1 ELSE 0 END AS reachable, {follows}.chat_id % {SHARDS} AS shard"
    )


TALLIES = (
    _endorsements(tables.endorsement_counts, ("letter_id", *_APART), ("letter_id", *_APART), "true", *_APART),
    _endorsements(
        tables.endorsement_growth, ("letter_id", "quarter"), ("letter_id", f"changed_at / {QUARTER}"),
        f"{{row}}.state IN ({_STATES})", "state", "changed_at",
    ),
    Tally(
        tables.follower_counts,
        ("letter_id", *_READER, "threaded", "reachable", "shard"),
        (
            Source(
                tables.follows,
                f"{_follower('{row}', 'chats')} FROM chats WHERE chats.id = {{row}}.chat_id AND {{row}}.{_NEWS}",
                ("chat_id", "letter_id", "topic"),
            ),
            Source(
                tables.chats,
                f"{_follower('follows', '{row}')} FROM follows WHERE follows.chat_id = {{row}}.id AND follows.{_NEWS}",
                (*_READER, "thread", "closed"),
            ),
        ),
        f"{_follower('follows', 'chats')} FROM follows JOIN chats ON chats.id = follows.chat_id WHERE follows.{_NEWS}",
    ),
)  # fmt: skip

_BODY = "\n".join(
    f"    IF TG_ARGV[0] = '{each.table.name}' AND TG_TABLE_NAME = '{source.table.name}' THEN\n"
    f"        IF TG_OP <> 'INSERT' THEN {each.gone(source)} END IF;\n"
    f"        IF TG_OP <> 'DELETE' THEN {each.came(source)} END IF;\n"
    "    END IF;"
    for each in TALLIES
    for source in each.sources
)

COUNTS = Triggers(
    "count_",
    lambda: [
        (source.table.name, f"{event} BEGIN {done} END")
        for each in TALLIES
        for source in each.sources
        for event, done in each.events(source)
    ],
    lambda: [
        (source.table.name, f"{event} EXECUTE FUNCTION {FUNCTION}('{each.table.name}')")
        for each in TALLIES
        for source in each.sources
        for event, _ in each.events(source)
    ],
    f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
    f"BEGIN\n{_BODY}\n    RETURN NULL;\nEND $$",
)
"""What keeps the tallies, by whatever statement a row is changed."""


MANY = 50_000
"""Where so many rows change at once, it costs less to count all anew than to count each change."""


@contextmanager
def counted_anew(connection: Connection) -> Iterator[None]:
    """While very many rows are changed nothing is counted, and everything anew afterwards."""
    COUNTS.drop(connection)
    yield
    keep_counts(connection)


def keep_counts(connection: Connection) -> None:
    """Have everything counted from now on; it is counted anew where it was not."""
    if COUNTS.keep(connection):
        for each in TALLIES:
            connection.execute(delete(each.table))
            connection.execute(text(f"INSERT INTO {each.table.name} ({', '.join(each.by)}, counted) {each.found}"))


def miscounted(connection: Connection, letter_id: int) -> str:
    """Which tally of a letter is not what counting finds: the name of its table; empty where all agree."""
    for each in TALLIES:
        found = connection.execute(text(f"SELECT * FROM ({each.found}) AS found WHERE letter_id = {letter_id:d}"))
        kept = connection.execute(
            select(each.table).where(each.table.c.letter_id == letter_id, each.table.c.counted != 0)
        )
        if {tuple(row) for row in found} != {tuple(row) for row in kept}:
            return each.table.name
    return ""
