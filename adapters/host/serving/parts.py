"""The parts into which a platform is shared, whose connections begin one after the other over all processes."""

import asyncio
from collections.abc import Sequence

from bot.model.duties import Term
from bot.platforms import WHOLE, Given, Part, PlatformDeclaration
from bot.ports.duties import Duties


def parts_of(declared: PlatformDeclaration, given: Given, duties: Duties) -> Sequence[Part]:
    """Into what a platform is shared, as it is set up."""
    count = declared.parts(given)
    if count == 1:
        return (WHOLE,)
    turnstile = Turnstile(f"{declared.name}_begins", duties)
    return [Part(number, count, turnstile.in_turn) for number in range(count)]


class Turnstile:
    """Lets one after the other through, of this process and, where others serve the database, of all: that is a duty,
    held for as long as nobody else may follow."""

    def __init__(self, duty: str, duties: Duties) -> None:
        self._duty = duty
        self._duties = duties
        self._one = asyncio.Lock()
        self._closing = set[asyncio.Task[None]]()

    async def in_turn(self, seconds: float) -> None:
        """Wait for the turn; nobody else has one for so many seconds after it."""
        await self._one.acquire()
        through = asyncio.Event()
        closing = asyncio.create_task(self._keep(through, seconds))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        try:
            await through.wait()
        except asyncio.CancelledError:
            closing.cancel()
            raise

    async def _keep(self, through: asyncio.Event, seconds: float) -> None:
        """Hold it for so long; whoever loses it in between has not passed, or has nothing to keep any more."""
        ended = asyncio.Event()

        async def work(term: Term, over: asyncio.Event) -> None:
            through.set()
            await asyncio.sleep(seconds)
            ended.set()

        try:
            await self._duties.serve(self._duty, work, ended)
        finally:
            self._one.release()
