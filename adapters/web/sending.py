"""What somebody sends by a form of a page: a line that was typed, or a file. Nothing of it is kept."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qs

from aiohttp import web

from adapters.web.examining import Examiner
from adapters.web.throttle import Throttle
from bot.model.journal.entries import Head
from bot.pages.page import Form
from bot.pages.visit import Visit

SECONDS = 10.0
"""So long a body may take to arrive."""

A_SECOND, AT_ONCE = 5.0, 60.0
"""So many forms are answered: each is more work than a page that is kept."""

OF_ONE = (0.2, 15.0)
"""Those of one client, who has a few things to check, and not a list of guesses."""


class Sending:
    """Takes what is sent by forms."""

    def __init__(self, throttle: Throttle | None = None) -> None:
        self._throttle = throttle or Throttle(time.monotonic, A_SECOND, AT_ONCE, OF_ONE)
        self._examiner = Examiner()

    def takes(self, form: Form, client: str) -> bool:
        """Whether one more of a client's is answered."""
        return self._throttle.takes(client) and not (form.heads and self._examiner.busy)

    async def sent(self, request: web.BaseRequest, form: Form, heads: Sequence[Head]) -> Callable[[Visit], Visit]:
        """What is sent, as it is put into a visit. Raises `HTTPException` for what can't be taken, `TimeoutError` for
        what does not arrive."""
        if form.heads:
            return partial(replace, examined=await self._examiner.examine(request, heads))
        return partial(replace, sent=_typed(await read(request))[: form.longest])


async def read(request: web.BaseRequest) -> bytes:
    """A body, which is short; raises `HTTPRequestEntityTooLarge`, and `TimeoutError` where it does not arrive."""
    async with asyncio.timeout(SECONDS):
        return await request.read()


def _typed(body: bytes) -> str:
    """What was typed into the field of a form; nothing where it is none."""
    try:
        return parse_qs(body.decode(), max_num_fields=1).get("sent", [""])[0]
    except ValueError:
        return ""
