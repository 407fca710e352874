"""Who does what one process alone may do: of several that serve a database, each does what others don't."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.model.duties import ALWAYS, Term

Work = Callable[[Term, asyncio.Event], Awaitable[None]]
"""What is done in a term. Its event is set when the term is over: the work begins nothing more and comes to its end."""


async def standing_by() -> None:
    """Do nothing while another process does it."""


class Duties(Protocol):
    """The duties of one process. `shared`: other processes serve the database too."""

    shared: bool

    async def serve(
        self, duty: str, work: Work, ended: asyncio.Event, meanwhile: Callable[[], Awaitable[None]] = standing_by
    ) -> None:
        """Do the work in every term in which this process holds the duty, until `ended` is set; raises what it raises.

        `meanwhile` is done before each term, as long as another process holds the duty, and cancelled then.
        """

    def holds(self, term: Term) -> bool:
        """Whether no other process can have the duty yet: to be asked in the moment in which something leaves. A
        process that was stopped, and goes on, has not heard yet that a term is over."""


class AllDuties(Duties):
    """Those of a process that serves a database by itself: all, from its start to its end."""

    shared = False

    async def serve(
        self, duty: str, work: Work, ended: asyncio.Event, meanwhile: Callable[[], Awaitable[None]] = standing_by
    ) -> None:
        await work(ALWAYS, ended)

    def holds(self, term: Term) -> bool:
        return True
