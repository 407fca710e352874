"""What a form of the page on which people sign sends: its fields, and files, of which none is kept here."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from bot.interface.requests import Upload
from bot.model.files import MOST_BYTES, MOST_FILES

SECONDS = 10.0
FILES_SECONDS = 60.0
"""So long a body may take to arrive, and one with files."""

MOST_FIELDS = 200
"""So many fields at the most has a form."""

LONGEST = 64 * 1024
"""Bytes of all fields but the files."""

AT_ONCE = 3
"""So many forms with files at the most arrive at the same time: each is held in memory as it comes."""

PIECE = 64 * 1024

FORM, WITH_FILES = "application/x-www-form-urlencoded", "multipart/form-data"


class TooManyFiles(Exception):
    """Others send files at the moment, so that no more are taken."""


class FileTooLarge(Exception):
    """A form's files have more bytes than a platform's."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What was sent: the fields by their names, and the files that somebody has chosen."""

    fields: Mapping[str, str]
    files: tuple[Upload, ...] = ()


class Posting:
    """Takes what forms send. Of strangers one form with files arrives at a time, so that they keep nobody else out."""

    def __init__(self) -> None:
        self._known, self._strangers = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(1)

    async def posted(
        self, request: web.BaseRequest, known: bool, takes: Callable[[Mapping[str, str]], bool]
    ) -> Posted:  # fmt: skip
        """What a form sends. `known`: by somebody who has a session; `takes`: whether files are taken that come after
        such fields, where they are not, nothing of them is kept. Raises `HTTPUnsupportedMediaType` for anything else
        than a form, `HTTPBadRequest` for what can't be read, `HTTPRequestEntityTooLarge`, `FileTooLarge`,
        `TooManyFiles`, and `TimeoutError` where it does not arrive."""
        match request.content_type:
            case typed if typed == FORM:
                async with asyncio.timeout(SECONDS):
                    return Posted(_fields(await request.read()))
            case sent if sent == WITH_FILES:
                async with _turn(self._known if known else self._strangers), asyncio.timeout(FILES_SECONDS):
                    return await _with_files(request, takes)
        raise web.HTTPUnsupportedMediaType


@asynccontextmanager
async def _turn(places: asyncio.Semaphore) -> AsyncIterator[None]:
    if places.locked():
        raise TooManyFiles
    async with places:
        yield


def _fields(body: bytes) -> Mapping[str, str]:
    try:
        posted = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:  # no form in UTF-8, as browsers send ours
        raise web.HTTPBadRequest from error
    return dict(_field(name, text) for name, text in posted)


def _field(name: str, text: str) -> tuple[str, str]:
    if "\0" in name or "\0" in text:  # which not every database can be asked for
        raise web.HTTPBadRequest
    return name, text.replace("\r\n", "\n")


async def _with_files(request: web.BaseRequest, takes: Callable[[Mapping[str, str]], bool]) -> Posted:
    fields, files = dict[str, str](), list[Upload]()
    room, left = LONGEST, MOST_BYTES
    try:
        parts = await request.multipart()
        for _ in range(MOST_FIELDS):
            part = await parts.next()
            if part is None:
                return Posted(fields, tuple(files))
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise web.HTTPBadRequest
            if part.filename is None:
                text = await _read(part, room)
                room -= len(text)
                name, said = _field(part.name, text.decode())
                fields[name] = said
                continue
            kept = takes(fields)
            content = await _read(part, left, kept)
            left -= len(content)
            if kept and content and len(files) < MOST_FILES:
                files.append(_upload(part, content))
    except ValueError as error:  # what aiohttp raises for a body that is no form
        raise web.HTTPBadRequest from error
    raise web.HTTPBadRequest


async def _read(part: BodyPartReader, most: int, kept: bool = True) -> bytes:
    """A part, or nothing of it where it is not kept. Raises `HTTPRequestEntityTooLarge`, and `FileTooLarge`."""
    content, size = bytearray(), 0
    while piece := await part.read_chunk(PIECE):
        size += len(piece)
        if size > most:
            raise web.HTTPRequestEntityTooLarge(most, size) if part.filename is None else FileTooLarge
        if kept:
            content += piece
    return bytes(content)


def _upload(part: BodyPartReader, content: bytes) -> Upload:
    async def fetch() -> bytes:
        return content

    mime = part.headers.get("Content-Type", "application/octet-stream").partition(";")[0].strip()
    return Upload(part.filename or "", mime, len(content), fetch)
