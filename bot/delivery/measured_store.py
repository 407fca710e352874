"""The store, of whose units it is measured how long they take and what came to its end in them."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TypeVar

from bot.model.deliveries import DeliveryEnd
from bot.model.proofs.mails import MailEnd
from bot.ports.measures import Measures
from bot.ports.store import Store, Unit

Result = TypeVar("Result")


class MeasuredStore(Store):
    """A store that is measured."""

    def __init__(self, store: Store, measures: Measures) -> None:
        self._store = store
        self._measures = measures

    async def write(self, unit: Callable[[Unit], Result]) -> Result:
        def noting(this: Unit) -> tuple[Result, Sequence[DeliveryEnd | MailEnd]]:
            return unit(this), this.ends

        begun = perf_counter()
        try:
            result, ends = await self._store.write(noting)
        finally:
            self._measures.stored(True, perf_counter() - begun)
        for end in ends:
            self._measures.ended(end)
        return result

    async def read(self, unit: Callable[[Unit], Result]) -> Result:
        begun = perf_counter()
        try:
            return await self._store.read(unit)
        finally:
            self._measures.stored(False, perf_counter() - begun)
