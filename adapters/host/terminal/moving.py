"""The host goes from SQLite to PostgreSQL."""

import argparse
from dataclasses import replace

from sqlalchemy import Connection

from adapters.host.counting import counted
from adapters.host.opening import now, secret_of
from adapters.host.settings import Settings
from bot.errors import SetupError
from bot.ports.store import Unit
from bot.service.journal import verification
from storage import moving
from storage.cipher import Cipher
from storage.database import database_address, open_store
from storage.locks import resealing

Heads = dict[str, tuple[int, str]]
"""Of each letter, by its name in addresses, how many entries its journal has, and the hash of the last."""


async def move(settings: Settings, given: argparse.Namespace) -> None:
    """Bring everything from one database into another one, and prove by the journals that it is there. Nothing is kept
    there where that fails; the database that it comes from is only brought up to date.

    Raises `SetupError` where one of them is served, the other one is not empty, or a journal does not hold.
    """
    source, target = database_address(given.source), database_address(given.target)
    if (source.get_backend_name(), target.get_backend_name()) != ("sqlite", "postgresql"):
        raise SetupError("Write first the SQLite database, and then the PostgreSQL one: sqlite:///… postgresql://…")
    cipher = Cipher(secret_of(replace(settings, database_url=given.source), make=False))
    async with resealing(given.source), resealing(given.target):
        before = await open_store(given.source, cipher, now)
        try:
            heads = await before.read(_heads)
        finally:
            await before.close()
        after = await open_store(given.target, cipher, now)
        try:
            if not await after.read(moving.is_empty):
                raise SetupError("The PostgreSQL database is not empty. Make a new one: createdb.")
            with moving.opened(source.database or "") as connection:
                rows = await after.write(lambda unit: _moved(unit, connection, heads))
        finally:
            await after.close()
    print(f"{counted(rows, 'row', 'rows')} moved.")
    for slug, (entries, head) in heads.items():
        print(f"{slug}: {counted(entries, 'entry holds', 'entries hold')}, the last is {head}")
    print(
        "Now write the PostgreSQL address into DATABASE_URL, and into SECRET_KEY what it was, or what stands in the "
        ".key file beside the SQLite database. Then delete the SQLite files: nothing is erased in them any more."
    )


def _moved(unit: Unit, source: Connection, heads: Heads) -> int:
    moved, there = moving.move(unit, source), moving.rows_of(unit)
    if dict(moved) != dict(moving.counted(source)) or dict(moved) != dict(there) or _heads(unit) != heads:
        raise SetupError(
            "What was moved is not what was there. Nothing of it was kept; tell those who make Countersign."
        )
    return sum(moved.values())


def _heads(unit: Unit) -> Heads:
    """Verify every journal; raises `SetupError` where one does not hold."""
    heads = Heads()
    for revision in unit.letters.all():
        verdict = verification.verify(unit, revision.letter_id)
        if verdict.fault:
            raise SetupError(f"The journal of {revision.letter.slug} does not hold: {verdict.fault}")
        heads[revision.letter.slug] = (verdict.entries, verdict.head)
    return heads
