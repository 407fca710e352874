"""The stored files, as messengers hand them to their platforms."""

import asyncio

from cachetools import LRUCache

from bot.model.files import MOST_BYTES, File
from bot.ports.messenger import Uploads
from bot.ports.store import Store

KEPT_BYTES = 2 * MOST_BYTES
"""So much of what was read last is kept in memory, for the chats that get the same file."""


class StoredUploads(Uploads):
    """Files in the store; what was read last is kept in memory, so that an announcement's are read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: LRUCache[File, bytes] = LRUCache(KEPT_BYTES, getsizeof=len)
        self._reading = asyncio.Lock()

    async def content(self, file: File) -> bytes:
        async with self._reading:
            content = self._kept.get(file)
            if content is None:
                content = await self._store.read(lambda unit: unit.files.content(file.id))
                if len(content) <= self._kept.maxsize:
                    self._kept[file] = content
            return content

    async def reference(self, platform: str, file: File) -> str:
        return await self._store.read(lambda unit: unit.files.reference(file.id, platform))

    async def remember(self, platform: str, file: File, reference: str) -> None:
        await self._store.write(lambda unit: unit.files.remember(file.id, platform, reference))
