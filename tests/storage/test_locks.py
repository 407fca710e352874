"""Who serves a database has it to themselves, whatever becomes of the process."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.ports.store import Store
from storage import locks
from storage.locks import resealing, serving
from tests.checkout import ROOT
from tests.storage.postgres import OTHERS, Postgres
from tests.waiting import until

HOLDING = """
import asyncio, sys
from storage.locks import serving

async def hold():
    async with serving(sys.argv[1]):
        print("held", flush=True)
        await asyncio.Event().wait()

asyncio.run(hold())
"""


async def holding(url: str) -> asyncio.subprocess.Process:
    """A process that serves."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDING, url, cwd=ROOT, stdout=PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"held\n"
    return process


async def test_nothing_is_sealed_anew_while_a_process_serves_and_a_killed_one_holds_nothing(
    database_url: str, engine: str, store: Store
) -> None:
    process = await holding(database_url)
    try:
        with pytest.raises(SetupError, match=r"^The bot is running on this database\. Stop it"):
            async with resealing(database_url):
                pass
        if engine == "sqlite":
            with pytest.raises(SetupError, match=r"^Another process serves this database"):
                async with serving(database_url):
                    pass
        else:
            async with serving(database_url):
                pass
        await store.write(lambda unit: unit.chats.serve(["console"]))
    finally:
        process.kill()
        await process.communicate()
    async with resealing(database_url):
        with pytest.raises(SetupError, match=r"^Another process serves this database, or changes its key"):
            async with serving(database_url):
                pass
    async with serving(database_url):
        pass


async def test_a_database_has_one_lock_by_whatever_link_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "letter.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "kept" / "letter.db")
    async with serving(f"sqlite:///{tmp_path / 'link.db'}"):
        with pytest.raises(SetupError, match="The bot is running"):
            async with resealing(f"sqlite:///{tmp_path / 'kept' / 'letter.db'}"):
                pass


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_a_lock_that_a_server_has_forgotten_is_taken_again(
    database_url: str, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "LOOK_SECONDS", 0.02)

    async def taken() -> bool:
        return not await free(database_url)

    async with serving(database_url):
        await postgres._execute(OTHERS)
        await until(taken)
        assert not await free(database_url)


async def free(url: str) -> bool:
    """Whether a database could be sealed anew."""
    try:
        async with resealing(url):
            return True
    except SetupError:
        return False


@pytest.mark.parametrize(
    "url", ["sqlite:////dev/null/countersign.db", "postgresql://me:secret@127.0.0.1:1/countersign"]
)
async def test_a_database_that_can_not_be_locked_is_said_to_the_host(tmp_path: Path, url: str) -> None:
    with pytest.raises(SetupError, match="DATABASE_URL") as told:
        async with serving(url.format(folder=tmp_path)):
            pass
    assert "secret" not in str(told.value)
