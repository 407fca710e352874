"""What stands in the files of a database on SQLite, and who can read them."""

import asyncio
import logging
import os
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.errors import SetupError
from bot.model.endorsements.endorsement import State
from bot.ports.store import Store, Unit
from storage.cipher import Cipher, secret_beside
from storage.database import open_store
from storage.sqlite import store as sqlite
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.letters import LETTER
from tests.memory import SECRET
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import person, publish, sign
from tests.waiting import PATIENCE

SAID = "An organization that is not to be found any more"


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """PostgreSQL keeps its files for itself."""
    return str(request.param)


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """Whatever is made can be read by everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The modes of the files in a folder."""
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


@pytest.mark.usefixtures("open_to_all")
async def test_the_files_of_a_database_are_their_owners_alone_whatever_the_umask(tmp_path: Path, clock: Clock) -> None:
    secret_beside(tmp_path / "letter.key")
    store = await open_store(f"sqlite:///{tmp_path / 'letter.db'}", Cipher(SECRET), clock)
    await store.write(person)
    assert modes(tmp_path) == dict.fromkeys(("letter.db", "letter.db-wal", "letter.db-shm", "letter.key"), 0o600)
    await store.close()


@pytest.mark.usefixtures("open_to_all")
async def test_files_that_others_could_read_are_mended_and_the_host_is_told(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("letter.db", "letter.key"):
        (tmp_path / name).touch(0o644)
    store = await open_store(f"sqlite:///{tmp_path / 'letter.db'}", Cipher(SECRET), clock)
    await store.close()
    assert set(modes(tmp_path).values()) == {0o600}
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.getMessage() for record in told] == [
        f"others on this machine could read {name}; it is its owner's alone now" for name in ("letter.db", "letter.key")
    ]


async def test_a_folder_in_the_place_of_the_database_stays_as_it_is(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "data"
    folder.mkdir(0o755)
    folder.chmod(0o755)
    with pytest.raises(SetupError):
        await open_store(f"sqlite:///{folder}", Cipher(SECRET), clock)
    assert modes(tmp_path) == {"data": 0o755}


def erase(unit: Unit) -> None:
    """Erase a sign-on, as its signer may once it is withdrawn."""
    unit.privacy.erase(1, None)


async def everywhere(url: str) -> bytes:
    """Every byte of the files beside the database, and of it."""
    folder = Path(make_url(url).database or "").parent
    return b"".join([path.read_bytes() for path in folder.iterdir()])


async def test_what_is_erased_is_gone_from_every_file_while_others_read_and_write(
    database_url: str, open_database: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def otherwise(*given: object, **named: object) -> sqlite3.Connection:
        """A connection of a build in which what is deleted is not overwritten."""
        connection: sqlite3.Connection = connect(*given, **named)  # type: ignore[call-overload]
        connection.execute("PRAGMA secure_delete=OFF")
        return connection

    monkeypatch.setattr(sqlite3, "connect", otherwise)
    store = await open_database()
    await store.write(publish)
    await store.write(partial(sign, letter_id=LETTER, name=SAID, state=State.WITHDRAWN))
    assert SAID.encode() in await everywhere(database_url)
    reading = asyncio.create_task(_read_on(store))
    await store.write(erase)
    async with asyncio.timeout(PATIENCE):
        while SAID.encode() in await everywhere(database_url):
            await asyncio.sleep(0.02)
            await store.write(lambda unit: person(unit, "ada"))
    reading.cancel()
    await asyncio.wait([reading])


async def _read_on(store: Store) -> None:
    while True:
        await store.read(lambda unit: unit.endorsements.get(1))


async def test_whatever_writes_overwrites_what_it_deletes(store: Store) -> None:
    def look(unit: Unit) -> object:
        assert isinstance(unit, ConnectionUnit)
        return unit.connection.exec_driver_sql("PRAGMA secure_delete").scalar()

    assert await store.write(look) == 1
    assert any("secure_delete" in each for each in sqlite.MIGRATING)
