"""What happened is fetched, handled, on disk, and only then not asked for again (client-server API, sync).

The position from which a homeserver goes on is kept on disk after everything before it is handled; what is handled once
more after a kill changes nothing, as each event's number is taken in the transaction that handles it.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from adapters.matrix.api.http import Homeserver
from adapters.matrix.rooms.room import KEPT
from bot.errors import StorageError

logger = logging.getLogger(__name__)

POLL_SECONDS = 30
PATIENCE_SECONDS = 2.0
"""For so long the next are not fetched while these are handled."""

AHEAD = 16
"""So many answers of the homeserver at the most are handled at a time."""

TIMELINE = 200
"""So many events of a room at the most come at once; a room with more in between is read back."""


def filtered(timeline: int) -> str:
    """What of everything that happens is asked for, and so many events of a room at the most."""
    return json.dumps(
        {
            "presence": {"types": []},
            "account_data": {"types": ["m.direct"]},
            "room": {
                "ephemeral": {"types": []},
                "account_data": {"types": []},
                "state": {"types": [*sorted(KEPT), "m.room.member"], "lazy_load_members": True},
                "timeline": {"limit": timeline, "lazy_load_members": True},
            },
        }
    )


FILTER = filtered(TIMELINE)

Synced = Mapping[str, Any]


class Syncing:
    """Fetches what happened since a position. `follow` learns at once what is so now; `handle` does what it asks
    since the position before, on disk when it returns; `keep` keeps a position on disk."""

    def __init__(
        self,
        homeserver: Homeserver,
        position: str,
        follow: Callable[[Synced], None],
        handle: Callable[[Synced, str], Coroutine[Any, Any, None]],
        keep: Callable[[str], Awaitable[None]],
    ) -> None:
        self._homeserver = homeserver
        self._since = self._kept = position
        self._follow = follow
        self._handle = handle
        self._keep = keep
        self._whole = True
        self._under_way: deque[tuple[asyncio.Task[None], str]] = deque()

    async def step(self) -> None:
        """Fetch once, and wait until all is handled, or what is not takes long. Raises what `Homeserver.get` does, and
        whatever `handle` does: then all that is not on disk is fetched again."""
        since = self._since
        query = {"since": self._since} if self._since else {}
        wait = 0 if self._whole or self._under_way else POLL_SECONDS * 1000
        if self._whole:
            query["full_state"] = "true"
        there = await self._homeserver.get(
            "sync", seconds=POLL_SECONDS + 30.0, filter=FILTER, timeout=str(wait), **query
        )  # fmt: skip
        self._whole = False
        self._since = str(there["next_batch"])
        self._follow(there)
        self._under_way.append((asyncio.create_task(self._handle(there, since)), self._since))
        try:
            await asyncio.wait([task for task, _ in self._under_way], timeout=PATIENCE_SECONDS)
            if len(self._under_way) >= AHEAD:
                await asyncio.wait([self._under_way[0][0]])
            await self._settle()
        except BaseException:
            self.again()
            raise

    async def _settle(self) -> None:
        """Keep the position up to which all is handled."""
        done = ""
        while self._under_way and self._under_way[0][0].done():
            task, position = self._under_way[0]
            task.result()
            self._under_way.popleft()
            done = position
        if done:
            with suppress(StorageError):  # who asked was told; a later position is kept as soon as that can be
                await self._keep(done)
                self._kept = done

    def again(self) -> None:
        """Whatever is not on disk is fetched again."""
        for task, _ in self._under_way:
            task.cancel()
        self._under_way.clear()
        self._since, self._whole = self._kept, True
