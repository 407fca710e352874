"""Updates that are brought to the bot: POST requests to its webhook, repeated until they are answered by a 2xx."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

if TYPE_CHECKING:
    from .updates import Updates

AGAIN_SECONDS = 0.05
"""The real one waits longer, and longer each time (observed)."""


class Bringing:
    """Brings the updates of one chat one after another, and those of several at once (the Bot API server's source).

    A webhook has an address by https. `proxy` is where that leads to: what takes the encryption away in front of a bot;
    where several are named, with spaces between, each gets one update in turn, as from a balancer.
    """

    def __init__(self, updates: Updates, proxy: str) -> None:
        self._proxies = cycle(proxy.split())
        self._updates = updates
        self._flying: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Bring what there is, until cancelled."""
        async with aiohttp.ClientSession() as session:
            try:
                while True:
                    self._updates.changed.clear()
                    self._begin(session)
                    await self._updates.changed.wait()
            finally:
                for task in self._flying.values():
                    task.cancel()

    def _begin(self, session: aiohttp.ClientSession) -> None:
        for update in self._updates.pending if self._updates.webhook else ():
            if len(self._flying) >= self._updates.connections:
                return
            chat = chat_of(update)
            if chat not in self._flying:
                self._flying[chat] = task = asyncio.create_task(self._bring(session, update))
                task.add_done_callback(lambda done, chat=chat: self._landed(chat))  # type: ignore[misc]

    def _landed(self, chat: str) -> None:
        del self._flying[chat]
        self._updates.changed.set()

    async def _bring(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> None:
        url, secret = self._updates.webhook, self._updates.secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            async with session.post(
                f"{next(self._proxies)}{urlsplit(url).path}", json=update, headers=headers
            ) as answer:
                if 200 <= answer.status < 300:
                    self._updates.brought(update)
                    return
                problem = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except aiohttp.ClientError:
            problem = "Connection refused"
        self._updates.failed(problem)
        await asyncio.sleep(AGAIN_SECONDS)


async def end(task: asyncio.Task[None]) -> None:
    """End bringing."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def chat_of(update: dict[str, Any]) -> str:
    """Whose order an update keeps: its chat's, else its person's."""
    (payload,) = (value for name, value in update.items() if name != "update_id")
    about = payload.get("message", payload)
    return str(about.get("chat", payload.get("from", {})).get("id", ""))
