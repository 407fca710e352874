"""Stored files, which many chats get one after another."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from bot.delivery import uploads
from bot.delivery.uploads import StoredUploads
from bot.model.files import File
from bot.ports.store import Unit
from tests.unit.delivery.delivering import SAMPLE
from tests.unit.delivery.instant import InstantStore

Result = TypeVar("Result")


class CountingStore(InstantStore):
    """Counts what is read, which takes a moment."""

    def __init__(self) -> None:
        super().__init__(lambda: 0.0)
        self.reads = 0

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        self.reads += 1
        await asyncio.sleep(0)
        return await super().read(unit)


@pytest.fixture
def store() -> Iterator[CountingStore]:
    store = CountingStore()
    yield store
    store.close()


async def stored(store: CountingStore, *contents: bytes) -> list[File]:
    def unit(unit: Unit) -> list[File]:
        letter_id = unit.letters.publish(SAMPLE).letter_id
        return [unit.files.add(letter_id, "press.pdf", "application/pdf", content) for content in contents]

    return await store.write(unit)


async def test_a_file_is_read_once_for_many_chats(store: CountingStore) -> None:
    file, other = await stored(store, b"first", b"other")
    kept = StoredUploads(store)
    assert set(await asyncio.gather(*(kept.content(file) for _ in range(20)))) == {b"first"}
    assert await kept.content(other) == b"other"
    assert store.reads == 2


async def test_what_was_wanted_least_lately_is_kept_no_more(
    store: CountingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "KEPT_BYTES", 10)
    first, second, third = await stored(store, b"11111", b"22222", b"33333")
    kept = StoredUploads(store)
    for file in (first, second, first, third, first):
        await kept.content(file)
    assert store.reads == 3
    assert await kept.content(second) == b"22222"
    assert store.reads == 4


async def test_what_is_too_large_to_be_kept_is_read_each_time(
    store: CountingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "KEPT_BYTES", 10)
    (large,) = await stored(store, b"x" * 11)
    kept = StoredUploads(store)
    assert [await kept.content(large) for _ in range(2)] == [b"x" * 11] * 2
    assert store.reads == 2
