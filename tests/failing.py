"""A store whose storage fails when it is told to."""

from collections.abc import Callable
from typing import TypeVar

from bot.errors import StorageError
from bot.ports.store import Store, Unit

Result = TypeVar("Result")


class FailingStore(Store):
    """Fails as long as `writing` or `reading` is an error, `most` times; where it `commits`, what fails is on disk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.writing: StorageError | None = None
        self.reading: StorageError | None = None
        self.commits = False
        self.failures = 0
        self.most = 1000

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        error = self.writing
        if not error or self.failures >= self.most:
            return await self._store.write(unit)
        if self.commits:
            await self._store.write(unit)
        raise self._failed(error)

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        if self.reading:
            raise self._failed(self.reading)
        return await self._store.read(unit)

    def _failed(self, error: StorageError) -> StorageError:
        self.failures += 1
        return type(error)(error.fault)
