"""The stored files, as messengers hand them to their platforms."""

from collections import OrderedDict

from bot.model.files import File
from bot.ports.messenger import Uploads
from bot.ports.store import Store

KEPT_BYTES = 40 * 1024 * 1024
"""So much of what was read last is kept in memory, for the chats that get the same file."""


class StoredUploads(Uploads):
    """Files in the store; what was read last is kept in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: OrderedDict[int, bytes] = OrderedDict()

    async def content(self, file: File) -> bytes:
        if file.id in self._read:
            self._read.move_to_end(file.id)
            return self._read[file.id]
        content = await self._store.read(lambda unit: unit.files.content(file.id))
        self._read[file.id] = content
        while sum(map(len, self._read.values())) > KEPT_BYTES and len(self._read) > 1:
            self._read.popitem(last=False)
        return content

    async def reference(self, platform: str, file: File) -> str:
        return await self._store.read(lambda unit: unit.files.reference(file.id, platform))

    async def remember(self, platform: str, file: File, reference: str) -> None:
        await self._store.write(lambda unit: unit.files.remember(file.id, platform, reference))
