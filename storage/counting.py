"""How many endorsements there are, kept by triggers so that nobody has to count rows: by their state and by what
organizations are told apart; and, of those that are counted in public, when they came."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Select, Table, delete, func, insert, literal_column, select, text

from bot.model.endorsements.endorsement import COUNTED
from bot.model.letters.categories import Trait
from storage import tables
from storage.triggers import Triggers

QUARTER = 15 * 60 * 10**6
"""A quarter of an hour, in microseconds: so finely is kept when they came."""

FUNCTION = "count_endorsement"


@dataclass(frozen=True, slots=True)
class Tally:
    """A table in which rows of `endorsements` are counted: by which columns, what stands in those, which rows (all
    where that is empty), and a change of which columns matters."""

    table: Table
    by: tuple[str, ...]
    values: tuple[str, ...]
    which: str
    matters: tuple[str, ...]

    def gone(self) -> str:
        """One less: the row as it was."""
        there = " AND ".join(f"{each} = OLD.{value}" for each, value in zip(self.by, self.values, strict=True))
        return f"UPDATE {self.table.name} SET counted = counted - 1 WHERE {there}{self._if('OLD', ' AND ')};"  # noqa: S608

    def came(self) -> str:
        """One more: the row as it is."""
        name, columns, values = self.table.name, ", ".join(self.by), ", ".join(f"NEW.{each}" for each in self.values)
        return (
            f"INSERT INTO {name} ({columns}, counted) SELECT {values}, 1 WHERE {self._if('NEW') or 'true'}"
            f" ON CONFLICT ({columns}) DO UPDATE SET counted = {name}.counted + 1;"
        )

    def events(self) -> Iterator[tuple[str, str]]:
        """What has to happen, and what is done then."""
        changed = " OR ".join(f"OLD.{each} <> NEW.{each}" for each in self.matters)
        yield "INSERT ON endorsements FOR EACH ROW", self.came()
        yield "DELETE ON endorsements FOR EACH ROW", self.gone()
        change = f"UPDATE OF {', '.join(self.matters)} ON endorsements FOR EACH ROW WHEN ({changed})"
        yield change, f"{self.gone()} {self.came()}"

    def counted(self) -> Select[tuple[int]]:
        """What should stand in the table."""
        keys = [literal_column(value).label(each) for each, value in zip(self.by, self.values, strict=True)]
        rows = select(*keys, func.count().label("counted")).select_from(tables.endorsements)
        return rows.where(text(self.which or "true")).group_by(*keys)

    def _if(self, row: str, joined: str = "") -> str:
        return f"{joined}{row}.{self.which}" if self.which else ""


_APART = ("state", *(trait.value for trait in Trait))
_STATES = ", ".join(sorted(f"'{state.value}'" for state in COUNTED))

TALLIES = (
    Tally(tables.endorsement_counts, ("letter_id", *_APART), ("letter_id", *_APART), "", _APART),
    Tally(
        tables.endorsement_growth, ("letter_id", "quarter"), ("letter_id", f"changed_at / {QUARTER}"),
        f"state IN ({_STATES})", ("state", "changed_at"),
    ),
)  # fmt: skip

_BODY = "\n".join(
    f"    IF TG_ARGV[0] = '{each.table.name}' THEN\n"
    f"        IF TG_OP <> 'INSERT' THEN {each.gone()} END IF;\n"
    f"        IF TG_OP <> 'DELETE' THEN {each.came()} END IF;\n"
    "    END IF;"
    for each in TALLIES
)

COUNTS = Triggers(
    "count_",
    lambda: [("endorsements", f"AFTER {event} BEGIN {done} END") for each in TALLIES for event, done in each.events()],
    lambda: [
        ("endorsements", f"AFTER {event} EXECUTE FUNCTION {FUNCTION}('{each.table.name}')")
        for each in TALLIES
        for event, _ in each.events()
    ],
    f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
    f"BEGIN\n{_BODY}\n    RETURN NULL;\nEND $$",
)
"""What keeps the tallies, by whatever statement an endorsement is changed."""


def keep_counts(connection: Connection) -> None:
    """Have endorsements counted from now on; all of them are counted anew where they were not."""
    if COUNTS.keep(connection):
        for each in TALLIES:
            connection.execute(delete(each.table))
            connection.execute(insert(each.table).from_select([*each.by, "counted"], each.counted()))


def miscounted(connection: Connection, letter_id: int) -> str:
    """What of a letter's endorsements is counted wrong: the name of the table; empty where all of it agrees."""
    for each in TALLIES:
        counted = each.counted().where(tables.endorsements.c.letter_id == letter_id)
        kept = select(each.table).where(each.table.c.letter_id == letter_id, each.table.c.counted != 0)
        if {tuple(row) for row in connection.execute(counted)} != {tuple(row) for row in connection.execute(kept)}:
            return each.table.name
    return ""
