"""Keep what a database of this version holds, for every later version to be tried with it: `make released`.

It is no test and is not collected: it is given to pytest by its name, before a version is released, and writes
`tests/storage/released/VERSION.sql.gz`. Every table has rows: what people did, and for the rest one that fits.
"""

import gzip
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, insert, select, update

from bot.model.announcements.announcement import EVERYBODY, Content, Stage
from bot.model.chats import Address, ChatKind, Topic
from bot.model.endorsements.endorsement import Words
from bot.model.endorsements.logos import Logo
from bot.model.journal.acts import Act
from bot.model.letters.answers import Worded
from bot.ports.store import Store, Unit
from storage import tables
from storage.keys import with_index
from storage.unit import ConnectionUnit
from tests.interface.someone import Someone
from tests.letters import LETTER
from tests.memory import MemoryStore
from tests.storage import examples

FOLDER = Path(__file__).parents[2] / "storage" / "released"


async def test_this_version_is_kept(ada: Someone, store: Store) -> None:
    assert isinstance(store, MemoryStore)
    await store.write(broadcast)
    await store.write(lambda unit: [examples.record(unit), examples.present(unit, LETTER)])
    await store.write(journalled)
    await store.write(fill)
    lines = dumped(store.content())
    path = FOLDER / f"{version('countersign')}.sql.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))


def broadcast(unit: Unit) -> None:
    """An announcement in the middle: it stands in one chat, is leaving for another, waits for a third, and is not
    queued for a fourth."""
    assert isinstance(unit, ConnectionUnit)
    with_index(unit.connection, unit.cipher)
    for place in ("-1", "-2", "-3", "-4"):
        there = unit.chats.ensure(Address("telegram", place), ChatKind.GROUP, "Town")
        unit.chats.follow(there.id, LETTER, Topic.NEWS)
    person = examples.person(unit)
    draft = unit.announcements.add(LETTER, Content({"en": "We meet."}), audience=EVERYBODY, person_id=person.id)
    released = replace(draft, stage=Stage.WAITING, starts=unit.now)
    unit.announcements.save(released, Act.ANNOUNCEMENT_RELEASED, person.id)
    running = replace(released, stage=Stage.RUNNING, started_at=unit.now, queued_to=0)
    unit.announcements.save(running)
    unit.announcements.mark_active(running.id, True)
    _, last = unit.queue.put_to_audience(running, 3)
    unit.announcements.save(replace(running, queued_to=last))
    first, second, *_ = (each for each in unit.outbox.due("telegram", 9) if each.subject_id == running.id)
    unit.outbox.begin([first.id, second.id])
    unit.outbox.sent([(first, "m1", 1)])


def journalled(unit: Unit) -> None:
    """What a journal would miss if it stood in a table alone."""
    person, endorsement, record = examples.person(unit), unit.endorsements.get(1), tables.endorsements
    assert endorsement
    assert isinstance(unit, ConnectionUnit)
    as_it_was = update(record).where(record.c.id == 4).values(website="", place="")  # what the fixture has forged
    unit.connection.execute(as_it_was)
    unit.restores.add(LETTER, unit.now, whole=True, kept_back=False, lost=None)
    unit.own_answers.add(LETTER, {"en": Worded(("When?",), "Tomorrow.")}, person.id)
    parent = unit.organizations.add("Example Federation", "")
    unit.organizations.set_parent(endorsement.organization_id, parent.id, person.id, [LETTER])
    unit.logos.keep(endorsement, Logo("a" * 64, 1, 1, "A loaf", Words.SHOWN), b"x", person.id)


def fill(unit: Unit) -> None:
    """A row in each table that has none."""
    assert isinstance(unit, ConnectionUnit)
    for table in tables.metadata.sorted_tables:
        if unit.connection.execute(select(table).limit(1)).first() is None:
            unit.connection.execute(insert(table).values(row(unit, table)))


def row(unit: ConnectionUnit, table: Table) -> dict[str, Any]:
    """Values that fit, those of other rows where it refers to them."""
    values = dict[str, Any]()
    for key in table.foreign_key_constraints:
        there = unit.connection.execute(select(*(each.column for each in key.elements)).limit(1)).one()
        values |= dict(zip((column.name for column in key.columns), there, strict=True))
    for column in table.columns:
        if column.name not in values and not column.nullable:
            values[column.name] = value(unit, column)
    return values


def value(unit: ConnectionUnit, column: Column[Any]) -> Any:
    """A value that fits a column."""
    if isinstance(column.type, tables.Moment):
        return unit.now + timedelta(days=400)
    if isinstance(column.type, tables.Sealed):
        return unit.cipher.seal("[]")
    if isinstance(column.type, LargeBinary):
        return b"x"
    return {bool: False, int: 1}.get(column.type.python_type, "x")


def dumped(content: bytes) -> Sequence[str]:
    """A database as statements; triggers are made anew by whoever opens it."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    lines = [line for line in connection.iterdump() if "CREATE TRIGGER" not in line]
    connection.close()
    return lines
