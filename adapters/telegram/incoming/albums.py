"""Albums of people: each picture is an update of its own, and together they are one thing that somebody has sent."""

import asyncio
from collections.abc import Sequence

from cachetools import LRUCache
from telegram import Message, Update
from telegram.constants import ChatType

WAIT_SECONDS = 0.5
"""For so long after the first of an album the others are waited for."""

REMEMBERED = 1000
"""So many albums at the most are remembered."""


class Albums:
    """What has come of each album. An update is `seen` as soon as it is there, before the person's earlier ones are
    handled."""

    def __init__(self, wait: float = WAIT_SECONDS) -> None:
        self._wait = wait
        self._items: LRUCache[tuple[int, str], dict[int, Message]] = LRUCache(REMEMBERED)
        self._taken: LRUCache[tuple[int, str], frozenset[int]] = LRUCache(REMEMBERED)

    def seen(self, update: Update) -> None:
        """An update is there."""
        message = update.message
        if message and is_of_album(message):
            self._items.setdefault(_key(message), {})[message.message_id] = message

    async def together(self, message: Message) -> Sequence[Message]:
        """What came with an album's message, the one first that says something; nothing where that was taken with
        another one."""
        key = _key(message)
        taken = self._taken.get(key)
        if taken is not None:
            return () if message.message_id in taken else (message,)
        await asyncio.sleep(self._wait)
        found = {**self._items.get(key, {}), message.message_id: message}
        self._taken[key] = frozenset(found)
        return sorted(found.values(), key=lambda each: (not each.caption, each.message_id))

    def again(self, message: Message) -> None:
        """What came with a message could not be handled, and comes again."""
        self._taken.pop(_key(message), None)


def is_of_album(message: Message) -> bool:
    """Whether a message is a part of an album that somebody has sent to the bot."""
    return bool(message.media_group_id) and message.chat.type == ChatType.PRIVATE


def _key(message: Message) -> tuple[int, str]:
    return message.chat.id, message.media_group_id or ""
