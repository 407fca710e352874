"""Files as a homeserver takes them: the content once, and from then on the address under which it stands there."""

import asyncio
import logging
from weakref import WeakValueDictionary

from adapters.matrix.addresses import PLATFORM
from adapters.matrix.api.http import Homeserver
from adapters.matrix.drawing.messages import Content
from bot.model.files import File
from bot.ports.messenger import Uploads

logger = logging.getLogger(__name__)


class Unreadable(Exception):
    """A stored file can't be read now."""


class Empty(Exception):
    """There is nothing in a stored file, or it is not there any more."""


class Media:
    """The stored files, as contents of events."""

    def __init__(self, homeserver: Homeserver, uploads: Uploads) -> None:
        self._homeserver = homeserver
        self._uploads = uploads
        self._alone: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def content(self, file: File) -> Content:
        """A file as the content of a message. Raises `Unreadable`, `Empty`, and what `Homeserver.upload` does."""
        async with self._alone.setdefault(file.id, asyncio.Lock()):
            address = await self._address(file)
        return {
            "msgtype": "m.image" if file.picture else "m.file",
            "body": file.alt or file.name,
            "filename": file.name,
            "url": address,
            "info": {"mimetype": file.mime, "size": file.size},
            "m.mentions": {},
        }

    async def _address(self, file: File) -> str:
        try:
            known = await self._uploads.reference(PLATFORM, file)
            content = b"" if known else await self._uploads.content(file)
        except Exception as error:
            raise Unreadable(file.name) from error
        if known:
            return known
        if not content:
            raise Empty(file.name)
        address = await self._homeserver.upload(file.name, file.mime, content)
        try:
            await self._uploads.remember(PLATFORM, file, address)
        except Exception:
            logger.exception("under what address a file stands could not be recorded")
        return address
