"""A file that may grow no further, as a disk that is full: in a process of its own, whose limit is real."""

import asyncio
import sys

import pytest

from bot.model.people.person import Account
from tests.checkout import ROOT
from tests.storage.conftest import OpenDatabase

WRITING = """
import asyncio, resource, sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from bot.errors import StorageError, TransactionLost
from storage.cipher import Cipher
from storage.database import open_store
from tests.memory import SECRET
from tests.storage.examples import person

async def write(url, path):
    store = await open_store(url, Cipher(SECRET), lambda: datetime.now(UTC))
    await store.write(partial(person, name="first"))
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(each.stat().st_size for each in Path(path).parent.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 100_000, most))
    names = [f"person {number}" + "+" * 4000 for number in range(400)]
    came = await asyncio.gather(*[store.write(partial(person, name=name)) for name in names], return_exceptions=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    await store.write(partial(person, name="last"))
    for name, result in zip(names, came):
        assert not isinstance(result, Exception) or isinstance(result, TransactionLost), result
        print("lost" if isinstance(result, StorageError) else "kept", name)
    await store.close()

asyncio.run(write(*sys.argv[1:]))
"""


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_whoever_is_told_that_it_is_recorded_finds_it_on_disk_where_a_file_may_grow_no_further(
    database_url: str, open_database: OpenDatabase
) -> None:
    command = (sys.executable, "-c", WRITING, database_url, database_url.removeprefix("sqlite:///"))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    printed, _ = await process.communicate()
    assert process.returncode == 0
    told = [line.partition(" ")[::2] for line in printed.decode().splitlines()]
    assert {what for what, _ in told} == {"lost", "kept"}
    store = await open_database()
    for what, name in (*told, ("kept", "first"), ("kept", "last")):
        account = Account("console", name)
        found = await store.read(lambda unit, account=account: unit.people.find(account))  # type: ignore[misc]
        assert (found is not None) is (what == "kept")
