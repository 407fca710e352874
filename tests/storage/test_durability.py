"""A write that returned is on disk, whatever becomes of the process, and several processes do not hurt one another."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE, Process
from functools import partial

import pytest
from sqlalchemy import text

from bot.ports.store import Store, Unit
from bot.text.blocks import bare
from storage.unit import ConnectionUnit
from tests.checkout import ROOT
from tests.letters import LETTER
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import announce, publish
from tests.storage.journal.chain import entries

MANY = 1_000_000


async def start(url: str, name: str, number: int) -> Process:
    """A process that writes."""
    command = (sys.executable, "-m", "tests.storage.writing", url, name, str(number))
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)


async def printed(process: Process, number: int | None = None) -> list[str]:
    """So many lines that a process prints, or all that are left once it has ended."""
    assert process.stdout is not None
    if number is None:
        return (await process.stdout.read()).decode().splitlines()
    return [(await process.stdout.readline()).decode().strip() for _ in range(number)]


async def texts(store: Store) -> list[str]:
    """What was announced; the journal holds, and has an entry for each."""
    announced = await store.read(
        lambda unit: [bare(each.content.in_("en")[0]) for each in unit.announcements.recent(1, MANY)]
    )
    acts = [entry["act"] for entry in entries(await store.read(lambda unit: unit.journal.links(1)))]
    assert acts.count("announcement.released") == len(announced) == len(set(announced))
    return announced


async def test_what_was_acknowledged_is_there_after_the_process_was_killed_at_any_moment(
    database_url: str, open_database: OpenDatabase
) -> None:
    acknowledged = list[str]()
    for life in range(3):
        process = await start(database_url, f"life{life}", MANY)
        acknowledged += await printed(process, random.randint(1, 60))
        await asyncio.sleep(random.random() / 50)
        process.kill()
        acknowledged += await printed(process)
        assert await process.wait() < 0
    store = await open_database()
    assert set(acknowledged) <= set(await texts(store))
    await store.write(lambda unit: announce(unit, 1, "It goes on."))
    assert "It goes on." in await texts(store)


async def test_several_processes_open_a_new_database_at_once_and_write_into_it_together(
    database_url: str, open_database: OpenDatabase
) -> None:
    processes = [await start(database_url, name, 40) for name in ("one", "two")]
    lines = await asyncio.gather(*[printed(process) for process in processes])
    assert [await process.wait() for process in processes] == [0, 0]
    assert [len(each) for each in lines] == [40, 40]
    assert sorted(await texts(await open_database())) == sorted([*lines[0], *lines[1]])


async def test_this_process_writes_while_another_does(
    database_url: str, store: Store, open_database: OpenDatabase
) -> None:
    await store.write(publish)
    process = await start(database_url, "other", 40)
    first = await printed(process, 1)
    for number in range(40):
        await store.write(partial(announce, letter_id=LETTER, text=f"mine-{number}"))
    others = first + await printed(process)
    assert await process.wait() == 0
    assert sorted(await texts(store)) == sorted([*others, *(f"mine-{number}" for number in range(40))])


async def test_what_waits_when_the_store_closes_is_still_written(open_database: OpenDatabase) -> None:
    store = await open_database()
    await store.write(publish)
    waiting = [asyncio.create_task(store.write(lambda unit: announce(unit, LETTER))) for _ in range(20)]
    await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    await store.close()
    reopened = await open_database()
    assert len(await reopened.read(lambda unit: unit.announcements.recent(1, 100))) == 20


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_sqlite_keeps_its_log_and_waits_for_the_disk_and_stays_whole(store: Store) -> None:
    def pragma(unit: Unit, name: str) -> object:
        assert isinstance(unit, ConnectionUnit)
        return unit.connection.execute(text(f"PRAGMA {name}")).scalar()

    assert await store.write(lambda unit: pragma(unit, "journal_mode")) == "wal"
    assert await store.write(lambda unit: pragma(unit, "synchronous")) == 2
    assert await store.write(lambda unit: pragma(unit, "foreign_keys")) == 1
    assert await store.write(lambda unit: pragma(unit, "busy_timeout")) == 10_000
    assert await store.read(lambda unit: pragma(unit, "query_only")) == 1
    assert await store.read(lambda unit: pragma(unit, "integrity_check")) == "ok"
