"""Files: stored once, sent again by their id, fetched by their path."""

from __future__ import annotations

import mimetypes
import struct
from pathlib import PurePath
from typing import TYPE_CHECKING

from .errors import bad_request, not_imitated
from .messages import StoredFile
from .params import Params

if TYPE_CHECKING:
    from .world import World

UPLOAD_LIMIT = 50 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
"""Bytes (Bot API, "Sending files", getFile)."""
PHOTO_SIDES = 10_000
"""Width and height together (Bot API, sendPhoto)."""
PHOTO_RATIO = 20

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def store_file(world: World, name: str, content: bytes, size: tuple[int, int] | None = None) -> StoredFile:
    """Keep a file under a new id."""
    number = next(world.ids)
    suffix = PurePath(name).suffix
    folder = "documents" if size is None else "photos"
    file = StoredFile(
        id=f"BQACAgIAAxkB{number:08d}",
        unique_id=f"AgAD{number:06d}",
        path=f"{folder}/file_{number}{suffix}",
        name=name,
        mime_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        content=content,
        size=size,
    )
    world.files[file.id] = file
    world.paths[file.path] = file
    return file


def file_to_send(world: World, params: Params, field: str, named: str | None = None) -> StoredFile:
    """The document or photo of a request: uploaded with it, or known by its id."""
    named = params.text(field) if named is None else named
    upload = params.files.get(named.removeprefix("attach://") if named.startswith("attach://") else field)
    if upload is None:
        return _known_file(world, named, field)
    if not upload.content:
        raise bad_request("file must be non-empty")
    if field == "document":
        return store_file(world, upload.name, upload.content)
    return store_file(world, upload.name, upload.content, photo_size(upload.content))


def _known_file(world: World, named: str, field: str) -> StoredFile:
    if not named:
        raise bad_request(f"there is no {field} in the request")
    if named.startswith(("http://", "https://")):
        raise not_imitated("fetching a file from an address")
    if named not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    file = world.files[named]
    if (file.size is None) != (field == "document"):
        raise bad_request(f"can't use file of type {'Document' if file.size is None else 'Photo'} as {field.title()}")
    return file


def photo_size(content: bytes) -> tuple[int, int]:
    """Width and height, read from PNG only; other pictures count as 800 by 600."""
    if not content.startswith(_PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    if len(content) > PHOTO_LIMIT:
        raise bad_request("file is too big for a photo")
    width, height = struct.unpack(">II", content[16:24]) if content.startswith(_PICTURES[0]) else (800, 600)
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
