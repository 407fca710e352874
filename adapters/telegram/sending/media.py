"""Files as Telegram takes them: the content once, and from then on what Telegram knows it by (Bot API, Sending files).

A picture that is sent as a photo and one that is sent as a document have ids that can't take each other's place.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Literal
from weakref import WeakValueDictionary

from telegram import InputFile
from telegram.error import BadRequest

from adapters.telegram.addresses import PLATFORM
from bot.model.files import File
from bot.ports.messenger import Uploads

logger = logging.getLogger(__name__)

PHOTO_BYTES = 10 * 1024 * 1024
"""A larger picture is sent as a document (Bot API, sendPhoto)."""

WAIT_SECONDS = 30.0
"""For so long somebody waits for a content that is on its way; then they make room, and try again."""

REMEMBERED = 1000
"""So many references are kept in memory."""

_NOT_KNOWN = ("wrong file", "wrong remote file", "can't use file of type", "file_reference_")
_NO_PHOTO = ("photo_invalid", "image_process_failed", "photo_ext_invalid", "too big for a photo")

Kind = Literal["photo", "document"]
Given = Sequence[str | InputFile]
"""Files as a request names them: by what Telegram knows them by, or with their content."""

Request = Callable[[Given], Awaitable[Sequence[Mapping[str, Any]]]]
"""A request with files, and the messages that it has made, one a file."""


class Unreadable(Exception):
    """A stored file can't be read now."""


class Empty(Exception):
    """There is nothing in a stored file, or it is not there any more."""


class Busy(Exception):
    """The content of a file is on its way for too long."""


class Again(Exception):
    """Telegram did not take the files as they were handed in, and would as they will be handed in the next time."""


class Media:
    """What Telegram knows the stored files by."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        self._known: dict[tuple[int, Kind], str] = {}
        self._no_photos: set[int] = set()
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def kind(self, files: Sequence[File]) -> Kind:
        """As what files are sent together: photos where all are pictures that Telegram takes as such."""
        photos = all(file.picture and file.size <= PHOTO_BYTES and file.id not in self._no_photos for file in files)
        return "photo" if photos else "document"

    async def send(
        self, files: Sequence[File], kind: Kind, request: Request, attach: bool
    ) -> Sequence[Mapping[str, Any]]:
        """Make a request with files. While the content of one is on its way, others who need it wait for its reference.

        `attach`: the request names contents, and has them beside it, as every InputMedia does.
        Raises `TelegramError`, `Unreadable`, `Empty`, `Busy` and `Again`.
        """
        while True:
            known = [await self._reference(file, kind) for file in files]
            if all(known):
                return await self._by_reference(files, kind, known, request)
            unknown = [file for file, reference in zip(files, known, strict=True) if not reference]
            async with self._alone_with(unknown):
                if any([await self._reference(file, kind) for file in unknown]):
                    continue
                return await self._with_content(files, kind, known, request, attach)

    async def _by_reference(
        self, files: Sequence[File], kind: Kind, known: Sequence[str], request: Request
    ) -> Sequence[Mapping[str, Any]]:
        try:
            return await request(known)
        except BadRequest as error:
            await self._refused(files, kind, known, error)
            raise

    async def _with_content(
        self, files: Sequence[File], kind: Kind, known: Sequence[str], request: Request, attach: bool
    ) -> Sequence[Mapping[str, Any]]:
        given = [
            reference or InputFile(await self._content(file), file.name, attach=attach)
            for file, reference in zip(files, known, strict=True)
        ]
        try:
            messages = await request(given)
        except BadRequest as error:
            await self._refused(files, kind, known, error)
            raise
        for file, reference, message in zip(files, known, messages, strict=False):
            if not reference:
                await self._remember(file, kind, _id_in(message, kind))
        return messages

    async def _refused(self, files: Sequence[File], kind: Kind, known: Sequence[str], error: BadRequest) -> None:
        """Learn from a refusal; raises `Again` where it was about the files' references, or their being photos."""
        text = error.message.casefold()
        if kind == "photo" and any(part in text for part in _NO_PHOTO):
            self._no_photos.update(file.id for file in files)
            raise Again from error
        if any(known) and any(part in text for part in _NOT_KNOWN):
            for file, reference in zip(files, known, strict=True):
                if reference and self._known.get((file.id, kind)) == reference:
                    await self._remember(file, kind, "")
            raise Again from error

    @asynccontextmanager
    async def _alone_with(self, files: Sequence[File]) -> AsyncIterator[None]:
        """Nobody else hands in the content of these files meanwhile; in one order, so that nobody waits in a circle."""
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    for number in sorted({file.id for file in files}):
                        await held.enter_async_context(self._locks.setdefault(number, asyncio.Lock()))
            except TimeoutError:
                raise Busy from None
            yield

    async def _reference(self, file: File, kind: Kind) -> str:
        if (file.id, kind) not in self._known:
            try:
                stored = await self._uploads.reference(PLATFORM, file)
            except Exception as error:
                raise Unreadable(file.name) from error
            found, _, reference = stored.partition(":")
            self._keep(file, kind, reference if found == kind else "")
        return self._known[file.id, kind]

    async def _content(self, file: File) -> bytes:
        try:
            content = await self._uploads.content(file)
        except Exception as error:
            raise Unreadable(file.name) from error
        if not content:
            raise Empty(file.name)
        return content

    async def _remember(self, file: File, kind: Kind, reference: str) -> None:
        self._keep(file, kind, reference)
        try:
            await self._uploads.remember(PLATFORM, file, f"{kind}:{reference}" if reference else "")
        except Exception:
            logger.exception("what Telegram knows a file by could not be recorded")

    def _keep(self, file: File, kind: Kind, reference: str) -> None:
        self._known.pop((file.id, kind), None)
        self._known[file.id, kind] = reference
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]


def _id_in(message: Mapping[str, Any], kind: Kind) -> str:
    """The reference of the file in a message; of a photo's sizes, the last is the largest."""
    found: Any = message.get(kind)
    if isinstance(found, list):
        found = found[-1] if found else None
    return str(found["file_id"]) if found else ""
