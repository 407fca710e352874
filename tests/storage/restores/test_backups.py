"""A backup of a database that is served, and a restore of it: on PostgreSQL, for SQLite's is tried on the terminal."""

import asyncio
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.host.backing_up import BackingUp
from adapters.host.settings import Settings
from bot.errors import SetupError
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.people.person import Role
from bot.model.restores import BACKUPS_KEPT
from bot.ports.store import Unit
from storage.backups import folder, making
from storage.backups.copying import verified
from storage.backups.restoring import Source, restore
from storage.cipher import Cipher
from storage.database import open_store
from tests.conftest import Clock
from tests.memory import SECRET
from tests.storage.examples import person, signed
from tests.storage.postgres import Postgres


@pytest.fixture
def tools(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's client programs, of the version of the tests' server."""
    monkeypatch.setenv("PATH", f"{postgres.programs}{os.pathsep}{os.environ['PATH']}")


def withdraw(unit: Unit) -> None:
    """The bakers withdraw, and who organized does so no more."""
    endorsement = unit.endorsements.get(1)
    assert endorsement
    gone = endorsement.moved(State.WITHDRAWN, unit.now)
    unit.endorsements.save(gone, Act.ENDORSEMENT_WITHDRAWN, endorsement.person_id)
    unit.people.revoke(2, 1)


def left(unit: Unit) -> tuple[str, frozenset[Role], bool]:
    """Where the sign-on stands, what the organizer may do, and whether anything waits for an owner."""
    endorsement = unit.endorsements.get(1)
    assert endorsement
    return endorsement.state.value, unit.people.roles(2, 1), unit.restores.wait()


async def test_a_backup_of_a_database_that_is_served_is_restored_without_what_was_taken_back_since(
    postgres: Postgres, tools: None, clock: Clock, tmp_path: Path
) -> None:
    await postgres.clear()
    log = tmp_path / "apart" / "countersign.removals"
    await asyncio.to_thread(log.parent.mkdir)
    store = await open_store(postgres.url, Cipher(SECRET), clock, log)
    await store.write(signed)
    await store.write(lambda unit: unit.people.grant(person(unit, "rex").id, 1, Role.OWNER))
    made = await making.make(postgres.url, SECRET, tmp_path / "backups", clock())
    await store.write(withdraw)
    await store.close()
    with pytest.raises(SetupError, match="Nothing is overwritten"):
        await restore(postgres.url, SECRET, Source(made.path, None, [log]), clock)
    await postgres.empty()
    report = await restore(postgres.url, SECRET, Source(made.path, None, [log]), clock)
    assert report.restored.whole
    assert report.restored.again >= 2
    again = await open_store(postgres.url, Cipher(SECRET), clock, log)
    assert await again.read(left) == ("withdrawn", frozenset(), False)
    await again.write(lambda unit: unit.people.grant(2, 1, Role.OWNER))
    await again.write(lambda unit: unit.people.revoke(2, 1))  # numbers go on behind those of the log
    await again.close()


def test_a_backup_in_which_something_was_changed_is_found(tmp_path: Path, clock: Clock) -> None:
    async def fill() -> None:
        store = await open_store(f"sqlite:///{tmp_path / 'one.db'}", Cipher(SECRET), clock)
        await store.write(signed)
        await store.close()

    asyncio.run(fill())
    assert verified(tmp_path / "one.db", Cipher(SECRET)).fault == ""
    with closing(sqlite3.connect(tmp_path / "one.db", isolation_level=None)) as connection:
        connection.execute("UPDATE endorsements SET state = 'listed'")
    assert "its state was changed" in verified(tmp_path / "one.db", Cipher(SECRET)).fault


async def test_backups_are_made_by_time_and_kept_in_number_and_never_longer_than_is_promised(
    clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[str]()

    async def make(url: str, secret: str, into: Path, taken_at: object, to: str) -> making.Made:
        path = into / folder.name(clock(), ".db")
        path.touch()
        made.append(path.name)
        return making.Made(path, 1, 1, 1)

    monkeypatch.setattr(making, "make", make)
    there = tmp_path / "backups"
    await asyncio.to_thread(there.mkdir)
    await asyncio.to_thread((there / "notes.txt").touch)
    settings = Settings(secret_key=SECRET, backup_folder=str(there), backup_hours=6, backup_keep=3)
    backing_up = BackingUp(settings)
    for _ in range(5):
        await backing_up.look(clock())
        await backing_up.look(clock() + timedelta(hours=5))
        clock.now += timedelta(hours=6)
    assert len(made) == 5
    assert [each.path.name for each in folder.backups(there)] == made[:1:-1]
    clock.now += BACKUPS_KEPT
    await backing_up.look(clock())
    assert [each.path.name for each in folder.backups(there)] == made[-1:]
    clock.now += BACKUPS_KEPT + timedelta(hours=1)
    left = there / f"{folder.MAKING}died"
    await asyncio.to_thread(left.mkdir)
    os.utime(left, (0, 0))
    url = f"sqlite:///{tmp_path / 'one.db'}"
    await BackingUp(replace(settings, backup_folder="", database_url=url)).look(clock())
    assert folder.backups(there) == [], "what was made by hand is kept no longer, and none is made"
    assert not await asyncio.to_thread(left.exists)
    await backing_up.look(clock())
    assert await asyncio.to_thread((there / "notes.txt").exists)

    async def fail(*_: object) -> making.Made:
        raise SetupError("the disk is full")

    monkeypatch.setattr(making, "make", fail)
    clock.now += timedelta(hours=6)
    await backing_up.look(clock())
    assert [each.getMessage() for each in caplog.records if each.levelname == "ERROR"] == [
        "no backup was made: the disk is full"
    ]
