"""InputMedia: a photo or a document with its caption, as an album and an edit carry it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .bodies import caption_of
from .errors import Refused, bad_request, not_imitated, stricter
from .files import file_to_send
from .parameters import MEDIA
from .params import Params
from .sending import Content

if TYPE_CHECKING:
    from .world import World

ALBUM = range(2, 11)
"""Items (Bot API, sendMediaGroup)."""


def album_size(params: Params) -> int:
    """As how many messages an album counts; a broken one counts as one."""
    try:
        given = params.json("media")
    except Refused:
        return 1
    return min(len(given), ALBUM.stop - 1) if isinstance(given, list) and given else 1


def read_album(world: World, params: Params) -> list[Content]:
    """The items of an album: photos together, or documents together."""
    if not (given := params.json("media")):
        raise bad_request("there are no messages to send" if given == [] else 'parameter "media" is required')
    if not isinstance(given, list):
        raise bad_request("expected an Array of InputMedia")
    if len(given) >= ALBUM.stop:
        raise bad_request("too many messages to send as an album")
    if len(given) < ALBUM.start:
        raise stricter(f"an album has {ALBUM.start} to {ALBUM.stop - 1} items")
    contents = [read_media(world, params, each) for each in given]
    if len({content.what for content in contents}) > 1:
        raise bad_request("Document can't be mixed with other media types")
    above = [isinstance(each, dict) and bool(each.get("show_caption_above_media")) for each in given]
    if len(set(above)) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")
    return contents


def read_media(world: World, params: Params, given: object) -> Content:
    """One InputMedia, uploaded with the request or known by its file id."""
    if not isinstance(given, Mapping):
        raise _unreadable("expected an Object")
    kind, media = given.get("type"), given.get("media")
    if not isinstance(kind, str):
        raise _unreadable('can\'t find field "type"')
    if kind in ("animation", "audio", "live_photo", "video"):
        raise not_imitated(f"media of type {kind}")
    if kind not in MEDIA:
        raise _unreadable(f'type "{kind}" is unsupported')
    if unknown := sorted(given.keys() - MEDIA[kind]):
        raise stricter(f"InputMedia of type {kind} has no field {', '.join(unknown)}")
    body = caption_of(given)
    uploaded = isinstance(media, str) and media.startswith("attach://")
    if not isinstance(media, str) or not media or (uploaded and media.removeprefix("attach://") not in params.files):
        raise _unreadable("media not found")
    return Content(body, file=file_to_send(world, params, kind, media))


def _unreadable(reason: str) -> Refused:
    return bad_request(f"can't parse InputMedia: {reason}")
