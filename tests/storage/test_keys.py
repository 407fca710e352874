"""The host's secret changes: everything that was sealed is sealed anew, and the old secret is not needed any more."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary

from bot.errors import SetupError
from bot.model.chats import Address
from bot.model.forms import Form
from bot.model.people.person import Account, Role
from storage import tables
from storage.cipher import Cipher
from storage.database import SqliteStore, open_store
from storage.keys import reseal
from tests.conftest import Clock

ADA = Account("console", "ada")
HERE = Address("console", "town-square")
FORM = Form("form-1", ADA, HERE, "sign", {"representative": "Ada"}, ("role",))


async def opened(folder: Path, secret: str) -> SqliteStore:
    store = await open_store(f"sqlite:///{folder}/keys.db", Cipher(secret), Clock())
    assert isinstance(store, SqliteStore)
    return store


async def test_what_was_sealed_under_the_old_secret_opens_under_the_new_one_alone(tmp_path: Path) -> None:
    store = await opened(tmp_path, "old")
    await store.write(lambda unit: unit.forms.save(FORM))
    await store.close()
    store = await opened(tmp_path, "new,old")
    assert await store.write(reseal) == 4
    await store.close()
    store = await opened(tmp_path, "new")
    assert await store.read(lambda unit: unit.forms.get("form-1")) == replace(FORM, changed_at=Clock()())
    await store.close()


async def test_what_is_found_by_its_digest_is_found_after_a_change_of_secrets(tmp_path: Path) -> None:
    store = await opened(tmp_path, "old")
    until = Clock()().replace(year=2999)
    await store.write(lambda unit: unit.people.offer("CODE", until, None, None, Role.OWNER))
    await store.close()
    store = await opened(tmp_path, "new,old")
    await store.write(reseal)
    await store.close()
    store = await opened(tmp_path, "new")
    assert await store.write(lambda unit: unit.people.redeem("CODE")) == (None, None, Role.OWNER)
    await store.close()


async def test_without_the_secret_nothing_opens_and_the_host_is_told(tmp_path: Path) -> None:
    await (await opened(tmp_path, "old")).close()
    with pytest.raises(SetupError, match="SECRET_KEY"):
        await opened(tmp_path, "new")


def test_every_column_that_holds_bytes_is_sealed_but_for_files_logos_and_what_orders_the_public_list() -> None:
    bare = [
        str(column)
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary) and not isinstance(column.type, tables.Sealed)
    ]
    assert bare == ["files.content", "endorsements.sort_key", "logos.content"]
